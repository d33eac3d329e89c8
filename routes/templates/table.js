// What a phone sends: at once, or when the line is back; each thing once, under its own operation
// id, and in sight until it has arrived. What was refused stays too, with its words.
"use strict";
const say = el("queue").dataset; // also whose phone it is now: what others wrote on it waits for them
const OURS = `tavolo:${location.pathname}:${say.whose}:`, PATIENCE_MS = 20000, WIDE = 1600;
const sent = new Map(); // op -> {op, at, url, body, words, photo?, tried?, no?}
const froms = new Map(); // op -> the form it came from, while that still shows its words

// ---- kept on this phone -----------------------------------------------------------------------
function remembered() {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(OURS)) {
      const one = JSON.parse(localStorage.getItem(name));
      if (!sent.has(one.op)) sent.set(one.op, { ...one, tried: true });
    }
  } catch { /* forbidden here: it is kept for as long as the page is open */ }
}
function keep(one) {
  sent.set(one.op, one);
  try { localStorage.setItem(OURS + one.op, JSON.stringify(one)); } catch { /* full, or forbidden */ }
  tell();
}
function forget(one) {
  sent.delete(one.op);
  try { localStorage.removeItem(OURS + one.op); } catch { /* forbidden */ }
  tell();
}
const stuck = (one) => (one.failed ?? 0) > 3; // the house stumbles over it: the others pass first
const due = () => [...sent.values()].filter((one) => !one.no).sort((a, b) => stuck(a) - stuck(b) || a.at - b.at);

// ---- in sight -----------------------------------------------------------------------------------
const make = (tag, words, attributes = {}) => Object.assign(document.createElement(tag), { textContent: words }, attributes);
function tell() {
  const waits = due().filter((one) => one.tried), box = el("queue");
  box.hidden = !waits.length;
  box.replaceChildren(make("b", waits.length === 1 ? say.one : say.many.replace("{n}", waits.length)));
  for (const one of waits) box.append(make("p", one.words));
  const refused = [...sent.values()].filter((one) => one.no), place = el("refused");
  place.hidden = !refused.length;
  place.replaceChildren(...refused.map(turnedDown));
}
function turnedDown(one) {
  const card = make("div", "", { className: "note" }), acts = make("div", "", { className: "row" });
  const again = make("button", say.again), drop = make("button", say.drop, { className: "second" });
  again.type = drop.type = "button";
  again.hidden = !formOf(one);
  again.onclick = () => putBack(one);
  drop.onclick = () => forget(one);
  acts.append(again, drop);
  card.append(make("b", one.no, { className: one.beside ? "" : "wrong" }), make("p", one.words), acts);
  return card;
}
let passing = 0;
function arrived(one) { // said only of what had to wait, or has a word for it: the rest is seen in the page
  const box = el("sent");
  box.replaceChildren(make("b", one.said || say.sent), make("p", one.words));
  box.hidden = false;
  clearTimeout(passing);
  passing = setTimeout(() => { box.hidden = true; }, 8000);
}
// What a form says, in the words that stand beside its fields; of one that says something new each
// time these are enough, without those on its button.
function wordsOf(form, button) {
  const words = [...form.elements].filter((f) => f.name && f.type !== "hidden" && !["line", "caught"].includes(f.name) && f.tagName !== "BUTTON").map((f) => {
    if (f.type === "radio" || f.type === "checkbox") return f.checked && f.type === "radio" ? f.parentElement.textContent : "";
    if (f.type === "date") return f.valueAsDate?.toLocaleDateString(document.documentElement.lang, { timeZone: "UTC" });
    return f.tagName === "SELECT" ? f.selectedOptions[0]?.textContent : f.type === "file" ? "" : f.value;
  });
  return [says(form) ? "" : button?.textContent, ...words].map((word) => word?.trim()).filter(Boolean).join(" · ");
}

