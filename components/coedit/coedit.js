// Mounts a field where the page wants it. A rerun that moves it takes the same field along.
import { Field } from "./field.js";
import { Line } from "./line.js";

const LINGER = 1500; // ms a field waits for the page to want it again
const lines = new Map(); // community → its connection

export default function mount({ data, parentElement }) {
  let line = lines.get(data.community);
  if (!line || line.isOver) lines.set(data.community, (line = new Line(data.community)));
  const field = line.fields.get(data.place ?? data.text) ?? new Field(line, data);
  clearTimeout(field.timer);
  field.owner = parentElement;
  field.attach(parentElement, data);
  return () => {
    if (field.owner !== parentElement) return;
    field.hadFocus = field.hasFocus();
    field.timer = setTimeout(() => leave(field), LINGER);
  };
}

// What is not saved has a moment more; then it is a draft for the next time.
function leave(field, tries = 10) {
  if (field.replica.dirty && field.line.isUp && tries)
    field.timer = setTimeout(() => leave(field, tries - 1), 500);
  else field.destroy();
}
