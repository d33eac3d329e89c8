"""What was just offered or confirmed may be promised already: told at once, never forbidden."""

from uuid import UUID

from components import here
from components.asking import ask
from services.letters import between
from services.summaries import clashes
from translations import _


def warn(pledge_id: UUID) -> None:
    """For a callback, after the act."""
    for clash in clashes.of_new(here.person(), pledge_id)[:1]:
        other = clash.other if clash.one.id == pledge_id else clash.one
        days = between(clash.from_on, clash.to_on)
        ask(done=_told(clash, other, days), do=lambda: None)


def _told(clash, other, days: str) -> str:
    if clash.space:
        return _("Look again: “{what}” is the same space, {days}.", what=other.title, days=days)
    return _("Look again: “{what}” is by the same person, {days}.", what=other.title, days=days)
