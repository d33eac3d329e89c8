// A page that follows the room by itself: the phone at the table, the projector. Without it the page
// is plain HTML. Nothing here needs a secure context: a laptop's own Wi-Fi has none.
"use strict";
const me = document.currentScript;
const el = (id) => document.getElementById(id);
const TRY_MS = [250, 500, 1000, 2000, 4000], ASK_MS = 15000, ANSWER_MS = 6000;
const NOT_YOURS = 4403, waiting = "waits" in me.dataset; // waiting: for a meeting that does not run
const back = [], readies = []; // back: what else is to be done when the line is there again
let tries = 0, gone = 0, asking = 0, deaf = 0, socket, refreshing = false, again = false;

// ---- the line ------------------------------------------------------------------------------
function connect() {
  clearTimeout(asking); clearTimeout(deaf);
  const url = new URL(me.dataset.live, location.href), mine = new WebSocket(url.href.replace(/^http/, "ws"));
  socket = mine;
  deaf = setTimeout(() => { mine.close(); lost(mine); }, ANSWER_MS);
  mine.onopen = () => {
    tries = 0; clearTimeout(gone); away(false); heard(); back.forEach((go) => go()); ask();
  };
  mine.onmessage = (word) => { clearTimeout(deaf); if (word.data !== "here") heard(true); };
  mine.onclose = ({ code }) => { if (code === NOT_YOURS) refresh(); lost(mine); };
}
// A page that waits for a meeting is told only when there is something to see.
function heard(told) { if (!waiting) refresh(); else if (told) location.reload(); }
function lost(line) {
  if (line !== socket) return;
  socket = null;
  clearTimeout(asking); clearTimeout(deaf); clearTimeout(gone);
  gone = setTimeout(() => away(true), 1000); // not at every blink
  asking = setTimeout(connect, TRY_MS[Math.min(tries++, TRY_MS.length - 1)] * (waiting ? 10 : 1) * (0.7 + Math.random() * 0.6));
}
// A line that died without a word (a phone carried out of the Wi-Fi) is found out by asking.
function ask() {
  const line = socket;
  if (line?.readyState !== WebSocket.OPEN) return;
  clearTimeout(asking); clearTimeout(deaf);
  line.send("?");
  deaf = setTimeout(() => { line.close(); lost(line); }, ANSWER_MS);
  asking = setTimeout(ask, ASK_MS);
}
addEventListener("offline", () => { const line = socket; line?.close(); if (line) lost(line); });
for (const woken of ["online", "pageshow", "visibilitychange"]) addEventListener(woken, () => {
  if (document.hidden) return;
  if (socket) ask(); else { tries = 0; connect(); }
});
function away(is) { const box = el("away"); if (box) box.hidden = !is; }

// From when a finger comes down until it is off, nothing moves under it, for a second at most.
let lifted = Promise.resolve(), lift = () => {};
addEventListener("pointerdown", () => { lifted = new Promise((done) => { lift = done; setTimeout(done, 1000); }); });
for (const off of ["pointerup", "pointercancel"]) addEventListener(off, () => setTimeout(lift));

// `ready`: what is to be put away in the same moment as the page shows what came of it.
async function refresh(ready) {
  if (ready) readies.push(ready);
  if (refreshing) { again = true; return; }
  refreshing = true;
  const mine = readies.splice(0);
  let fresh = null;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { "x-live": "1" }, cache: "no-store" });
    const moved = answer.redirected || answer.status === 404 || answer.status === 410;
    if (moved) { if (!started(document)) location.reload(); } // no longer here, or over: another page says so
    else if (answer.ok) fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { setTimeout(() => { if (socket) refresh(); }, 2000); } // else it is asked for when the line is back
  mine.forEach((go) => go());
  await lifted;
  if (fresh) show(fresh);
  refreshing = false;
  if (again) { again = false; refresh(); }
}

