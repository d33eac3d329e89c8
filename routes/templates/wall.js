// The projector's own: whatever stands there is shown whole, and a text that is being mended follows.
"use strict";
(() => {
  const root = document.documentElement, SMALLEST = 0.4, ASK_MS = 2000;

  // Smaller until it fits; a text too long even so fades out, never the objection beneath it.
  function fit() {
    const middle = document.querySelector(".middle");
    if (!middle) return;
    root.classList.remove("full");
    for (let size = 1; size >= SMALLEST; size -= 0.05) {
      root.style.setProperty("--fit", size.toFixed(2));
      if (middle.scrollHeight <= middle.clientHeight + 1) return;
    }
    root.classList.add("full");
  }
  new MutationObserver(fit).observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true, attributeFilter: ["class"] });
  addEventListener("resize", fit);
  document.fonts.ready.then(fit);
  fit();

  // Key presses move no revision, so the one screen that shows them asks, and only meanwhile.
  setInterval(() => { if (document.querySelector("[data-written]")) refresh(); }, ASK_MS);
})();
