"""What the facilitator's phone may ask for beside: running the meeting, and closing it. Who may
is the services' to say."""

from collections.abc import Callable
from uuid import UUID

from models import Person, Phase, Stage, Voice
from routes.said import Said, id_of
from services import (
    actions,
    admitting,
    agenda,
    attendance,
    cards,
    closing,
    decisions,
    history,
    meetings,
    objectives,
    people,
    rounds,
    side_tables,
    turning_away,
)
from services.summaries import closing as left_behind
from services.summaries import room


def _hands(by: Person, said: Said) -> None:
    """By show of hands: each seat as the form says; or everybody who has not answered, alike."""
    voices = {id: said.one_of(Voice, f"voice-{id}") for id in said.each("voice")}
    if not voices:
        voice = said.one_of(Voice, "voice") or Voice.consent
        asked = room.at(by, said.meeting_id).round
        units = [unit.id for unit in asked.units if not unit.answered] if asked else []
        voices = dict.fromkeys(units, voice)
    id, reason, until = said.id("round"), said.text("reason"), said.day("until")
    rounds.answer_for(by, id, voices, reason, until, said.op, said.count("read") or None)


def _phase(by: Person, said: Said) -> None:
    meetings.move_on(by, said.meeting_id, said.one_of(Phase, "phase"), said.op)


def _complete(by: Person, said: Said) -> None:
    """Who and when, for several actions; a row without a name keeps its day for later."""
    who = {id: closing.person_called(by, name) for id, name in said.each("who").items()}
    asked = {id: (person, said.day(f"due-{id}")) for id, person in who.items()}
    actions.complete(by, asked, said.meeting_id, said.op)


def _orphans(by: Person, said: Said) -> None:
    def named(field: str) -> dict[UUID, UUID]:
        asked = said.each(field).items()
        return {id: closing.organisation_called(by, name) for id, name in asked}

    closing.mend(by, said.meeting_id, said.each("work"), named("lead"), named("give"), said.op)


def _leave_open(by: Person, said: Said) -> None:
    ids = [id_of(word) for word in said.text("what").split()]
    meetings.leave_open(by, said.meeting_id, ids, said.op)


def _next(by: Person, said: Said) -> None:
    told = left_behind.of_meeting(by, said.meeting_id)
    clocks = said.clock("starts"), said.clock("ends")
    starts, ends = meetings.hours(said.day("day"), *clocks, told.meeting.tz)
    host = closing.organisation_called(by, said.text("host"))
    closing.meet_again(by, told.meeting, told.following.called, starts, ends, host, said.op)


def _mend_table(by: Person, said: Said) -> None:
    work = list(said.each("work"))
    side_tables.mend(by, said.id("table"), said.text("name"), work, said.op)


def _walk_in(by: Person, said: Said) -> None:
    attendance.walk_in(
        by, said.meeting_id, said.text("name"), said.text("organisation"), op=said.op
    )


def _admit(by: Person, said: Said) -> None:
    """Those the tapped form names, “arrival” or “arrival=whom they become”; a form that names
    nobody means all, as the register knows them."""
    named = [word.partition("=") for word in said.text("who").split()]
    become = {id_of(who): id_of(known) if known else None for who, _is, known in named}
    admitting.admit(by, said.meeting_id, become or None, said.text("as") == "guest", said.op)


LEADING: dict[str, Callable[[Person, Said], None]] = {
    "admit": _admit,
    "turn-away": lambda by, said: turning_away.turn_away(
        by, said.meeting_id, said.id("who"), said.op
    ),
    "call-back": lambda by, said: history.undo(by, said.count("line"), said.op),
    "commit": lambda by, said: people.affiliate(
        by, said.id("person"), said.id("organisation"), can_commit=True, op=said.op
    ),
    "agenda": lambda by, said: agenda.step_on(
        by, said.meeting_id, -1 if said.text("way") == "back" else 1, said.op
    ),
    "phase": _phase,
    "card-objective": lambda by, said: cards.make_objective(by, said.id("card"), said.op),
    "card-confirm": lambda by, said: cards.confirm(by, said.id("card"), said.op),
    "card-back": lambda by, said: cards.put_back(by, said.id("card"), said.op),
    "objective": lambda by, said: objectives.draft(
        by, said.text("text"), meeting_id=said.meeting_id, op=said.op
    ),
    "round": lambda by, said: rounds.open(by, said.meeting_id, said.id("objective"), op=said.op),
    "stage": lambda by, said: rounds.go_to(
        by, said.id("round"), said.one_of(Stage, "stage"), said.op
    ),
    "reveal": lambda by, said: rounds.reveal(by, said.id("round"), said.op),
    "hands": _hands,
    "ask-again": lambda by, said: rounds.ask_again(by, said.id("round"), said.id("unit"), said.op),
    "integrate": lambda by, said: rounds.integrate(
        by, said.id("objection"), said.text("resolution"), said.op
    ),
    "again": lambda by, said: rounds.again(by, said.id("round"), said.op),
    "adopt": lambda by, said: rounds.adopt(by, said.id("round"), said.day("review_on"), op=said.op),
    "unround": lambda by, said: rounds.withdraw(by, said.id("round"), said.op),
    "decision": lambda by, said: decisions.record(
        by, said.text("text"), said.meeting_id, op=said.op
    ),
    "tables": lambda by, said: side_tables.lay(by, said.meeting_id, said.count("n"), said.op),
    "table-mend": _mend_table,
    "together": lambda by, said: side_tables.clear(by, said.meeting_id, said.op),
    "walk-in": _walk_in,
    "complete": _complete,
    "orphans": _orphans,
    "leave-open": _leave_open,
    "come-back": lambda by, said: meetings.come_back_to(
        by, said.meeting_id, said.id("what"), said.op
    ),
    "next": _next,
    "open": lambda by, said: meetings.open(
        by, said.meeting_id, said.op, said.text("today") == "yes"
    ),
    "not-yet": lambda by, said: meetings.put_back(by, said.meeting_id, said.op),
    "reopen": lambda by, said: meetings.reopen(by, said.meeting_id, said.op),
    "wrap-up": lambda by, said: meetings.wrap_up(by, said.meeting_id, said.op),
    "resume": lambda by, said: meetings.open(by, said.meeting_id, said.op),
    "close": lambda by, said: meetings.close(by, said.meeting_id, said.op),
}
