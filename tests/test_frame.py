"""Who is at the browser, which table is in front of them, and where they can go."""

from services import access, communities, links


def test_a_newcomer_is_welcomed(visit):
    page = visit("welcome", _newcomer())

    assert not page.exception
    assert [button.label for button in page.button] == ["Guarda l’esempio", "Avvia la tua comunità"]


def test_starting_a_community_says_what_is_missing_and_keeps_what_was_typed(visit):
    account = _newcomer()
    page = visit("welcome", account)
    page.text_input(key="start_name").input("Riuso a Torino")
    page.button(key="FormSubmitter:start-Avvia la tua comunità").click().run()

    assert "non può restare vuoto" in _html(page) and access.people_of(account) == []
    assert page.text_input(key="start_name").value == "Riuso a Torino"

    page.text_input(key="start_person_name").input("Ada")
    page.text_input(key="start_organisation_name").input("Officina")
    page.button(key="FormSubmitter:start-Avvia la tua comunità").click().run()

    (seat,) = access.people_of(account)
    assert (seat.community.name, seat.person.name) == ("Riuso a Torino", "Ada")
    assert page.query_params["c"] == "riuso-a-torino"


def test_the_example_is_built_once(visit):
    account = _newcomer()
    page = visit("welcome", account)
    page.button(key="look-around").click().run(timeout=30)

    (seat,) = access.people_of(account)
    assert seat.community.example and "Esempio" in _html(page)
    again = visit("welcome", account)
    again.button(key="look-around").click().run(timeout=30)
    assert len(access.people_of(account)) == 1


def test_the_language_is_switched_and_kept(visit):
    account = _newcomer()
    page = visit("welcome", account)

    page.segmented_control(key="switch_language").select("en").run()

    assert "Look around the example" in [button.label for button in page.button]
    assert access.account(account.id).language == "en"


def test_another_table_in_the_address_is_nothing_here(visit, story):
    account = _newcomer()
    communities.start(account, "Una comunità tutta sua", "Ada")
    other = communities.of(story.coordinator).slug

    for slug in (other, "there-is-none"):
        page = visit("welcome", account, c=slug)
        assert "Qui non c’è nulla per te" in _html(page)
        assert communities.of(story.coordinator).name not in _html(page)

    page.button(key="go-una-comunita-tutta-sua").click().run()
    assert "Qui non c’è nulla per te" not in _html(page)


def test_who_sits_at_several_tables_turns_from_one_to_another(visit, story):
    account = _newcomer()
    home = communities.start(account, "Una comunità tutta sua", "Ada")
    links.use(links.invite(story.coordinator, story.people["p02"].id), here=account)
    page = visit("welcome", account)
    assert page.selectbox(key="switch_table").value == home.community_id

    page.selectbox(key="switch_table").select(story.coordinator.community_id).run()

    assert story.people["p02"].name in _html(page)
    assert access.account(account.id).last_community_id == story.coordinator.community_id
    assert page.query_params["c"] == communities.of(story.coordinator).slug


def _newcomer():
    with access.writing() as session:
        return access.new_account(session, "it", "Ada")


def _html(page) -> str:
    return " ".join(str(element.proto) for element in page.get("html"))
