// Shows a piece of HTML and says which of its [data-act] was pressed.
const NEAR = 10; // px that a finger may stray between coming down and going up

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .tv-pressing");
  if (!root) {
    root = document.createElement("div");
    root.className = "tv-pressing";
    parentElement.append(root);
  }
  // What came by itself (live.js) stands until a run of the page knows as much.
  root.show = (html, revision) => {
    if (revision < root.revision) return;
    root.revision = revision;
    show(root, html);
    clock(root);
  };
  root.show(data.html, data.revision ?? 0);
  // Assigned, not added: this function runs again at every rerun, on the same element.
  root.press = ({ act, id = "" }) => setTriggerValue("pressed", { act, id });
  root.onclick = (event) => {
    const what = event.target.closest("[data-act]");
    if (!what || !root.contains(what)) return;
    event.preventDefault();
    root.under = null;
    root.press(what.dataset);
  };
  root.onpointerdown = (event) => event.button || comeDown(root, event);
}

// What was under the finger when it came down is what is pressed, though another piece took its
// place, or moved it, before the finger went up: of that no click is told.
function comeDown(root, { target, clientX, clientY }) {
  const what = target.closest("[data-act]");
  if (!what) return;
  root.under = { ...what.dataset };
  const gone = new AbortController();
  const { signal } = gone;
  addEventListener("pointercancel", () => gone.abort(), { signal });
  addEventListener("pointerup", (up) => {
    gone.abort();
    const near = Math.hypot(up.clientX - clientX, up.clientY - clientY) < NEAR;
    const { under } = root;
    if (near) setTimeout(() => root.under === under && under && root.press(under));
  }, { signal });
}

// Only when it changed, so that focus and open <details> survive.
function show(root, html) {
  if (root.dataset.html !== html) {
    const focused = document.activeElement?.closest?.("[data-act]");
    const again = root.contains(focused)
      ? [focused.dataset.act, focused.dataset.id]
      : null;
    const open = new Set(
      [...root.querySelectorAll("details[data-id]")]
        .filter((d) => d.open !== d.hasAttribute("data-open"))
        .map((d) => d.dataset.id),
    );
    root.innerHTML = html;
    root.dataset.html = html;
    root.querySelectorAll("details[data-id]").forEach((d) => {
      if (open.has(d.dataset.id)) d.open = !d.open;
    });
    if (again)
      [...root.querySelectorAll("[data-act]")]
        .find((e) => e.dataset.act === again[0] && e.dataset.id === again[1])
        ?.focus();
  }
}

// What ends at a moment says how long it still is, and turns when it is over.
function clock(root) {
  const timers = [...root.querySelectorAll("[data-ends]")];
  clearInterval(root.tick);
  if (!timers.length) return;
  const tick = () => {
    if (!root.isConnected) return clearInterval(root.tick);
    for (const timer of timers) {
      const left = Math.round((Number(timer.dataset.ends) - Date.now()) / 1000), n = Math.abs(left);
      timer.textContent = `${left < 0 ? "+" : ""}${Math.floor(n / 60)}:${String(n % 60).padStart(2, "0")}`;
      timer.classList.toggle("over", left < 0);
    }
  };
  tick();
  root.tick = setInterval(tick, 1000);
}
