"""What was understood of a sentence, as people read it and as a form is filled in with it."""

from models import Person
from services.catching import Caught
from services.catching.due import Due
from services.letters import between
from translations import _, formats
from translations.resources import kind

FIELDS = ("kind", "what", "quantity", "unit", "from_on", "to_on")  # of a form on a phone
STAYS = ("seats", "when_note")  # of what stays available, these too


def told(caught: Caught) -> list[tuple[str, str]]:
    """What was understood, and the words it came from; what stays in the title has no field."""
    words = dict(caught.words)
    amount = formats.quantity(caught.quantity_milli, caught.unit) if caught.quantity_milli else ""
    said = {
        "kind": kind(caught.kind) if caught.kind else "",
        "quantity": amount,
        "when": caught.when_note or between(caught.from_on, caught.to_on),
        "seats": _("seats: {n}", n=formats.number(caught.seats)) if caught.seats else "",
    }
    return [(said[field], words[field]) for field in said if field in words]


def told_deed(due: Due, who: Person | None) -> list[tuple[str, str]]:
    """The day of something to do and the words it came from; who does it."""
    day = [(_("by {day}", day=formats.day(due.day)), due.words)] if due.day else []
    return [*day, *([(_("Who"), who.name)] if who else [])]


def as_typed(caught: Caught) -> dict[str, str]:
    """FIELDS and STAYS as somebody would have typed them; "" for what was not understood."""
    days = {name: getattr(caught, name) for name in ("from_on", "to_on")}
    amount = caught.quantity_milli
    return {
        "kind": caught.kind or "",
        "what": caught.title,
        "quantity": formats.number(amount / 1000, 3) if amount else "",
        "unit": caught.unit or "",
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "seats": str(caught.seats or ""),
        "when_note": caught.when_note,
    }


def beside(typed: dict[str, str], before: dict[str, str], caught: dict[str, str]) -> dict[str, str]:
    """The form filled in: what somebody typed stays; what is empty, or as an earlier reading of
    the line left it, becomes what is caught now."""
    return {
        field: caught.get(field, "")
        if not typed.get(field) or typed[field] == before.get(field)
        else typed[field]
        for field in (*FIELDS, *STAYS)
    }
