// Streamlit's own English words, said in the reader's language where they stand: as names of its
// buttons, and in the lists and the few places where it shows them. Never within what people wrote.
const NAMED = ["aria-label", "title", "placeholder", "aria-valuetext"];
const SHOWN = '[data-testid="stSelectboxVirtualDropdown"], [data-testid="stMultiSelectDropdown"], [data-testid="stSkipToContent"], [data-testid="stFileUploader"]';
const OURS = ".stHtml, .tv-pressing, .together";

// → a function that stops it.
function sayIn(names, shown) {
  const [name, word] = [sayer(names), sayer(shown)];
  const all = (part) => {
    for (const each of [part, ...part.querySelectorAll(NAMED.map((n) => `[${n}]`).join())])
      for (const attribute of NAMED) named(each, attribute, name);
    for (const place of part.closest(SHOWN) ? [part] : part.querySelectorAll(SHOWN))
      texts(place, word);
  };
  if (!Object.keys(names).length) return () => {};
  all(document.body);
  const watcher = new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "attributes") named(target, attributeName, name);
      else if (type === "characterData") target.parentElement?.closest(SHOWN) && texts(target.parentElement, word);
      else for (const node of addedNodes) if (node.nodeType === 1) all(node);
        else if (target.closest?.(SHOWN)) texts(target, word);
    }
  });
  const whatever = { subtree: true, childList: true, characterData: true, attributes: true };
  watcher.observe(document.body, { ...whatever, attributeFilter: NAMED });
  return () => watcher.disconnect();
}

function named(element, attribute, say) {
  const said = element.getAttribute?.(attribute);
  if (!said || element.closest(OURS)) return;
  const now = say(said);
  if (now !== said) element.setAttribute(attribute, now);
}

function texts(root, say) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const now = say(walker.currentNode.data);
    if (now !== walker.currentNode.data) walker.currentNode.data = now;
  }
}

function sayer(words) {
  const open = Object.keys(words).filter((said) => said.includes("{x}")).map((said) => [said.split("{x}"), words[said]]);
  return (said) => {
    if (Object.hasOwn(words, said)) return words[said];
    for (const [[start, end], now] of open)
      if (said.length > start.length + end.length && said.startsWith(start) && said.endsWith(end))
        return now.replace("{x}", () => said.slice(start.length, said.length - end.length));
    return said;
  };
}
