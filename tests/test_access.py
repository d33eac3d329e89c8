"""Who comes in, by which link, and how they leave."""

from datetime import timedelta

import pytest
from sqlmodel import Session, func, select

from models import Account, Community, HistoryChange, LinkPurpose, Person, Role, SignInLink, moment
from models.database import engine
from models.refusals import NotAllowed, NotFound, Refused
from services import access, communities, links, people


def test_the_first_coordinator_comes_in_by_the_latest_first_link(database):
    old, token = links.first(), links.first()

    with pytest.raises(Refused):
        links.use(old)
    assert links.read(token) == (LinkPurpose.first, "", "")
    browser = links.use(token, language="en")

    assert access.signed_in(browser).language == "en"
    assert links.first() is None, "somebody came: the house has its first coordinator"


def test_a_link_is_used_once_and_reading_uses_nothing(database):
    token = links.first()
    assert links.read(token) == links.read(token)
    links.use(token)

    for again in (links.read, links.use):
        with pytest.raises(Refused):
            again(token)


def test_a_link_is_over_in_time(database):
    token = links.first()

    with moment.at(moment.now() + timedelta(days=6, hours=23)):
        links.read(token)
    with moment.at(moment.now() + timedelta(days=7)), pytest.raises(Refused):
        links.use(token)


def test_only_hashes_are_kept(database):
    token = links.first()
    browser = links.use(token)

    with engine().connect() as connection:
        kept = " ".join(
            str(connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall())
            for table in ("sign_in_link", "sign_in", "account")
        )
    assert token not in kept and browser not in kept
    assert access.hashed(token) in kept and access.hashed(browser) in kept


def test_a_sign_in_ends_by_leaving_and_in_time(database):
    account = _newcomer()
    token, other = (links.use(links.for_account(account)) for _ in range(2))
    assert access.signed_in(token).id == account.id
    with moment.at(moment.now() + timedelta(days=90)):
        assert access.signed_in(token) is None

    left = []
    access.leaving.add(hear := lambda *who: left.append(who))
    access.sign_out(token)
    access.leaving.discard(hear)

    assert access.signed_in(token) is None and access.signed_in(other)
    assert left == [(account.id, access.hashed(token))]
    assert access.signed_in(None) is None and access.signed_in("made up") is None


def test_leaving_everywhere_takes_the_unused_links_too(database):
    account = _newcomer()
    browser, unused = links.use(links.for_account(account)), links.for_account(account)

    access.sign_out_everywhere(account)

    assert access.signed_in(browser) is None
    with pytest.raises(Refused):
        links.use(unused)


def test_an_invitation_makes_an_account_for_a_person_of_the_register(world):
    marco = world.people["p02"]
    before = _revision(marco)

    token = links.invite(world.coordinator, marco.id)
    opens = links.read(token)
    assert (opens.who, opens.community) == (marco.name, communities.of(marco).name)
    account = access.signed_in(links.use(token))

    (seat,) = access.people_of(account)
    assert (seat.person.id, seat.role, account.name) == (marco.id, Role.member, marco.name)
    assert _revision(marco) > before + 1, "who has an account is news too"


def test_only_a_coordinator_invites_and_only_into_their_own_register(world):
    member, stranger = world.people["p02"], _founder()

    with pytest.raises(NotAllowed):
        links.invite(member, world.people["p03"].id)
    with pytest.raises(NotFound):
        links.invite(stranger, member.id)
    assert links.invite(world.coordinator, member.id)


def test_the_history_tells_of_an_invitation_without_its_token(world):
    token = links.invite(world.coordinator, world.people["p02"].id)

    with Session(engine()) as session:
        line = session.exec(
            select(HistoryChange).where(HistoryChange.thing == "sign_in_link")
        ).one()
    assert "token_hash" not in line.after
    assert access.hashed(token) not in str(line.after)


def test_who_has_no_role_has_nothing_to_come_in_for(world):
    guest = people.add(world.coordinator, "Ospite", role=None)

    with pytest.raises(Refused, match="Ospite"):
        links.invite(world.coordinator, guest.id)


