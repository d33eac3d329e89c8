// One text in one browser, without a page: at most one change in flight, the rest waits as one.
import { apply, compose, diff, invert, isNothing, transform } from "./ops.js";

const TOGETHER = 600; // ms: what is typed without a pause is taken back at once
const DEEP = 200; // changes that can be taken back

export class Replica {
  constructor(send, onRemote = () => {}) {
    this.send = send;
    this.onRemote = onRemote;
    this.tag = Math.random().toString(36).slice(2, 14);
    this.n = 0;
    this.rev = -1; // the last revision seen
    this.base = []; // the text of that revision
    this.chars = []; // the same with what is not saved yet
    this.flying = this.waiting = null; // {id, ops}; ops made since
    this.undos = [];
    this.redos = [];
    this.lastEdit = 0;
    this.online = false;
  }
  get text() {
    return this.chars.join("");
  }
  get dirty() {
    return this.flying !== null;
  }

  local(ops, how = "edit", now = Date.now()) {
    if (isNothing(ops)) return;
    this.remember(invert(ops, this.chars), how, now);
    this.chars = apply(this.chars, ops);
    if (this.flying) this.waiting = this.waiting ? compose(this.waiting, ops) : ops;
    else this.fly(ops);
  }
  remember(back, how, now) {
    if (how === "undo") this.redos.push(back);
    else {
      const top = this.undos.length - 1;
      const goesOn = how === "edit" && top >= 0 && !this.redos.length;
      if (goesOn && now - this.lastEdit < TOGETHER) this.undos[top] = compose(back, this.undos[top]);
      else this.undos.push(back);
      if (how === "edit") this.redos = [];
      if (this.undos.length > DEEP) this.undos.shift();
    }
    this.lastEdit = how === "edit" ? now : 0;
  }
  fly(ops) {
    this.flying = { id: `${this.tag}.${++this.n}`, ops };
    this.sendFlying(false);
  }
  sendFlying(again) {
    if (this.online) this.send({ t: "op", rev: this.rev, ...this.flying, ...(again && { again }) });
  }
  undo() {
    const change = this.undos.pop();
    if (change) this.local(change, "undo");
    return change;
  }
  redo() {
    const change = this.redos.pop();
    if (change) this.local(change, "redo");
    return change;
  }

  // The whole text from the server, for the first time or after too long. What was not saved is
  // put into it; `done`: what was in flight had arrived.
  whole(rev, text, done = false) {
    const now = [...text];
    const mine = this.unsaved(done);
    this.rev = rev;
    this.base = this.chars = now;
    this.flying = this.waiting = null;
    this.undos = [];
    this.redos = [];
    this.online = true;
    if (mine) {
      const [rebased] = transform(mine.ops, diff(mine.from, now));
      this.local(rebased);
    }
  }
  unsaved(done) {
    if (!this.flying) return null;
    if (!done) {
      const ops = this.waiting ? compose(this.flying.ops, this.waiting) : this.flying.ops;
      return { from: this.base, ops };
    }
    return this.waiting && { from: apply(this.base, this.flying.ops), ops: this.waiting };
  }
  // Back after a short while: what was missed, then what was not saved again.
  since(list) {
    for (const change of list) this.take(change, true);
    this.online = true;
    if (this.flying) this.sendFlying(true);
  }

  // A change in the server's order; it may be our own.
  take({ rev, ops, id }, folded = false) {
    if (rev <= this.rev) return null;
    if (rev !== this.rev + 1 && !folded) throw new Error(`revision ${rev} after ${this.rev}`);
    this.rev = rev;
    this.base = apply(this.base, ops);
    if (this.flying && id === this.flying.id) {
      const next = this.waiting;
      this.flying = this.waiting = null;
      if (next) this.fly(next);
      return null;
    }
    if (this.flying) [this.flying.ops, ops] = transform(this.flying.ops, ops);
    if (this.waiting) [this.waiting, ops] = transform(this.waiting, ops);
    this.chars = apply(this.chars, ops);
    this.undos = rebased(this.undos, ops);
    this.redos = rebased(this.redos, ops);
    this.onRemote(ops);
    return ops;
  }

  // What a draft keeps, and a browser that comes back begins with.
  kept() {
    const { rev, flying, waiting } = this;
    return { rev, base: this.base.join(""), flying, waiting };
  }
  resume({ rev, base, flying, waiting }) {
    this.rev = rev;
    this.base = [...base];
    this.chars = apply(this.base, flying.ops);
    if (waiting) this.chars = apply(this.chars, waiting);
    this.flying = flying;
    this.waiting = waiting;
  }
}

function rebased(stack, ops) {
  const kept = [];
  for (const change of stack.reverse()) {
    const [mine, theirs] = transform(change, ops);
    if (!isNothing(mine)) kept.push(mine);
    ops = theirs;
  }
  return kept.reverse();
}
