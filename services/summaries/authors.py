"""Who did it, told apart where two have one name."""

from collections import Counter
from uuid import UUID

from sqlmodel import select

from models import Affiliation, Organisation, Person
from services.history import Line
from services.look import look
from services.summaries.frames import fetch


def authors(by: Person, lines: list[Line]) -> dict[UUID, str]:
    """{person id: name} of whoever did these; two of one name are told apart by the organisation
    they speak for, or by a number where that is the same too. One statement, if any."""
    names = {line.person_id: line.who for line in lines if line.person_id}
    times = Counter(names.values())
    twins = [id for id, name in names.items() if times[name] > 1]
    if not twins:
        return names
    held = _speak_for(by, twins)
    said = {id: f"{names[id]} ({held[id]})" if id in held else names[id] for id in twins}
    return names | _counted(said)


def _speak_for(by: Person, ids: list[UUID]) -> dict[UUID, str]:
    """The latest organisation of each."""
    with look(by, "history.read") as session:
        rows = fetch(
            session,
            select(Affiliation.person_id, Organisation.name)
            .join(Organisation, Organisation.id == Affiliation.organisation_id)
            .where(
                Affiliation.person_id.in_(ids),
                Affiliation.community_id == by.community_id,
                Affiliation.archived_at.is_(None),
            )
            .order_by(Affiliation.from_on, Affiliation.created_at),
        )
    return dict(rows)


def _counted(names: dict[UUID, str]) -> dict[UUID, str]:
    """Those that are still the same get a number, always the same one."""
    times, seen, found = Counter(names.values()), Counter(), {}
    for id in sorted(names, key=str):
        seen[names[id]] += 1
        found[id] = f"{names[id]} {seen[names[id]]}" if times[names[id]] > 1 else names[id]
    return found
