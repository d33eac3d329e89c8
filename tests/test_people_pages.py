"""The register, the history, the settings and the tables somebody sits at, as pages."""

import pytest

from services import communities, history, objectives, organisations, people
from services.summaries import registers, tables


def html(page) -> str:
    return " ".join(str(element.proto) for element in page.get("html"))


@pytest.mark.parametrize("name", ["people", "history", "settings"])
def test_everybody_may_look(name, story, visit):
    for person in (story.coordinator, story.people["p02"], story.people["p17"]):
        assert not visit(name, person).exception


def test_e_mails_are_for_who_coordinates(story):
    marta = story.people["p02"]
    people.edit(story.coordinator, marta.id, {}, {"email": "marta@example.org"})

    def seen(by):
        return registers.register(by).person(marta.id).email

    assert seen(story.coordinator) == "marta@example.org"
    assert seen(marta) == "marta@example.org"
    assert seen(story.people["p03"]) == ""


def test_settings_are_changed_and_told(story, visit):
    page = visit("settings", story.coordinator)
    page.text_input(key="settings_theme").input("Riuso e riparazione")
    page.button(key="FormSubmitter:settings_form-Salva").click().run()

    assert not page.exception
    assert communities.of(story.coordinator).theme == "Riuso e riparazione"
    assert history.of_community(story.coordinator)[0].verb == "community.settings_changed"


def test_the_example_goes_away_in_one_step(story, visit):
    page = visit("settings", story.coordinator)
    page.button(key="remove_example").click().run()

    assert not page.exception
    assert "Il tavolo è pronto" in html(page)


def test_many_tables_and_nothing_of_one_in_another(story, visit):
    page = visit("overview", story.coordinator)  # who now has an account
    (account,) = [s for s in [_account(story.coordinator)] if s]
    other = communities.start(account, "Un altro tavolo", "Ada")
    objectives.draft(other, "Solo qui")

    page = visit("communities", account)

    assert not page.exception
    rows = {r.community.name: r for r in tables.of_people([story.coordinator, other])}
    assert {w.what for w in rows["Un altro tavolo"].mine + rows["Un altro tavolo"].others} == set()
    assert len(rows[communities.of(story.coordinator).name].others) > 10
    assert "Solo qui" not in [o.title for o in objectives.of_community(story.coordinator)]


def _account(person):
    from sqlmodel import Session

    from models import Account, Person
    from models.database import engine

    with Session(engine()) as session:
        return session.get(Account, session.get(Person, person.id).account_id)


def opened(page, name: str, *known):
    page.session_state["drawer_open"] = (name, known)
    return page.run()


def test_two_hands_in_the_settings_see_both_and_what_was_typed_stays(story, visit):
    by = story.coordinator
    page = visit("settings", by)
    page.text_area(key="settings_purpose").input("La mia frase")
    page.text_input(key="settings_theme").input("Anche questo")
    communities.change_settings(by, {}, {"purpose": "La loro frase"})

    save = "FormSubmitter:settings_form-Salva"
    page.button(key=save).click().run()

    assert "La loro frase" in html(page) and "La mia frase" in html(page)
    assert page.text_area(key="settings_purpose").value == "La mia frase"
    assert page.text_input(key="settings_theme").value == "Anche questo"
    assert communities.of(by).purpose == "La loro frase"
    page.button(key=save).click().run()  # now it is a choice
    assert communities.of(by).purpose == "La mia frase"


def test_two_hands_in_an_organisation_see_both_and_what_was_typed_stays(story, visit):
    by, org = story.coordinator, story.orgs["qubi"]
    drawer = ("organisation", str(org.id))
    page = opened(visit("people", by), *drawer)
    page.text_input(key="org_sector").input("Orti")
    organisations.edit(by, org.id, {}, {"sector": "Giardini"})

    page.button(key="FormSubmitter:org_form-Salva").click()
    page = opened(page, *drawer)

    assert "Giardini" in html(page) and page.text_input(key="org_sector").value == "Orti"
    page.button(key="FormSubmitter:org_form-Salva").click()
    opened(page, *drawer)
    assert registers.register(by).organisation(org.id).organisation.sector == "Orti"


def test_its_own_people_are_not_asked_what_it_counts_as(story, visit):
    org, speaker = story.orgs["qubi"], story.voice("qubi")
    drawer = ("organisation", str(org.id))
    page = opened(visit("people", speaker), *drawer)
    asked = {widget.key for widget in [*page.selectbox, *page.checkbox]}
    assert not {"org_kind", "org_platform_partner"} & asked

    page.text_input(key="org_sector").input("Orti")
    page.button(key="FormSubmitter:org_form-Salva").click()
    page = opened(page, *drawer)

    kept = registers.register(speaker).organisation(org.id).organisation
    assert (kept.sector, kept.kind) == ("Orti", org.kind)
    assert kept.platform_partner == org.platform_partner


def test_two_hands_on_a_seat_see_both(story, visit):
    by, org = story.coordinator, story.orgs["qubi"]
    drawer = ("organisation", str(org.id))
    page = opened(visit("people", by), *drawer)
    seat = registers.register(by).organisation(org.id).seat
    page.selectbox(key="seat_kind").select("observer")
    organisations.set_seat(by, org.id, "funder", seat.joined_on)

    page.button(key="FormSubmitter:seat_form-Salva").click()
    page = opened(page, *drawer)

    assert "Ente finanziatore" in html(page) and "Osservatore" in html(page)
    assert registers.register(by).organisation(org.id).seat.kind == "funder"


def test_a_form_opened_again_shows_what_is_there_now(story, visit):
    by, org = story.coordinator, story.orgs["qubi"]
    page = opened(visit("people", by), "organisation", str(org.id))
    page.text_input(key="org_sector").input("Non salvato")
    page.run()  # the drawer is closed

    page = opened(page, "organisation", str(org.id))

    assert page.text_input(key="org_name").value == org.name
    assert page.text_input(key="org_sector").value == org.sector


def test_who_may_commit_is_a_switch(story, visit):
    by, marta = story.coordinator, story.people["p02"]
    (held, org), *_ = registers.register(by).person(marta.id).affiliations
    page = opened(visit("people", by), "person", str(marta.id))
    switch = page.toggle(key=f"may_{held.id}")
    assert (switch.label, switch.value) == ("Può impegnarla", held.can_commit)

    switch.set_value(not held.can_commit)
    page = opened(page, "person", str(marta.id))

    assert not page.exception
    assert page.toggle(key=f"may_{held.id}").value is not held.can_commit
    assert registers.register(by).person(marta.id).affiliations[0][0].can_commit != held.can_commit


def test_a_sign_in_link_is_shown_once(story, visit):
    drawer = ("person", str(story.people["p03"].id))
    page = opened(visit("people", story.coordinator), *drawer)
    page.button(key="invite").click()
    page = opened(page, *drawer)
    assert "/enter/" in page.code[0].value

    page.run()  # closed
    page = opened(page, *drawer)

    assert not page.code and page.button(key="invite")


def test_deep_links_to_what_is_of_others_open_nothing(story, visit):
    other = communities.start(None, "Altrove", "Ugo")
    theirs = organisations.add(other, "La loro")
    for drawer in (
        ("organisation", str(theirs.id)),
        ("person", str(other.id)),
        ("merge", f"{theirs.id}|{story.orgs['qubi'].id}"),
    ):
        page = opened(visit("people", story.coordinator), *drawer)
        assert not page.exception and "Altrove" not in html(page)
        assert "La loro" not in html(page)
    page = visit("people", story.coordinator, q="La loro")
    assert "Nessuna organizzazione corrisponde" in html(page)
