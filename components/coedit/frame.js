// What a field is made of, and the small pieces it shows.
import { element } from "./marks.js";

export function frame(id) {
  const dom = element("div", "together"), box = element("div", "box"), foot = element("div", "foot");
  const parts = {
    dom,
    title: element("label"),
    area: element("textarea"),
    mirror: element("div", "mirror"),
    who: element("span", "people"),
    state: element("span", "state"),
    lostBox: element("div", "lost"),
  };
  const { title, area, mirror, who, state, lostBox } = parts;
  area.rows = 3;
  area.disabled = true;
  area.id = title.htmlFor = id;
  mirror.setAttribute("aria-hidden", "true");
  state.setAttribute("role", "status");
  state.id = `${id}-state`;
  area.setAttribute("aria-describedby", state.id);
  lostBox.hidden = true;
  box.append(area, mirror);
  foot.append(who, state);
  dom.append(title, box, foot, lostBox);
  return parts;
}

export function badge({ name, colour, h }, labels) {
  const writes = h !== null && h !== undefined;
  const made = element("span", `badge who${colour}${writes ? " writes" : ""}`, name || labels.somebody);
  made.title = (writes ? labels.writes : labels.reads).replace("{name}", made.textContent);
  return made;
}

// A text that could not be saved, to be copied.
export function lost(text, label) {
  const shown = element("textarea");
  shown.readOnly = true;
  shown.value = text;
  shown.setAttribute("aria-label", label);
  return [element("p", "", label), shown];
}

export function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
