"""R1 to R10 once more, from the exported tables alone."""

from datetime import date

import pandas as pd

from tests.anew.tables import Tables, day, each, on, once, over


@once
def held(t: Tables) -> pd.DataFrame:
    m = t("meeting")
    m = m[m.state.isin(["closed", "published"])]
    m = m.assign(nth=pd.to_numeric(m.ordinal), place=range(len(m)))
    m = m.sort_values(["starts_at", "nth"])
    m["day"] = [day(*pair) for pair in zip(m.starts_at, m.tz, strict=True)]
    return m.assign(place=range(len(m)))


@once
def seen(t: Tables) -> pd.DataFrame:
    """Who was at a meeting that was held, with the place of that meeting in the series."""
    rows = t("attendance")
    rows = rows[rows.status.isin(["present", "remote"])]
    return rows.merge(held(t)[["id", "place"]], left_on="meeting_id", right_on="id")


@once
def stays(t: Tables) -> pd.DataFrame:
    """organisation_id, joined, end (the first day it is no member any more, or None)."""
    rows = t("org_membership")
    rows = rows[rows.kind == "member"].merge(
        t("organisation", archived=True)[["id", "archived_at"]],
        left_on="organisation_id",
        right_on="id",
        suffixes=("", "_org"),
    )
    ends = [
        min((d for d in (on(left), day(gone)) if d), default=date.max)
        for left, gone in zip(rows.left_on, rows.archived_at_org, strict=True)
    ]
    return rows.assign(joined=rows.joined_on.map(on), end=ends)


def members(t: Tables, when: date) -> set[str]:
    s = stays(t)
    return set(s.organisation_id[(s.joined <= when) & (s.end > when)]) if len(s) else set()


def of_meetings(t: Tables) -> dict[str, dict]:
    """{rule: {meeting: value}}; a rate is (value, numerator, denominator)."""
    m, rows = held(t), seen(t)
    counted = rows[rows.counts_in_headline == "true"]
    came = counted[counted.organisation_id != ""]
    people = counted.groupby("place").person_id.nunique()
    orgs = came.groupby("place").organisation_id.agg(set).to_dict()
    guests = rows[(rows.capacity == "institution") & (rows.organisation_id != "")]
    institutions = guests.groupby("place").organisation_id.nunique()
    first, before = _visits(came)
    found: dict[str, dict] = {rule: {} for rule in RULES}
    for one in each(m):
        here, then = orgs.get(one.place, set()), orgs.get(one.place - 1, set())
        sit = members(t, one.day)
        n = int(people.get(one.place, 0))
        new = sum(first[org] == one.place for org in here)
        again = sum(before.get((org, one.place)) == one.place - 1 for org in here)
        row = {
            "R1": n,
            "R2": len(here),
            "R3": int(institutions.get(one.place, 0)),
            "R4": (over(len(here & sit), len(sit)), len(here & sit), len(sit)),
            "R5": (over(n, len(here)), n, len(here)),
            "R6": sum(place <= one.place for place in first.values()),
            "R7 new": new,
            "R7 returning": again,
            "R7 reactivated": len(here) - new - again,
            "R8": (over(again, len(then)), again, len(then)) if one.place else (None, None, None),
        }
        for rule, value in row.items():
            found[rule][one.id] = value
    return found


RULES = ("R1", "R2", "R3", "R4", "R5", "R6", "R7 new", "R7 returning", "R7 reactivated", "R8")


def _visits(came: pd.DataFrame) -> tuple[dict, dict]:
    """The place each organisation first came to; and, for each of its visits, the one before."""
    visits = came[["organisation_id", "place"]].drop_duplicates().sort_values("place")
    first = visits.groupby("organisation_id").place.min().to_dict()
    last = visits.groupby("organisation_id").place.shift()
    keys = zip(visits.organisation_id, visits.place, strict=True)
    return first, dict(zip(keys, last, strict=True))


def lapsed(t: Tables, today: date) -> set[str]:
    """R9: members of today, members at each of the last k meetings, and at none of them."""
    k, m, rows = int(t.one("community").lapse_after_meetings), held(t), seen(t)
    latest = m.tail(k)
    if len(m) < k:
        return set()
    came = rows[(rows.counts_in_headline == "true") & rows.place.isin(latest.place)]
    missed = members(t, today) - set(came.organisation_id)
    for when in latest.day:
        missed &= members(t, when)
    return missed


def continuity(t: Tables) -> dict[str, tuple]:
    """R10: organisation → (rate, attended, held while it was a member or there)."""
    m, rows = held(t), seen(t)
    came = rows[(rows.counts_in_headline == "true") & (rows.organisation_id != "")]
    there = set(zip(came.organisation_id, came.place, strict=True))
    sat = {(org, one.place) for one in each(m) for org in members(t, one.day)}
    found = {}
    for org in {org for org, _place in there | sat}:
        attended = sum(o == org for o, _place in there)
        whole = sum(o == org for o, _place in there | sat)
        found[org] = (attended / whole, attended, whole)
    return found
