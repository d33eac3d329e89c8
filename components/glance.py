"""The overview, as its templates want it."""

from charts.axes import meeting_name
from charts.marks import opens
from charts.resources import coverage_words, left_out_words, offered_words
from charts.round_table import Seat, round_table
from components.gauging import achieved
from models import initials, moment
from models.units import family
from services.summaries import coverage
from services.summaries.frames import each
from services.summaries.overview import Next, Overview
from services.summaries.seats import day_of
from services.verbs import VERBS
from translations import _, formats, n_, progress, resources

OBJECTIVES, AGENDA = 8, 3  # as many as a card holds


def steps(seen: Overview) -> list[tuple[str, str, str]]:
    """The states of a plan, up to where this one is; none for a plan that was given up."""
    names = list(progress.PLAN)
    if seen.plan is None or seen.plan.state not in names:
        return []
    here = names.index(seen.plan.state)
    states = ["done" if i < here else "now" if i == here else "" for i in range(len(names))]
    return [(_(progress.PLAN[name]), "", s) for name, s in zip(names, states, strict=True)]


def next_meeting(following: Next) -> dict:
    meeting = following.meeting
    return {
        "eyebrow": _("Now at the table") if following.running else _("Next meeting"),
        "when": when(meeting),
        "name": meeting.title,
        "pairs": [
            (_("Where"), following.venue or _("still to decide")),
            (_("Host"), following.host),
            (_("Agenda"), _agenda(following.agenda)),
            (_("Invited"), _invited(following.invited)),
        ],
    }


def when(meeting) -> str:
    """Today, 15:00–18:00; Thursday 3 August, 15:00–18:00."""
    start, end = (formats.clock(t, meeting.tz) for t in (meeting.starts_at, meeting.ends_at))
    day = day_of(meeting.starts_at, meeting.tz)
    name = _("Today") if day == moment.today() else formats.weekday(day)
    return f"{name[:1].upper()}{name[1:]}, {start}\u2060–\u2060{end}"  # the hours stay together


def table(seen: Overview) -> tuple[str, str, str, str]:
    """The latest meeting's organisations round the table: SVG, its words, which meeting, and the
    institutions that sat beside."""
    met = seen.told.running if len(seen.told.running) else seen.told.held
    if met.empty:
        return round_table([], "–"), _("Nobody has sat down yet."), "", ""
    latest = met.iloc[-1]
    names = [seen.told.names[id] for id in seen.told.organisations_at(latest.id)]
    seats = [Seat(name, initials(name)) for name in names]
    label = _("At the table: {names}", names=", ".join(names)) if names else _("Nobody yet")
    centre = n_("organisation", "organisations", latest.organisations)
    name = f"{meeting_name(latest.ordinal, latest.title)}, {formats.short_day(latest.day)}"
    beside = n_("{n} institution beside them", "{n} institutions beside them", latest.institutions)
    svg = round_table(seats, str(latest.organisations), centre)
    return svg, label, name, beside if latest.institutions else ""


def figures(seen: Overview) -> list[tuple]:
    met, work = seen.told.meetings, seen.work
    latest = met.iloc[-1] if len(met) else None
    before = met.iloc[-2] if len(met) > 1 else None
    return [
        ("apartment", _("Organisations"), *_moved(latest, before, "organisations")),
        ("group", _("People"), *_moved(latest, before, "people")),
        ("flag", _("Objectives adopted"), _of(work.adopted), _open(seen), opens("adopted")),
        (
            "task_alt",
            _("Activities under way"),
            _of(work.under_way),
            _stuck(work),
            opens("under_way"),
        ),
    ]


