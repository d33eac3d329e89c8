"""The register: who is in it, who keeps it, and how large it may become."""

import pytest
from sqlmodel import Session, select

from models import HistoryChange, Organisation, Person, Role
from models.database import engine
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import access, communities, doubles, history, links, organisations, people
from services.metering import meter
from services.summaries import registers


def names(by) -> set[str]:
    told = registers.register(by)
    return {row.person.name for row in told.people} | {
        row.organisation.name for row in told.organisations
    }


def test_nothing_of_one_register_is_in_another(world):
    stranger = communities.start(None, "Altrove", "Ugo", "La loro")
    people.add(stranger, "Nina Prova")
    organisations.add(stranger, "Coop. Filo Ripreso")

    assert names(stranger) == {"Ugo", "Nina Prova", "La loro", "Coop. Filo Ripreso"}
    assert not names(world.coordinator) & {"Ugo", "Nina Prova", "La loro"}
    assert doubles.suggestions(stranger) == []
    pairs = doubles.suggestions(world.coordinator)
    assert all(p.drop.community_id == world.coordinator.community_id for p in pairs)
    assert registers.register(stranger).person(world.people["p02"].id) is None


def test_nobody_of_another_register_is_changed(world):
    stranger, marta = communities.start(None, "Altrove", "Ugo"), world.people["p02"]
    for act in (
        lambda: people.edit(stranger, marta.id, {}, {"name": "Un’altra"}),
        lambda: people.affiliate(stranger, marta.id, world.orgs["qubi"].id),
        lambda: people.set_role(stranger, marta.id, Role.coordinator),
        lambda: people.archive(stranger, marta.id),
        lambda: links.invite(stranger, marta.id),
        lambda: organisations.archive(stranger, world.orgs["qubi"].id),
        lambda: organisations.set_seat(stranger, world.orgs["qubi"].id, "member", world.today),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_an_organisation_counts_as_only_who_coordinates_says(world):
    by, org = world.coordinator, world.orgs["qubi"]
    speaker = world.voice("qubi")
    other = "foundation" if org.kind != "foundation" else "company"
    for wanted in ({"kind": other}, {"platform_partner": not org.platform_partner}):
        with pytest.raises(Refused) as no:
            organisations.edit(speaker, org.id, {}, {"sector": "Orti"} | wanted)
        assert [no.value.field] == list(wanted)
    same = {"kind": org.kind, "platform_partner": org.platform_partner, "sector": "Orti"}
    assert organisations.edit(speaker, org.id, {}, same).sector == "Orti"
    assert organisations.edit(by, org.id, {}, {"kind": other}).kind == other

    arrival = people.add(by, "Chi arriva", role=Role.arrival)
    with pytest.raises(Refused):
        organisations.add(arrival, "Nuova", platform_partner=True)
    assert organisations.add(arrival, "Nuova", sector="Orti").sector == "Orti"


def test_only_the_fields_an_organisation_is_told_in_are_taken(world):
    by, org = world.coordinator, world.orgs["qubi"]
    new = organisations.add(by, "Nuova", kind="company", merged_into_id=org.id)
    assert (new.kind, new.merged_into_id) == ("company", None)


def test_the_last_coordinator_stays(world):
    by, marta = world.coordinator, world.people["p02"]
    with pytest.raises(Refused):
        people.set_role(by, by.id, Role.member)
    with pytest.raises(Refused):
        people.archive(by, by.id)
    people.set_role(by, marta.id, Role.coordinator)
    people.set_role(marta, by.id, Role.member)  # there is another one now
    with pytest.raises(NotAllowed):
        people.set_role(by, marta.id, Role.member)
    with pytest.raises(Refused):
        people.archive(marta, marta.id)


def test_two_hands_on_a_seat_are_told(world):
    by, org = world.coordinator, world.orgs["qubi"]
    seat = registers.register(by).organisation(org.id).seat
    seen = {"kind": seat.kind, "joined_on": seat.joined_on, "left_on": seat.left_on}
    organisations.set_seat(by, org.id, "funder", seat.joined_on)
    with pytest.raises(Changed) as no:
        organisations.set_seat(by, org.id, "observer", seat.joined_on, seen=seen)
    assert (no.value.field, no.value.theirs, no.value.mine) == ("kind", "funder", "observer")


def test_signing_out_everywhere_leaves_no_browser_signed_in(world):
    token = links.use(links.invite(world.coordinator, world.people["p03"].id))
    account = access.signed_in(token)
    again = links.use(links.for_account(account))
    other = links.use(links.invite(world.coordinator, world.people["p12"].id))

    access.sign_out_everywhere(account)

    assert access.signed_in(token) is None and access.signed_in(again) is None
    assert access.signed_in(other) is not None


def test_a_link_is_said_once_and_the_history_does_not_know_it(world):
    token = links.invite(world.coordinator, world.people["p03"].id)
    line = history.of_community(world.coordinator)[0]
    (_line, changed), *_ = history.of_thing(world.coordinator, *_things(line))
    assert token not in str(changed) and "token_hash" not in changed.after
    newer = links.invite(world.coordinator, world.people["p03"].id)
    with pytest.raises(Refused):
        links.use(token)  # the newer voids it
    links.use(newer)


def _things(line) -> list:
    with Session(engine()) as session:
        asked = select(HistoryChange.thing_id).where(HistoryChange.history_id == line.id)
        return list(session.exec(asked).all())


def test_a_larger_register_takes_no_more_questions(story, visit):
    def statements() -> int:
        page = visit("people", story.coordinator)
        with meter() as running:
            page.run()
        return running.statements

    small, by = statements(), story.coordinator
    with Session(engine()) as session:
        crowd = [Person(name=f"Nome{n} Cognome{n}") for n in range(180)]
        orgs = [Organisation(name=f"Gruppo {n * 7919}") for n in range(150)]
        for entry in [*crowd, *orgs]:
            entry.community_id = by.community_id
        session.add_all([*crowd, *orgs])
        session.commit()
    assert statements() == small