// ---- out -----------------------------------------------------------------------------------------
function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
  const h = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("send" in form.dataset)) return;
  event.preventDefault();
  if (event.submitter?.name === "understand") return understand(form);
  if ("why" in (event.submitter?.dataset ?? {}) && asksWhy(form)) return;
  if (isOnItsWay(form) || (form.dataset.ask && !confirm(form.dataset.ask))) return;
  send(form, event.submitter);
});
// `data-says`: it says something new each time, so it is empty again as soon as it is sent and takes
// the next; the word that tells it has arrived.
const says = (form) => "says" in form.dataset;
const isOnItsWay = (form) => "sending" in form.dataset && !(says(form) && begun(form));
// A doubt is asked for its words before it leaves; the second time it may leave without.
function asksWhy(form) {
  const reason = form.elements.reason, asked = form.dataset.asked;
  form.dataset.asked = "1";
  if (reason.value.trim() || asked) return false;
  reason.focus();
  return true;
}
document.addEventListener("invalid", (event) => { // a second tap on what has just left
  if (event.target.form && isOnItsWay(event.target.form)) event.preventDefault();
}, true);
async function send(form, button) {
  form.dataset.sending = "1";
  for (const no of form.querySelectorAll("[data-no]")) { no.hidden = true; delete no.dataset.ours; }
  const data = new FormData(form), picture = data.get("photo");
  if (button?.name) data.set(button.name, button.value);
  data.delete("photo");
  const one = { op: data.get("op"), at: Date.now(), url: form.getAttribute("action"), key: key(form),
    words: wordsOf(form, button), said: form.dataset.says, body: new URLSearchParams(data).toString() };
  if (picture?.size) one.photo = await small(picture);
  froms.set(one.op, form);
  keep(one);
  undraft(form);
  if (says(form)) emptied(form);
  flush();
}
let flushing = false, later = 0;
async function flush() {
  if (flushing) return;
  flushing = true;
  clearTimeout(later);
  for (let list = due(); list.length; list = due()) {
    const slow = setTimeout(() => waits(list[0]), 2000);
    const answer = await post(list[0]);
    clearTimeout(slow);
    if (answer?.status === 500) list[0].failed = (list[0].failed ?? 0) + 1;
    if (!answer || answer.status >= 500) {
      list.forEach(waits);
      later = setTimeout(flush, 1500 + 1500 * Math.random());
      break;
    }
    await settle(list[0], answer);
  }
  flushing = false;
}
async function post(one) {
  const giveUp = new AbortController(), timer = setTimeout(() => giveUp.abort(), one.photo ? 6 * PATIENCE_MS : PATIENCE_MS);
  const body = new FormData();
  for (const [name, value] of new URLSearchParams(one.body)) body.append(name, value);
  if (one.photo) body.append("photo", unpacked(one.photo), "photo.jpg");
  try {
    return await fetch(one.url, { method: "POST", body: one.photo ? body : new URLSearchParams(one.body),
      redirect: "manual", headers: { "x-live": say.whose }, signal: giveUp.signal });
  } catch { return null; } finally { clearTimeout(timer); }
}
function waits(one) { // its words stand in the queue now: the form may take others
  one.tried = true;
  free(one, true);
  tell();
}
function free(one, empty) {
  const form = froms.get(one.op);
  froms.delete(one.op);
  if (!form) return null;
  if (![...froms.values()].includes(form)) delete form.dataset.sending;
  form.querySelector("[name=op]").value = uuid();
  if (empty && !says(form) && !changedSince(form, one)) emptied(form);
  return form;
}
function emptied(form) {
  form.reset();
  delete form.dataset.asked;
  form.querySelector("[name=op]").value = uuid();
  if (form.elements.unit) delete form.elements.unit.dataset.chosen;
  for (const told of form.querySelectorAll("[data-told]")) told.hidden = true;
  draft(form);
}
// Something else was written or chosen in it after it had left: that stays.
function changedSince(form, one) {
  const now = new FormData(form), sent = new URLSearchParams(one.body);
  return [...form.elements].some((f) => f.name && f.type !== "hidden" && f.type !== "file" && f.tagName !== "BUTTON" &&
    String(now.getAll(f.name)) !== String(sent.getAll(f.name)));
}
async function settle(one, answer) {
  if (answer.ok || answer.type === "opaqueredirect") {
    forget(one);
    if (one.tried || one.said) arrived(one);
    return refresh(() => free(one, true));
  }
  const no = answer.status === 422 ? await answer.json().catch(() => ({})) : {};
  const form = free(one, false), why = no.no || say.lost;
  const place = form?.isConnected && (form.querySelector(`[data-no="${no.field}"]`) || form.querySelector("[data-no]"));
  if (!place || (says(form) && begun(form))) return keep({ ...one, no: why }); // what is in it now is another thing
  if (says(form)) fill(form, one.body);
  draft(form);
  Object.assign(place, { textContent: why, hidden: false }).dataset.ours = "1";
  setTimeout(() => { delete place.dataset.ours; }, 20000);
  forget(one);
}

