// Where the others are: a copy of the text, unseen, behind the field, with their carets in it.
import { size } from "./ops.js";

const NAMED_MS = 3000; // a caret that came to rest carries its name for so long

export const element = (tag, name, text) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};

// JavaScript counts in UTF-16, we in code points.
export const toUnits = (chars, n) => {
  let units = 0;
  for (let i = 0; i < n && i < chars.length; i++) units += chars[i].length;
  return units;
};
export const toPoints = (text, units) => size(text.slice(0, units));

export function drawMarks(mirror, chars, people, nobody) {
  const marks = [];
  for (const { name, colour, a, h, since } of people) {
    if (h === null || h === undefined) continue;
    const n = chars.length;
    const from = Math.min(a, h, n), to = Math.min(Math.max(a, h), n);
    const rested = performance.now() - (since ?? 0);
    marks.push({ name: name || nobody, colour, from, to, at: Math.min(h, n), rested });
  }
  if (!marks.length) return mirror.replaceChildren();
  const cuts = [...new Set([0, chars.length, ...marks.flatMap((m) => [m.from, m.to, m.at])])];
  cuts.sort((x, y) => x - y);
  const parts = [];
  cuts.forEach((cut, i) => {
    for (const mark of marks.filter((m) => m.at === cut)) parts.push(caret(mark));
    if (i + 1 < cuts.length) parts.push(stretch(chars, cut, cuts[i + 1], marks));
  });
  mirror.replaceChildren(...parts);
}

// A name over the line above it hides words: it fades once its caret rests, however often the marks
// are drawn anew meanwhile.
function caret({ name, colour, rested }) {
  const line = element("span", `caret who${colour}`), flag = element("b", "", name);
  flag.style.animationDelay = `${NAMED_MS - rested}ms`;
  line.append(flag);
  return line;
}

function stretch(chars, from, to, marks) {
  const part = element("span", "", chars.slice(from, to).join(""));
  const mark = marks.find((m) => m.from <= from && m.to >= to && m.from < m.to);
  if (mark) part.className = `chosen who${mark.colour}`;
  return part;
}
