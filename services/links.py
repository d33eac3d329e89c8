"""The links that let people in: each is made for somebody, works once, and is over in time.

Of a token only its hash is kept. Looking at a link uses nothing up.
"""

import secrets
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select, update

from models import (
    Account,
    Community,
    LinkPurpose,
    Person,
    Role,
    RoleAssignment,
    SignIn,
    SignInLink,
    moment,
)
from models.database import engine
from models.refusals import NotFound, Refused
from services import live
from services.access import hashed, new_account, sign_in, writing
from services.change import Step, change
from services.rights import standing
from translations import mark

LASTS = {
    LinkPurpose.first: timedelta(days=7),
    LinkPurpose.personal: timedelta(days=7),
    LinkPurpose.invitation: timedelta(days=30),
}

_OVER = mark(
    "This link does not work any more: perhaps there is a newer one. Ask whoever gave it to you."
)


class Opens(NamedTuple):
    """What a link would open; nothing of it is used up."""

    purpose: LinkPurpose
    who: str  # "" for the first coordinator
    community: str  # "" unless it is an invitation


def first() -> str | None:
    """A fresh token for the first coordinator, while nobody has ever signed in; else None.

    It voids the one before: only the latest that was printed works.
    """
    with writing() as session:
        if _somebody_came(session):
            return None
        _void(session, SignInLink.purpose == LinkPurpose.first)
        return _add_link(session, LinkPurpose.first)


def for_account(account: Account) -> str:
    """A token for an account, for the operator. It voids the one before."""
    with writing() as session:
        _void(session, SignInLink.account_id == account.id)
        return _add_link(session, LinkPurpose.personal, account_id=account.id)


def for_person(person: Person) -> str:
    """A token for somebody in a register who has no account yet, for the operator."""
    with writing() as session:
        _void(session, SignInLink.person_id == person.id)
        return _add_link(session, LinkPurpose.invitation, person_id=person.id)


def invite(by: Person, person_id: UUID, op: UUID | None = None) -> str:
    """A token, said only once, for somebody in the register; it voids the one before.

    Refused when they have no role yet, or when their account reaches further than `by` does.
    """
    with change(by, "person.invited", op) as step:
        person = step.find(Person, person_id)
        step.what = person.name
        _must_have_a_role(step.session, person)
        purpose = LinkPurpose.invitation
        if person.account_id:
            _must_be_within_reach(step, person.account_id)
            purpose = LinkPurpose.personal
        for old in step.exec(select(SignInLink).where(_to(person), _alive())):
            old.voided_at = moment.now()
        token, link = _new_link(purpose, person_id=person.id, account_id=person.account_id)
        step.add(link)
    return token


def read(token: str) -> Opens:
    """What the link opens, for the page with the button. Refused, kindly, if it is over."""
    with Session(engine()) as session:
        link = _link(session, token)
        if link.purpose is LinkPurpose.invitation:
            person, community = _invited(session, link)
            return Opens(link.purpose, person.name, community.name)
        account = session.get(Account, link.account_id) if link.account_id else None
        return Opens(link.purpose, account.name if account else "", "")


def use(token: str, here: Account | None = None, language: str = "it") -> str:
    """Use a link up; returns the token of a new sign-in. No consent is given by it.

    An invitation is for the account that is signed in `here`, else for a new one.
    """
    with writing() as session:
        link = _link(session, token, lock=True)
        owner, news = _OWNERS[link.purpose](session, link, here, language)
        link.used_at = moment.now()
        session.add(link)
        fresh = sign_in(session, owner)
    if news:
        live.announce(news)
    return fresh


def _new_link(purpose: LinkPurpose, **whose) -> tuple[str, SignInLink]:
    token = secrets.token_urlsafe(32)  # 256 bits
    expires = moment.now() + LASTS[purpose]
    return token, SignInLink(token_hash=hashed(token), purpose=purpose, expires_at=expires, **whose)


def _add_link(session: Session, purpose: LinkPurpose, **whose) -> str:
    token, link = _new_link(purpose, **whose)
    session.add(link)
    return token


def _alive():
    return (col(SignInLink.used_at).is_(None)) & (col(SignInLink.voided_at).is_(None))


