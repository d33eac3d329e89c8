// Who writes where. A field is known by the key of its widget, which Streamlit puts in a class.
const WRITES = 4000; // ms after the last key in which somebody still writes

function listenToHands() {
  if (live.hands) return;
  live.hands = true;
  document.addEventListener("input", (event) => {
    live.typed ||= live.away;
    const field = fieldOf(event.target, event.composedPath()[0]);
    if (!field) return;
    clearTimeout(live.pause);
    live.pause = setTimeout(() => writing(""), WRITES);
    if (live.field !== field) writing(field);
  });
}

function writing(field) {
  live.field = field;
  say({ writing: field });
}

// `inner`: the field itself, also where it stands in the shadow of `target`.
function fieldOf(target, inner) {
  if (!inner.matches?.("textarea, input[type=text]")) return "";
  const widget = target.closest('[data-testid="stElementContainer"][class*="st-key-"]');
  return [...(widget?.classList ?? [])].find((name) => name.startsWith("st-key-"))?.slice(7) ?? "";
}

function showWriting() {
  document.querySelectorAll("[data-writing]").forEach((e) => e.removeAttribute("data-writing"));
  const fields = {};
  for (const guest of live.guests) {
    if (guest.writing && guest.writing !== live.field) (fields[guest.writing] ??= []).push(guest.name);
  }
  for (const [field, names] of Object.entries(fields)) {
    const place = document.querySelector(`.st-key-${CSS.escape(field)}`);
    const said = [...new Set(names)].join(", ");
    if (place) place.dataset.writing = live.data.writes.replace("{names}", () => said);
  }
}
