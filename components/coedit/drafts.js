// What was typed and is not on the server's disk yet, kept in this browser over a closed tab. Each
// tab keeps its own and says now and then that it is alive; a draft whose tab is gone is taken up
// by the next that opens the text, under the same operation id, so that it happens once. The owner
// is the account or the phone, not a person: an arrival becomes somebody of the register meanwhile.

const ALIVE = 2000; // ms between signs of life
const DEAD = 3 * ALIVE;
const DAYS = 29 * 24 * 3600 * 1000; // the server folds changes that are older together

export class Drafts {
  constructor(owner, text, tab) {
    this.prefix = `tavolo.draft.${owner}.${text}.`;
    this.key = this.prefix + tab;
    this.timer = 0;
  }
  keep(replica) {
    clearInterval(this.timer);
    if (!replica.dirty) return this.drop();
    const write = () => this.store({ ...replica.kept(), seen: Date.now() });
    write();
    this.timer = setInterval(write, ALIVE);
  }
  store(draft) {
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
    } catch {
      // no room, or not allowed: the text is still in the page
    }
  }
  drop() {
    clearInterval(this.timer);
    try {
      localStorage.removeItem(this.key);
    } catch {}
  }
  // The page is going away: whoever opens the text next need not wait.
  leave(replica) {
    clearInterval(this.timer);
    if (replica.dirty) this.store({ ...replica.kept(), seen: 0, at: Date.now() });
  }
  // The draft of a tab that is gone, the oldest; it is ours from now on.
  found() {
    try {
      const all = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix)).sort();
      for (const key of all) {
        const draft = JSON.parse(localStorage.getItem(key));
        if (key === this.key || Date.now() - draft.seen < DEAD) continue;
        localStorage.removeItem(key);
        return { ...draft, isOld: Date.now() - (draft.seen || draft.at) > DAYS };
      }
    } catch {}
    return null;
  }
}