def test_a_newer_invitation_voids_the_older(world):
    old, new = (links.invite(world.coordinator, world.people["p02"].id) for _ in range(2))

    with pytest.raises(Refused):
        links.use(old)
    links.use(new)


def test_a_newer_invitation_voids_every_link_to_the_same_account(world):
    marco = world.people["p02"]
    account = access.signed_in(links.use(links.invite(world.coordinator, marco.id)))
    old, others = links.for_account(account), links.for_account(_newcomer())

    new = links.invite(world.coordinator, marco.id)

    with pytest.raises(Refused):
        links.use(old)
    links.use(new), links.use(others)


def test_an_invitation_joins_the_account_that_is_signed_in(world):
    account = _newcomer()
    home = communities.start(account, "Another table", "Ada")

    links.use(links.invite(world.coordinator, world.people["p02"].id), here=account)

    seats = access.people_of(account)
    assert {s.person.id for s in seats} == {home.id, world.people["p02"].id}
    assert [s.community.example for s in seats] == [False, True]
    second = links.invite(world.coordinator, world.people["p03"].id)
    with pytest.raises(Refused, match=world.people["p02"].name):
        links.use(second, here=account)
    assert links.use(second), "it was not used up by the refusal"


def test_a_coordinator_renews_the_link_of_whoever_sits_only_with_them(world):
    marco = world.people["p02"]
    account = access.signed_in(links.use(links.invite(world.coordinator, marco.id)))

    again = links.use(links.invite(world.coordinator, marco.id))

    assert access.signed_in(again).id == account.id
    communities.start(account, "Marco’s own table", "Marco")
    with pytest.raises(Refused, match=marco.name):
        links.invite(world.coordinator, marco.id)


def test_an_e_mail_in_a_register_never_opens_somebody_elses_account(world):
    first = _invited(world, "Ada", "ada@example.org")
    founder = _founder()
    twin = people.add(founder, "Ada too", email="ada@example.org")

    second = access.signed_in(links.use(links.invite(founder, twin.id)))

    assert first.email == "ada@example.org"
    assert second.id != first.id and second.email is None


def test_an_archived_entry_cannot_be_entered(world):
    person = people.add(world.coordinator, "Va via")
    token = links.invite(world.coordinator, person.id)
    with Session(engine()) as session:
        kept = session.get(Person, person.id)
        kept.archived_at = moment.now()
        session.add(kept)
        session.commit()

    for asked in (links.read, links.use):
        with pytest.raises(Refused):
            asked(token)


def test_an_account_remembers_only_what_is_its_own(database):
    account = _newcomer()

    kept = access.remember(account, language="en", name="Ada")

    assert (kept.language, access.account(account.id).name) == ("en", "Ada")
    with pytest.raises(ValueError):
        access.remember(account, language="tlh")


def test_a_seat_ends_with_the_role(world):
    marco = world.people["p02"]
    account = access.signed_in(links.use(links.invite(world.coordinator, marco.id)))
    people.set_role(world.coordinator, marco.id, Role.observer)
    assert [s.role for s in access.people_of(account)] == [Role.observer]

    people.set_role(world.coordinator, marco.id, None)

    assert access.people_of(account) == []


def test_removing_the_example_takes_its_links_along(story):
    links.invite(story.coordinator, story.people["p02"].id)

    communities.remove_example(story.coordinator)

    with Session(engine()) as session:
        for kind in (Community, Person, SignInLink):
            assert session.exec(select(func.count()).select_from(kind)).one() == 0


def _newcomer() -> Account:
    with access.writing() as session:
        return access.new_account(session, "it", "Ada")


def _founder() -> Person:
    return communities.start(_newcomer(), "A table of their own", "Grace")


def _invited(world, name: str, email: str) -> Account:
    person = people.add(world.coordinator, name, email=email)
    return access.signed_in(links.use(links.invite(world.coordinator, person.id)))


def _revision(person: Person) -> int:
    return communities.of(person).revision
