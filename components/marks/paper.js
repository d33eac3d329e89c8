// A chart as a drawing of its own: what Plotly drew, on white, in the colours of paper, with its
// title, legend and source. Nothing in it fetches, links or runs.
const HEAD = 30, LINE = 24, FOOT = 30, SVG = "http://www.w3.org/2000/svg";

function paper(chart, told, dark) {
  const layers = [...chart.querySelectorAll("svg.main-svg")];
  if (!layers.length) return null;
  const { width, height } = layers[0].getBoundingClientRect();
  const lines = wrap(told.title, Math.max(24, Math.floor(width / 9.5)));
  const keys = legend(told.legend, width);
  const top = (told.title ? HEAD + LINE * (lines.length - 1) + 8 : 0) + keys.height;
  const out = node("svg", { width, height: top + height + FOOT,
    viewBox: `0 0 ${width} ${top + height + FOOT}`, "font-family": "Atkinson, sans-serif", role: "img" });
  out.append(node("title", {}, told.title || told.alt), node("desc", {}, told.alt));
  out.append(node("rect", { width: "100%", height: "100%", fill: "#fff" }));
  lines.forEach((line, i) => out.append(node("text",
    { x: 8, y: HEAD - 6 + i * LINE, "font-size": 18, "font-weight": 700, fill: "#16262a" }, line)));
  keys.drawing.setAttribute("transform", `translate(0 ${top - keys.height - 4})`);
  out.append(keys.drawing);
  const drawn = node("g", { transform: `translate(0 ${top})` });
  for (const layer of layers)
    for (const child of layer.children)
      if (!/hoverlayer|draglayer|modebar/.test(child.getAttribute("class") ?? ""))
        drawn.append(child.cloneNode(true));
  drawn.querySelectorAll(".hoverlayer, .draglayer, .bglayer .bg:not([style*=fill])").forEach((n) => n.remove());
  out.append(drawn);
  out.append(node("text", { x: 8, y: top + height + FOOT - 10, "font-size": 12, fill: "#55646a" }, told.source));
  return cleaned(out, drawn, dark);
}

// A sheet shows a wide chart smaller: its letters grow, so that 13 px are still 7 points there, and
// the drawing by the room they take. What stands below the bars or right of them keeps its distance.
const SHEET = 678, GROWN = 11.8 / 13;

function legible(drawing) {
  const { width, height } = drawing.viewBox.baseVal, times = (GROWN * width) / SHEET;
  if (times <= 1) return;
  const boxes = (texts) => texts.map((text) => text.getBoundingClientRect());
  const whole = drawing.getBoundingClientRect(), per = width / whole.width;
  const texts = [...drawing.querySelectorAll("text")], before = boxes(texts);
  for (const text of drawing.querySelectorAll("text, tspan")) {
    const size = parseFloat(text.style.fontSize || text.getAttribute("font-size"));
    if (size) text.style.fontSize = `${size * times}px`;
  }
  boxes(texts).forEach((now, i) => {
    const was = before[i], beside = was.left > whole.left + 0.7 * whole.width;
    const aside = beside && texts[i].closest(".annotation") ? was.left - now.left : 0;
    const below = texts[i].closest(".xtick") && was.top > whole.top + whole.height / 2;
    const move = `translate(${aside * per} ${below ? (was.top - now.top) * per : 0}) `;
    if (aside || below) texts[i].setAttribute("transform", move + (texts[i].getAttribute("transform") ?? ""));
  });
  const lowest = Math.max(...boxes(texts.slice(0, -1)).map((box) => box.bottom));
  const source = texts.at(-1), high = source.getBoundingClientRect().height * per;
  source.setAttribute("y", Math.max(height - 10, (lowest - whole.top) * per + high));
  const ends = boxes(texts).filter((box) => box.width);
  const [left, top] = [Math.min(whole.left, ...ends.map((box) => box.left)), Math.min(whole.top, ...ends.map((box) => box.top))];
  const [right, bottom] = [Math.max(whole.right, ...ends.map((box) => box.right)), Math.max(whole.bottom, ...ends.map((box) => box.bottom))];
  drawing.setAttribute("viewBox", [left - whole.left, top - whole.top, right - left, bottom - top].map((n) => n * per).join(" "));
}

// Its ids become its own, and point inside; the colours of a dark screen become those of paper.
function cleaned(out, drawn, dark) {
  const own = `p${Math.random().toString(36).slice(2, 8)}-`;
  for (const each of [out, ...out.querySelectorAll("*")])
    for (const { name, value } of [...each.attributes]) {
      let now = value.replace(/url\(["']?[^)"']*#([^)"']+)["']?\)/g, `url(#${own}$1)`);
      if (name === "id") now = own + value;
      if (/^on|href$/i.test(name) || name.startsWith("data-")) { each.removeAttribute(name); continue; }
      if (dark && drawn.contains(each) && /^(fill|stroke|style|stop-color)$/.test(name)) now = lit(now, dark);
      if (now !== value) each.setAttribute(name, now);
    }
  return out;
}

function lit(value, dark) {
  const hex = (rgb) => "#" + rgb.map((n) => Number(n).toString(16).padStart(2, "0")).join("");
  return value.replace(/rgb\((\d+), ?(\d+), ?(\d+)\)|#[0-9a-f]{6}/gi, (all, ...rgb) =>
    dark[rgb[0] ? hex(rgb.slice(0, 3)) : all.toLowerCase()] ?? all);
}

const SLANTED = "M2 10l8-8M1 5l4-4M7 11l4-4";
const HATCHES = { hatch: SLANTED, cross: SLANTED + "M2 2l8 8M1 7l4 4M7 1l4 4",
  upright: "M3.5 0v12M8.5 0v12", dots: "M3 2v2M9 2v2M6 5v2M3 8v2M9 8v2" };

const THICK = { thinner: 7, thinnest: 3 };

function legend(items, width) {
  const drawing = node("g", {});
  let x = 8, y = 0;
  for (const [words, fill, shape] of items) {
    const wide = 26 + words.length * 7.2;
    if (x > 8 && x + wide > width) [x, y] = [8, y + 20];
    const box = { x, y, width: 12, height: 12, rx: 3, fill, stroke: fill };
    const lines = shape in HATCHES;
    const [inside, upon] = shape === "dots" ? [fill, "#fff"] : ["#fff", fill];
    if (lines) Object.assign(box, { fill: inside, "stroke-width": 1.5 });
    if (shape === "pale") box["fill-opacity"] = 0.2;
    if (shape in THICK) Object.assign(box, { y: y + 6 - THICK[shape] / 2, height: THICK[shape], rx: 1 });
    if (shape === "diamond") Object.assign(box, { rx: 0, transform: `rotate(45 ${x + 6} ${y + 6})` });
    drawing.append(node("rect", box));
    if (lines)
      drawing.append(node("path", { d: HATCHES[shape], transform: `translate(${x} ${y})`, stroke: upon }));
    drawing.append(node("text", { x: x + 18, y: y + 11, "font-size": 13, fill: "#16262a" }, words));
    x += wide + 10;
  }
  return { drawing, height: items.length ? y + 26 : 0 };
}

function wrap(words, most) {
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= most) lines.push("");
    lines[lines.length - 1] += (lines.at(-1) ? " " : "") + word;
  }
  return lines;
}

function node(name, attributes, words) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== undefined) made.textContent = words;
  return made;
}
