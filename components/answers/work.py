"""What of the work is done (R23), whether it keeps pace (R24), what hangs loose (R25)."""

import pandas as pd

from components.explaining import Explained
from components.live import read
from components.narrowing import current
from components.plan_filters import hanging, of_page
from models import ObjectiveState, moment
from services.letters import between
from services.summaries import pace
from services.summaries.tree import Branch, Leaf, tree
from translations import _, formats, n_
from translations import results as words


def done(objective_id: str) -> Explained | None:
    """R23 of an objective: by its activities, or by the objectives under it and its own work."""
    branch = _branch(objective_id)
    if branch is None:
        return None
    rate, under = branch.delivery, _under(branch)
    known = rate.value is not None
    said = _by_weight(rate) if under else _by_effort(rate)
    return Explained(
        _("Work done: {what}", what=branch.objective.title),
        formats.percent(rate.value) if known else _("unknown"),
        "R23",
        _weights(branch, under) if under else _efforts(branch),
        *(said if known else ("", "")),
    )


def pace_of(kind: str, id: str) -> Explained | None:
    """R24 of an objective or an activity."""
    found = _branch(id) if kind == "objective" else _leaf(id)
    if found is None:
        return None
    thing, of = getattr(found, kind), pace.of_branch if kind == "objective" else pace.of_leaf
    kept = of(found, moment.today())
    known = None not in (kept.due, kept.done)
    said = _("behind its dates") if kept.behind else _("keeps pace with its dates")
    gone, whole = kept.days or (0, 0)
    return Explained(
        _("On schedule: {what}", what=thing.title),
        said if known else _("unknown"),
        "R24",
        _dates(found.work if kind == "objective" else [found]),
        n_("{n} day gone", "{n} days gone", gone) if known else "",
        n_("{n} day from the first to the last", "{n} days from the first to the last", whole)
        if known
        else "",
        note=_apart(kept) if known else between(kept.start, kept.end),
    )


def loose() -> Explained:
    """R25, all four lists in one, of what the filters of the page let through."""
    asked = current()
    found = hanging(asked, of_page(read(tree), asked))
    lists = (
        (found.objectives, _("no activity serves it")),
        (found.activities, _("tied to no objective")),
        (found.needs, _("a must-have nobody has offered yet")),
        (found.pledges, _("promised for no activity yet")),
    )
    rows = [(f"{t.ref} {t.title}", why) for threads, why in lists for t in threads]
    return Explained(
        _("What hangs loose"),
        n_("{n} thing hangs loose", "{n} things hang loose", found.count),
        "R25",
        pd.DataFrame(rows, columns=[_("What"), _("What is missing")]),
        note=_("Counted one by one: it is no share of anything."),
    )


def _apart(kept: pace.Pace) -> str:
    return _(
        "{days}: {due} of its time has gone, {done} of its work is done.",
        days=between(kept.start, kept.end),
        due=formats.percent(kept.due),
        done=formats.percent(kept.done),
    )


def _branch(id: str) -> Branch | None:
    return next((b for b in read(tree).branches if str(b.objective.id) == id), None)


def _leaf(id: str) -> Leaf | None:
    return next((leaf for leaf in read(tree).leaves if str(leaf.activity.id) == id), None)


def _under(branch: Branch) -> list[Branch]:
    """Those under it that have a number of their own; what was dropped has none."""
    there = (b for b in branch.children if b.objective.state != ObjectiveState.dropped)
    return [b for b in there if b.delivery.value is not None]


def _by_effort(rate) -> tuple[str, str]:
    return (
        _("work worth {n} activities done", n=formats.number(rate.numerator, 2)),
        _("work worth {n} activities in all", n=formats.number(rate.denominator, 2)),
    )


def _by_weight(rate) -> tuple[str, str]:
    return (
        _("{sum} of weight times work done", sum=formats.number(rate.numerator / 1000, 2)),
        _("{sum} of weight that has work", sum=formats.number(rate.denominator / 1000, 2)),
    )


def _efforts(branch: Branch) -> pd.DataFrame:
    rows = [
        (
            _named(leaf.activity),
            formats.percent(leaf.activity.progress_pct / 100),
            formats.number(leaf.activity.effort_weight_milli / 1000, 3),
            formats.percent(leaf.shares[branch.objective.id] / 1000),
        )
        for leaf in _counted(branch)
    ]
    heads = [_("Activity"), _("Progress"), _("Effort"), _("Share")]
    return pd.DataFrame(rows, columns=heads)


def _weights(branch: Branch, under: list[Branch]) -> pd.DataFrame:
    found = [(_named(b.objective), b.objective.weight_milli, b.delivery.value) for b in under]
    own = branch.own_delivery.value
    if own is not None:
        found.append((_("its own activities"), branch.objective.weight_milli, own))
    whole = sum(weight for _what, weight, _share in found)
    rows = [(what, words.weight(w, whole), formats.percent(share)) for what, w, share in found]
    return pd.DataFrame(rows, columns=[_("What"), _("Weight"), _("Work done")])


def _dates(leaves: list[Leaf]) -> pd.DataFrame:
    rows = [
        (
            _named(leaf.activity),
            between(leaf.activity.planned_start, leaf.activity.planned_end),
            formats.percent(leaf.activity.progress_pct / 100),
        )
        for leaf in leaves
    ]
    return pd.DataFrame(rows, columns=[_("Activity"), _("When"), _("Progress")])


def _counted(branch: Branch) -> list[Leaf]:
    return [leaf for leaf in branch.leaves if leaf.stands != "cancelled"]


def _named(thing) -> str:
    return f"{thing.ref} {thing.title}"


ANSWERS = {"work_done": done, "pace": pace_of, "loose": loose}