def objectives(seen: Overview, far: dict) -> list[dict]:
    """`far`: objective id → R22; beside the work, and never averaged with it."""
    return [
        {
            "id": o.id,
            "ref": f"OB-{o.number}",
            "title": o.title,
            "state": progress.objective(o.state),
            "tone": "done" if o.state in ("adopted", "achieved", "partly_achieved") else "idle",
            "words": progress.all_counted(o._asdict()),
            "parts": progress.parts(o._asdict()),
            "far": achieved(far[o.id]) if o.id in far else ("", ""),
            "reached": far[o.id].rate.value if o.id in far else None,
            "key": opens("reached", o.id),
        }
        for o in each(seen.work.objectives.head(OBJECTIVES))
    ]


def kinds(seen: Overview) -> list[dict]:
    """What the plan needs, kind by kind, each in its own unit; firm leads."""
    stock = seen.needed
    rows = coverage.by_kind(stock.needs, stock.day_hours)
    order = list(resources.KINDS)
    rows = sorted(each(rows), key=lambda row: order.index(row.kind))
    return [
        {
            "kind": row.kind,
            "name": resources.kind(row.kind),
            "words": _covered(row),
            "known": row.coverage is not None,
            "firm": row.coverage or 0,
            "offered": (row.intended or 0) - (row.coverage or 0),
            "alt": f"{resources.kind(row.kind)}: {_covered(row)}",
            "share": formats.percent(row.coverage),
            "key": opens("kind_cover", row.kind, family(row.unit) or ""),
        }
        for row in rows
    ]


def lacking(seen: Overview) -> str:
    """The must-have needs that are wanted soonest, in their own units."""
    rows = coverage.missing(seen.needed.needs)
    musts = rows[rows.priority == coverage.MUST].head(2)
    said = [
        f"{n.title} ({formats.quantity(n.lacking_milli or n.quantity_milli, n.unit)})"
        for n in each(musts)
    ]
    return "; ".join(said)


def news(seen: Overview) -> list[tuple[str, str, str]]:
    return [
        (line.who, _(VERBS[line.verb].says, who=line.who, what=line.what), ago(line.at))
        for line in seen.news
    ]


def ago(at) -> str:
    """Today and yesterday by their names, with the time; else the day."""
    day, today = day_of(at), moment.today()
    names = {0: _("Today"), 1: _("Yesterday")}
    name = names.get((today - day).days)
    return f"{name}, {formats.clock(at)}" if name else formats.short_day(day)


def _covered(row) -> str:
    """What is confirmed, and beside it, never in it, what is offered."""
    said = (coverage_words(row), offered_words(row), left_out_words(row))
    return " · ".join(filter(None, said))


def _agenda(titles: list[str]) -> str:
    more = len(titles) - AGENDA
    said = "; ".join(titles[:AGENDA])
    return said + "; " + n_("{n} more", "{n} more", more) if more > 0 else said


def _invited(n: int) -> str:
    return n_("{n} organisation", "{n} organisations", n) if n else ""


def _moved(latest, before, name: str) -> tuple[str, str, str]:
    """The number, of the meeting that runs so far; how it was the time before; what it opens."""
    if latest is None:
        return "–", _("no meeting yet"), ""
    key = opens(name, latest.id)
    if before is None:
        now = meeting_name(latest.ordinal, latest.title)
        return latest[name], _("so far") if latest.so_far else now, key
    former = meeting_name(before.ordinal, before.title)
    said = _("{n} at the {meeting}", n=before[name], meeting=former)
    return latest[name], f"{_('so far')}; {said}" if latest.so_far else said, key


def _of(rate) -> str:
    if not rate.denominator:
        return "–"
    return _("{n} of {all}", n=rate.numerator, all=rate.denominator)


def _open(seen: Overview) -> str:
    n = int(seen.work.objectives.state.isin(["draft", "proposed"]).sum())
    return n_("{n} still a draft", "{n} still drafts", n) if n else ""


def _stuck(work) -> str:
    said = [
        progress.counted(name, work.count(name))
        for name in ("done", "late", "blocked", "wanted")
        if work.count(name)
    ]
    return ", ".join(said[:2])
