// One socket for each browser tab, shared by what is drawn in it: window.tavoloLive. It survives
// reruns and page changes; the page itself is never loaded again. With away.js and hands.js, which
// follow it, this is one module.
const FIRST = 250, LONGEST = 5000; // ms between two tries to connect
const PATIENCE = 1500; // ms without a line before it is said
const ANSWER = 4000; // ms a rerun may take before it is asked for again, twice as long each time
const REST = 30; // ms between two looks whether the page has come to rest
const CHOICE = 5000; // ms for which an open list is waited for: it shuts when what is above it grows
const ECHO = 400; // ms in which our own act shows by itself
const LATER = 150, SPREAD = 350; // ms after which a part follows the piece that came ahead of it

const live = (window.tavoloLive ??= {
  guests: [],
  known: 0, // the newest revision heard of
  wanted: 0, // the newest that a part of this page is behind
  shown: 0, // the one that the page shows
  tell: null, // how to say that something moved
  data: { topics: [] },
});
live.connect = connect;
live.say = say;

export default function ({ data, setTriggerValue }) {
  const moved = live.data.community !== data.community;
  const turned = moved || live.data.at !== data.at;
  live.data = data;
  clearTimeout(live.again);
  live.tell = (revision) => setTriggerValue("moved", { revision, nonce: Math.random() });
  live.shown = moved ? data.revision : Math.max(live.shown, data.revision);
  if (moved) live.wanted = live.known = 0;
  if (data.revision >= live.shown) settled();
  if (!data.community) hangUp();
  else if (moved || !live.socket) connect();
  else if (turned) say({ at: data.at });
  follow(live.known, null, "");
  clearTimeout(live.leaving);
  listenToHands();
  return () => {
    // Gone for good, or only drawn again somewhere else: wait and see.
    live.tell = null;
    live.leaving = setTimeout(hangUp, 3000);
  };
}

function settled() {
  live.asked = false;
  live.slow = 0;
  clearTimeout(live.answer);
  if (live.wanted > live.shown) ask();
}

function connect() {
  clearTimeout(live.retry);
  if (live.socket) live.socket.onclose = null, live.socket.close();
  const address = new URL(`/live/${encodeURIComponent(live.data.community)}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const socket = (live.socket = new WebSocket(address));
  socket.onopen = () => {
    live.tries = 0;
    if (live.data.at) say({ at: live.data.at });
    clearTimeout(live.saying);
    if (live.away) back();
  };
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = ({ code }) => {
    live.house = null;
    if (code === 4401 || code === 4403) return; // no longer ours to hear
    const wait = Math.min(LONGEST, FIRST * 2 ** (live.tries ?? 0)) * (0.5 + Math.random());
    live.tries = (live.tries ?? 0) + 1;
    live.retry = setTimeout(connect, wait);
    if (!live.saying) live.saying = setTimeout(gone, PATIENCE);
  };
}

function hangUp() {
  clearTimeout(live.retry);
  if (live.socket) live.socket.onclose = null, live.socket.close();
  live.socket = null;
}

function say(words) {
  if (live.socket?.readyState === WebSocket.OPEN) live.socket.send(JSON.stringify(words));
}

function hear(said) {
  live.house = said.house ?? live.house;
  if (said.house && said.house !== live.data.house) runAgain();
  if (said.revision) follow(said.revision, said.topics.length ? said.topics : null, said.tab, place(said));
  if (!said.here) return;
  live.guests = said.here;
  live.count = said.count;
  document.dispatchEvent(new CustomEvent("tavolo:presence"));
  showWriting();
}

// Pieces that came along are shown at once; true if all of them had their place.
function place({ pieces = {}, revision }) {
  const placed = Object.entries(pieces).map(([key, html]) => {
    const root = document.querySelector(`.st-key-${CSS.escape(key)} .tv-pressing`);
    root?.show?.(html, revision);
    return Boolean(root?.show);
  });
  return placed.length > 0 && placed.every(Boolean);
}

// Something moved. topics null: it is not known what. placed: its reader sees it already.
function follow(revision, topics, tab, placed = false) {
  live.known = Math.max(live.known, revision);
  if (revision <= live.shown) return;
  const ours = live.data.topics;
  const concerns = (topic) => ours.includes(topic) || ours.includes("*");
  if (!ours.length || (topics && !topics.some(concerns))) return;
  live.wanted = Math.max(live.wanted, revision);
  const late = () => live.wanted > live.shown && ask();
  if (tab && tab === live.data.tab) setTimeout(late, ECHO);
  else if (placed) setTimeout(late, LATER + Math.random() * SPREAD);
  else ask();
}

// One question at a time; what moves meanwhile is asked for after the answer. None while the page
// runs: a part that comes on the heels of a whole page keeps what the page is about to take away.
function ask() {
  if (live.asked || !live.tell) return;
  clearTimeout(live.rest);
  if (isRunning() || isChoosing()) return void (live.rest = setTimeout(ask, REST));
  live.list = null;
  live.asked = true;
  clearTimeout(live.answer);
  const patience = ANSWER * 2 ** Math.min(live.slow ?? 0, 3);
  live.answer = setTimeout(() => {
    live.asked = false;
    live.slow = (live.slow ?? 0) + 1;
    if (live.wanted <= live.shown) return;
    if (isWriting()) ask();
    else runAgain(); // it was away for so long that it was forgotten
  }, patience);
  live.tell(live.wanted);
}
