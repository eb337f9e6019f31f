// Lines with bands over time, drawn by uPlot, whose code stands in front of this file when it is sent to the browser.

const DAY = 86400;
const MONTHS = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  nl: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
};
// The same colours, light enough to be read on a dark page.
const ON_DARK = { "#0072B2": "#56B4E9", "#D55E00": "#F0853A", "#009E73": "#2FC79B", "#A4588A": "#E39AC5", "#7A6200": "#E0C341", "#000000": "#FFFFFF", "#6B7683": "#A9B4C0" };

const dark = () => document.documentElement.dataset.theme === "dark";
const ink = (colour) => (dark() && ON_DARK[colour]) || colour;
// What was worked out for what was asked before is pale; the running model is of now.
const tint = (picture, line) => ink(line.colour) + (picture.before && !line.live ? "59" : "");
const named = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const language = () => (document.documentElement.lang === "nl" ? "nl" : "en");
const locale = () => ({ nl: "nl-NL", en: "en-GB" })[language()];

function cursorLine(u, at) {
  if (at === null) return;
  const { ctx, bbox } = u;
  const x = u.valToPos(at, "x", true);
  ctx.save();
  ctx.strokeStyle = named("ink") || "#000";
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function dates(u, moments) {
  // The year once at the left and wherever it changes; the hour only where the axis is that fine.
  let year = null;
  const fine = moments.length > 1 && moments[1] - moments[0] < DAY;
  return moments.map((seconds) => {
    const day = new Date(seconds * 1000), parts = [];
    if (fine) parts.push(`${String(day.getUTCHours()).padStart(2, "0")}:00`);
    if (!fine || day.getUTCHours() === 0 || year === null) parts.push(`${day.getUTCDate()} ${MONTHS[language()][day.getUTCMonth()]}`);
    if (year !== day.getUTCFullYear()) parts.push(year = day.getUTCFullYear());
    return parts.join(fine ? "\n" : " ");
  });
}

// As the page's language writes numbers, whatever that of the browser.
function levels(u, splits) {
  const write = new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 });
  return splits.map((value) => write.format(value).replace("-", "−"));
}

