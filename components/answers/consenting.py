"""Consent: who stands behind an adopted text (R27)."""

from contextlib import suppress
from uuid import UUID

import pandas as pd

from components import here
from components.explaining import Explained
from models import Voice
from services.summaries import answered
from services.summaries.answered import Tally
from translations import _, formats, n_, rooms


def consent(decision_id: str) -> Explained | None:
    told = None
    with suppress(ValueError):  # an address that is no id
        told = answered.of_decision(here.person(), UUID(decision_id))
    return told and _explained(told)


def _explained(told: Tally) -> Explained:
    tally, of = told.decision.tally, told.decision.tally["entitled"]
    said = [(v, tally[v]) for v in Voice if tally.get(v)]
    quorum = formats.percent(told.proposal.quorum_milli / 1000)
    return Explained(
        told.decision.title,
        _("{n} of {of} have answered", n=told.decision.answered, of=of),
        "R27",
        _rows(told),
        " · ".join(f"{many} {rooms.counted(voice, many)}" for voice, many in said),
        n_("{n} voice", "{n} voices", of),
        _("The quorum of this round was {share}.", share=quorum),
        as_of=told.decision.decided_at.date(),
    )


def _rows(told: Tally) -> pd.DataFrame:
    """Columns: whose, answer, its words, the day to confirm by."""
    rows = told.voices
    return pd.DataFrame(
        {
            _("Whose voice"): [whose or _("without a name") for whose, _a in rows],
            _("What they answered"): [_(rooms.VOICES[a.voice]) for _w, a in rows],
            _("With which words"): [a.reason for _w, a in rows],
            _("To be confirmed by"): [a.until and formats.day(a.until) or "" for _w, a in rows],
        }
    )


ANSWERS = {"consent": consent}
