// One connection per page and community, shared by all texts on it.

const BEAT = 15000; // ms between signs of life
const SILENCE = 40000; // ms without an answer: the line is dead, whatever the browser thinks

export const NOT_YOURS = 4403, SIGNED_OUT = 4401;

export class Line {
  constructor(community) {
    this.community = community;
    this.fields = new Map();
    this.tries = 0;
    this.why = ""; // why there is no connection any more: "right" or "left"
    this.connect();
    this.hurry = () => this.reconnectNow();
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
  }
  get isUp() {
    return this.socket.readyState === WebSocket.OPEN;
  }
  connect() {
    const address = new URL(`/texts/${encodeURIComponent(this.community)}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.socket = new WebSocket(address));
    socket.onopen = () => {
      this.tries = 0;
      this.heard = Date.now();
      this.beat = setInterval(() => this.check(), BEAT);
      for (const field of this.fields.values()) field.open();
    };
    socket.onmessage = (event) => {
      this.heard = Date.now();
      const said = JSON.parse(event.data);
      for (const field of this.fields.values()) {
        if (said.t === "bad" && !said.f) field.startOver();
        // one text may stand at two places of a page: an answer to one of them has its name
        if (said.f === field.key && (!said.n || said.n === field.place)) field.hear(said);
      }
    };
    socket.onclose = (event) => this.lost(event.code);
  }
  lost(code) {
    clearInterval(this.beat);
    if (this.isOver) return;
    if (code === NOT_YOURS) this.why = "right";
    if (code === SIGNED_OUT) this.why = "left";
    for (const field of this.fields.values()) field.cutOff(this.why);
    if (this.why) return;
    const pause = Math.min(4000, 200 * 2 ** this.tries++) * (0.5 + Math.random());
    this.timer = setTimeout(() => this.connect(), pause);
  }
  reconnectNow() {
    if (document.hidden || this.isOver || this.why) return;
    if (this.socket.readyState === WebSocket.CLOSED) {
      clearTimeout(this.timer);
      this.connect();
    } else if (this.isUp) this.send({ t: "ping" });
  }
  check() {
    if (Date.now() - this.heard > SILENCE) this.socket.close();
    else this.send({ t: "ping" });
  }
  send(message) {
    if (this.isUp) this.socket.send(JSON.stringify(message));
  }
  add(field) {
    this.fields.set(field.place, field);
    if (this.isUp) field.open();
  }
  remove(field) {
    this.fields.delete(field.place);
    const stays = [...this.fields.values()].some((other) => other.key === field.key);
    if (!stays) this.send({ t: "shut", f: field.key });
    if (this.fields.size) return;
    this.isOver = true;
    clearTimeout(this.timer);
    clearInterval(this.beat);
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.socket.close(1000);
  }
}
