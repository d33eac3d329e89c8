// The document's language and title, which Streamlit has no option for, and the theme: dialogs hang
// outside .stApp, so the root must know it too; charts keep old colours until they are told.
export default function ({ data, setStateValue }) {
  const root = document.documentElement;
  // A list keeps the words it was opened with, and sends them back as its answer, which nobody
  // knows in another language any more: then the page is loaded anew, unless that loses words.
  const turned = root.dataset.spoken && root.dataset.spoken !== data.lang;
  if (turned && !isWriting()) return location.reload();
  root.lang = root.dataset.spoken = data.lang;
  document.title = data.title;
  const silent = sayIn(data.names, data.shown);

  const app = document.querySelector(".stApp");
  let told = data.scheme;
  const look = () => {
    const dark = getComputedStyle(app).colorScheme.includes("dark");
    const scheme = dark ? "dark" : "light";
    root.style.colorScheme = scheme;
    if (scheme === told) return;
    told = scheme;
    setStateValue("scheme", scheme);
  };
  // The sign-in ended, in another tab or in time: behind the gate nothing answers any more.
  const knock = async () => {
    if (app.dataset.testConnectionState === "CONNECTED") return;
    const answer = await fetch("/_stcore/host-config").catch(() => null);
    if (answer?.status === 401) location.assign("/sign-in");
  };
  look();
  const watcher = new MutationObserver((changes) => {
    look();
    if (changes.some((change) => change.attributeName !== "class")) knock();
  });
  watcher.observe(app, { attributes: true, attributeFilter: ["class", "data-test-connection-state"] });
  return () => {
    silent();
    watcher.disconnect();
  };
}

const touched = new Set();
addEventListener("input", (event) => touched.add(event.composedPath()[0]), true);

// Whether something typed waits here to be sent: words in a field, a table that is written in.
function isWriting() {
  const waits = (field) => field.isConnected && field.value && !field.closest("[role=combobox], [type=search], .together");
  return [...touched].some(waits) || !!document.querySelector('[data-testid="stDataFrame"]');
}
