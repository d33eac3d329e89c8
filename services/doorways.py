"""At the door of a meeting: its code and key, whose phone knocks, whom they may be coming for."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, or_, select

from models import (
    RUNNING,
    Affiliation,
    Attendance,
    Community,
    Meeting,
    Organisation,
    Person,
    Phone,
    moment,
)
from models.database import engine
from models.refusals import NotFound
from services.access import hashed
from services.imports import matching
from services.imports.text import words as plainly

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that looks like another


@dataclass(frozen=True)
class Doorway:
    """What may be told to whoever holds the key: whose meeting it is, and who may be coming."""

    community: Community
    meeting: Meeting
    organisations: list[str]


def new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(6))


def new_key() -> str:
    return secrets.token_urlsafe(12)


def doorway(key: str) -> Doorway:
    """NotFound unless a meeting that runs has this key."""
    with Session(engine(), expire_on_commit=False) as session:
        community, meeting = open_by(session, Meeting.join_key == key)
        names = session.exec(
            select(Organisation.name)
            .where(
                Organisation.community_id == community.id,
                Organisation.archived_at.is_(None),
            )
            .order_by(Organisation.name)
        ).all()
    return Doorway(community, meeting, list(names))


def is_open(key: str) -> bool:
    """Whether the meeting with this key runs."""
    with Session(engine()) as session:
        try:
            return bool(open_by(session, Meeting.join_key == key))
        except NotFound:
            return False


def community_of(key: str) -> UUID | None:
    """Whose meeting has this key, whether it runs or not; None for a key of none."""
    with Session(engine()) as session:
        found = select(Meeting.community_id).where(
            Meeting.join_key == key, Meeting.archived_at.is_(None)
        )
        return session.exec(found).first()


def key_of(code: str) -> str:
    """The key behind a code somebody typed, small or with spaces. NotFound for a wrong one."""
    tidy = "".join(code.split()).replace("-", "").upper()[:6]
    with Session(engine()) as session:
        return open_by(session, Meeting.join_code == tidy)[1].join_key


def known(token: str | None, community_id: UUID) -> Person | None:
    """Whose phone this is, at this community."""
    if not token:
        return None
    with Session(engine(), expire_on_commit=False) as session:
        return session.exec(_of_phone(token).where(Phone.community_id == community_id)).first()


def everywhere(token: str | None) -> list[Person]:
    """The same phone at every community it came to, the latest first."""
    if not token:
        return []
    with Session(engine(), expire_on_commit=False) as session:
        return session.exec(_of_phone(token).order_by(Phone.created_at.desc())).all()


def _of_phone(token: str):
    return (
        select(Person)
        .join(Phone, Phone.person_id == Person.id)
        .where(
            Phone.token_hash == hashed(token),
            Phone.archived_at.is_(None),
            Person.archived_at.is_(None),
        )
    )


def last_spoke_for(by: Person) -> str:
    """The organisation named at their latest meeting, for a phone that comes back."""
    with Session(engine()) as session:
        return (
            session.exec(
                select(Organisation.name)
                .join(Attendance, Attendance.organisation_id == Organisation.id)
                .where(Attendance.person_id == by.id, Attendance.archived_at.is_(None))
                .order_by(Attendance.checked_in_at.desc())
            ).first()
            or ""
        )


def spoken_for(by: Person) -> list[str]:
    """The organisations somebody speaks for today, by name: of several they choose one."""
    today = moment.today()
    with Session(engine()) as session:
        return session.exec(
            select(Organisation.name)
            .join(Affiliation, Affiliation.organisation_id == Organisation.id)
            .where(
                Affiliation.person_id == by.id,
                Affiliation.archived_at.is_(None),
                Organisation.archived_at.is_(None),
                Affiliation.from_on <= today,
                or_(Affiliation.to_on.is_(None), Affiliation.to_on > today),
            )
            .order_by(Organisation.name)
        ).all()


def perhaps(name: str, known: list[str]) -> list[str]:
    """Those of `known` that a name may mean, the likeliest three; none if one is called so, or
    nothing is like it. Whoever typed it says which."""
    if not name.strip() or plainly(name) in {plainly(other) for other in known}:
        return []
    return [other for other, _score in matching.suggest(name, {k: k for k in known})[:3]]


def open_by(session: Session, which) -> tuple[Community, Meeting]:
    """The meeting that runs and has this code or key. NotFound if none does."""
    found = session.exec(
        select(Community, Meeting)
        .join(Meeting, Meeting.community_id == Community.id)
        .where(
            which,
            Meeting.state.in_(RUNNING),
            Meeting.archived_at.is_(None),
            Community.archived_at.is_(None),
        )
    ).first()
    if found is None:
        raise NotFound
    return found
