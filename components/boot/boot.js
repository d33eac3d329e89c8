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
  look();
  const watcher = new MutationObserver(look);
  watcher.observe(app, { attributes: true, attributeFilter: ["class"] });
  return () => watcher.disconnect();
}
