"""The words beside the numbers of participation: what was counted, and what a text says."""

import pandas as pd

from charts.axes import meeting_name
from charts.marks import opens
from services.summaries.frames import each
from services.summaries.rate import Rate
from translations import _, formats, n_


def lede(held: pd.DataFrame) -> str:
    if held.empty:
        return _("Who comes, and who comes back, as soon as a meeting has been held.")
    latest = held.iloc[-1]  # one alone need not be the first: those it saw are not all so far
    return n_(
        "One meeting, {organisations}.",
        "{n} meetings, {organisations} reached so far.",
        len(held),
        organisations=organisations(latest.organisations if len(held) == 1 else latest.reach),
    )


def figures(meetings: pd.DataFrame) -> list[tuple]:
    """The latest of these meetings in four numbers; what is unknown is a dash."""
    latest = meetings.iloc[-1]

    def key(answer: str) -> str:
        return opens(answer, latest.id)

    return [
        (
            "apartment",
            _("Organisations"),
            latest.organisations,
            _when(latest),
            key("organisations"),
        ),
        ("group", _("People"), latest.people, _each(latest), key("people")),
        (
            "account_balance",
            _("Institutions"),
            latest.institutions,
            _("counted apart"),
            key("institutions"),
        ),
        (
            "how_to_reg",
            _("Participation"),
            share(latest.rate),
            of_members(latest.rate),
            key("rate"),
        ),
    ]


def lasting(meetings: pd.DataFrame, seen) -> list[tuple]:
    """Of the latest of these meetings: who came again, whom the series reached, how many each."""
    if meetings.empty:
        return []
    m = meetings.iloc[-1]
    ratio = Rate.of(m.people, m.organisations).value
    number = "–" if ratio is None else formats.number(ratio)
    counted = f"{people(m.people)}, {organisations(m.organisations)}"
    reached = partners(seen.partners_reached(m.id))
    return [
        ("replay", _("Came again"), share(m.retention), _again(m), opens("retention", m.id)),
        ("hub", _("Reached so far"), m.reach, reached, opens("reach", m.id)),
        ("group", _("People per organisation"), number, counted, opens("per_organisation", m.id)),
        ("how_to_reg", _("Participation"), share(m.rate), of_members(m.rate), opens("rate", m.id)),
    ]


def doing(did: Rate, tied, hosts: int) -> list[tuple]:
    """What organisations do beside coming, in four numbers."""
    ties, both = tied.density, tied.reciprocity
    return [
        (
            "volunteer_activism",
            _("Do more than come"),
            of(did),
            _("organisations"),
            opens("beyond"),
        ),
        ("hub", _("Pairs that are tied"), share(ties), _pairs(ties), opens("density")),
        ("swap_horiz", _("Give one another"), share(both), _pairs(both), opens("reciprocity")),
        (
            "meeting_room",
            _("Hosted a meeting"),
            hosts,
            n_("organisation", "organisations", hosts),
            opens("way", "hosted"),
        ),
    ]


def side_by_side(one, other) -> list[tuple]:
    """What, and (number, key) at each of two meetings."""
    rows = {
        "organisations": (_("Organisations"), lambda m: str(m.organisations)),
        "people": (_("People"), lambda m: str(m.people)),
        "institutions": (_("Institutions"), lambda m: str(m.institutions)),
        "rate": (_("Participation"), lambda m: share(m.rate)),
        "new": (_("First time"), lambda m: str(m.new)),
    }
    return [
        (what, *((said(m), opens(key, m.id)) for m in (one, other)))
        for key, (what, said) in rows.items()
    ]


def parts() -> dict[str, str]:
    return {
        "both": _("At both"),
        "first_only": _("Only at the first"),
        "second_only": _("Only at the second"),
    }


def _again(meeting) -> str:
    rate = meeting.retention
    if not rate or not rate.denominator:
        return _("no meeting before it")
    return _("{n} of {all} of the meeting before", n=rate.numerator, all=rate.denominator)


def _pairs(rate: Rate) -> str:
    if not rate.denominator:
        return _("no pair yet")
    return n_("{came} of {n} pair", "{came} of {n} pairs", rate.denominator, came=rate.numerator)


