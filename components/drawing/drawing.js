// Shows a drawing made by our own code. It is parsed as XML and kept to shapes and words, so that
// nothing in it can run, fetch or link, whatever an organisation is called.
const SHAPES = new Set(
  "svg g circle ellipse rect line path polyline polygon text tspan title defs pattern".split(" "),
);

export default function ({ data, parentElement }) {
  let place = parentElement.querySelector(":scope > .tv-drawing");
  if (!place) {
    place = document.createElement("div");
    place.className = "tv-drawing";
    parentElement.append(place);
  }
  if (place.dataset.svg !== data.svg) draw(place, data);
  const show = () => showWhoIsHere(place);
  show();
  document.addEventListener("tavolo:presence", show);
  return () => document.removeEventListener("tavolo:presence", show);
}

function draw(place, data) {
  const svg = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement;
  if (svg.localName !== "svg") return;
  [svg, ...svg.querySelectorAll("*")].forEach(keepHarmless);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", data.label);
  place.replaceChildren(document.importNode(svg, true));
  place.dataset.svg = data.svg;
}

// A dot at the seats of those who have this meeting open, as components/live hears it.
function showWhoIsHere(place) {
  const live = window.tavoloLive;
  const guests = (live?.guests ?? []).filter((guest) => guest.at === live.data.at);
  const here = new Set(guests.flatMap((guest) => guest.organisations));
  for (const seat of place.querySelectorAll("[data-organisation]")) {
    const shown = here.has(seat.dataset.organisation) ? "visible" : "hidden";
    seat.querySelector(".tv-here")?.setAttribute("visibility", shown);
  }
}

function keepHarmless(node) {
  if (!SHAPES.has(node.localName)) return node.remove();
  for (const { name, value } of [...node.attributes]) {
    const fetches = /url\(\s*['"]?(?!#)/i.test(value);
    if (/^on|href$/i.test(name) || fetches) node.removeAttribute(name);
  }
}
