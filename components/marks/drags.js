// A bar of the plan is dragged along its days, with a mouse or a pen: its days go with the pointer,
// and nothing is moved yet: the page asks first, and shows what moves with it. Escape lets go.
const DAY = 86_400_000;
const ENOUGH = 5; // px: less is a click

function drags(chart, box) {
  let bar = null;
  chart.on("plotly_hover", (event) => (bar = barOf(event.points?.[0])));
  chart.on("plotly_unhover", () => (bar = null));
  chart.addEventListener("pointerdown", (event) => {
    if (bar && event.button === 0 && event.pointerType !== "touch") drag(chart, box, bar, event);
  }, true);
}

function barOf(point) {
  const key = String([point?.customdata].flat()[0] ?? "");
  if (!key.startsWith("activity|")) return null;
  const { base, x } = point.data;
  const from = Date.parse(base[point.pointNumber]);
  return { key, from, to: from + Number(x[point.pointNumber]) - DAY, y: point.y };
}

function drag(chart, box, bar, down) {
  const { xaxis } = chart._fullLayout;
  const [first, last] = xaxis.range.map((day) => xaxis.r2l(day));
  const px = (xaxis._length * DAY) / (last - first);
  const days = (event) => Math.round((event.clientX - down.clientX) / px);
  const said = document.createElement("div");
  said.className = "tv-dragged";
  said.ariaHidden = "true"; // whoever hears types the days

  const move = (event) => {
    if (!said.isConnected && Math.abs(event.clientX - down.clientX) < ENOUGH) return;
    if (!said.isConnected) box.append(said);
    said.textContent = spell(bar, days(event));
    const at = box.getBoundingClientRect();
    said.style.left = `${Math.max(0, event.clientX - at.left)}px`;
    said.style.top = `${event.clientY - at.top - 44}px`;
  };
  const end = () => {
    for (const [name, hear] of ears) removeEventListener(name, hear, true);
    said.remove();
  };
  const up = (event) => {
    if (said.isConnected) {
      chart.tavoloDragged = true; // no click on the bar
      setTimeout(() => (chart.tavoloDragged = false), 300);
      if (days(event)) box.opens(`drag|${bar.key}|${days(event)}`);
    }
    end();
  };
  const ears = [
    ["pointermove", move],
    ["pointerup", up],
    ["pointercancel", end],
    ["keydown", (event) => event.key === "Escape" && end()],
  ];
  for (const [name, hear] of ears) addEventListener(name, hear, true);
}

function spell(bar, days) {
  const tongue = document.documentElement.lang || "it";
  const looks = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  const told = new Intl.DateTimeFormat(tongue, looks);
  const [from, to] = [bar.from, bar.to].map((day) => day + days * DAY);
  return from === to ? told.format(from) : told.formatRange(from, to);
}
