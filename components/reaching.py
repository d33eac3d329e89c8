"""How far the objectives of this meeting reach, and by when: chosen together in its own phase."""

from datetime import date
from uuid import UUID

from components import here
from components.asking import ask
from components.cards import card, nothing, title
from components.live import room_now
from components.markup import render
from components.pressing import Pressed, pressing
from models import Horizon, Objective, Phase, moment, quarter_ends
from services import objectives
from translations import _
from translations.horizons import HORIZONS
from translations.meetings import all_of


def horizon_card(meeting_id: UUID) -> None:
    """Nothing outside the phase of the time horizon."""
    seen = room_now(meeting_id)
    if not seen.meeting.running or seen.meeting.phase is not Phase.horizon or not seen.drafted:
        return nothing()
    drafted = {objective.id: objective for objective in seen.drafted}

    def pressed(what: Pressed) -> None:
        here.settle()
        id, _colon, word = what.id.partition("|")
        _choose(drafted[UUID(id)], what.act, word)

    html = render(
        "meetings/horizon.html",
        rows=seen.drafted,
        horizons=all_of(HORIZONS),
        quarters=quarter_ends(moment.today()),
        may_choose=here.may("vote.cast"),
    )
    with card("horizon", stretch=False):
        title(_("How far does it reach, and by when?"))
        pressing(html, "horizon", pressed)


def _choose(objective: Objective, field: str, word: str) -> None:
    value = Horizon(word) if field == "horizon" else date.fromisoformat(word)
    seen = {field: getattr(objective, field)}
    ask(objectives.edit, here.person(), objective.id, seen, {field: value})
