"""The round of consent on the workspace: the text, who has answered, and what comes next."""

from uuid import UUID, uuid4

import streamlit as st

from charts.round_table import (
    ABSENT,
    CONSENT,
    DOUBT,
    OBJECTION,
    PRESENT,
    WAITING,
    Seat,
    round_table,
)
from components import here
from components.asking import ask, beside, refused
from components.cards import card, nothing, title
from components.drawing import drawing
from components.live import room_now
from components.markup import render
from components.pressing import Pressed, pressing
from models import Stage, Voice
from services import rounds
from services.summaries import room
from translations import _, formats, rooms

SEATS = {"consent": CONSENT, "concern": DOUBT, "objection": OBJECTION, "aside": ABSENT}


def round_card(meeting_id: UUID) -> None:
    """The open round; else what may be put to one. Nothing while the meeting does not run."""
    seen = room_now(meeting_id)
    if not seen.meeting.running:
        return nothing()
    if seen.round is None:
        return _to_the_round(seen)
    with card("round", stretch=False):
        title(_("Under consent"), rooms.said(seen.round.proposal.stage))
        text, table = st.columns([1.6, 1])
        with text:
            _text(seen.round)
            unit = seen.round.unit
            if seen.round.proposal.stage is Stage.consent and unit and not unit.taken_by:
                _answer_form(seen.round)
        with table:
            _table(seen.round)


def _to_the_round(seen: room.Room) -> None:
    ready = [o for o in seen.drafted if o.state in ("draft", "proposed")]
    if not ready or not here.may("meeting.run"):
        return nothing()

    def pressed(what: Pressed) -> None:
        here.settle()
        ask(rounds.open, here.person(), seen.meeting.id, UUID(what.id))

    with card("round", stretch=False):
        title(_("Ready for a round of consent"))
        pressing(render("meetings/to_the_round.html", rows=ready), "to_the_round", pressed)


def _text(asked: room.RoundView) -> None:
    def pressed(what: Pressed) -> None:
        here.settle()
        me, id = here.person(), UUID(what.id)
        acts = {
            "reveal": lambda: rounds.reveal(me, id),
            "ask_again": lambda: rounds.ask_again(me, asked.proposal.id, id),
            "hands": lambda: rounds.answer_for(
                me, id, {u.id: Voice.consent for u in asked.units if not u.answered}
            ),
            "again": lambda: rounds.again(me, id),
            "adopt": lambda: rounds.adopt(me, id),
            "withdraw": lambda: rounds.withdraw(me, id),
            "integrate": lambda: rounds.integrate(me, id),
            "let_go": lambda: rounds.let_go(me, id),
        }
        said = _("Adopted: the text is frozen. By mistake? On the plan it can go back to draft.")
        done = said if what.act == "adopt" else None
        ask(acts.get(what.act, lambda: rounds.go_to(me, id, Stage(what.act))), done=done)

    html = render(
        "meetings/round.html",
        r=asked,
        rooms=rooms,
        stages={stage: _(said) for stage, said in rooms.STEPS.items()},
        voices={voice: _(said) for voice, said in rooms.VOICES.items()},
        runs=here.may("meeting.run"),
        me=here.person(),
    )
    pressing(html, "round", pressed)


def _answer_form(asked: room.RoundView) -> None:
    """One voice for one's own seat, until another of it has answered."""
    st.session_state.setdefault("answer_op", uuid4())
    with st.form("answer_form", border=False):
        st.radio(
            _("Your answer, for {unit}", unit=asked.unit.name),
            list(Voice),
            key="answer_voice",
            format_func=lambda voice: _(rooms.VOICES[voice]),
            index=None,
        )
        st.text_input(
            _("A reason, a doubt (needed for an objection)"), key="answer_reason", max_chars=600
        )
        beside("reason", "voice", form="answer")
        st.date_input(
            _("Subject to confirmation by"), value=None, key="answer_until", format="DD/MM/YYYY"
        )
        beside("until", form="answer")
        st.form_submit_button(
            _("Answer"), type="primary", on_click=_answer, args=[asked.proposal.id]
        )


def _answer(proposal_id: UUID) -> None:
    said = st.session_state
    ask(
        rounds.answer,
        here.person(),
        proposal_id,
        said["answer_voice"],
        said["answer_reason"],
        said["answer_until"],
        said["answer_op"],
        form="answer",
    )
    said["answer_op"] = uuid4()
    if not refused():
        said["answer_reason"], said["answer_until"] = "", None


def _table(asked: room.RoundView) -> None:
    seats = [Seat(u.name, u.initials, _state(u, asked.shown), str(u.id)) for u in asked.units]
    svg = round_table(seats, f"{asked.answered}/{asked.of}", _("have answered"))
    said = _("{n} of {of} have answered", n=asked.answered, of=asked.of)
    drawing(svg, f"{said}: {formats.together([s.name for s in seats])}", key="round_table")


def _state(unit: room.UnitView, shown: bool) -> str:
    if not unit.answered:
        return WAITING
    return SEATS[unit.answer.voice] if shown and unit.answer else PRESENT
