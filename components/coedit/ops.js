// Changes to a text as lists: n keeps n characters, -n drops n, "abc" puts abc in. Characters are
// code points, texts are arrays of them. services/texts/algorithm.py says the same on the server.

const isWords = (op) => typeof op === "string";
export const size = (words) => {
  let n = 0;
  for (const _ of words) n++;
  return n;
};

export function push(out, op) {
  const last = out[out.length - 1];
  if (op === 0 || op === "") return;
  if (isWords(op) && typeof last === "number" && last < 0) {
    const dropped = out.pop(); // one form that all agree on: put in before drop
    push(out, op);
    out.push(dropped);
  } else if (last !== undefined && isWords(op) === isWords(last) && (isWords(op) || op > 0 === last > 0))
    out[out.length - 1] += op;
  else out.push(op);
}

export const baseLength = (change) =>
  change.reduce((n, op) => n + (isWords(op) ? 0 : Math.abs(op)), 0);
export const isNothing = (change) => change.every((op) => !isWords(op) && op > 0);

export function apply(chars, change) {
  if (baseLength(change) !== chars.length)
    throw new Error(`a change for ${baseLength(change)} characters, not ${chars.length}`);
  const out = [];
  let at = 0;
  for (const op of change) {
    if (isWords(op)) for (const char of op) out.push(char);
    else {
      if (op > 0) for (let k = at; k < at + op; k++) out.push(chars[k]);
      at += Math.abs(op);
    }
  }
  return out;
}

class Steps {
  constructor(change) {
    this.change = change;
    this.i = 0;
    this.next();
  }
  next() {
    this.op = this.change[this.i++];
    this.size = this.op === undefined ? 0 : isWords(this.op) ? size(this.op) : Math.abs(this.op);
  }
  take(n = this.size) {
    const op = this.op;
    if (n === this.size) {
      this.next();
      return op;
    }
    this.size -= n;
    if (isWords(op)) {
      const chars = [...op];
      this.op = chars.slice(n).join("");
      return chars.slice(0, n).join("");
    }
    this.op = op > 0 ? op - n : op + n;
    return op > 0 ? n : -n;
  }
}

// Both were made for the same text: [a after b, b after a]. At one place a's words stand first.
export function transform(a, b) {
  if (baseLength(a) !== baseLength(b)) throw new Error("made for different texts");
  const afterB = [], afterA = [];
  const one = new Steps(a), two = new Steps(b);
  while (one.op !== undefined || two.op !== undefined) {
    if (isWords(one.op)) {
      push(afterA, one.size);
      push(afterB, one.take());
    } else if (isWords(two.op)) {
      push(afterB, two.size);
      push(afterA, two.take());
    } else {
      const n = Math.min(one.size, two.size);
      const mine = one.take(n), theirs = two.take(n);
      if (theirs > 0) push(afterB, mine);
      if (mine > 0) push(afterA, theirs);
    }
  }
  return [afterB, afterA];
}

export function compose(first, then) {
  const out = [];
  const one = new Steps(first), two = new Steps(then);
  while (one.op !== undefined || two.op !== undefined) {
    if (!isWords(one.op) && one.op < 0) push(out, one.take());
    else if (isWords(two.op)) push(out, two.take());
    else if (one.op === undefined || two.op === undefined)
      throw new Error("they do not follow each other");
    else {
      const n = Math.min(one.size, two.size);
      const made = one.take(n), kept = two.take(n);
      if (kept > 0) push(out, made);
      else if (!isWords(made)) push(out, -n);
    }
  }
  return out;
}

// What takes `change` back; `chars`: the text before it.
export function invert(change, chars) {
  const out = [];
  let at = 0;
  for (const op of change) {
    if (isWords(op)) push(out, -size(op));
    else if (op > 0) push(out, op);
    else push(out, chars.slice(at, at - op).join(""));
    if (!isWords(op)) at += Math.abs(op);
  }
  return out;
}

// Where a caret at `place` stands afterwards.
export function move(place, change) {
  let at = 0, moved = place;
  for (const op of change) {
    if (at > place) break;
    if (isWords(op)) moved += at < place ? size(op) : 0;
    else {
      if (op < 0) moved -= Math.min(-op, Math.max(0, place - at));
      at += Math.abs(op);
    }
  }
  return moved;
}

// One edit that leads from a to b; `caret`: the end of what was just typed, in b.
export function diff(a, b, caret = b.length) {
  let end = 0;
  const most = Math.min(a.length, b.length, b.length - caret);
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  let start = 0;
  while (start < Math.min(a.length, b.length) - end && a[start] === b[start]) start++;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const out = [];
  push(out, start);
  push(out, b.slice(start, b.length - end).join(""));
  push(out, -(a.length - end - start));
  push(out, end);
  return out;
}
