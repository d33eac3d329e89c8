"""What a phone may ask for: a form's words made into one call of a service. No rule lives here."""

from collections.abc import Callable
from uuid import UUID

from models import Horizon, Kind, Known, Person, Unit, Voice
from models.refusals import Refused
from routes.leading import LEADING
from routes.said import Said
from services import (
    actions,
    cards,
    closing,
    confirming,
    joining,
    needs,
    objectives,
    offers,
    pledges,
    rounds,
    side_tables,
)
from services.look import standing_of
from services.summaries import room
from translations import mark


def do(act: str, by: Person, said: Said) -> None:
    """LookupError for an act there is none of; Refused as the service says."""
    ACTS[act](by, said)


def _come(by: Person, said: Said) -> None:
    remote = said.text("how") == "remote"
    joining.come(by, said.meeting_id, said.text("organisation"), remote, said.op)


def _mend(by: Person, said: Said) -> None:
    whose = said.text("organisation").strip() or said.text("own")
    remote, public = said.text("how") == "remote", said.text("public") == "1"
    joining.mend(by, said.meeting_id, said.text("name"), whose, remote, public, said.op)


def _offer(by: Person, said: Said) -> None:
    """Of the organisation one is here for; the facilitator also catches one for somebody else.
    Certain and from who may commit it, it is promised; else it waits for a yes."""
    giver = said.id("giver") or _represented(by, said.meeting_id)
    if said.text("stays") == "yes":
        return _keep(by, giver, said)
    told = _thing(said) | dict(
        meeting_id=said.meeting_id,
        need_id=said.id("need"),
        answer_by=said.day("answer_by"),
        condition=said.text("condition"),
    )
    certain = said.text("certain") == "yes"
    (pledges.promise if certain else pledges.offer)(by, giver, **told)


def _keep(by: Person, giver: UUID, said: Said) -> None:
    """It stays available: a line of the asset map, which binds nobody. What is asked only of some
    kinds is not said of the others."""
    told = _thing(said)
    space, of_people = told["kind"] == Kind.space, told["kind"] in (Kind.skill, Kind.time)
    offers.add(
        by,
        giver,
        **told,
        when_note=said.text("when_note"),
        seats=said.whole("seats") if space else None,
        step_free=said.one_of(Known, "step_free") or Known.unknown if space else Known.unknown,
        people=said.whole("people") if of_people else None,
        note=said.text("condition"),
        meeting_id=said.meeting_id,
    )


def _thing(said: Said) -> dict:
    """What is given or asked for: kind, words, how much, and its days."""
    kind = said.one_of(Kind, "kind")
    if kind is None:
        raise Refused(mark("Say what kind of thing it is."), field="kind")
    return dict(
        kind=kind,
        title=said.text("what") or said.text("line"),
        quantity_milli=needs.thousandths(said.text("quantity")),
        unit=said.one_of(Unit, "unit") if said.text("quantity").strip() else None,
        from_on=said.day("from_on"),
        to_on=said.day("to_on"),
        op=said.op,
    )


def _represented(by: Person, meeting_id: UUID) -> UUID:
    mine = room.at(by, meeting_id).mine
    if mine is None or mine.organisation_id is None:
        raise Refused(mark("Say first for which organisation you are here."))
    return mine.organisation_id


def _need(by: Person, said: Said) -> None:
    needs.add(by, **_thing(said), meeting_id=said.meeting_id)


def _answer(by: Person, said: Said) -> None:
    voice = said.one_of(Voice, "voice")
    if voice is None:
        raise Refused(mark("Choose one of the four answers."), field="voice")
    until = None if said.text("ask") == "no" else said.day("until")
    read = said.count("read") or None
    rounds.answer(by, said.id("round"), voice, _reason(said, voice), until, said.op, read)


def _reason(said: Said, voice: Voice) -> str:
    """The doubt or the objection somebody has thought better of does not go with their consent,
    though it still stands in the form: what is as it was (`was`) belongs to the answer before."""
    reason = said.text("reason")
    overcome = voice in (Voice.consent, Voice.aside) and said.text("was").strip()
    return "" if overcome and reason.split() == said.text("was").split() else reason


def _points(by: Person, said: Said) -> None:
    given = said.each("points", blanks=True)
    if any(n.strip() and not n.strip().isdecimal() for n in given.values()):
        raise Refused(mark("Points are whole numbers."), field="points")
    points = {id: int(n) if n.strip() else 0 for id, n in given.items()}
    cards.give_points(by, said.meeting_id, points, said.op)


def _note_action(by: Person, said: Said) -> None:
    """One's own; who runs the meeting writes down those of others, and says whose."""
    who = closing.person_called(by, said.text("who"))
    mine = None if standing_of(by).allows("meeting.run") else by.id
    actions.say(
        by, said.text("text"), said.meeting_id, who or mine, due_on=said.day("due_on"), op=said.op
    )


def _horizon(by: Person, said: Said) -> None:
    """How far an objective reaches, or by when: what the room says; the other stays as it was."""
    kind, was = said.one_of(Horizon, "horizon"), said.one_of(Horizon, "horizon_seen")
    day, day_was = said.day("due_on"), said.day("due_seen")
    wanted = {"horizon": kind} if kind else {"due_on": day}
    seen = {"horizon": was} if kind else {"due_on": day_was}
    objectives.edit(by, said.id("objective"), seen, wanted, said.op)


def _board(by: Person, said: Said) -> None:
    """What the board said of “subject to confirmation”: with a reason, it is a no. Who runs the
    meeting writes down what others told them."""
    id, reason = said.id("answer"), said.text("reason")
    runs = standing_of(by).allows("vote.record_for_another")
    if reason.strip():
        do = confirming.say_no_for if runs else confirming.say_no
        do(by, id, reason, said.op)
    else:
        (confirming.confirm_for if runs else confirming.confirm)(by, id, said.op)


ACTS: dict[str, Callable[[Person, Said], None]] = {
    "come": _come,
    "mend": _mend,
    "leave": lambda by, said: joining.leave(by, said.meeting_id, said.op),
    "bring": lambda by, said: joining.bring(by, said.meeting_id, said.text("name"), op=said.op),
    "card": lambda by, said: cards.write(by, said.meeting_id, said.text("text"), said.op),
    "uncard": lambda by, said: cards.take_away(by, said.id("card"), said.op),
    "support": lambda by, said: cards.support(
        by, said.id("card"), said.text("yes") != "no", said.op
    ),
    "points": _points,
    "sit": lambda by, said: side_tables.sit_at(by, said.id("table"), said.op),
    "speak": lambda by, said: side_tables.speak_for(
        by, said.meeting_id, said.count("people"), said.op
    ),
    "horizon": _horizon,
    "offer": _offer,
    "need": _need,
    "no-longer": lambda by, said: offers.withdraw(by, said.id("standing"), said.op),
    "confirm": lambda by, said: pledges.confirm(
        by, said.id("pledge"), said.op, said.text("read") or None
    ),
    "withdraw": lambda by, said: pledges.withdraw(
        by, said.id("pledge"), said.text("reason"), said.op
    ),
    "answer": _answer,
    "board": _board,
    "let-go": lambda by, said: rounds.let_go(by, said.id("objection"), said.op),
    "note-action": _note_action,
    **LEADING,
}
