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
const named = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const language = () => (document.documentElement.lang === "nl" ? "nl" : "en");

function within(u, paint) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `${11 * uPlot.pxRatio}px Roboto, sans-serif`;
  ctx.textAlign = "left";
  paint(ctx, bbox, uPlot.pxRatio);
  ctx.restore();
}

const span = (u, bar) => [u.valToPos(bar.start, "x", true), u.valToPos(bar.end, "x", true)];

function shade(u, bars) {
  within(u, (ctx, bbox) => {
    ctx.fillStyle = named("shade") || "rgba(90, 100, 114, 0.12)";
    for (const bar of bars.filter((one) => one.role === "crisis")) {
      const [left, right] = span(u, bar);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
  });
}

function nameCrises(u, bars) {
  within(u, (ctx, bbox, ratio) => {
    ctx.fillStyle = named("soft") || "#3b4450";
    ctx.textBaseline = "top";
    // A name that would run into the one before goes one row lower; the fourth row would cover the lines.
    const rowEnds = [];
    for (const bar of bars.filter((one) => one.role === "crisis" && one.name)) {
      const width = ctx.measureText(bar.name).width + 8 * ratio;
      const from = Math.min(Math.max(span(u, bar)[0], bbox.left) + 4 * ratio, bbox.left + bbox.width - width);
      let row = rowEnds.findIndex((end) => end < from);
      if (row < 0) row = rowEnds.push(0) - 1;
      rowEnds[row] = from + width;
      if (row < 3) ctx.fillText(bar.name, from, bbox.top + (3 + 13 * row) * ratio);
    }
  });
}

function nameInterventions(u, bars) {
  within(u, (ctx, bbox, ratio) => {
    ctx.textBaseline = "bottom";
    bars.filter((one) => one.role !== "crisis").forEach((bar, row) => {
      const [left, right] = span(u, bar), top = bbox.top + bbox.height - (6 + 15 * row) * ratio;
      ctx.fillStyle = ink(bar.colour);
      ctx.fillRect(left, top, right - left, 3 * ratio);
      ctx.fillText(bar.name, Math.max(left, bbox.left) + 4 * ratio, top);
    });
  });
}

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
    return parts.join("\n");
  });
}

function options(picture, at, width, height) {
  const series = [{}], bands = [];
  for (const line of picture.lines) {
    if (line.low) {
      bands.push({ series: [series.length, series.length + 1], fill: ink(line.colour) + "26" });
      series.push({ points: { show: false }, stroke: "transparent" }, { points: { show: false }, stroke: "transparent" });
    }
    series.push({ label: line.name, stroke: ink(line.colour), width: line.width, dash: line.dash, points: { show: false } });
  }
  const axis = { font: "11px Roboto, sans-serif", stroke: named("soft") || "#3b4450", grid: { stroke: named("grid") || "#e3e6ea", width: 1 } };
  return {
    width, height, series, bands,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { y: false },
    scales: {
      x: { time: true, range: () => [picture.from, picture.until] },
      // Never zoom in so far that noise looks like news.
      // An outcome that is no difference from the ordinary, such as contacts, fills its own height.
      y: picture.fit ? {} : { range: (u, low, high) => [Math.min(low ?? 0, -0.1) - 0.02, Math.max(high ?? 0, 0.2) + 0.04] },
    },
    axes: [{ ...axis, values: dates, size: 46 }, { ...axis, size: 46 }],
    hooks: {
      drawClear: [(u) => shade(u, picture.bars)],
      draw: [(u) => nameCrises(u, picture.bars), (u) => nameInterventions(u, picture.bars), (u) => cursorLine(u, at())],
    },
  };
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

function legend(lines) {
  return lines.map((line) => {
    const item = document.createElement("li"), swatch = document.createElement("span");
    swatch.style.borderTop = `${line.width + 1}px ${line.dash ? "dashed" : "solid"} ${ink(line.colour)}`;
    item.append(swatch, line.name);
    item.title = line.name;
    return item;
  });
}

// The chart with its title and legend on the colour of the card, as a picture to take along.
function asPicture(box, title, lines) {
  const drawn = box.querySelector("canvas"), sheet = document.createElement("canvas"), ratio = uPlot.pxRatio;
  const context = sheet.getContext("2d"), line = 16 * ratio;
  sheet.width = drawn.width;
  sheet.height = drawn.height + (lines.length + 2) * line;
  context.fillStyle = named("card") || "#fff";
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.fillStyle = named("ink") || "#000";
  context.font = `bold ${13 * ratio}px Roboto, sans-serif`;
  context.fillText(title, 8 * ratio, line);
  context.font = `${12 * ratio}px Roboto, sans-serif`;
  lines.forEach((each, number) => {
    const y = (number + 2) * line;
    context.fillText(each.name, 44 * ratio, y);
    context.strokeStyle = ink(each.colour);
    context.lineWidth = each.width * ratio;
    context.setLineDash((each.dash || []).map((part) => part * ratio));
    context.beginPath();
    context.moveTo(8 * ratio, y - 4 * ratio);
    context.lineTo(36 * ratio, y - 4 * ratio);
    context.stroke();
  });
  context.drawImage(drawn, 0, (lines.length + 2) * line);
  return sheet.toDataURL("image/png");
}

function saveButton(model, act) {
  const item = document.createElement("li"), button = document.createElement("button");
  item.className = "save";
  button.type = "button";
  button.textContent = "PNG";
  button.setAttribute("aria-label", `${model.get("save")}: ${model.get("title")}`);
  button.addEventListener("click", act);
  item.append(button);
  return item;
}

function render({ model, el }) {
  el.classList.add("noaber-chart");
  const key = document.createElement("ul"), box = document.createElement("div");
  box.setAttribute("role", "img");
  el.append(key, box);
  const save = () => {
    const link = document.createElement("a");
    link.href = asPicture(box, model.get("title"), model.get("picture").lines || []);
    link.download = `${model.get("title").replace(/[^\p{L}\p{N}]+/gu, "_")}.png`;
    link.click();
  };
  let plot = null;
  const live = () => Array.from(new Float32Array(model.get("live").buffer.slice(
    model.get("live").byteOffset, model.get("live").byteOffset + model.get("live").byteLength)));
  const at = () => {
    const picture = model.get("picture"), days = live().length;
    return days ? picture.from + (days - 1) * DAY * picture.days_per_step : null;
  };
  const build = () => {
    if (plot) plot.destroy();
    plot = null;
    const picture = model.get("picture");
    key.replaceChildren(...(picture.keyless ? [] : legend(picture.lines || [])), ...(model.get("save") ? [saveButton(model, save)] : []));
    if (!picture.lines || !el.clientWidth) return;
    plot = new uPlot(options(picture, at, box.clientWidth, box.clientHeight), columns(picture, live()), box);
  };
  const follow = () => plot && plot.setData(columns(model.get("picture"), live()));
  const describe = () => box.setAttribute("aria-label", model.get("label"));
  const watcher = new ResizeObserver(() => (plot ? plot.setSize({ width: box.clientWidth, height: box.clientHeight }) : build()));
  watcher.observe(box);
  // Light or dark, and the language of the dates, are the page's.
  const looks = new MutationObserver(build);
  looks.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "lang"] });
  model.on("change:picture", build);
  model.on("change:live", follow);
  model.on("change:label", describe);
  describe();
  build();
  return () => { watcher.disconnect(); looks.disconnect(); if (plot) plot.destroy(); };
}

export default { render };
