"""Rewording an offer in its drawer."""

from services import pledges


def opened(page, name: str, *known):
    page.session_state["drawer_open"] = (name, known)
    return page.run()


def test_a_drawer_opened_again_shows_the_offer_whole(story, visit):
    offer = pledges.offer(
        story.coordinator, story.orgs["qubi"].id, "time", "Due mani", condition="se serve"
    )
    page = opened(visit("resources", story.coordinator), "pledge", str(offer.id))
    assert page.text_input(key="change_title").value == "Due mani"
    page.run()  # closed

    page = opened(page, "pledge", str(offer.id))

    assert page.text_input(key="change_title").value == "Due mani"
    assert page.text_input(key="change_condition").value == "se serve"
