"""Ideas as cards: written in one line, supported, made into objectives."""

from uuid import UUID

from components import here
from components.asking import ask, refused
from components.capturing import line
from components.cards import card, nothing, title
from components.live import is_pushed, room_now
from components.markup import render
from components.pressing import Pressed, pressing
from components.undoing import can_be_undone, undo_bar
from services import cards
from services.pieces import Reader, piece
from services.summaries import room
from translations import _

IDEAS = ("definition", "objectives")
PLACE = "_ideas"


def card_list(meeting_id: UUID) -> None:
    """While ideas are gathered, and as long as there are any."""
    seen = room_now(meeting_id)
    gathering = seen.meeting.running and seen.meeting.phase in IDEAS
    if not gathering and not seen.cards:
        return nothing()

    def pressed(what: Pressed) -> None:
        here.settle()
        me, id = here.person(), UUID(what.id)
        acts = {
            "support": lambda: cards.support(me, id),
            "let_go": lambda: cards.support(me, id, yes=False),
            "objective": lambda: cards.make_objective(me, id),
            "confirm": lambda: cards.confirm(me, id),
            "away": lambda: cards.take_away(me, id),
            "put_back": lambda: cards.put_back(me, id),
        }
        ask(acts[what.act])
        if what.act == "away" and not refused() and here.may("history.undo"):
            gone = next((c.card.text for c in seen.cards if c.card.id == id), "")
            can_be_undone(id, _("Taken away: {what}", what=gone), PLACE)

    with card("gathered", stretch=False):
        title(_("Ideas"))
        undo_bar(PLACE, stays=is_pushed("cards"))
        reader = here.reader()
        pressing(ideas(reader, meeting_id), "ideas", pressed, reader.revision)
        if gathering and here.may("card.create"):
            line("idea", _("An idea, in one line"), _write, meeting_id)


@piece("ideas", {"card", "support", "meeting"})
def ideas(reader: Reader, meeting_id: UUID) -> str:
    """Those written so far, and what this reader may do with each."""
    seen = room.now(reader, meeting_id)
    return render(
        "meetings/cards.html",
        rows=seen.cards,
        bare=seen.bare,
        open=seen.meeting.running,
        may_support=reader.may("card.support"),
        runs=reader.may("meeting.run"),
        me=reader.person,
    )


def _write(meeting_id: UUID, text: str, op: UUID):
    return cards.write(here.person(), meeting_id, text, op=op)
