"""R26 once more, from the exported tables alone."""

from itertools import combinations, permutations

import pandas as pd

from tests.anew.participation import held, members, seen
from tests.anew.resources import pledges
from tests.anew.tables import Tables, each, over

STANDING = ["proposed", "confirmed", "partly_delivered", "delivered"]


def ties(t: Tables, today) -> dict:
    """{pairs: {(a, b): (meetings, activities, from a, from b, weight)}, a before b by their ids;
    density, reciprocity: (value, numerator, denominator)}."""
    came, work, given, everyone = _came(t), _work(t), _flows(t), members(t, today)
    everyone |= _all(came) | _all(work) | {org for pair in given for org in pair}
    p = pledges(t)
    everyone |= set(p.giver_organisation_id[p.state.isin(STANDING)])
    pairs = {pair: _tie(pair, came, work, given) for pair in combinations(sorted(everyone), 2)}
    pairs = {pair: tie for pair, tie in pairs.items() if tie[-1]}
    gifts = [(one, other) for _m, _a, one, other, _w in pairs.values() if one or other]
    both = sum(bool(one and other) for one, other in gifts)
    whole = len(everyone) * (len(everyone) - 1) // 2
    return {
        "pairs": pairs,
        "density": (over(len(pairs), whole), len(pairs), whole),
        "reciprocity": (over(both, len(gifts)), both, len(gifts)),
    }


def _tie(pair: tuple, came: list[set], work: list[set], given: list[tuple]) -> tuple:
    met, shared = (sum(set(pair) <= orgs for orgs in some) for some in (came, work))
    one, other = (given.count(way) for way in permutations(pair))
    return met, shared, one, other, met + 2 * shared + 3 * (one + other)


def _came(t: Tables) -> list[set]:
    """The organisations that count at each meeting held."""
    rows = seen(t)
    rows = rows[(rows.counts_in_headline == "true") & (rows.organisation_id != "")]
    return [set(rows.organisation_id[rows.meeting_id == id]) for id in held(t).id]


def _there(t: Tables) -> pd.DataFrame:
    a = t("activity")
    return a[a.state != "cancelled"]


def _led(t: Tables) -> dict[str, str]:
    a = _there(t)
    a = a[(a.lead_organisation_id != "") & (a.lead_accepted == "true")]
    return dict(zip(a.id, a.lead_organisation_id, strict=True))


def _work(t: Tables) -> list[set]:
    """Who leads or takes part, of each activity; everybody who said yes."""
    c, led = t("activity_contributor"), _led(t)
    c = c[(c.accepted == "true") & (c.organisation_id != "")]
    return [
        set(c.organisation_id[c.activity_id == id]) | ({led[id]} if id in led else set())
        for id in _there(t).id
    ]


def _flows(t: Tables) -> list[tuple]:
    """(giver, who leads) of each firm pledge to what another leads."""
    p, led = pledges(t), _led(t)
    firm = [(x.giver_organisation_id, led.get(x.activity_id)) for x in each(p[p.firm])]
    return [(giver, lead) for giver, lead in firm if lead and lead != giver]


def _all(sets: list[set]) -> set:
    return set().union(*sets)