function options(picture, plan, at, width, height) {
  const fine = picture.days_per_step < 1;
  const series = [{}], bands = [];
  for (const line of picture.lines) {
    if (line.low) {
      bands.push({ series: [series.length, series.length + 1], fill: ink(line.colour) + (picture.before ? "10" : "26") });
      series.push({ points: { show: false }, stroke: "transparent" }, { points: { show: false }, stroke: "transparent" });
    }
    series.push({ label: line.name, stroke: tint(picture, line), width: line.width, dash: line.dash, points: { show: false } });
  }
  const axis = { font: FONT, stroke: named("soft") || "#3b4450", grid: { stroke: named("grid") || "#e3e6ea", width: 1 } };
  return {
    width, height, series, bands,
    padding: [Math.max(8, ROW * plan().rows + 4), RIGHT, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { y: false },
    scales: {
      x: { time: true, range: () => [picture.from, picture.until] },
      // Never zoom in so far that noise looks like news.
      // An outcome that is no difference from the ordinary, such as contacts, fills its own height.
      y: picture.fit ? {} : { range: (u, low, high) => around(low ?? 0, high ?? 0) },
    },
    axes: [{ ...axis, values: dates, space: fine ? 50 : 70, size: fine ? 50 : 26, gap: 3, ticks: { ...axis.grid, size: 5 } }, { ...axis, values: levels, size: LEFT }],
    hooks: {
      drawClear: [(u) => shade(u, picture.bars)],
      draw: [(u) => nameEvents(u, plan()), (u) => cursorLine(u, at())],
    },
  };
}

// From just under what is lowest, or nought, which is ordinary, over at least a quarter of the usual spread.
function around(low, high) {
  const from = Math.min(low, 0) - 0.02;
  return [from, Math.max(high + 0.03, from + 0.26)];
}

// What the numbers above the lines stand for, where there is no room for names.
function eventItems(plan) {
  return numberedKey(plan).map((text) => {
    const item = document.createElement("li");
    item.className = "event";
    item.textContent = item.title = text;
    return item;
  });
}

function columns(picture, live) {
  const length = Math.max(0, ...picture.lines.map((line) => line.mean.length), live.length);
  const pad = (values) => values.concat(new Array(length - values.length).fill(null));
  const table = [Array.from({ length }, (_, step) => picture.from + step * DAY * picture.days_per_step)];
  for (const line of picture.lines) {
    if (line.low) table.push(pad(line.high), pad(line.low));
    table.push(pad(line.live ? live : line.mean));
  }
  return table;
}

// The line of the running model is named once there is one.
function legend(picture, running) {
  return (picture.lines || []).filter((line) => !line.live || running).map((line) => {
    const item = document.createElement("li"), swatch = document.createElement("span");
    swatch.style.borderTop = `${line.width + 1}px ${line.dash ? "dashed" : "solid"} ${tint(picture, line)}`;
    item.append(swatch, line.name);
    item.title = line.long || line.name;
    return item;
  });
}

// Table, CSV and PNG at the end of the legend: each only where there are words for it.
function takeaways(model, live, show, shown, save) {
  const item = document.createElement("li"), words = model.get("words"), title = model.get("title");
  const file = model.get("file") || title.replace(/[^\p{L}\p{N}]+/gu, "_"), picture = model.get("picture");
  item.className = "save";
  if (words.table) {
    const button = smallButton(words.table, `${words.table_of}: ${title}`, show);
    button.setAttribute("aria-pressed", String(shown));
    item.append(button);
  }
  if (words.csv) item.append(smallButton("CSV", `${words.csv}: ${title}`, () => saveText(csvOf(picture, live(), words, [title, ...model.get("about")]), `${file}.csv`)));
  if (model.get("save")) item.append(smallButton("PNG", `${model.get("save")}: ${title}`, () => save(`${file}.png`)));
  return item.childElementCount ? [item] : [];
}

function render({ model, el }) {
  el.classList.add("noaber-chart");
  const key = document.createElement("ul"), box = document.createElement("div"), sheet = document.createElement("div");
  box.setAttribute("role", "img");
  sheet.className = "sheet";
  sheet.tabIndex = 0;
  sheet.setAttribute("role", "region");
  el.append(key, box, sheet);
  let plot = null, plan = null, shown = false, waiting = null, liveNamed = false;
  const live = () => Array.from(new Float32Array(model.get("live").buffer.slice(
    model.get("live").byteOffset, model.get("live").byteOffset + model.get("live").byteLength)));
  const runs = () => live().length > 1;
  const at = () => {
    const picture = model.get("picture"), days = live().length;
    return days ? picture.from + (days - 1) * DAY * picture.days_per_step : null;
  };
  const table = () => {
    waiting = null;
    sheet.replaceChildren(tableOf(model.get("picture"), live(), model.get("words"), model.get("title"), locale()));
  };
  const show = () => {
    shown = !shown;
    build();
    key.querySelector("[aria-pressed]").focus();
  };
  const save = (name) => {
    const events = plan ? numberedKey(plan).map((text) => ({ name: text, colour: "transparent", width: 0 })) : [];
    handOver(asPicture(box, model.get("title"), [...(model.get("picture").lines || []), ...events]), name);
  };
  const planNow = () => planned(model.get("picture"), box.clientWidth, box.clientHeight);
  const build = () => {
    if (plot) plot.destroy();
    plot = null;
    const picture = model.get("picture");
    const ends = picture.lines ? takeaways(model, live, show, shown, save) : [];
    key.replaceChildren(...(picture.keyless ? [] : legend(picture, liveNamed = runs())), ...ends);
    el.classList.toggle("tabled", shown);
    if (shown && picture.lines) table();
    if (!picture.lines || !el.clientWidth) return;
    // Where many events overlap the picture may be taller; how many rows they need hangs on its width alone.
    el.classList.toggle("tall", planNow().needed > 3);
    plan = planNow();
    key.append(...eventItems(plan), ...ends);
    plot = new uPlot(options(picture, () => plan, at, box.clientWidth, box.clientHeight), columns(picture, live()), box);
  };
  const follow = () => {
    if (runs() !== liveNamed) build();
    else if (plot) plot.setData(columns(model.get("picture"), live()));
    // A table of a hundred rows is made anew twice a second, not with every frame.
    if (shown && !waiting) waiting = setTimeout(table, 500);
  };
  const describe = () => {
    box.setAttribute("aria-label", model.get("label"));
    sheet.setAttribute("aria-label", model.get("title"));
  };
  const fit = () => {
    const next = plot && box.clientWidth ? planNow() : null;
    // More or less room for names is another picture. What numbers stand for takes room itself, and then there is even less for names.
    if (!next || next.needed !== plan.needed || next.numbered !== plan.numbered) return build();
    plan = next;
    plot.setSize({ width: box.clientWidth, height: box.clientHeight });
  };
  const watcher = new ResizeObserver(fit);
  watcher.observe(box);
  // Light or dark, and the language of the dates, are the page's.
  const looks = new MutationObserver(build);
  looks.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "lang"] });
  model.on("change:picture change:words change:about change:title", build);
  model.on("change:live", follow);
  model.on("change:label change:title", describe);
  describe();
  build();
  return () => { watcher.disconnect(); looks.disconnect(); clearTimeout(waiting); if (plot) plot.destroy(); };
}

export default { render };
