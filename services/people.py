"""The people of a community: who they are, for whom they speak, and what they may do."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, or_, select

from models import Affiliation, MadeBy, Person, Role, RoleAssignment, moment
from models.base import words
from models.refusals import Refused
from services.change import Step, change
from services.look import look
from translations import mark

FIELDS = ("name", "email", "phone")


def add(
    by: Person,
    name: str,
    organisation_id: UUID | None = None,
    role: Role | None = Role.member,
    email: str | None = None,
    can_commit: bool = False,
    from_on: date | None = None,
    made_by: MadeBy = MadeBy.facilitator,
    op: UUID | None = None,
) -> Person:
    """A new entry; with an organisation they speak for, and a role (None: only in the register)."""
    from_on = from_on or moment.today()
    with change(by, "person.added", op) as step:
        email = mail_address(email)
        _must_be_free(step, email)
        person = step.add(Person(name=words(name, "name", 120), email=email, made_by=made_by))
        if organisation_id:
            _affiliate(step, person.id, organisation_id, can_commit, from_on)
        if role:
            step.add(RoleAssignment(person_id=person.id, role=role, from_on=from_on))
        return person


def edit(by: Person, person_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Person:
    with change(by, "person.edited", op) as step:
        person = step.get(Person, person_id)
        if "email" in wanted:
            wanted = {**wanted, "email": mail_address(wanted["email"])}
            _must_be_free(step, wanted["email"], person.id)
        step.edit(person, seen, wanted, FIELDS, name=120)
        return person


def affiliate(
    by: Person,
    person_id: UUID,
    organisation_id: UUID,
    can_commit: bool = False,
    from_on: date | None = None,
    op: UUID | None = None,
) -> Affiliation:
    """From `from_on` (today) they speak for it; if they already did, only `can_commit` changes."""
    with change(by, "person.affiliated", op) as step:
        person = step.find(Person, person_id)
        step.what = person.name
        held = _held(step, person_id, organisation_id)
        if held:
            held.can_commit = can_commit
            return held
        return _affiliate(step, person_id, organisation_id, can_commit, from_on or moment.today())


def leave_organisation(by: Person, affiliation_id: UUID, op: UUID | None = None) -> None:
    """From today they no longer speak for it; the past stays as it was."""
    with change(by, "person.affiliated", op) as step:
        held = step.get(Affiliation, affiliation_id)
        step.what = step.find(Person, held.person_id).name
        held.to_on = max(moment.today(), held.from_on)


def set_role(by: Person, person_id: UUID, role: Role | None, op: UUID | None = None) -> None:
    """From today. Never one's own; the last coordinator stays."""
    with change(by, "person.role_set", op) as step:
        person = step.find(Person, person_id)
        step.what = person.name
        if person.id == by.id:
            raise Refused(mark("Somebody else has to change your role."))
        current = step.exec(
            select(RoleAssignment).where(
                RoleAssignment.person_id == person_id,
                RoleAssignment.to_on.is_(None),
                RoleAssignment.archived_at.is_(None),
            )
        ).first()
        if current and current.role is role:
            return
        if role is not Role.coordinator:
            not_the_last_coordinator(step, person_id)
        if current:
            step.archive(current) if current.from_on >= moment.today() else _end(current)
            step.make_room()  # only one open role at a time
        if role:
            step.add(RoleAssignment(person_id=person_id, role=role, from_on=moment.today()))


def archive(by: Person, person_id: UUID, op: UUID | None = None) -> None:
    """Out of the register; the meetings they came to keep them. Never oneself."""
    with change(by, "person.archived", op) as step:
        person = step.get(Person, person_id)
        if person.id == by.id:
            raise Refused(mark("You can’t archive yourself."))
        not_the_last_coordinator(step, person_id)
        step.archive(person)


def of_community(by: Person) -> list[Person]:
    """Those that are not archived, by name; who may read no names is alone in it."""
    with look(by, "person.read_name", part=True) as session:
        asked = select(Person).where(*_there(session, by))
        return session.exec(asked.order_by(Person.name)).all()


def names(by: Person) -> dict[UUID, str]:
    """Of the same people in the same order, with nothing else of them."""
    with look(by, "person.read_name", part=True) as session:
        asked = select(Person.id, Person.name).where(*_there(session, by))
        return dict(session.exec(asked.order_by(Person.name)).all())


def _there(session: Session, by: Person) -> tuple:
    everybody = session.info["who"].sees("person.read_name")
    here = Person.community_id == by.community_id, Person.archived_at.is_(None)
    return here if everybody else (*here, Person.id == by.id)


def not_the_last_coordinator(step: Step, person_id: UUID) -> None:
    others = step.exec(
        select(RoleAssignment.id)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(
            RoleAssignment.community_id == step.by.community_id,
            RoleAssignment.role == Role.coordinator,
            RoleAssignment.person_id != person_id,
            RoleAssignment.to_on.is_(None),
            RoleAssignment.archived_at.is_(None),
            Person.archived_at.is_(None),
        )
    ).first()
    if others is None:
        raise Refused(mark("A community keeps at least one coordinator."))


def _end(assignment: RoleAssignment) -> None:
    assignment.to_on = moment.today()


def _affiliate(step: Step, person_id, organisation_id, can_commit, from_on) -> Affiliation:
    return step.add(
        Affiliation(
            person_id=person_id,
            organisation_id=organisation_id,
            can_commit=can_commit,
            from_on=from_on,
        )
    )


def _held(step: Step, person_id: UUID, organisation_id: UUID) -> Affiliation | None:
    return step.exec(
        select(Affiliation).where(
            Affiliation.person_id == person_id,
            Affiliation.organisation_id == organisation_id,
            Affiliation.archived_at.is_(None),
            or_(Affiliation.to_on.is_(None), Affiliation.to_on > moment.today()),
        )
    ).first()


def mail_address(email: str | None) -> str | None:
    """Tidied, or None for nothing. Refused if it is none."""
    email = (email or "").strip().lower() or None
    if email and (email.count("@") != 1 or "." not in email.split("@")[1] or " " in email):
        raise Refused(mark("This does not look like an e-mail address."), field="email")
    return email


def _must_be_free(step: Step, email: str | None, but: UUID | None = None) -> None:
    twin = (
        email
        and step.exec(
            select(Person).where(
                Person.community_id == step.by.community_id,
                Person.email == email,
                Person.archived_at.is_(None),
            )
        ).first()
    )
    if twin and twin.id != but:
        raise Refused(
            mark("{name} already has this e-mail address."), field="email", name=twin.name
        )
