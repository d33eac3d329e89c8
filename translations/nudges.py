"""What is late or soon due, in words: as a list shows it, and as a message says it."""

from translations import _, formats, mark, n_

HEADS = {
    "late": mark("late"),
    "day_passed": mark("its day has passed"),
    "late_action": mark("late"),
    "blocked": mark("blocked"),
    "behind": mark("behind its dates"),
    "ends": mark("soon due"),
    "day": mark("soon due"),
    "action": mark("soon due"),
    "starts": mark("starts soon"),
}
TONES = {"late": "risk", "day_passed": "risk", "late_action": "risk", "blocked": "blocked"}
TONES |= {"behind": "risk", "ends": "running", "day": "running", "action": "running"}
TONES |= {"starts": "idle"}
SAYS = {
    "late": mark("{what}: it was for {day}"),
    "day_passed": mark("{what} (milestone): it was for {day}"),
    "late_action": mark("{what}: it was for {day}"),
    "blocked": mark("{what}: it is marked as blocked; what would help?"),
    "behind": mark("{what}: it runs until {day}, and less is done than time has gone"),
    "ends": mark("{what}: it is for {day}"),
    "day": mark("{what} (milestone): it is for {day}"),
    "action": mark("{what}: it is for {day}"),
    "starts": mark("{what}: it starts on {day}"),
}


def head(kind: str) -> str:
    return _(HEADS[kind])


def says(line) -> str:
    """A line as a message says it."""
    return _(SAYS[line.kind], what=f"{line.ref} {line.what}", day=formats.day(line.day))


def counted(owner) -> str:
    """1 late, 2 to look at."""
    rest = len(owner.lines) - owner.late
    said = [n_("{n} late", "{n} late", owner.late)] * bool(owner.late)
    said += [n_("{n} to look at", "{n} to look at", rest)] * bool(rest)
    return ", ".join(said)
