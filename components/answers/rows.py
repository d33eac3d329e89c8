"""What answers about participation share: whom the page speaks of, and rows named for people."""

from collections.abc import Iterable
from uuid import UUID

import pandas as pd

from components import together
from components.narrowing import current
from services.summaries.frames import each
from services.summaries.participation import Participation
from translations import _


def told() -> Participation:
    """As the page shows it: of the organisations it is asked for."""
    return together.told(current())


def meeting(meeting_id: str):
    """The one the key speaks of; None if the page does not know it."""
    found = (m for m in each(told().meetings) if str(m.id) == meeting_id)
    return next(found, None)


def yes_or_no(
    told: Participation, asked: Iterable[UUID], came: list[UUID], head: str
) -> pd.DataFrame:
    by_name = sorted(asked, key=lambda id: (told.names[id].casefold(), str(id)))
    found = [(told.names[id], _("yes") if id in came else _("no")) for id in by_name]
    return pd.DataFrame(found, columns=[_("Organisation"), head])


def named(told: Participation, ids: Iterable[UUID]) -> pd.DataFrame:
    names = sorted((told.names[id] for id in ids), key=str.casefold)
    return pd.DataFrame({_("Organisation"): names})
