// "Here now: Ada, Marco": names as the socket tells them.
export default function ({ data, parentElement }) {
  let place = parentElement.querySelector(":scope > .tv-here-now");
  if (!place) {
    place = document.createElement("p");
    place.className = "tv-here-now tv-small tv-muted";
    parentElement.append(place);
  }
  const show = () => {
    const guests = (window.tavoloLive?.guests ?? []).filter((g) => !data.at || g.at === data.at);
    const names = [...new Map(guests.map((guest) => [guest.id, guest.name])).values()];
    const said = new Intl.ListFormat(data.lang, { type: "conjunction" }).format(names);
    place.textContent = names.length ? data.here.replace("{names}", () => said) : "";
  };
  show();
  document.addEventListener("tavolo:presence", show);
  return () => document.removeEventListener("tavolo:presence", show);
}
