// What can be taken along from a chart: its numbers as a table and as CSV, and the picture. Stands in front of chart.js.

const iso = (seconds, fine) => new Date(seconds * 1000).toISOString().slice(0, fine ? 16 : 10);

// One row for each day or hour: when, then each line with its range. A value drawn at the end of a day is that day's.
function rowsOf(picture, live) {
  const shift = picture.at_end ? 1 : 0, step = 86400 * picture.days_per_step, rows = [];
  const called = picture.lines.map((line) => ({ ...line, name: line.long || line.name, mean: line.live ? live : line.mean }));
  const lines = called.filter((line) => line.mean.length > shift);
  const length = Math.max(0, ...lines.map((line) => line.mean.length));
  for (let k = shift; k < length; k++) {
    const cells = lines.map((line) => [line.mean, line.low, line.high].map((values) => (values && k < values.length ? values[k] : null)));
    if (cells.some((cell) => cell[0] !== null)) rows.push({ at: picture.from + (k - shift) * step, cells });
  }
  return { lines, rows, fine: picture.days_per_step < 1 };
}

const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

// Numbers as in other programs, with a point, and as exact as the chart has them; the screen rounds them.
function csvOf(picture, live, words, about) {
  const { lines, rows, fine } = rowsOf(picture, live), plain = (value) => (value === null ? "" : String(Number(value.toFixed(5))));
  const heads = lines.flatMap((line) => (line.low ? [line.name, words.low.replace("{name}", line.name), words.high.replace("{name}", line.name)] : [line.name]));
  const table = rows.map((row) => [iso(row.at, fine), ...row.cells.flatMap((cell, place) => (lines[place].low ? cell : cell.slice(0, 1)).map(plain))]);
  return [...about.map((line) => `# ${line}`), ...[[words.date, ...heads], ...table].map((row) => row.map(quoted).join(","))].join("\n") + "\n";
}

function cellsIn(tag, texts) {
  return texts.map((text, place) => {
    const cell = document.createElement(place ? tag : "th");
    if (cell.tagName === "TH") cell.scope = tag === "th" ? "col" : "row";
    cell.textContent = text;
    return cell;
  });
}

function rowIn(section, tag, texts) {
  const row = document.createElement("tr");
  row.append(...cellsIn(tag, texts));
  section.append(row);
}

function tableOf(picture, live, words, title, locale) {
  const { lines, rows, fine } = rowsOf(picture, live), digits = picture.digits === undefined ? 2 : picture.digits;
  const write = (value) => value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace(/^-(?=[0.,]*$)/, "").replace("-", "−");
  const day = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC", ...(fine ? { hour: "2-digit", minute: "2-digit" } : {}) };
  const said = (cell) => (cell[0] === null ? "–" : write(cell[0]) + (cell[1] === null ? "" : ` (${words.range.replace("{low}", write(cell[1])).replace("{high}", write(cell[2]))})`));
  const table = document.createElement("table"), heads = table.createTHead(), body = table.createTBody();
  table.createCaption().textContent = title;
  rowIn(heads, "th", [words.date, ...lines.map((line) => line.name)]);
  for (const row of rows) rowIn(body, "td", [new Date(row.at * 1000).toLocaleString(locale, day), ...row.cells.map(said)]);
  return table;
}

function handOver(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

function saveText(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  handOver(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 10000);
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
  context.fillText(title, 8 * ratio, line, sheet.width - 16 * ratio);
  context.font = `${12 * ratio}px Roboto, sans-serif`;
  lines.forEach((each, number) => {
    const y = (number + 2) * line;
    context.fillText(each.long || each.name, 44 * ratio, y);
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

// A small button with a long name for those who do not see what it belongs to.
function smallButton(text, name, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.setAttribute("aria-label", name);
  button.addEventListener("click", act);
  return button;
}