// ---- the page becomes the one that was fetched, piece by piece ---------------------------------
// What somebody is writing, has chosen and not sent, or has open stays; so do focus and scrolling.
const told = new WeakMap();
const plain = (part) => part.outerHTML.replace(/name="op" value="[^"]*"/g, "");
const whose = (page) => page.getElementById("queue")?.dataset.whose;
function show(fresh) {
  if (whose(fresh) !== whose(document)) return location.reload(); // somebody else has this phone now
  const held = holder(), caret = [held?.selectionStart, held?.selectionEnd];
  const old = document.querySelector("main"), wanted = fresh.querySelector("main");
  const news = new Map([...wanted.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, plain(part)]));
  children(old, wanted);
  if (held?.isConnected && holder() !== held) {
    held.focus({ preventScroll: true });
    if (typeof caret[0] === "number") held.setSelectionRange(...caret);
  }
  for (const part of old.querySelectorAll("[data-part]")) {
    const now = news.get(part.dataset.part);
    if (told.has(part) && told.get(part) !== now) flash(part);
    told.set(part, now);
  }
  tick();
}
// Who has the keys: a text written together stands in a root of its own.
function holder() {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  return held;
}
function flash(part) { part.classList.remove("fresh"); void part.offsetWidth; part.classList.add("fresh"); }

function key(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.tagName !== "FORM") return node.dataset.part || node.dataset.keep || node.id;
  const about = node.querySelectorAll("input[type=hidden]:not([name=op]):not([name=yes]):not([name=read]):not([name=was])");
  return [node.getAttribute("action"), ...[...about].map((field) => field.value)].join(" ");
}
const same = (one, other) => one.nodeName === other.nodeName && key(one) === key(other);
function children(old, fresh) {
  let at = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    let match = at;
    while (match && !same(match, wanted)) match = match.nextSibling;
    if (!match) { old.insertBefore(noted(wanted), at); continue; }
    if (match === at) at = at.nextSibling; else old.insertBefore(match, at);
    become(match, wanted);
  }
  while (at) {
    const over = at;
    at = at.nextSibling;
    if (over.nodeType !== Node.ELEMENT_NODE || !started(over)) over.remove();
  }
}
function become(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) { if (old.data !== fresh.data) old.data = fresh.data; return; }
  if ("ours" in old.dataset) return;
  if (old.tagName === "FORM" && (old.dataset.sending || begun(old))) return reread(old, fresh);
  const open = fresh.hasAttribute("open");
  if (old.tagName === "DETAILS" && old.wasOpen !== open && !(old.open && started(old))) old.open = old.wasOpen = open;
  for (const { name, value } of fresh.attributes) if (!kept(old, name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!kept(old, name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  children(old, fresh);
}
// What is half written under a text that changed is sent as said of the new one: it stands above it.
// What hangs on a right that was given or taken meanwhile is asked, or no longer.
function reread(old, fresh) {
  const [was, is] = [old, fresh].map((form) => form.querySelector("[name=read]"));
  if (was && is) was.value = is.value;
  for (const now of fresh.querySelectorAll("[data-right]")) {
    const before = old.querySelector(`[data-right="${now.dataset.right}"]`);
    if (before && before.tagName !== now.tagName) before.replaceWith(now);
  }
}
const kept = (node, name) => name === "open" || (name === "value" && node.name === "op");
function noted(node) {
  const all = node.querySelectorAll ? [node, ...node.querySelectorAll("details")] : [];
  for (const each of all) each.wasOpen = each.hasAttribute("open");
  return node;
}
// Something was written or chosen in it, and not sent.
const started = (part) => part.matches?.("form") ? begun(part) : [...part.querySelectorAll("form")].some(begun);
function begun(form) {
  return [...form.elements].some((f) => {
    if (f.type === "radio" || f.type === "checkbox") return f.checked !== f.defaultChecked;
    if (f.type === "file") return f.files.length > 0;
    if (f.tagName === "INPUT" || f.tagName === "TEXTAREA") return f.type !== "hidden" && f.value !== f.defaultValue;
    if (f.tagName !== "SELECT") return false;
    return f.selectedIndex !== Math.max([...f.options].findIndex((o) => o.defaultSelected), 0);
  });
}

// ---- the clock of the agenda: the house's, whatever this machine's says --------------------------
const ahead = Number(me.dataset.now) - Date.now();
function tick() {
  for (const timer of document.querySelectorAll(".timer[data-ends]")) {
    const left = (Number(timer.dataset.ends) - Date.now() - ahead) / 60000, n = Math.max(Math.ceil(Math.abs(left)), 1);
    const { left1, left2, over1, over2 } = timer.dataset, [one, many] = left < 0 ? [over1, over2] : [left1, left2];
    timer.textContent = n === 1 ? one : many.replace("{n}", n);
    timer.classList.toggle("over", left < 0);
  }
}
setInterval(tick, 1000);
noted(document.querySelector("main"));
for (const part of document.querySelectorAll("main [data-part]")) told.set(part, plain(part));
tick();
addEventListener("load", connect, { once: true }); // when whatever else belongs to the page is there too
