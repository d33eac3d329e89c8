"""The plan in time, in words: the finding, the bars for those who don't see them, their table."""

import pandas as pd

from translations import _, formats, n_
from translations import progress as words


def timeline_says(bars: pd.DataFrame) -> str:
    """The finding; a question where there is none."""
    late = sum(row.counts.get("late", 0) for row in bars.itertuples())
    wanted = sum(row.counts.get("wanted", 0) for row in bars.itertuples())
    all = int(bars.n.sum())
    if not all:
        return _("What is planned, what is late, what looks for somebody?")
    if late:
        return n_(
            "Of {all} activities with dates, {n} is late",
            "Of {all} activities with dates, {n} are late",
            late,
            all=all,
        )
    if wanted:
        return n_(
            "No activity is late; of {all}, {n} looks for somebody",
            "No activity is late; of {all}, {n} look for somebody",
            wanted,
            all=all,
        )
    return n_(
        "{n} activity with dates, and it is not late",
        "{n} activities with dates, and none is late",
        all,
    )


def timeline_alt(bars: pd.DataFrame) -> str:
    """For those who don't see it: every bar in words."""
    told = [f"{name(row)}: {when(row)}, {state(row)}" for row in bars.itertuples()]
    return _("The plan in time.") + " " + "; ".join(told)


def timeline_table(bars: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (
            row.ref,
            row.title or _group_name(row),
            formats.short_day(row.start),
            formats.short_day(row.end),
            formats.short_day(row.began),
            formats.short_day(row.over) if row.stands == "done" else "",
            state(row),
            formats.percent(row.done),
            row.who,
        )
        for row in bars.itertuples()
    ]
    names = [_("Code"), _("Activity"), _("From"), _("To"), _("Begun on"), _("Done on")]
    names += [_("State"), _("Progress"), _("Who leads")]
    return pd.DataFrame(rows, columns=names, dtype=object)


def timeline_legend() -> list[tuple[str, str, str]]:
    """For the HTML above the chart."""
    found = [(words.activity("planned"), words.TONES["planned"], "pale")]
    found += [(words.activity(s), words.TONES[s], "") for s in ("running", "done")]
    found.append((_("late or behind its dates"), "risk", "hatch"))
    found += [(words.activity(s), "blocked", words.SHAPES[s]) for s in ("blocked", "wanted")]
    return [*found, (_("meeting"), "money", "diamond"), (_("milestone"), "done", "diamond")]


def name(row) -> str:
    """Of a bar: its reference and title, or what it is a bundle of."""
    return f"{row.ref} {row.title}".strip() or _group_name(row)


def when(row) -> str:
    if row.start == row.end:
        return formats.short_day(row.start)
    return f"{formats.short_day(row.start)} – {formats.short_day(row.end)}"


def state(row) -> str:
    """Where it stands, in words beside every colour and hatching."""
    if row.n > 1 or row.id in words.ACTIVITY:
        return words.all_counted(row.counts)
    said = [words.activity(row.stands)]
    said += [_("behind its dates")] * (row.risk and row.stands != "late")
    said += [words.activity("wanted")] * (row.wanted and row.stands != "wanted")
    return ", ".join(said)


def _group_name(row) -> str:
    if row.id in words.ACTIVITY:
        return words.activity(row.id)
    return _("Tied to no objective yet")
