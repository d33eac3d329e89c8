"""How often, and for how many: numbers that count something else than the thing itself."""

from models import Kind, Unit
from services.catching.amounts import (
    Measure,
    number_at,
    spoiled_after,
    spoiled_before,
    thousandths,
)
from services.catching.tokens import Token
from services.catching.tongue import Tongue


def times(said: list[Token], tongue: Tongue) -> list[Measure | None]:
    """“due volte”, “twice”: how often, with no unit of its own."""
    found = []
    for at, token in enumerate(said):
        hit = _often(said, at, tongue) if token.read else None
        if hit is None:
            continue
        spoiled = spoiled_before(said, at, tongue) or spoiled_after(said, hit, tongue)
        found.append(None if spoiled else hit)
    return found


def _often(said, at, tongue) -> Measure | None:
    if said[at].plain in tongue.once:
        return Measure(1000 * tongue.once[said[at].plain], None, at, at + 1, at + 1)
    try:
        hit = number_at(said, at, tongue)
    except LookupError:
        return None
    if hit is None or hit[1] >= len(said) or said[hit[1]].plain not in tongue.times:
        return None
    whole = hit[0] == int(hit[0]) and 0 < hit[0] <= 1000
    same = said[hit[1]].clause == said[at].clause
    return (
        Measure(thousandths(hit[0]), None, at, hit[1] + 1, hit[1] + 1) if whole and same else None
    )


def seats(said: list[Token], tongue: Tongue, kind: Kind | None) -> list[Measure | None]:
    """“30 posti”; of a space also “per 30 persone” and “for 30”."""
    found = []
    for at, token in enumerate(said):
        try:
            hit = number_at(said, at, tongue) if token.read else None
        except LookupError:
            continue
        end = hit[1] if hit else 0
        if hit and _seated(said, at, end, tongue, kind):
            sure = not spoiled_before(said, at, tongue) and hit[0] == int(hit[0]) and hit[0] > 0
            last = end + (end < len(said) and said[end].clause == token.clause)
            found.append(Measure(thousandths(hit[0]), None, at, last, at) if sure else None)
    return found


def _seated(said, at, end, tongue, kind) -> bool:
    after = said[end] if end < len(said) and said[end].clause == said[at].clause else None
    if after and after.plain in tongue.seats:
        beyond = said[end + 1] if end + 1 < len(said) else None
        near = beyond is not None and beyond.clause == after.clause
        return not (near and beyond.plain in tongue.not_seats)
    before = said[at - 1].plain if at else ""
    people = after is None or tongue.units.get(after.plain) is Unit.person
    return kind is Kind.space and before in tongue.for_people and people
