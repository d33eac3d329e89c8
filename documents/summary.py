"""What a funder sees: facts in, one page of HTML out. It knows no screen and asks nobody."""

from collections.abc import Callable

from markupsafe import Markup

from charts import documents as charts
from charts.axes import meeting_name
from documents.paper import render, style
from models.units import family
from services.codes import called
from services.summaries.facts import Facts, MeetingFacts, Number, ResourceFacts
from translations import _, formats, language, n_, progress, resources


def page(facts: Facts) -> str:
    """A whole document, with its style sheet: to be sent, kept and printed."""
    return str(render("page.html", language=language(), title=facts.name, body=body(facts)))


def body(facts: Facts, opens: Callable[..., str] | None = None) -> Markup:
    """The same without the document around it, to stand within another page. `opens`: answer and
    what about → the key by which a number opens there; on paper and for outsiders none does."""
    key = opens or (lambda *_about: "")
    return render(
        "summary.html",
        facts=facts,
        style=style("summary.css"),
        lead=_lead(facts),
        numbers=_numbers(facts, key),
        key=key,
        objectives=[(o, progress.objective(o.state), _activities(o)) for o in facts.objectives],
        came=_came(facts),
        resources=[_kind(r, key) for r in _by_kind(facts)],
        kind=resources.kind,
        parts=progress.parts,
        legend=progress.legend(),
        served=lambda o: "; ".join(called(*one) for one in o.serves),
    )


def _lead(facts: Facts) -> str:
    if not facts.held.value:
        return _first(facts.so_far)
    said = [
        n_(
            "In one meeting, {organisations} came to the table.",
            "In {n} meetings, {organisations} came to the table.",
            facts.held.value,
            organisations=n_("{n} organisation", "{n} organisations", facts.reach.value),
        )
    ]
    if facts.objectives_adopted.numerator:
        said.append(
            n_(
                "Together they adopted {n} objective.",
                "Together they adopted {n} objectives.",
                facts.objectives_adopted.numerator,
            )
        )
    if facts.activities.value:
        said.append(
            n_("The plan has {n} activity.", "The plan has {n} activities.", facts.activities.value)
        )
    return " ".join(said)


def _first(so_far: Number | None) -> str:
    if so_far is None:
        return _("The first meeting is still to come.")
    return _(
        "The first meeting is under way: {organisations} at the table so far.",
        organisations=n_("{n} organisation", "{n} organisations", so_far.value),
    )


def _numbers(facts: Facts, key: Callable[..., str]) -> list[tuple[Number, str, str, str]]:
    """Four numbers: the number, how it is written, what it is, what it opens."""
    adopted, firm = facts.objectives_adopted, facts.confirmed
    written = n_("objective adopted", "objectives adopted", adopted.numerator or 0)
    of = _("of {all} written so far", all=adopted.denominator or 0)
    given = n_("resource confirmed", "resources confirmed", firm.value)
    offers = n_(
        "{n} more offered, to be confirmed",
        "{n} more offered, to be confirmed",
        facts.offered.value,
    )
    return [
        *(_latest(facts.meetings[-1], facts.meetings[0], key) if facts.meetings else []),
        (adopted, formats.number(adopted.numerator or 0), f"{written}, {of}", key("adopted")),
        (
            firm,
            formats.number(firm.value),
            f"{given}; {offers}" if facts.offered.value else given,
            key("promised", "firm") if firm.value else "",
        ),
    ]


def _latest(
    last: MeetingFacts, first: MeetingFacts, key: Callable[..., str]
) -> list[tuple[Number, str, str, str]]:
    at = meeting_name(last.ordinal)
    organisations = n_(
        "organisation at the {meeting}",
        "organisations at the {meeting}",
        last.organisations.value,
        meeting=at,
    )
    if last is not first:
        was = n_("{n} at the first", "{n} at the first", first.organisations.value)
        organisations = f"{organisations}, {was}"
    people = _("people at the same meeting")  # never one: so few are not told
    if last.institutions.value:
        beside = n_("and {n} institution", "and {n} institutions", last.institutions.value)
        people = f"{people}, {beside}"
    return [
        (
            last.organisations,
            formats.number(last.organisations.value),
            organisations,
            key("organisations", last.id),
        ),
        (last.people, _told(last.people), people, key("people", last.id)),
    ]


def _told(number: Number) -> str:
    """A count of people: fewer than three are not told."""
    if number.hidden:
        return _("fewer than 3")
    return "–" if number.value is None else formats.number(number.value)


def _activities(objective) -> str:
    return progress.all_counted(objective.stands)


def _came(facts: Facts) -> dict:
    rows = [
        charts.Came(
            meeting_name(m.ordinal) or "–",
            formats.short_day(m.day),
            int(m.returning.value),
            int(m.reactivated.value),
            int(m.new.value),
        )
        for m in facts.meetings
    ]
    label = _("Organisations at each meeting") + ": "
    label += "; ".join(f"{m.name}, {m.all}" for m in rows)
    return {
        "rows": rows,
        "wide": Markup(charts.comings(rows, label)),
        "narrow": Markup(charts.comings(rows, label, charts.NARROW)),
        "says": _comes_back(facts),
    }


def _comes_back(facts: Facts) -> str:
    """The latest finding; nothing where there is nothing to compare."""
    if len(facts.meetings) < 2:
        return ""
    before, last = facts.meetings[-2:]
    return n_(
        "Of {all} organisations of the meeting before, {n} came again.",
        "Of {all} organisations of the meeting before, {n} came again.",
        last.returning.value,
        all=before.organisations.value,
    )


def _by_kind(facts: Facts) -> list[ResourceFacts]:
    order = list(resources.KINDS)
    return sorted(facts.resources, key=lambda r: order.index(r.kind))


def _kind(r: ResourceFacts, key: Callable[..., str]) -> tuple:
    """It, what it is called, what is said of it, what its share opens."""
    opens = key("kind_cover", r.kind, family(r.unit) or "")
    return r, resources.kind(r.kind), _covered(r), opens


def _covered(r: ResourceFacts) -> list[str]:
    """Confirmed out of needed, then delivered, then what is offered: each by its name."""
    if r.answer == "not_said":
        return [_("how much is not said yet")]
    if r.needed_milli is None:
        return [_("what was promised is in another unit: it cannot be compared")]
    needed = formats.quantity(round(r.needed_milli), r.unit)
    said = [_("confirmed {n} of {all}", n=_bare(r.confirmed_milli, r.unit), all=needed)]
    if r.delivered_milli:
        said.append(_("delivered {n}", n=_bare(r.delivered_milli, r.unit)))
    if r.offered_milli:
        said.append(_("offered, to be confirmed: {n}", n=_bare(r.offered_milli, r.unit)))
    return said


def _bare(milli: float, unit: str) -> str:
    """The unit is said once; money says it each time."""
    if unit == "EUR":
        return formats.quantity(round(milli), unit)
    return formats.number(milli / 1000)
