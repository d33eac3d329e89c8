// The document's language and title, which Streamlit has no option for, and the theme: dialogs hang
// outside .stApp, so the root must know it too; charts keep old colours until they are told.
export default function ({ data, setStateValue }) {
  const root = document.documentElement;
  root.lang = data.lang;
  document.title = data.title;

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
  return () => watcher.disconnect();
}