def _void(session: Session, whose) -> None:
    session.exec(update(SignInLink).where(whose, _alive()).values(voided_at=moment.now()))


def _to(person: Person):
    """Links to this entry, and to the account behind it, whoever made them."""
    theirs = SignInLink.person_id == person.id
    return or_(theirs, SignInLink.account_id == person.account_id) if person.account_id else theirs


def _somebody_came(session: Session) -> bool:
    return session.exec(select(SignIn.id).limit(1)).first() is not None


def _must_have_a_role(session: Session, person: Person) -> None:
    try:
        standing(session, person)
    except NotFound:
        raise Refused(
            mark("{name} has no role yet: give one first, then make the link."), name=person.name
        ) from None


def _must_be_within_reach(step: Step, account_id: UUID) -> None:
    """A link opens all that the account can see: only for whoever coordinates all of it."""
    theirs = select(Person.community_id).where(Person.account_id == account_id)
    ours = select(RoleAssignment.community_id).where(
        RoleAssignment.person_id.in_(_same_human(step.by)),
        RoleAssignment.role == Role.coordinator,
        col(RoleAssignment.archived_at).is_(None),
        or_(col(RoleAssignment.to_on).is_(None), RoleAssignment.to_on > moment.today()),
    )
    if set(step.exec(theirs)) - set(step.exec(ours)):
        raise Refused(
            mark(
                "{name} also sits in communities that you don’t coordinate, so only whoever runs "
                "this installation can make a link for them."
            ),
            name=step.what,
        )


def _same_human(by: Person):
    if by.account_id is None:
        return [by.id]
    return select(Person.id).where(
        Person.account_id == by.account_id, col(Person.archived_at).is_(None)
    )


def _link(session: Session, token: str, lock: bool = False) -> SignInLink:
    asked = select(SignInLink).where(SignInLink.token_hash == hashed(token))
    link = session.exec(asked.with_for_update() if lock else asked).first()
    if link and link.used_at:
        raise Refused(
            mark(
                "This link was used already: each one works once. If it was you, this browser may "
                "still be signed in. Otherwise ask whoever gave it to you for a new one."
            )
        )
    if link and link.expires_at <= moment.now():
        raise Refused(mark("This link has expired. Ask whoever gave it to you for a new one."))
    late = link and link.purpose is LinkPurpose.first and _somebody_came(session)
    if link is None or link.voided_at or late:
        raise Refused(_OVER)
    return link


def _invited(session: Session, link: SignInLink) -> tuple[Person, Community]:
    person = session.get(Person, link.person_id)
    community = session.get(Community, person.community_id)
    if person.archived_at or community.archived_at or person.account_id:
        raise Refused(_OVER)
    return person, community


def _first(session: Session, link: SignInLink, here, language: str):
    return new_account(session, language), None


def _owner(session: Session, link: SignInLink, here, language: str):
    return session.get(Account, link.account_id), None


def _guest(session: Session, link: SignInLink, here: Account | None, language: str):
    person, community = _invited(session, link)
    community = _raise_revision(session, community)
    if here:
        _must_not_sit_there(session, here, person)
    owner = here or new_account(session, language, person.name, person.email)
    person.account_id = owner.id
    session.add(person)
    return owner, live.News(community.id, community.revision, frozenset({"person"}), person.id)


_OWNERS = {
    LinkPurpose.first: _first,
    LinkPurpose.personal: _owner,
    LinkPurpose.invitation: _guest,
}


def _raise_revision(session: Session, community: Community) -> Community:
    """As the door does: what was cached of this community is not true any more."""
    session.exec(
        update(Community)
        .where(Community.id == community.id)
        .values(revision=Community.revision + 1)
    )
    session.refresh(community)
    return community


def _must_not_sit_there(session: Session, here: Account, person: Person) -> None:
    twin = session.exec(
        select(Person).where(
            Person.account_id == here.id,
            Person.community_id == person.community_id,
            col(Person.archived_at).is_(None),
        )
    ).first()
    if twin:
        raise Refused(
            mark(
                "You are signed in and sit at this table already, as {name}. If the link is for "
                "somebody else, sign out first."
            ),
            name=twin.name,
        )
