// Enter in a line of text of this drawer presses its button. The button takes the focus first:
// leaving the field is what makes its words known.
export default function ({ data, parentElement }) {
  const drawer = parentElement.closest('[role="dialog"]');
  if (!drawer) return;
  // Assigned, not added: this function runs again at every rerun, on the same element.
  drawer.onkeydown = (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || event.repeat) return;
    if (!field.matches('[data-testid="stTextInput"] input')) return;
    const line = field.closest(`.st-key-${data.line}`);
    if (line && (!data.read || field.value !== data.read)) return;
    const button = drawer.querySelector(`.st-key-${data.button} button`);
    setTimeout(() => {
      button?.focus();
      button?.click();
    });
  };
}
