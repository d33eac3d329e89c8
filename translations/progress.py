"""How far things are, in words: the plan, its objectives, where an activity stands."""

from collections.abc import Mapping

from translations import _, mark, n_

PLAN = {
    "idea": mark("Idea"),
    "drafting": mark("Drafting"),
    "agreed": mark("Agreed"),
    "submitted": mark("Submitted"),
    "funded": mark("Funded"),
    "running": mark("Under way"),
    "completed": mark("Completed"),
}
OBJECTIVE = {
    "draft": mark("Draft"),
    "proposed": mark("Proposed"),
    "adopted": mark("Adopted"),
    "achieved": mark("Achieved"),
    "partly_achieved": mark("Partly achieved"),
    "dropped": mark("Dropped"),
}
# Where an activity stands: one of these. “Cercasi” is a state, and visible.
ACTIVITY = {
    "done": mark("completed"),
    "running": mark("in progress"),
    "late": mark("late"),
    "blocked": mark("blocked"),
    "wanted": mark("looking for somebody"),
    "planned": mark("to start"),
}
TONES = {
    "done": "done",
    "running": "running",
    "late": "risk",
    "blocked": "blocked",
    "wanted": "blocked",
    "planned": "idle",
}
# Beside the colour, for whoever does not see it: what does not run as planned has lines of its own.
SHAPES = {"late": "hatch", "blocked": "upright", "wanted": "cross", "planned": "pale"}


def objective(state: str) -> str:
    return _(OBJECTIVE[state])


def activity(stands: str) -> str:
    return _(ACTIVITY[stands])


def legend() -> list[tuple[str, str, str]]:
    """Of a bar that is divided by where its activities stand: (words, colour, shape)."""
    return [(activity(stands), TONES[stands], SHAPES.get(stands, "")) for stands in ACTIVITY]


def parts(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """Of such a bar: (how many, colour and shape)."""
    looks = {stands: f"{tone} {SHAPES.get(stands, '')}".strip() for stands, tone in TONES.items()}
    return [(counts[stands], look) for stands, look in looks.items()]


def counted(stands: str, n: int) -> str:
    """2 done, 1 late: a number and where they stand."""
    return {
        "done": lambda: n_("{n} done", "{n} done", n),
        "running": lambda: n_("{n} in progress", "{n} in progress", n),
        "late": lambda: n_("{n} late", "{n} late", n),
        "blocked": lambda: n_("{n} blocked", "{n} blocked", n),
        "wanted": lambda: n_("{n} looking for somebody", "{n} looking for somebody", n),
        "planned": lambda: n_("{n} to start", "{n} to start", n),
    }[stands]()


def all_counted(counts: dict[str, int]) -> str:
    """Every state that somebody is in; a sentence where there is none at all."""
    said = [counted(stands, counts[stands]) for stands in ACTIVITY if counts[stands]]
    return ", ".join(said) or _("no activity yet")
