
// A click on a mark says which; before printing, the chart gives way to its drawing for paper.
export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .tv-pressing");
  if (!root) {
    root = document.createElement("div");
    root.className = "tv-pressing";
    parentElement.append(root);
  }
  if (root.innerHTML !== data.html) root.innerHTML = data.html;
  const box = parentElement.closest(`.st-key-${data.place}`);
  const chart = () => box?.querySelector(".js-plotly-plot");
  const draw = (told) => chart() && paper(chart(), told, isDark() ? data.dark : null);
  root.onclick = (event) => event.target.closest("[data-act=svg]") && save(draw(data.paper), data.paper.name);
  if (!box) return;

  box.opens = (key) => setTriggerValue("pressed", key);
  box.drags = data.drags;
  const hear = () => listen(chart(), box);
  // On the page its title and legend stand above it already.
  const before = () => onPaper(box, draw({ ...data.paper, title: "", legend: [] }));
  const after = () => box.querySelector(":scope > .tv-paper")?.remove();
  for (const name of ["pointerover", "pointerdown"]) box.addEventListener(name, hear, true);
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    for (const name of ["pointerover", "pointerdown"]) box.removeEventListener(name, hear, true);
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}

// Plotly draws later than the page, and anew when the theme changes: asked at the first touch.
function listen(chart, box) {
  if (!chart?.on || chart.tavolo) return;
  chart.tavolo = true;
  const key = (event) => [event.points?.[0]?.customdata].flat()[0];
  chart.on("plotly_click", (event) => {
    if (key(event) && !chart.tavoloDragged) box.opens(String(key(event)));
  });
  chart.on("plotly_hover", (event) => box.classList.toggle("tv-opens", Boolean(key(event))));
  chart.on("plotly_unhover", () => box.classList.remove("tv-opens"));
  if (box.drags) drags(chart, box);
}

function onPaper(box, drawing) {
  if (!drawing || box.querySelector(":scope > .tv-paper")) return;
  const place = document.createElement("div");
  place.className = "tv-paper";
  place.append(drawing);
  box.append(place);
  place.style.cssText = "display: block; position: absolute; visibility: hidden"; // to be measured
  legible(drawing);
  place.style.cssText = "";
}

function isDark() {
  return getComputedStyle(document.querySelector(".stApp") ?? document.body).colorScheme === "dark";
}

function save(drawing, name) {
  if (!drawing) return;
  const words = new XMLSerializer().serializeToString(drawing);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type: "image/svg+xml" }));
  link.download = `${name}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
