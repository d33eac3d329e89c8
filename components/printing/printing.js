// Streamlit has no printing of its own.
export default function ({ data, parentElement }) {
  let root = parentElement.querySelector(":scope > .tv-pressing");
  if (!root) {
    root = document.createElement("div");
    root.className = "tv-pressing";
    parentElement.append(root);
  }
  if (root.dataset.html !== data.html) {
    root.innerHTML = data.html;
    root.dataset.html = data.html;
  }
  root.onclick = (event) => event.target.closest("button") && window.print();
}
