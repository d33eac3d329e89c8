// One text on the page: a plain textarea, the others' carets over it, and a line that says how it
// stands. It survives the reruns of the page around it.
import { Drafts } from "./drafts.js";
import { badge, frame, grow, lost } from "./frame.js";
import { drawMarks, toPoints, toUnits } from "./marks.js";
import { More } from "./more.js";
import { diff, move, size } from "./ops.js";
import { Replica } from "./replica.js";

const AGAIN = 7000; // ms after which drafts of tabs that died are looked for once more

export class Field {
  constructor(line, data) {
    this.line = line;
    this.key = data.text;
    this.place = data.place ?? data.text;
    this.people = new Map();
    this.inbox = [];
    this.labels = data.labels;
    this.why = ""; // why it cannot be written: "reader", "right", "adopted", "published", "gone", "long", "left"
    this.replica = new Replica((m) => this.say({ ...m, ...this.caret() }), (ops) => this.remote(ops));
    this.drafts = new Drafts(data.owner, this.key, this.replica.tag);
    this.more = new More((m) => this.say(m));
    Object.assign(this, frame(`text-${this.place.replace(/\W/g, "-")}`));
    this.dom.append(this.more.dom);
    this.listen();
    line.add(this);
  }

  listen() {
    const area = this.area;
    area.addEventListener("compositionstart", () => (this.composing = true));
    area.addEventListener("compositionend", () => {
      this.composing = false;
      this.typed();
      this.inbox.splice(0).forEach((said) => this.hear(said));
    });
    area.addEventListener("input", () => this.composing || this.typed());
    area.addEventListener("beforeinput", (event) => {
      const what = { historyUndo: "undo", historyRedo: "redo" }[event.inputType];
      if (what) {
        event.preventDefault();
        this.back(what);
      }
    });
    area.addEventListener("keydown", (event) => this.pressed(event));
    this.chosen = () => this.hasFocus() && this.tellCaret();
    document.addEventListener("selectionchange", this.chosen);
    area.addEventListener("select", this.chosen);
    area.addEventListener("focus", this.chosen);
    area.addEventListener("blur", () => this.say({ t: "sel" }));
    this.leaving = () => this.drafts.leave(this.replica);
    window.addEventListener("pagehide", this.leaving);
    this.printing = () => (this.mirror.textContent = this.area.value); // a field is cut where the screen ended it
    window.addEventListener("beforeprint", this.printing);
    this.sized = new ResizeObserver(() => grow(this.area));
    this.sized.observe(this.dom);
  }

  // ---- what we do
  say(message) {
    this.line.send({ ...message, f: this.key });
  }
  open() {
    const { rev, flying } = this.replica;
    this.say({ t: "open", n: this.place, rev, ...(flying && { op: flying.id }) });
  }
  hasFocus() {
    return this.area.getRootNode().activeElement === this.area;
  }
  caret() {
    const { value, selectionStart, selectionEnd } = this.area;
    return { a: toPoints(value, selectionStart), h: toPoints(value, selectionEnd) };
  }
  tellCaret() {
    if (this.caretTimer) return;
    this.caretTimer = setTimeout(() => {
      this.caretTimer = 0;
      if (this.replica.online && !this.replica.dirty && !this.area.readOnly)
        this.say({ t: "sel", rev: this.replica.rev, ...this.caret() });
    }, 60);
  }
  pressed(event) {
    event.stopPropagation(); // Streamlit's own shortcuts are not meant
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    this.back(key === "y" || event.shiftKey ? "redo" : "undo");
  }
  typed() {
    const now = [...this.area.value];
    const ops = diff(this.replica.chars, now, toPoints(this.area.value, this.area.selectionEnd));
    if (this.why === "long") this.why = "";
    this.replica.local(ops);
    this.movePeople(ops);
    this.changed();
  }
  back(what) {
    const ops = !this.area.readOnly && this.replica[what]();
    if (!ops) return;
    this.movePeople(ops);
    const place = toUnits(this.replica.chars, endOf(ops));
    this.area.value = this.replica.text;
    this.area.setSelectionRange(place, place);
    this.changed();
  }
  changed() {
    this.drafts.keep(this.replica);
    this.render();
  }