def told(meetings: pd.DataFrame, names: dict) -> list[dict]:
    """A line for each meeting, the latest first; `names`: organisation id → name."""
    return [
        {
            "name": meeting_name(m.ordinal, m.title),
            "day": m.day,
            "host": names.get(m.host_id, ""),
            "so_far": m.so_far,
            "counted": keyed(m),
            "moved": [] if m.so_far else _moved(m),
            "stated": stated(m),
        }
        for m in each(meetings[::-1])
    ]


def keyed(meeting) -> list[tuple[str, str]]:
    """9 organisations, 12 people, 1 institution; each with what it opens."""
    return _keyed(_counts(meeting), meeting)


def _counts(meeting) -> dict:
    return {
        "organisations": organisations(meeting.organisations),
        "people": people(meeting.people),
        "institutions": meeting.institutions
        and n_("{n} institution", "{n} institutions", meeting.institutions),
    }


def _moved(meeting) -> list[tuple[str, str]]:
    """Who is new, who came again, and the members of that day; nothing is said of nobody."""
    said = {
        "returning": meeting.returning
        and n_("{n} came again", "{n} came again", meeting.returning),
        "new": meeting.new and n_("{n} for the first time", "{n} for the first time", meeting.new),
        "reactivated": meeting.reactivated
        and n_("{n} back after a pause", "{n} back after a pause", meeting.reactivated),
        "rate": meeting.rate.denominator and of_members(meeting.rate),
    }
    return _keyed(said, meeting)


def _keyed(said: dict, meeting) -> list[tuple[str, str]]:
    return [(words, opens(key, meeting.id)) for key, words in said.items() if words]


def stated(meeting) -> str:
    """What a text says without names: beside the register, never mixed with it."""
    said = []
    if meeting.organisations_stated is not None:
        said.append(organisations(meeting.organisations_stated))
    if meeting.people_stated is not None:
        said.append(people(meeting.people_stated))
    if not said:
        return ""
    source = f" ({meeting.stated_source})" if meeting.stated_source else ""
    return _("A text says: {counts}", counts=", ".join(said)) + source


def share(rate: Rate | None) -> str:
    return formats.percent(rate.value) if rate else "–"


def of(rate: Rate) -> str:
    """5 of 6: a share of few is said in full."""
    if not rate.denominator:
        return "–"
    return _("{n} of {all}", n=rate.numerator, all=rate.denominator)


def there(n: int) -> str:
    return n_("{n} was there", "{n} were there", n)


def name(meeting) -> str:
    return f"{meeting_name(meeting.ordinal, meeting.title)}, {formats.short_day(meeting.day)}"


def two(part: str, first: str, second: str) -> str:
    said = {
        "both": _("At both: {first}; {second}", first=first, second=second),
        "first_only": _("At the {first}, not at the {second}", first=first, second=second),
        "second_only": _("Not at the {first}, at the {second}", first=first, second=second),
    }
    return said[part]


def of_members(rate: Rate | None) -> str:
    if not rate or not rate.denominator:
        return _("no members that day")
    return n_(
        "{came} of {n} member", "{came} of {n} members", rate.denominator, came=rate.numerator
    )


def partners(rate: Rate) -> str:
    """What is unknown is said, not left out."""
    if not rate.denominator:
        return _("No organisation is marked as a partner of the platform.")
    return n_(
        "{came} of {n} partner of the platform",
        "{came} of {n} partners of the platform",
        rate.denominator,
        came=rate.numerator,
    )


def members(n: int) -> str:
    return n_("{n} member that day", "{n} members that day", n)


def people(n: int) -> str:
    return n_("{n} person", "{n} people", n)


def organisations(n: int) -> str:
    return n_("{n} organisation", "{n} organisations", n)


def _when(meeting) -> str:
    if meeting.so_far:
        return _("so far")
    return f"{meeting_name(meeting.ordinal, meeting.title)}, {formats.short_day(meeting.day)}"


def _each(meeting) -> str:
    rate = Rate.of(meeting.people, meeting.organisations)
    if rate.value is None:
        return ""
    return _("{n} for each organisation", n=formats.number(rate.value))
