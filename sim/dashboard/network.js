// People as dots and ties as lines on one canvas. Positions, ties and palette arrive once, as bytes; after that each frame
// is its number (four bytes) and one byte of colour per person, and the next is sent only when this one was acknowledged.
// Frames come as messages while a model plays, and the last one of some as state, for a page that is drawn anew.

const numbers = (view, Kind) => (view && view.byteLength
  ? new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)) : new Kind(0));
const NOT_SCORED = 255;

function place(positions, width, height, margin) {
  const xy = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 2) {
    xy[i] = margin + positions[i] * (width - 2 * margin);
    xy[i + 1] = margin + positions[i + 1] * (height - 2 * margin);
  }
  return xy;
}

function line(context, xy, one, other) {
  context.moveTo(xy[2 * one], xy[2 * one + 1]);
  context.lineTo(xy[2 * other], xy[2 * other + 1]);
}

function drawTies(context, xy, ties, dark) {
  // Many ties need thin ink, or the picture becomes one grey plane.
  context.globalAlpha = Math.max(0.04, Math.min(0.4, 350 / (ties.length / 2 + 1)));
  context.strokeStyle = dark ? "#aeb8c4" : "#5a6472";
  context.lineWidth = 0.7;
  context.beginPath();
  for (let i = 0; i < ties.length; i += 2) line(context, xy, ties[i], ties[i + 1]);
  context.stroke();
  context.globalAlpha = 1;
}

function drawPeople(context, xy, colours, palette, radius) {
  // One path per colour: changing the fill for each person would cost more than the drawing.
  const groups = new Map();
  for (let person = 0; person < colours.length; person++) {
    const shade = colours[person];
    if (!groups.has(shade)) groups.set(shade, []);
    groups.get(shade).push(person);
  }
  for (const [shade, people] of groups) {
    context.fillStyle = `rgb(${palette[3 * shade]},${palette[3 * shade + 1]},${palette[3 * shade + 2]})`;
    context.beginPath();
    for (const person of people) {
      const x = xy[2 * person], y = xy[2 * person + 1];
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 6.2832);
    }
    context.fill();
  }
}

function drawPicked(context, xy, person, near, radius, dark) {
  if (person < 0 || 2 * person >= xy.length) return;
  context.strokeStyle = dark ? "#ffffff" : "#000000";
  context.lineWidth = 1.2;
  context.beginPath();
  for (const other of near) line(context, xy, person, other);
  context.stroke();
  // Two rings, so that one of them stands out from whatever lies behind.
  for (const [ring, width, colour] of [[radius + 5, 4, dark ? "#ffffff" : "#000000"], [radius + 5, 2, "#e69f00"]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(xy[2 * person], xy[2 * person + 1], ring, 0, 6.2832);
    context.stroke();
  }
}

function nearest(xy, x, y, reach) {
  let found = -1, least = reach * reach;
  for (let i = 0; i < xy.length; i += 2) {
    const away = (xy[i] - x) ** 2 + (xy[i + 1] - y) ** 2;
    if (away <= least) { least = away; found = i / 2; }
  }
  return found;
}

const isDark = () => document.documentElement.dataset.theme === "dark";

function shadesFor(palette, dark) {
  // On a dark ground much is bright, as on a light ground much is dark; the last colour stays that of people not scored.
  if (!dark) return palette;
  const turned = palette.slice();
  for (let shade = 0; shade < NOT_SCORED; shade++) {
    turned.set(palette.subarray(3 * (NOT_SCORED - 1 - shade), 3 * (NOT_SCORED - shade)), 3 * shade);
  }
  return turned;
}

function watchTheme(changed) {
  const watcher = new MutationObserver(changed);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => watcher.disconnect();
}

function render({ model, el }) {
  el.classList.add("noaber-network");
  const canvas = document.createElement("canvas"), background = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  el.appendChild(canvas);
  const context = canvas.getContext("2d");
  let xy = new Float32Array(0), palette = new Uint8Array(768), radius = 3, dark = false, newest = null, told = null, waiting = 0;

  const drawBackground = () => {
    const ratio = window.devicePixelRatio || 1;
    const width = el.clientWidth, height = el.clientHeight;
    if (!width || !height) return;
    dark = isDark();
    const ramp = numbers(model.get("palette"), Uint8Array);
    palette = shadesFor(ramp, dark && !model.get("grouped"));
    const positions = numbers(model.get("positions"), Float32Array);
    radius = Math.max(1.2, Math.min(6, 0.26 * Math.sqrt((width * height) / (positions.length / 2 + 1))));
    xy = place(positions, width, height, radius + 6);
    for (const sheet of [canvas, background]) {
      sheet.width = width * ratio;
      sheet.height = height * ratio;
      sheet.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    drawTies(background.getContext("2d"), xy, numbers(model.get("ties"), Uint32Array), dark);
  };

  const take = (frame) => {
    if (!frame || frame.byteLength < 4) return;
    // The difference, so that counting may begin again at nought.
    if (newest && ((frame.getUint32(0, true) - newest.getUint32(0, true)) | 0) < 0) return;
    newest = frame;
    drawSoon();
  };
  const drawSoon = () => { waiting = waiting || requestAnimationFrame(drawFrame); };

  const drawFrame = () => {
    waiting = 0;
    if (!newest) return;
    const colours = new Uint8Array(newest.buffer, newest.byteOffset + 4, newest.byteLength - 4), number = newest.getUint32(0, true);
    if (2 * colours.length === xy.length) paint(colours);
    // Also where there was no room to draw in, or the model would wait for nothing.
    canvas.dataset.frame = number;
    if (number !== told) model.send({ shown: number });
    told = number;
  };

  const paint = (colours) => {
    context.clearRect(0, 0, el.clientWidth, el.clientHeight);
    if (background.width) context.drawImage(background, 0, 0, el.clientWidth, el.clientHeight);
    drawPeople(context, xy, colours, palette, radius);
    drawPicked(context, xy, model.get("picked"), numbers(model.get("near"), Uint32Array), radius, dark);
  };

  const click = (event) => {
    const person = nearest(xy, event.offsetX, event.offsetY, Math.max(14, 2 * radius));
    // With a count, so that clicking the same person again is news too.
    if (person >= 0) model.set("clicked", [person, (model.get("clicked")[1] || 0) + 1]);
    model.save_changes();
  };

  const describe = () => canvas.setAttribute("aria-label", model.get("label"));
  const redraw = () => { drawBackground(); drawSoon(); };
  const watcher = new ResizeObserver(redraw), letTheme = watchTheme(redraw);
  watcher.observe(el);
  canvas.addEventListener("click", click);
  model.on("change:positions change:ties change:palette change:grouped", redraw);
  model.on("change:picked change:near", drawSoon);
  model.on("change:frame", () => take(model.get("frame")));
  model.on("msg:custom", (_message, buffers) => take(buffers[0]));
  model.on("change:label", describe);
  describe();
  take(model.get("frame"));
  redraw();
  return () => { watcher.disconnect(); letTheme(); cancelAnimationFrame(waiting); };
}

export default { render };
