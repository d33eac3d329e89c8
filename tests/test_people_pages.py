"""The register, the history, the settings and the tables somebody sits at, as pages."""

import pytest

from services import communities, history, objectives, people
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
