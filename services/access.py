"""Accounts, the browsers that stay signed in, and the tables an account sits at.

Of a token only its hash is kept. Beside change.py only this module and links.py commit.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select, update

from models import Account, Community, Person, Role, RoleAssignment, SignIn, SignInLink, moment
from models.database import engine
from translations import DEFAULT, LANGUAGES

SIGNED_IN_FOR = timedelta(days=90)

# Whoever keeps sockets open hears here that an account left: with one browser, or (None) all.
leaving: set[Callable[[UUID, str | None], None]] = set()


class Seat(NamedTuple):
    """An account at one table: the person it is there, and what that person is today."""

    person: Person
    community: Community
    role: Role


def signed_in(token: str | None) -> Account | None:
    """Whose browser this is, if its sign-in still stands."""
    if not token:
        return None
    with Session(engine(), expire_on_commit=False) as session:
        return session.exec(
            select(Account)
            .join(SignIn, col(SignIn.account_id) == Account.id)
            .where(SignIn.token_hash == hashed(token), *_stands())
        ).first()


def standing(browsers: list[str]) -> set[str]:
    """Those of these hashed tokens whose sign-in still stands."""
    asked = select(SignIn.token_hash).where(col(SignIn.token_hash).in_(browsers), *_stands())
    with Session(engine()) as session:
        return set(session.exec(asked))


def sign_out(token: str) -> None:
    with writing() as session:
        account_id = session.exec(
            update(SignIn)
            .where(SignIn.token_hash == hashed(token), col(SignIn.revoked_at).is_(None))
            .values(revoked_at=moment.now())
            .returning(SignIn.account_id)
        ).scalar_one_or_none()
    if account_id:
        _tell_leaving(account_id, hashed(token))


def sign_out_everywhere(account: Account) -> None:
    """Every browser of the account, and links not used yet."""
    with writing() as session:
        session.exec(
            update(SignIn)
            .where(SignIn.account_id == account.id, col(SignIn.revoked_at).is_(None))
            .values(revoked_at=moment.now())
        )
        session.exec(
            update(SignInLink)
            .where(SignInLink.account_id == account.id, col(SignInLink.used_at).is_(None))
            .values(voided_at=moment.now())
        )
    _tell_leaving(account.id, None)


def account(id: UUID) -> Account | None:
    with Session(engine(), expire_on_commit=False) as session:
        return session.get(Account, id)


def people_of(account: Account) -> list[Seat]:
    """Where this account sits today, by name of the community, examples last."""
    today = moment.today()
    with Session(engine(), expire_on_commit=False) as session:
        found = session.exec(
            select(Person, Community, RoleAssignment.role)
            .join(Community, Community.id == Person.community_id)
            .join(RoleAssignment, RoleAssignment.person_id == Person.id)
            .where(
                Person.account_id == account.id,
                *(col(kind.archived_at).is_(None) for kind in (Person, Community, RoleAssignment)),
                RoleAssignment.from_on <= today,
                or_(col(RoleAssignment.to_on).is_(None), RoleAssignment.to_on > today),
            )
            .order_by(
                Community.example, Community.name, RoleAssignment.from_on, RoleAssignment.created_at
            )
        ).all()
    latest = {seat[1].id: Seat(*seat) for seat in found}
    return list(latest.values())


def remember(account: Account, **what) -> Account:
    """Keep `language`, `last_community_id` or `name` with the account; returns it as it is now."""
    if what.get("language", DEFAULT) not in LANGUAGES:
        raise ValueError(what["language"])
    with writing() as session:
        kept = session.get(Account, account.id)
        for field in {"language", "last_community_id", "name"} & what.keys():
            setattr(kept, field, what[field])
        session.add(kept)
    return kept


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def mark_of(known_by: object) -> str:
    """A mark of the account (its id) or the phone (its token) somebody is known by: what a browser
    keeps for them waits under it, also if their entry of the register becomes another."""
    return hashed(str(known_by))[:16]


def new_account(
    session: Session, language: str, name: str = "", email: str | None = None
) -> Account:
    taken = email and session.exec(select(Account.id).where(Account.email == email)).first()
    fresh = Account(
        name=name,
        email=None if taken else email,
        language=language if language in LANGUAGES else DEFAULT,
    )
    session.add(fresh)
    session.flush()
    return fresh


def sign_in(session: Session, owner: Account) -> str:
    token = secrets.token_urlsafe(32)
    expires = moment.now() + SIGNED_IN_FOR
    session.add(SignIn(token_hash=hashed(token), account_id=owner.id, expires_at=expires))
    return token


@contextmanager
def writing() -> Iterator[Session]:
    with Session(engine().execution_options(writing=True), expire_on_commit=False) as session:
        yield session
        session.commit()


def _stands() -> tuple:
    return col(SignIn.revoked_at).is_(None), SignIn.expires_at > moment.now()


def _tell_leaving(account_id: UUID, browser: str | None) -> None:
    for hear in tuple(leaving):
        hear(account_id, browser)
