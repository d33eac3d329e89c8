// The line is down, or the house was: it is said, and what is behind is asked for once more.
const SLOW = 8000; // ms after which a page that nobody writes in is better loaded again

// The house fell and came back: it no longer knows this page, nor its parts. The page's fields do
// know what was typed in them, and say it as they ask for all of it once more.
function runAgain() {
  clearTimeout(live.again);
  if (connected()) window.tavoloAgain?.();
  live.again = setTimeout(runAgain, connected() ? ANSWER : 100);
}

function connected() {
  return document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED";
}

function gone() {
  live.away = true;
  banner(live.data.away);
}

// The page has a line of its own, to Streamlit, which tries again ever more slowly; and a house that
// fell takes no press until it has drawn the page once.
function back(waited = 0) {
  if (!connected() || live.house !== live.data.house) {
    if (waited > SLOW && !isWriting()) return location.reload();
    live.saying = setTimeout(() => back(waited + 300), 300);
    return;
  }
  live.away = false;
  live.saying = null;
  banner(live.data.back);
  setTimeout(() => live.away || banner(""), 3000);
}

function isWriting() {
  const fields = document.querySelectorAll("[role=dialog], textarea:focus, input:focus");
  const together = document.activeElement?.shadowRoot?.activeElement; // a text written by several
  return fields.length > 0 || Boolean(together) || live.typed;
}

function banner(words) {
  let place = document.getElementById("tv-line");
  if (!place) {
    place = document.createElement("div");
    place.id = "tv-line";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.textContent = words;
  place.classList.toggle("tv-away", live.away === true);
}

// Somebody looks for a word in an open list, and not for too long.
function isChoosing() {
  if (!document.querySelector('[role="combobox"][aria-expanded="true"]')) return false;
  live.list ??= Date.now();
  return Date.now() - live.list < CHOICE;
}

function isRunning() {
  const state = document.querySelector(".stApp")?.dataset.testScriptState;
  return state === "running" || state === "rerunRequested";
}
