"""Starting a community, its settings, and the example that can be removed in one step."""

import re
import unicodedata
from uuid import UUID

from sqlmodel import Session, select

from models import (
    Account,
    Affiliation,
    Community,
    MembershipKind,
    Organisation,
    OrgMembership,
    Person,
    Plan,
    moment,
)
from models.base import words
from models.database import engine
from models.refusals import Refused, all_of
from services.change import beginning, change
from services.look import look
from translations import mark

SETTINGS = (
    "name",
    "theme",
    "purpose",
    "programme",
    "funders",
    "next_report_on",
    "voting_unit",
    "lapse_after_meetings",
    "day_hours",
)


def start(
    account: Account | None,
    name: str,
    person_name: str,
    organisation_name: str = "",
    example: bool = False,
) -> Person:
    """A new community with its first coordinator, a plan, and their organisation if named.

    Refused with the field (`name`, `person_name`) when a name has no words.
    """
    name, person_name = all_of(
        lambda: words(name, "name", 120), lambda: words(person_name, "person_name", 120)
    )
    community = Community(name=name, slug="", example=example, started_on=moment.today())
    community.slug = _free_slug(community.name)
    founder = Person(
        community_id=community.id,
        name=person_name,
        email=account.email if account else None,
        account_id=account.id if account else None,
    )
    with beginning(community, founder) as step:
        step.add(Plan(title=community.name))
        if organisation_name.strip():
            _seat(step, founder, words(organisation_name, "organisation_name", 160))
    return founder


def of(by: Person) -> Community:
    with look(by, "community.read_name") as session:
        return session.get(Community, by.community_id)


def change_settings(by: Person, seen: dict, wanted: dict, op: UUID | None = None) -> None:
    """Only SETTINGS; `seen` are the values the form showed. Changed if two people collide."""
    with change(by, "community.settings_changed", op) as step:
        community = step.get(Community, by.community_id)
        step.edit(community, seen, wanted, SETTINGS, name=120)


def remove_example(by: Person) -> None:
    """All of it, at once, for good. Only ever the example."""
    with change(by, "community.example_removed", confirmed=True) as step:
        community = step.get(Community, by.community_id)
        if not community.example:
            raise Refused(mark("Only the example can be removed in one step."))
        step.erase()


def _seat(step, founder: Person, name: str) -> None:
    organisation = step.add(Organisation(name=name))
    step.add(
        OrgMembership(
            organisation_id=organisation.id,
            kind=MembershipKind.member,
            joined_on=moment.today(),
        )
    )
    step.add(
        Affiliation(
            person_id=founder.id,
            organisation_id=organisation.id,
            from_on=moment.today(),
            can_commit=True,
        )
    )


def _free_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "community"
    with Session(engine()) as session:
        taken = set(session.exec(select(Community.slug).where(Community.slug.startswith(slug))))
    return next(
        s for n in range(1, 10_000) if (s := slug if n == 1 else f"{slug}-{n}") not in taken
    )