// ---- back into the form ----------------------------------------------------------------------------
const formOf = (one) => [...document.querySelectorAll("form[data-send]")].find((form) => key(form) === one.key);
function fill(form, body) {
  const said = new URLSearchParams(body);
  for (const f of form.elements) {
    if (!f.name || f.type === "hidden" || f.type === "file" || f.tagName === "BUTTON") continue;
    if (f.type === "radio" || f.type === "checkbox") f.checked = said.getAll(f.name).includes(f.value);
    else if (said.has(f.name)) f.value = said.get(f.name);
  }
}
// What was begun in it meanwhile is not written over: it is put beside, and comes back the same way.
const byTap = new WeakMap(); // form -> what is in it by a tap, and not by who writes
function putBack(one) {
  const form = formOf(one);
  if (begun(form) && byTap.get(form) !== inside(form) && changedSince(form, one)) putBeside(form);
  fill(form, one.body);
  for (let up = form.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  form.querySelector("textarea, input:not([type=hidden])")?.focus();
  form.scrollIntoView({ block: "center" });
  forget(one);
}
function putBeside(form) {
  keep({ op: uuid(), at: Date.now(), url: form.getAttribute("action"), key: key(form), words: wordsOf(form),
    said: form.dataset.says, body: inside(form), no: say.beside, beside: true });
}
function inside(form) {
  const data = new FormData(form);
  data.delete("op"); data.delete("photo");
  return new URLSearchParams(data).toString();
}
// What is half written outlives a page that the phone put away and loads again.
function draft(form) {
  try {
    if (begun(form)) sessionStorage.setItem(OURS + key(form), inside(form)); else undraft(form);
  } catch { /* forbidden */ }
}
function undraft(form) { // what is sent waits in the queue, if it has to
  try { sessionStorage.removeItem(OURS + key(form)); } catch { /* forbidden */ }
}
document.addEventListener("input", (event) => { if ("send" in (event.target.form?.dataset ?? {})) draft(event.target.form); });
function redraft() {
  try {
    for (const form of document.querySelectorAll("form[data-send]")) {
      const said = sessionStorage.getItem(OURS + key(form));
      if (said !== null) fill(form, said);
    }
  } catch { /* forbidden */ }
}

// A need of which one can give something: the offer begins with it.
document.addEventListener("click", (event) => {
  const have = event.target.closest?.("[data-fill]"), form = document.querySelector("form[action$=offer]");
  if (!have || !form) return;
  event.preventDefault();
  putBack({ key: key(form), body: have.dataset.fill });
  byTap.set(form, inside(form));
  draft(form);
});
// One line, read into the fields by the house: to be looked over before it is sent.
async function understand(form) {
  const box = form.querySelector("[data-told]"), field = form.querySelector("[data-read]"), line = field.value;
  const sent = new URLSearchParams(new FormData(form));
  const answer = await fetch(field.dataset.read,
    { method: "POST", headers: { "x-live": "1" }, body: sent }).catch(() => null);
  if (!answer?.ok || field.value !== line) return; // without a line, one fills it in oneself
  const { fields, told } = await answer.json();
  const now = new URLSearchParams(new FormData(form));
  for (const name in fields) if (now.get(name) === sent.get(name)) now.set(name, fields[name]);
  fill(form, now);
  if (fields.unit) form.elements.unit.dataset.chosen = "1";
  if ("from_on" in form.elements && (fields.from_on || fields.to_on)) form.elements.from_on.closest("details").open = true;
  const list = make("ul", "", { className: "chips" });
  for (const [said, words] of told) {
    const chip = make("li", "");
    chip.append(make("b", said), " ", make("q", words));
    list.append(chip);
  }
  box.replaceChildren(make("p", told.length ? box.dataset.some : box.dataset.none), ...(told.length ? [list] : []));
  box.hidden = !line.trim() || !(told.length || box.dataset.none);
  draft(form);
}
document.addEventListener("change", ({ target }) => {
  if ("read" in target.dataset || ("again" in target.dataset && target.form.elements.line.value.trim())) understand(target.form);
});
// What one kind of thing is usually counted in, until somebody says otherwise.
document.addEventListener("change", ({ target }) => {
  if (target.name === "unit") target.dataset.chosen = "1";
  const unit = target.dataset?.unit && target.form.elements.unit;
  if (unit && !unit.dataset.chosen) unit.value = target.dataset.unit;
});

// ---- photographs: gone as soon as they are taken, made small here already ----------------------------
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-sendnow]") && event.target.files.length) send(event.target.form);
});
async function small(file) {
  try {
    const image = await createImageBitmap(file);
    const by = Math.min(1, WIDE / image.width, (2 * WIDE) / image.height);
    const canvas = make("canvas", "", { width: Math.round(image.width * by), height: Math.round(image.height * by) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.82);
  } catch { return packed(file); } // none this browser can read: the house says what it thinks of it
}
const packed = (file) => new Promise((done) => {
  const reader = Object.assign(new FileReader(), { onload: () => done(reader.result), onerror: () => done("") });
  reader.readAsDataURL(file);
});
function unpacked(url) {
  return new Blob([Uint8Array.from(atob(url.split(",")[1]), (sign) => sign.charCodeAt(0))]);
}

// ---- writing together: the same field as in the workspace, fetched when it is first opened ------
const texts = el("texts"), mounted = new WeakSet();
async function mount(box) {
  if (!texts || mounted.has(box)) return;
  mounted.add(box);
  const told = texts.dataset, { default: write } = await import(told.script + "coedit.js");
  const inside = box.attachShadow({ mode: "open" });
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: told.script + "coedit.css" });
  const place = document.createElement("div");
  inside.append(style, place);
  write({ parentElement: place, data: {
    text: box.dataset.text, community: told.community, owner: told.owner, label: box.dataset.label,
    hide_label: false, placeholder: "", editable: true, lang: told.lang, may_look_back: false,
    may_restore: false, labels: JSON.parse(told.labels) } });
}
document.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.querySelectorAll?.("[data-text]").forEach(mount);
}, true);

if (new URLSearchParams(location.search).has("done")) history.replaceState(null, "", location.pathname + location.hash);
remembered();
redraft();
tell();
back.push(flush);
