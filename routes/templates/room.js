// A phone at the table: follows the room by itself, and keeps what is sent while the line is down.
// Without it the page is plain forms. Nothing here needs a secure context: a laptop's own Wi-Fi has
// none.
"use strict";
const me = document.currentScript;
const page = () => location.pathname;
const el = (id) => document.getElementById(id);
const BOX = "tavolo:" + page();
const TRY_MS = [250, 500, 1000, 2000, 4000];
let tries = 0, gone = 0, socket, refreshing = false, again = false;

// ---- following -----------------------------------------------------------------------------
function connect() {
  const url = new URL(me.dataset.live, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  socket = new WebSocket(url);
  socket.onopen = () => { tries = 0; clearTimeout(gone); away(false); refresh(); flush(); };
  socket.onmessage = () => refresh();
  socket.onclose = () => {
    clearTimeout(gone);
    gone = setTimeout(() => away(true), 1000); // not at every blink
    setTimeout(connect, TRY_MS[Math.min(tries++, TRY_MS.length - 1)] * (0.7 + Math.random() * 0.6));
  };
}
function away(is) { const box = el("away"); if (box) box.hidden = !is; }

async function refresh() {
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    const answer = await fetch(page(), { headers: { "x-live": "1" }, cache: "no-store" });
    if (answer.status === 410) location.reload(); // the meeting is over: another page says so
    else if (answer.ok && !answer.redirected) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch { /* the socket says when the line is back */ }
  refreshing = false;
  if (again) { again = false; refresh(); }
}

const plain = (part) => part.outerHTML.replace(/name="op" value="[^"]*"/g, "").replace(/ class="([^"]*)\bfresh\b/g, ' class="$1');
function show(fresh) {
  const main = document.querySelector("main");
  const wanted = [...fresh.querySelectorAll("main > [data-part]")];
  const names = new Set(wanted.map((part) => part.dataset.part));
  for (const old of main.querySelectorAll(":scope > [data-part]")) if (!names.has(old.dataset.part) && !begun(old)) old.remove();
  let before = null;
  for (const part of wanted.reverse()) {
    const old = main.querySelector(`:scope > [data-part="${part.dataset.part}"]`);
    if (!old) { main.insertBefore(part, before); part.dataset.seen = plain(part); before = part; arm(part); continue; }
    const told = plain(part);
    if (old.dataset.seen !== told) {
      if (begun(old)) { before = old; continue; } // somebody is writing here: it waits
      const held = old.contains(document.activeElement) ? document.activeElement.id : "";
      for (const open of old.querySelectorAll("details[open][data-keep]")) {
        const same = part.querySelector(`details[data-keep="${open.dataset.keep}"]`);
        if (same) same.open = true;
      }
      part.dataset.seen = told;
      old.replaceWith(part); arm(part); before = part;
      if (held) el(held)?.focus({ preventScroll: true });
    } else before = old;
  }
}
// A part in which something was written or chosen, and not sent, is left alone.
function begun(part) {
  if (part.querySelector("details.text[open]")) return true; // a text is open: it follows by itself
  return [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some((f) => {
    if (f.type === "radio" || f.type === "checkbox") return f.checked !== f.defaultChecked;
    if (f.tagName !== "SELECT") return f.value !== f.defaultValue;
    const first = [...f.options].findIndex((o) => o.defaultSelected);
    return f.selectedIndex !== Math.max(first, 0);
  });
}
function arm(part) { part.classList.add("fresh"); tick(); }

// ---- sending -------------------------------------------------------------------------------
const queue = () => { try { return JSON.parse(localStorage.getItem(BOX) || "[]"); } catch { return []; } };
const keep = (list) => { try { localStorage.setItem(BOX, JSON.stringify(list)); } catch { /* full or forbidden */ } told(list); };
function told(list) {
  const box = el("queue");
  if (!box) return;
  box.hidden = !list.length;
  if (list.length) box.textContent = list.length === 1 ? box.dataset.one : box.dataset.many.replace("{n}", list.length);
}
function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
  const h = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("send" in form.dataset)) return;
  if (form.dataset.ask && !confirm(form.dataset.ask)) { event.preventDefault(); return; }
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  keep([...queue(), { url: form.getAttribute("action"), body: new URLSearchParams(data).toString() }]);
  const op = data.get("op");
  waiting.set(op, form);
  for (const no of form.querySelectorAll("[data-no]")) no.hidden = true;
  form.querySelectorAll("button").forEach((b) => { b.disabled = true; });
  flush();
});
const waiting = new Map(); // op -> the form it came from
let flushing = false;
async function flush() {
  if (flushing) return;
  flushing = true;
  for (let list = queue(); list.length; list = queue()) {
    const one = list[0], op = new URLSearchParams(one.body).get("op");
    let answer;
    try {
      answer = await fetch(one.url, { method: "POST", body: one.body, redirect: "manual",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-live": "1" } });
    } catch { away(true); free(op); setTimeout(flush, 1500); break; } // kept, and sent again under the same op
    if (answer.status >= 500) { free(op); setTimeout(flush, 3000); break; }
    keep(queue().filter((other) => new URLSearchParams(other.body).get("op") !== op));
    await settle(op, answer);
  }
  flushing = false;
  told(queue());
}
function free(op) { // the words stand in the queue: the form may take others
  const form = waiting.get(op);
  if (form?.isConnected) { form.reset(); renew(form); }
  waiting.delete(op);
}
async function settle(op, answer) {
  const form = waiting.get(op);
  waiting.delete(op);
  if (answer.status === 422) {
    const no = await answer.json().catch(() => ({ no: "", field: "" }));
    if (form?.isConnected) {
      form.querySelectorAll("button").forEach((b) => { b.disabled = false; });
      renew(form, false);
      const place = form.querySelector(`[data-no="${no.field}"]`) || form.querySelector("[data-no]");
      if (place) { place.textContent = no.no; place.hidden = false; return; }
    }
    if (no.no) alert(no.no);
    return;
  }
  if (form?.isConnected) { form.reset(); renew(form); }
  if (document.activeElement?.form === form) document.activeElement.tagName === "BUTTON" && document.activeElement.blur();
  await refresh();
}
function renew(form, clear = true) {
  const op = form.querySelector("[name=op]");
  if (op) op.value = uuid();
  form.querySelectorAll("button").forEach((b) => { b.disabled = false; });
}

// A photograph goes as soon as it is taken: two taps in all.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-sendnow]") && event.target.files.length) event.target.form.submit();
});

// ---- writing together: the same field as in the workspace, fetched when it is first opened ------
const texts = el("texts");
const mounted = new WeakSet();
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

// ---- the clock of the agenda -----------------------------------------------------------------
function tick() {
  for (const timer of document.querySelectorAll(".timer[data-ends]")) {
    const left = Math.round((Number(timer.dataset.ends) - Date.now()) / 1000), abs = Math.abs(left);
    timer.textContent = `${left < 0 ? "+" : ""}${Math.floor(abs / 60)}:${String(abs % 60).padStart(2, "0")}`;
    timer.classList.toggle("over", left < 0);
  }
}
setInterval(tick, 1000);
for (const part of document.querySelectorAll("main > [data-part]")) part.dataset.seen = plain(part);
tick();
if (new URLSearchParams(location.search).has("done")) history.replaceState(null, "", location.pathname + location.hash);
told(queue());
connect();