  // ---- what the others do
  hear(said) {
    if (this.composing) return this.inbox.push(said);
    try {
      this.takeIn(said);
    } catch (error) {
      console.warn("text: starting over", error);
      this.startOver();
    }
    this.render();
  }
  takeIn(said) {
    if (said.t === "op") this.heardOp(said);
    else if (said.t === "doc") this.heardWhole(said);
    else if (said.t === "since") {
      this.replica.since(said.list);
      this.began();
    } else if (said.t === "who") this.met(said);
    else if (said.t === "left") this.people.delete(said.c);
    else if (said.t === "may") this.heardMay(said);
    else if (said.t === "long") this.end("long");
    else if (said.t === "bad") this.startOver();
    else this.more.hear(said);
  }
  // `since`: when their caret last moved by itself; that they are still there moves nothing.
  met(said) {
    const known = this.people.get(said.c);
    const rests = known && known.a === said.a && known.h === said.h;
    this.people.set(said.c, { ...said, since: rests ? known.since : performance.now() });
  }
  heardOp(said) {
    if (!this.replica.online) return; // the answer to our opening has it too
    const isOurs = this.replica.flying?.id === said.id;
    this.replica.take(said);
    const who = this.people.get(said.c);
    if (!isOurs && who && said.h !== undefined)
      Object.assign(who, { a: said.a, h: said.h, since: performance.now() });
    this.more.moved();
    this.drafts.keep(this.replica);
    this.takeUp();
  }
  heardWhole({ rev, text, done }) {
    const before = [...this.area.value];
    this.replica.whole(rev, text, done);
    this.redraw(diff(before, this.replica.chars));
    this.began();
  }
  began() {
    this.area.disabled = false;
    this.drafts.keep(this.replica);
    this.takeUp();
    clearTimeout(this.lookAgain);
    this.lookAgain = setTimeout(() => this.takeUp(), AGAIN);
  }
  // A draft of a tab that was closed: we go on where it was, and hear what we missed.
  takeUp() {
    if (this.mayWrite === undefined || this.replica.dirty || !this.replica.online) return;
    const draft = this.drafts.found();
    if (!draft) return;
    if (draft.isOld || !this.mayWrite) return this.showLost(textOf(draft));
    this.replica.online = false;
    const before = [...this.area.value];
    this.replica.resume(draft);
    this.redraw(diff(before, this.replica.chars));
    this.drafts.keep(this.replica);
    this.open();
  }
  heardMay({ write, over }) {
    const could = this.mayWrite;
    this.mayWrite = write;
    if (write) this.why = "";
    else this.end(over || (could || this.why === "right" ? "right" : "reader"));
    this.takeUp();
  }
  // It is not ours to write any more: what did not arrive is shown, to be copied.
  end(why) {
    this.why = why;
    if (this.replica.dirty) this.startOver();
  }
  startOver() {
    if (this.replica.dirty) this.showLost(this.replica.text);
    this.replica.flying = this.replica.waiting = null;
    this.replica.rev = -1;
    this.replica.online = false;
    this.drafts.drop();
    this.open();
  }
  showLost(text) {
    this.lostBox.replaceChildren(...lost(text, this.labels.lost));
    this.lostBox.hidden = false;
  }
  cutOff(why) {
    this.replica.online = false;
    this.people.clear();
    if (why) this.why = why;
    this.render();
  }
  remote(ops) {
    this.redraw(ops);
    this.movePeople(ops);
  }
  // The text as it is now; whoever writes stays at the words where they were.
  redraw(ops) {
    const { area } = this;
    const { a, h } = this.caret();
    const { selectionDirection: direction, scrollTop, value } = area;
    const focused = this.hasFocus(), within = area.selectionStart < value.length;
    area.value = this.replica.text;
    if (focused || within) { // who looks away for a moment comes back to the same place
      const [start, end] = [a, h].map((place) => toUnits(this.replica.chars, move(place, ops)));
      area.setSelectionRange(start, end, direction);
      if (!focused && this.hasFocus()) area.blur(); // some browsers take the focus along
    }
    area.scrollTop = scrollTop;
  }
  movePeople(ops) {
    for (const who of this.people.values())
      if (who.h !== null && who.h !== undefined)
        Object.assign(who, { a: move(who.a, ops), h: move(who.h, ops) });
  }

  // ---- what is seen
  get standing() {
    if (this.why && this.why !== "long") return this.why;
    if (!this.replica.online && this.replica.dirty) return "away_unsaved";
    if (!this.replica.online) return this.area.disabled ? "opening" : "away";
    if (this.mayWrite === undefined) return "opening"; // what is pressed now would be lost
    if (this.why === "long") return "long";
    return this.replica.dirty ? "saving" : "saved";
  }
  render() {
    this.area.readOnly = !this.editable || !this.mayWrite || Boolean(this.why && this.why !== "long");
    grow(this.area);
    this.dom.getRootNode().host?.toggleAttribute("data-blank", !this.area.value); // for paper
    const standing = this.standing;
    this.dom.dataset.standing = standing;
    this.state.setAttribute("aria-live", /^sav/.test(standing) ? "off" : "polite"); // not at each key
    const words = this.labels[standing] ?? "";
    if (this.state.textContent !== words) this.state.textContent = words;
    const people = [...this.people.values()];
    drawMarks(this.mirror, this.replica.chars, people, this.labels.somebody);
    this.who.replaceChildren(...people.map((who) => badge(who, this.labels)));
  }
  attach(parent, data) {
    this.labels = data.labels;
    this.title.textContent = data.label;
    this.title.className = data.hide_label ? "unseen" : "";
    this.editable = data.editable;
    this.area.placeholder = data.placeholder;
    this.area.lang = data.lang;
    this.more.name(data.labels, data.may_restore);
    this.more.dom.hidden = !data.may_look_back;
    if (this.dom.parentNode !== parent) {
      const focused = this.hadFocus || (this.dom.isConnected && this.hasFocus());
      const { selectionStart, selectionEnd } = this.area;
      parent.append(this.dom);
      if (focused) {
        this.area.focus({ preventScroll: true });
        this.area.setSelectionRange(selectionStart, selectionEnd);
      }
    }
    this.hadFocus = false;
    this.render();
  }
  destroy() {
    this.drafts.leave(this.replica);
    clearTimeout(this.lookAgain);
    document.removeEventListener("selectionchange", this.chosen);
    window.removeEventListener("pagehide", this.leaving);
    window.removeEventListener("beforeprint", this.printing);
    this.sized.disconnect();
    this.dom.remove();
    this.line.remove(this);
  }
}

function endOf(ops) {
  let at = 0;
  for (const op of ops) {
    if (typeof op === "string") return at + size(op);
    if (op < 0) return at;
    at += op;
  }
  return at;
}

function textOf(draft) {
  const replica = new Replica(() => {});
  replica.resume(draft);
  return replica.text;
}
