"""What a phone may ask for: a form's words made into one call of a service. No rule lives here."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from models import Kind, Person, Phase, Stage, Unit, Voice
from models.refusals import Refused
from services import (
    actions,
    admitting,
    agenda,
    cards,
    decisions,
    joining,
    meetings,
    needs,
    objectives,
    people,
    pledges,
    rounds,
)
from services.summaries import room
from translations import mark


def op_of(form: dict) -> UUID:
    """The form's operation id, so that what is sent twice happens once; a form without one, or
    with a broken one, is a new act."""
    try:
        return UUID(str(form.get("op", "")))
    except ValueError:
        return uuid4()


class Said:
    """A form that came in: its words, each as what it stands for. Refused where it is none."""

    def __init__(self, form: dict, meeting_id: UUID) -> None:
        self.form, self.meeting_id = form, meeting_id

    @property
    def op(self) -> UUID:
        return op_of(self.form)

    def text(self, field: str) -> str:
        return str(self.form.get(field, ""))

    def id(self, field: str) -> UUID | None:
        return self._made(UUID, field)

    def day(self, field: str) -> date | None:
        return self._made(date.fromisoformat, field)

    def one_of(self, kind, field: str):
        return self._made(kind, field)

    def _made(self, make, field: str):
        word = self.text(field).strip()
        try:
            return make(word) if word else None
        except ValueError as no:
            raise Refused(mark("Choose one of those shown."), field=field) from no


def do(act: str, by: Person, said: Said) -> None:
    """LookupError for an act there is none of; Refused as the service says."""
    ACTS[act](by, said)


def _come(by: Person, said: Said) -> None:
    remote = said.text("how") == "remote"
    joining.come(by, said.meeting_id, said.text("organisation"), remote, said.op)


def _offer(by: Person, said: Said) -> None:
    """Of the organisation one is here for; the facilitator also catches one for somebody else.
    Certain and from who may commit it, it is promised; else it waits for a yes."""
    giver = said.id("giver") or _represented(by, said.meeting_id)
    kind = said.one_of(Kind, "kind")
    if kind is None:
        raise Refused(mark("Say what kind of thing it is."), field="kind")
    told = dict(
        kind=kind,
        title=said.text("what"),
        quantity_milli=needs.thousandths(said.text("quantity")),
        unit=said.one_of(Unit, "unit") if said.text("quantity").strip() else None,
        meeting_id=said.meeting_id,
        need_id=said.id("need"),
        from_on=said.day("from_on"),
        answer_by=said.day("answer_by"),
        condition=said.text("condition"),
        op=said.op,
    )
    certain = said.text("certain") == "yes"
    (pledges.promise if certain else pledges.offer)(by, giver, **told)


def _represented(by: Person, meeting_id: UUID) -> UUID:
    mine = room.at(by, meeting_id).mine
    if mine is None or mine.organisation_id is None:
        raise Refused(mark("Say first for which organisation you are here."))
    return mine.organisation_id


def _need(by: Person, said: Said) -> None:
    kind = said.one_of(Kind, "kind")
    if kind is None:
        raise Refused(mark("Say what kind of thing it is."), field="kind")
    needs.add(
        by,
        kind,
        said.text("what"),
        needs.thousandths(said.text("quantity")),
        said.one_of(Unit, "unit") if said.text("quantity").strip() else None,
        said.meeting_id,
        said.op,
    )


def _answer(by: Person, said: Said) -> None:
    voice = said.one_of(Voice, "voice")
    if voice is None:
        raise Refused(mark("Choose one of the four answers."), field="voice")
    rounds.answer(by, said.id("round"), voice, said.text("reason"), said.day("until"), said.op)


def _points(by: Person, said: Said) -> None:
    given = {}
    for field, n in said.form.items():
        if field.startswith("points-"):
            if not str(n).strip().isdigit() and str(n).strip():
                raise Refused(mark("Points are whole numbers."), field="points")
            given[UUID(field.removeprefix("points-"))] = int(str(n).strip() or 0)
    cards.give_points(by, said.meeting_id, given, said.op)


def _hands(by: Person, said: Said) -> None:
    """By show of hands: everybody who has not answered, or one seat."""
    asked = room.at(by, said.meeting_id).round
    one = said.id("unit")
    units = [one] if one else [unit.id for unit in asked.units if not unit.answered]
    voice = said.one_of(Voice, "voice") or Voice.consent
    rounds.answer_for(
        by, said.id("round"), units, voice, said.text("reason"), said.day("until"), said.op
    )


def _phase(by: Person, said: Said) -> None:
    meetings.move_on(by, said.meeting_id, said.one_of(Phase, "phase"), said.op)


def _admit(by: Person, said: Said) -> None:
    who = said.id("person")
    guests = said.text("as") == "guest"
    admitting.admit(by, said.meeting_id, [who] if who else None, guests, said.op)


ACTS: dict[str, Callable[[Person, Said], None]] = {
    "come": _come,
    "leave": lambda by, said: joining.leave(by, said.meeting_id, said.op),
    "bring": lambda by, said: joining.bring(by, said.meeting_id, said.text("name"), op=said.op),
    "card": lambda by, said: cards.write(by, said.meeting_id, said.text("text"), said.op),
    "uncard": lambda by, said: cards.take_away(by, said.id("card"), said.op),
    "support": lambda by, said: cards.support(
        by, said.id("card"), said.text("yes") != "no", said.op
    ),
    "points": _points,
    "offer": _offer,
    "need": _need,
    "confirm": lambda by, said: pledges.confirm(by, said.id("pledge"), said.op),
    "answer": _answer,
    "let-go": lambda by, said: rounds.let_go(by, said.id("objection"), said.op),
    "note-action": lambda by, said: actions.add(
        by, said.text("text"), said.meeting_id, by.id, due_on=said.day("due_on"), op=said.op
    ),
    # the facilitator's
    "admit": _admit,
    "commit": lambda by, said: people.affiliate(
        by, said.id("person"), said.id("organisation"), can_commit=True, op=said.op
    ),
    "agenda": lambda by, said: agenda.step_on(
        by, said.meeting_id, -1 if said.text("way") == "back" else 1, said.op
    ),
    "phase": _phase,
    "card-objective": lambda by, said: cards.make_objective(by, said.id("card"), said.op),
    "objective": lambda by, said: objectives.draft(
        by, said.text("text"), meeting_id=said.meeting_id, op=said.op
    ),
    "round": lambda by, said: rounds.open(by, said.meeting_id, said.id("objective"), op=said.op),
    "stage": lambda by, said: rounds.go_to(
        by, said.id("round"), said.one_of(Stage, "stage"), said.op
    ),
    "reveal": lambda by, said: rounds.reveal(by, said.id("round"), said.op),
    "hands": _hands,
    "integrate": lambda by, said: rounds.integrate(
        by, said.id("objection"), said.text("resolution"), said.op
    ),
    "again": lambda by, said: rounds.again(by, said.id("round"), said.op),
    "adopt": lambda by, said: rounds.adopt(by, said.id("round"), said.day("review_on"), op=said.op),
    "unround": lambda by, said: rounds.withdraw(by, said.id("round"), said.op),
    "decision": lambda by, said: decisions.record(
        by, said.text("text"), said.meeting_id, op=said.op
    ),
    "wrap-up": lambda by, said: meetings.wrap_up(by, said.meeting_id, said.op),
    "resume": lambda by, said: meetings.open(by, said.meeting_id, said.op),
    "close": lambda by, said: meetings.close(by, said.meeting_id, said.op),
}
