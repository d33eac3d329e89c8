// Outside every part: whatever is said here runs the whole page.
export default function ({ setTriggerValue }) {
  window.tavoloAgain = () => setTriggerValue("again", Math.random());
}
