"""Lines of what waits, each leading to the place where it is mended."""

from itertools import groupby

from components import calling, drawers, here
from components.keeping import say_yes
from components.pressing import Pressed
from translations import attention

# How the list of them is filtered, in the address.
LISTS = {
    "pledge": {"state": "proposed"},
    "wanted": {"state": "wanted"},
    "late_activity": {"state": "late"},
}
DRAWERS = {"objective": "objective", "measure": "indicator"}
SIGNS = {
    "named": ("how_to_reg", "risk"),
    "pledge": ("hourglass_top", "risk"),
    "voice": ("hourglass_top", "risk"),
    "late_activity": ("schedule", "risk"),
    "late_action": ("schedule", "risk"),
    "need": ("volunteer_activism", "blocked"),
    "amount": ("help", "idle"),
    "wanted": ("person_search", "blocked"),
    "measure": ("straighten", "idle"),
    "action": ("help", "idle"),
    "objective": ("flag", "idle"),
    "task": ("task_alt", "running"),
    "errand": ("task_alt", "running"),
}


def pressed(what: Pressed) -> None:
    """For `pressing`: say yes to a pledge, or go where a line leads."""
    here.settle()
    if what.act == "confirm":
        say_yes(what.id)
    else:
        lead_to(*what.id.split("|"))


def lead_to(page: str, kind: str = "", id: str = "") -> None:
    """For a callback: that page, and on it the drawer of the thing with this id; without one,
    the list of all that waits in this way."""
    if id and page == "resources":
        drawers.open_drawer("pledge" if kind == "pledge" else "need", id)
    if id and page == "plan":
        drawers.open_drawer(DRAWERS.get(kind, "activity"), id)
    if page == "meeting" and id:
        return here.turn_to(page, m=id)
    here.turn_to(page, **({} if id else LISTS.get(kind, {})))


def call_a_meeting() -> None:
    calling.begin_call()
    here.turn_to("meetings")


def groups(lines: list) -> list[tuple]:
    """For who coordinates: a line for each kind of thing that waits, the gravest first."""
    kinds = [list(same) for _kind, same in groupby(lines, key=lambda line: line.kind)]
    return [
        (
            *SIGNS[same[0].kind],
            attention.headline(same),
            attention.beneath(same),
            f"{same[0].page}|{same[0].kind}|{same[0].id if len(same) == 1 else ''}",
            "",
        )
        for same in kinds
    ]


def one_by_one(lines: list) -> list[tuple]:
    """For a member: each thing that waits for them, what they promised with a button to say yes."""
    return [
        (
            *SIGNS[line.kind],
            attention.headline([line]),
            attention.alone(line),
            f"{line.page}|{line.kind}|{line.id}",
            f"{line.id}|{line.read}" if line.kind == "pledge" else "",
        )
        for line in lines
    ]
