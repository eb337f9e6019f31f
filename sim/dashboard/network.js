// People as dots and ties as lines on one canvas. Positions, ties and palette arrive once, as bytes; after that each frame
// is its number (four bytes) and one byte of colour per person, and the next is sent only when this one was acknowledged.

const numbers = (view, Kind) => new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

function place(positions, width, height, margin) {
  const xy = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 2) {
    xy[i] = margin + positions[i] * (width - 2 * margin);
    xy[i + 1] = margin + positions[i + 1] * (height - 2 * margin);
  }
  return xy;
}

function drawTies(context, xy, ties) {
  // Many ties need thin ink, or the picture becomes one grey plane.
  context.globalAlpha = Math.max(0.04, Math.min(0.4, 350 / (ties.length / 2 + 1)));
  context.strokeStyle = "#5a6472";
  context.lineWidth = 0.7;
  context.beginPath();
  for (let i = 0; i < ties.length; i += 2) {
    context.moveTo(xy[2 * ties[i]], xy[2 * ties[i] + 1]);
    context.lineTo(xy[2 * ties[i + 1]], xy[2 * ties[i + 1] + 1]);
  }
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

function render({ model, el }) {
  el.classList.add("noaber-network");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  el.appendChild(canvas);
  const context = canvas.getContext("2d");
  const background = document.createElement("canvas");
  let xy = new Float32Array(0);
  let radius = 3;

  const drawBackground = () => {
    const ratio = window.devicePixelRatio || 1;
    const width = el.clientWidth, height = el.clientHeight;
    if (!width || !height) return;
    const positions = numbers(model.get("positions"), Float32Array);
    radius = Math.max(1.2, Math.min(6, 0.26 * Math.sqrt((width * height) / (positions.length / 2 + 1))));
    xy = place(positions, width, height, radius + 3);
    for (const sheet of [canvas, background]) {
      sheet.width = width * ratio;
      sheet.height = height * ratio;
      sheet.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    drawTies(background.getContext("2d"), xy, numbers(model.get("ties"), Uint32Array));
  };

  const drawFrame = () => {
    const frame = model.get("frame");
    if (!frame || frame.byteLength < 4) return;
    const colours = new Uint8Array(frame.buffer, frame.byteOffset + 4, frame.byteLength - 4);
    if (2 * colours.length === xy.length) paint(colours);
    // Also where there was no room to draw in, or the model would wait for nothing.
    canvas.dataset.frame = frame.getUint32(0, true);
    model.set("shown", frame.getUint32(0, true));
    model.save_changes();
  };

  const paint = (colours) => {
    context.clearRect(0, 0, el.clientWidth, el.clientHeight);
    context.drawImage(background, 0, 0, el.clientWidth, el.clientHeight);
    drawPeople(context, xy, colours, numbers(model.get("palette"), Uint8Array), radius);
  };

  const describe = () => canvas.setAttribute("aria-label", model.get("label"));
  const redraw = () => { drawBackground(); drawFrame(); };
  const watcher = new ResizeObserver(redraw);
  watcher.observe(el);
  model.on("change:positions change:ties", redraw);
  model.on("change:frame", drawFrame);
  model.on("change:label", describe);
  describe();
  redraw();
  return () => watcher.disconnect();
}

export default { render };
