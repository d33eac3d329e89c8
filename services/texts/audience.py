"""Who has which text open: they hear what is written, and who is there with them."""

from collections.abc import Awaitable, Callable

from services.texts import algorithm
from services.texts.neighbours import Neighbours
from services.texts.peers import Open, Peer, Sent, packed
from services.texts.rows import Row


class Audience:
    """Of the texts that are open in this process. `me`: its name among the processes."""

    def __init__(
        self, me: str, texts: dict[str, Open], refresh: Callable[[str], Awaitable[None]]
    ) -> None:
        self.texts = texts
        self.neighbours = Neighbours(me, texts, refresh, self._met)

    def tell(self, text: Open, said: dict, but: Peer | None = None) -> None:
        """Without a name, to those who may not read names."""
        named, unnamed = packed(said), packed(_unnamed(said))
        for peer in text.peers:
            if peer is not but:
                peer.say(named if peer.sees_names else unnamed)

    def announce(self, key: str, row: Row, sent: Sent | None = None) -> None:
        """A change that is on disk; without `sent` it was written elsewhere."""
        told, peer = {"t": "op", "f": key} | told_row(row), sent and sent.peer
        if peer:
            told["c"] = peer.id
        if peer and sent.moved:
            place = {"a": sent.moved[0], "h": sent.moved[1]}
            peer.at = {"f": key} | place
            told |= place
        self.tell(self.texts[key], told)
        if peer:
            self.neighbours.say(_who(peer, key))

    def point(self, peer: Peer, key: str, rev: int, caret: tuple[int, int] | None) -> None:
        """Where somebody's caret is, said at revision `rev`; None: nowhere."""
        text = self.texts.get(key)
        if text is None or peer not in text.peers:
            return
        for row in (text.after(rev) if caret else None) or ():
            caret = tuple(algorithm.move(place, row.ops) for place in caret)
        peer.at = {"f": key, "a": caret[0], "h": caret[1]} if caret else None
        self._say_of(text, _who(peer, key), but=peer)

    def introduce(self, text: Open, peer: Peer) -> None:
        """To the others, and the others to them."""
        others = [_who(other, text.key) for other in text.peers - {peer}]
        for who in others + self.neighbours.at(text.key):
            peer.say(who if peer.sees_names else _unnamed(who))
        self._say_of(text, _who(peer, text.key), but=peer)

    def leave(self, text: Open, peer: Peer) -> None:
        text.peers.discard(peer)
        peer.at = None
        self._say_of(text, {"t": "left", "f": text.key, "c": peer.id})

    def say_all(self) -> None:
        """Who is here, again, for processes that began later."""
        for text in self.texts.values():
            for peer in text.peers:
                self.neighbours.say(_who(peer, text.key))

    def _say_of(self, text: Open, who: dict, but: Peer | None = None) -> None:
        self.tell(text, who, but)
        self.neighbours.say(who)

    def _met(self, key: str, who: dict) -> None:
        if key in self.texts:
            self.tell(self.texts[key], who)


def told_row(row: Row) -> dict:
    return {"rev": row.rev, "id": row.op_id, "ops": row.ops}


def _who(peer: Peer, key: str) -> dict:
    at = peer.at if peer.at and peer.at["f"] == key else {}
    told = {"t": "who", "f": key, "c": peer.id, "name": peer.person.name, "colour": peer.colour}
    return told | {"a": at.get("a"), "h": at.get("h")}


def _unnamed(said: dict) -> dict:
    return said | {"name": ""} if "name" in said else said
