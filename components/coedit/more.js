// Under the field: who wrote which words, the versions before, and the way back to one.
import { element } from "./marks.js";

const FOLLOWS_MS = 1500;

export class More {
  constructor(ask) {
    this.ask = ask;
    this.dom = element("details", "more");
    this.head = element("summary");
    this.choices = element("div", "choices");
    this.shown = element("div", "shown");
    this.shown.setAttribute("aria-live", "polite");
    this.dom.append(this.head, this.choices, this.shown);
    this.dom.addEventListener("toggle", () => this.dom.open && this.ask({ t: "words" }));
  }
  // Who wrote what, left open, follows the text once a moment passed; it is not read out anew.
  moved() {
    if (!this.dom.open || this.choices.firstChild?.getAttribute("aria-pressed") !== "true") return;
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      this.shown.setAttribute("aria-live", "off");
      this.ask({ t: "words" });
    }, FOLLOWS_MS);
  }
  name(labels, mayRestore) {
    this.labels = labels;
    this.mayRestore = mayRestore;
    this.head.textContent = labels.more;
    this.choices.replaceChildren(
      button(labels.words, () => this.aloud({ t: "words" })),
      button(labels.versions, () => this.aloud({ t: "versions" })),
    );
  }
  aloud(wanted) {
    clearTimeout(this.later);
    this.shown.setAttribute("aria-live", "polite");
    this.ask(wanted);
  }
  press(i) {
    [...this.choices.children].forEach((b, n) => b.setAttribute("aria-pressed", n === i));
  }
  hear(said) {
    if (said.t === "words") this.showWords(said.runs);
    if (said.t === "versions") this.showVersions(said.list);
    if (said.t === "version") this.showVersion(said);
    if (said.t === "restored" && said.done) this.ask({ t: "versions" });
    if (said.t === "refused" || said.done === false)
      this.shown.replaceChildren(element("p", "quiet", this.labels.not_yours));
  }
  showWords(runs) {
    this.press(0);
    const names = [...new Set(runs.map(([, name]) => name))];
    const text = element("p", "text");
    for (const [words, name] of runs) {
      const part = element("span", `by who${names.indexOf(name) % 8}`, words);
      part.title = name || this.labels.somebody;
      text.append(part);
    }
    const who = element("p", "quiet legend");
    names.forEach((name, i) => who.append(element("span", `by who${i % 8}`, name || this.labels.somebody)));
    this.shown.replaceChildren(...(runs.length ? [who, text] : [element("p", "quiet", this.labels.empty)]));
  }
  showVersions(list) {
    this.press(1);
    const rows = element("ol", "versions");
    for (const { rev, at, names } of list) {
      const row = element("li");
      row.dataset.rev = rev;
      row.append(
        element("span", "when", at),
        element("span", "quiet", names.join(", ")),
        button(this.labels.look, () => this.ask({ t: "version", rev })),
      );
      rows.append(row);
    }
    this.shown.replaceChildren(list.length ? rows : element("p", "quiet", this.labels.empty));
    this.latest = list[0]?.rev;
  }
  showVersion({ rev, parts }) {
    const row = this.shown.querySelector(`li[data-rev="${rev}"]`);
    if (!row) return;
    row.querySelector(".compared")?.remove();
    const box = element("div", "compared");
    const text = element("p", "text");
    const tags = { new: "ins", gone: "del", same: "span" };
    for (const [how, words] of parts) text.append(element(tags[how], "", words));
    box.append(text);
    if (this.mayRestore && rev !== this.latest)
      box.append(button(this.labels.restore, () => this.ask({ t: "restore", rev })));
    row.append(box);
  }
}

function button(label, press) {
  const made = element("button", "", label);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}
