"""Which columns are written together, who may, and when a text is closed."""

from typing import NamedTuple
from uuid import UUID

from sqlmodel import SQLModel

from models import AGREED, Meeting, MeetingState, Objective
from models.refusals import NotFound


class Kind(NamedTuple):
    thing: type[SQLModel]
    column: str
    read: str  # actions of permissions.csv
    write: str
    history: str
    restore: str
    wrote: str  # verbs of a sitting's line
    restored: str


KINDS = {
    "objective.statement": Kind(
        Objective,
        "statement",
        "objective.read",
        "objective.edit_text",
        "objective.history",
        "objective.restore_version",
        "objective.written",
        "objective.restored",
    ),
    "meeting.notes": Kind(
        Meeting,
        "notes",
        "meeting.read",
        "meeting.write_notes",
        "history.read",
        "meeting.write_notes",
        "meeting.noted",
        "meeting.noted",
    ),
    "meeting.recap": Kind(
        Meeting,
        "recap",
        "meeting.read",
        "meeting.write_notes",
        "history.read",
        "meeting.write_notes",
        "meeting.recapped",
        "meeting.recapped",
    ),
}


def key(kind: str, id: UUID) -> str:
    """What a text is called everywhere: "objective.statement:<id>"."""
    return f"{kind}:{id}"


def known(key: str) -> tuple[Kind, UUID]:
    """NotFound for what is no text of ours."""
    name, _, id = key.partition(":")
    try:
        return KINDS[name], UUID(id)
    except (KeyError, ValueError):
        raise NotFound from None


def over(kind: Kind, thing: SQLModel | None) -> str:
    """Why nobody writes it any more: "gone", "adopted" (a decision froze it), "published" (a recap
    that was sent out stays as it was read), "" for not yet."""
    if thing is None or thing.archived_at is not None:
        return "gone"
    if kind.column == "recap" and thing.state is MeetingState.published:
        return "published"
    if isinstance(thing, Objective) and thing.state in AGREED:
        return "adopted"
    return ""
