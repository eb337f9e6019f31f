// What happens over the days of a chart: crises shaded behind the lines, and every event by name above them, where no line runs.
// Stands in front of chart.js.

const ROW = 14, LEFT = 46, RIGHT = 16;
const FONT = "11px Roboto, sans-serif";

function within(u, paint) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  ctx.font = `${11 * uPlot.pxRatio}px Roboto, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  paint(ctx, bbox, uPlot.pxRatio);
  ctx.restore();
}

// One grey however many crises overlap: a darker part would look like one of its own. A mark, the day on which lives part, is on top.
function shade(u, bars) {
  within(u, (ctx, bbox) => {
    ctx.fillStyle = named("shade") || "rgba(90, 100, 114, 0.12)";
    for (const marks of [false, true]) {
      ctx.beginPath();
      for (const bar of bars.filter((one) => one.role === "crisis" && Boolean(one.mark) === marks)) {
        const left = u.valToPos(bar.start, "x", true);
        ctx.rect(left, bbox.top, u.valToPos(bar.end, "x", true) - left, bbox.height);
      }
      ctx.fill();
    }
  });
}

// In which row each named event stands and where its name begins, in pixels from the left of the plot: crises first, each in the
// first row where it and its name are free. Where so many rows would leave the lines no room, all are numbers in one row.
function planned(picture, width, height) {
  const wide = Math.max(1, width - LEFT - RIGHT), at = (moment) => (wide * (moment - picture.from)) / (picture.until - picture.from);
  const ruler = document.createElement("canvas").getContext("2d"), ends = [];
  ruler.font = FONT;
  const seen = picture.bars.filter((bar) => bar.name && bar.start < picture.until && bar.end > picture.from).sort((one, other) => one.start - other.start);
  const events = ["crisis", ""].flatMap((role) => seen.filter((bar) => (bar.role === "crisis") === (role === "crisis"))).map((bar) => {
    const left = Math.max(0, at(bar.start)), right = Math.min(wide, at(bar.end)), text = ruler.measureText(bar.name).width + 8;
    const from = Math.max(0, Math.min(left, wide - text));
    let row = ends.findIndex((end) => end <= Math.min(left, from));
    if (row < 0) row = ends.push(0) - 1;
    ends[row] = Math.max(from + text, right);
    return { bar, left, right, from, row, text: bar.name };
  });
  const needed = ends.length;
  if (needed <= Math.max(3, Math.floor((0.45 * height) / ROW))) return { events, needed, rows: needed, numbered: false };
  let free = 0;
  events.sort((one, other) => one.left - other.left).forEach((event, place) => {
    event.text = String(place + 1);
    event.from = Math.min(Math.max(event.left, free), wide - 12 * (events.length - place));
    event.row = 0;
    free = event.from + 8 + 6 * event.text.length;
  });
  return { events, needed, rows: 1, numbered: true };
}

// Each event is a line from its first to its last day with its name beneath.
function nameEvents(u, plan) {
  within(u, (ctx, bbox, ratio) => {
    for (const { bar, left, right, from, row, text } of plan.events) {
      const top = (2 + ROW * row) * ratio;
      ctx.fillStyle = bar.role === "crisis" ? named("soft") || "#3b4450" : ink(bar.colour);
      if (!bar.mark && !plan.numbered) ctx.fillRect(bbox.left + left * ratio, top, Math.max(2, right - left - 1) * ratio, 2 * ratio);
      ctx.fillText(text, bbox.left + (from + 2) * ratio, top + 2.5 * ratio);
    }
  });
}

// What the numbers stand for.
function numberedKey(plan) {
  return plan.numbered ? plan.events.map(({ bar, text }) => `${text} ${bar.name}`) : [];
}
