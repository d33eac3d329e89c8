"""Resources, as a coordinator, who may commit, a member and a reader see and use them."""

import re
from datetime import date

import pytest

from models import Beneficiary, Kind, NeedState, PledgeState, Unit
from services import needs, people, pledges
from services.metering import meter
from services.summaries import amounts, resources


def shown(page) -> str:
    """All our own HTML on the page, pressed or not."""
    parts = [*page.get("html"), *page.get("bidi_component")]
    html = " ".join(str(part.proto) for part in parts)
    return re.sub(r"\\+n|\s+", " ", html).replace("\\", "")


def opened(page, name: str, *known):
    """The page with this drawer open. (A browser reruns only the drawer; here the whole page
    runs, so each step says again what is open.)"""
    page.session_state["drawer_open"] = (name, known)
    return page.run()


def press(page, label: str, *drawer):
    """The button of the form that is open."""
    next(button for button in page.button if button.label == label).click()
    return opened(page, *drawer)


def asked_for(story) -> list:
    return list(resources.of_community(story.coordinator).needs.itertuples())


def newest(story):
    return pledges.of_community(story.coordinator)[-1]


def labels(page) -> set[str]:
    return {button.label for button in page.button}


@pytest.mark.parametrize("who", ["coordinator", "p02", "p17"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_everybody_may_look(story, visit, who, language):
    person = story.coordinator if who == "coordinator" else story.people[who]
    page = visit("resources", person)
    page.segmented_control(key="switch_language").set_value(language).run()

    assert not page.exception
    assert ("Che cosa manca" if language == "it" else "What is missing") in shown(page)


def test_confirmed_leads_and_stands_apart_from_offered(story, visit):
    html = shown(visit("resources", story.coordinator))

    assert "confermate: 5 offerte; da confermare: 10; già consegnate: 1" in html
    assert "1 bisogno indispensabile su 5 è coperto per intero" in html
    assert "10 offerte aspettano un sì" in html


def test_only_who_may_commit_is_offered_to_confirm(story, visit):
    giver, other = story.voice("cerchioaperto"), story.voice("qubi")
    room = story.pledges["r02"].id

    assert f'data-act="confirm" data-id="{room}' in shown(visit("resources", giver))
    for person in (other, story.coordinator):
        assert f'data-act="confirm" data-id="{room}' not in shown(visit("resources", person))


def test_who_waits_for_a_yes_that_cannot_come_is_told_and_led_to_people(story, visit):
    page = visit("resources", story.coordinator)
    assert "ancora impegnarla" not in shown(page)

    org = story.orgs["citta"]
    pledges.offer(story.coordinator, org.id, Kind.space, "Un cortile")
    page = visit("resources", story.coordinator)
    html = shown(page)
    assert "ancora impegnarla: il s" in html
    assert 'data-act="say_who" data-id="Citt' in html
    assert f'data-act="letter" data-id="{org.id}"' not in html

    people.affiliate(story.coordinator, story.people["p02"].id, org.id, True)
    assert "ancora impegnarla" not in shown(visit("resources", story.coordinator))


def offering(visit, person):
    page = visit("resources", person)
    page.button(key="offer").click().run()
    return page


def test_a_member_offers_for_their_own_and_promises_at_once(story, visit):
    qubi, need = story.voice("qubi"), story.needs["n1"]
    page = offering(visit, qubi)
    page.pills(key="offer_kind").set_value(Kind.skill)
    opened(page, "offer").selectbox(key="offer_target").set_value(f"need:{need.id}")
    assert "Ancora da trovare: 3 ore" in shown(opened(page, "offer"))
    page.text_input(key="offer_title").set_value("Impianti elettrici")
    page.text_input(key="offer_quantity").set_value("2,5")
    page.date_input(key="offer_from_on").set_value(date(2023, 9, 1))
    press(page, "Offri", "offer")

    assert not page.exception
    said = newest(story)
    assert (said.title, said.quantity_milli, said.unit) == ("Impianti elettrici", 2500, Unit.hour)
    assert (said.need_id, said.activity_id) == (need.id, need.activity_id)
    assert (said.state, said.confirmed_by) == (PledgeState.confirmed, qubi.id)


def test_an_offer_for_an_activity_says_or_asks_which_need_it_answers(story, visit):
    workshop, page = story.activities["a07"], offering(visit, story.voice("qubi"))
    page.selectbox(key="offer_target").set_value(f"activity:{workshop.id}")
    said = [caption.value for caption in opened(page, "offer").caption]
    assert any("Risponde a" in words and "Una sala per tre laboratori" in words for words in said)

    page.pills(key="offer_kind").set_value(Kind.skill)
    opened(page, "offer").selectbox(key="offer_target").set_value(f"activity:{workshop.id}")
    opened(page, "offer").selectbox(key="offer_need").set_value(f"need:{story.needs['n5'].id}")
    opened(page, "offer").text_input(key="offer_title").set_value("Un riparatore")
    press(page, "Offri", "offer")

    said = newest(story)
    assert (said.need_id, said.activity_id) == (story.needs["n5"].id, workshop.id)


def test_to_be_confirmed_with_a_day_and_a_condition(story, visit):
    page = offering(visit, story.voice("qubi"))
    page.segmented_control(key="offer_sure").set_value("ask")
    opened(page, "offer").text_input(key="offer_title").set_value("La serra")
    page.text_input(key="offer_condition").set_value("trovare le chiavi")
    page.date_input(key="offer_answer_by").set_value(date(2023, 7, 20))
    press(page, "Offri", "offer")

    said = newest(story)
    assert (said.state, said.answer_by) == (PledgeState.proposed, date(2023, 7, 20))
    assert (said.condition, said.quantity_milli) == ("trovare le chiavi", None)


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(story, visit):
    page, before = offering(visit, story.voice("qubi")), newest(story).id
    page.text_input(key="offer_title").set_value("La serra")
    page.text_input(key="offer_quantity").set_value("tanto")
    press(page, "Offri", "offer")

    assert "Scrivi un numero maggiore di zero, come 30 o 2,5" in shown(page)
    assert page.text_input(key="offer_title").value == "La serra"
    assert newest(story).id == before


def test_every_field_that_is_wrong_is_marked_at_once(story, visit):
    page = offering(visit, story.coordinator)
    page.text_input(key="offer_quantity").set_value("tanto")
    press(page, "Offri", "offer")

    for words in ("Scegli quale organizzazione", "Questo campo non", "Scrivi un numero"):
        assert words in shown(page)


def test_a_coordinator_offers_on_behalf_and_it_stays_proposed(story, visit):
    page = offering(visit, story.coordinator)
    page.text_input(key="offer_title").set_value("La serra")
    press(page, "Offri", "offer")
    assert "Scegli quale organizzazione la offre" in shown(page)

    page.selectbox(key="offer_giver").set_value(str(story.orgs["qubi"].id))
    page.selectbox(key="offer_target").set_value("meetings")
    assert "finché non dice di sì chi può impegnare" in shown(opened(page, "offer"))
    press(page, "Offri", "offer")

    said = newest(story)
    assert said.state is PledgeState.proposed
    assert said.giver_organisation_id == story.orgs["qubi"].id
    assert said.beneficiary is Beneficiary.community_life


def test_a_need_is_asked_and_changed(story, visit):
    page = visit("resources", story.people["p02"])
    page.button(key="ask").click().run()
    page.pills(key="need_kind").set_value(Kind.equipment)
    opened(page, "ask").text_input(key="need_title").set_value("Gazebo")
    page.text_input(key="need_quantity").set_value("2")
    page.segmented_control(key="need_priority").set_value(3)
    press(page, "Salva", "ask")
    asked = asked_for(story)[-1]
    assert (asked.title, asked.quantity_milli, asked.unit) == ("Gazebo", 2000, Unit.piece)
    assert asked.priority == 3

    opened(page, "need", str(asked.id)).button(key="need_change").click().run()
    assert page.text_input(key="need_quantity").value == "2"
    needs.edit(story.coordinator, asked.id, {}, {"title": "Due gazebo"})
    page.text_input(key="need_title").set_value("Gazebo grandi")
    press(page, "Salva", "change_need")
    assert "Due gazebo" in shown(page)  # both values are shown; saving again is a choice
    press(page, "Salva", "change_need")
    assert asked_for(story)[-1].title == "Gazebo grandi"


def test_a_need_is_archived_and_comes_back(story, visit):
    need = story.needs["n9"]
    page = opened(visit("resources", story.coordinator), "need", str(need.id))
    page.button(key="need_archive").click().run()
    assert need.id not in {n.id for n in asked_for(story)}

    page.button(key="undo_latest").click().run()
    assert need.id in {n.id for n in asked_for(story)}


def test_a_need_is_given_up_and_opened_again(story, visit):
    need = story.needs["n9"]
    page = opened(visit("resources", story.coordinator), "need", str(need.id))
    page.button(key="need_unmet").click().run()
    assert _need(story, "n9").state == NeedState.closed_unmet

    opened(page, "need", str(need.id)).button(key="need_reopen").click().run()
    assert _need(story, "n9").state == NeedState.open


def test_the_drawer_of_a_pledge_shows_only_what_one_may_do(story, visit):
    room = str(story.pledges["r02"].id)

    giver = opened(visit("resources", story.voice("cerchioaperto")), "pledge", room)
    assert {"Conferma", "Rifiuta…", "Ritira…"} <= labels(giver)
    other = opened(visit("resources", story.voice("qubi")), "pledge", room)
    assert not {"Conferma", "Rifiuta…", "Ritira…", "Salva"} & labels(other)

    giver.button(key="pledge_confirm").click().run()
    assert _pledge(story, "r02").firm
    opened(giver, "pledge", room).button(key="pledge_deliver").click().run()
    assert _pledge(story, "r02").state is PledgeState.delivered
    opened(giver, "pledge", room).button(key="pledge_take_back").click().run()
    assert _pledge(story, "r02").state is PledgeState.confirmed


def test_declining_needs_a_reason(story, visit):
    room = str(story.pledges["r02"].id)
    page = opened(visit("resources", story.voice("cerchioaperto")), "pledge", room)
    page.button(key="pledge_decline").click().run()
    press(page, "Rifiuta", "decline", room)
    assert "Questo campo non può restare vuoto" in shown(page)

    page.text_input(key="why_reason").set_value("la sala è occupata")
    press(page, "Rifiuta", "decline", room)
    assert _pledge(story, "r02").reason == "la sala è occupata"


def test_an_offer_is_reworded_while_it_is_only_proposed(story, visit):
    room = str(story.pledges["r02"].id)
    page = opened(visit("resources", story.voice("cerchioaperto")), "pledge", room)
    page.text_input(key="change_quantity").set_value("3")
    press(page, "Salva", "pledge", room)

    assert _pledge(story, "r02").quantity_milli == 3000


def test_a_message_is_ready_to_copy(story, visit):
    giver = str(story.orgs["cerchioaperto"].id)
    page = opened(visit("resources", story.coordinator), "letter", giver)

    (told,) = page.code
    assert "Sala laboratorio da 20 posti, 4 mezze giornate, dal 1 set al 31 dic 2023" in told.value
    assert "Il silenzio non conferma" in told.value


def test_filters_live_in_the_address(story, visit):
    page = visit("resources", story.coordinator, kind="space", state="confirmed")
    listed = _table(page)
    assert "Angolo magazzino" in listed and "Sala laboratorio" not in listed

    page = visit("resources", story.coordinator, q="pane")
    assert _table(page).count("<tr>") == 3  # the head, and two for the workshop with bread

    page.text_input(key="q").set_value("niente di simile").run()
    assert "Nessuna offerta è così" in shown(page)
    giver = str(story.orgs["retetessuti"].id)
    page = visit("resources", story.coordinator, giver=giver)
    assert _table(page).count("<tr>") == 3


def test_long_lists_are_paged(story, visit):
    for n in range(100):
        pledges.offer(story.coordinator, story.orgs["qubi"].id, Kind.time, f"Turno {n}")

    listed = _table(visit("resources", story.coordinator))
    assert listed.count("<tr>") == 101
    second = _table(visit("resources", story.coordinator, list="2"))
    assert "Turno 99" in second and "Turno 1<" not in second


def test_the_page_asks_the_same_few_questions_whatever_the_size(story, visit):
    visit("resources", story.coordinator)  # the first time they come in
    with meter() as small:
        visit("resources", story.coordinator)
    for n in range(60):
        need = needs.add(story.coordinator, Kind.time, f"Turno {n}", 1000, Unit.hour)
        org = list(story.orgs.values())[n % 10].id
        pledges.offer(story.coordinator, org, Kind.time, f"Ora {n}", need_id=need.id)
    with meter() as large:
        page = visit("resources", story.coordinator)

    assert not page.exception
    assert large.statements == small.statements


def test_an_empty_table_has_kind_sentences(story, visit):
    for need in asked_for(story):
        needs.archive(story.coordinator, need.id)
    page = visit("resources", story.coordinator)

    assert "Non è ancora stato chiesto niente" in shown(page)
    assert "Non manca niente" not in shown(page)


def test_an_arrival_sees_no_button_that_would_be_refused(story, visit):
    guest = people.add(story.coordinator, "Nadia", None, role="arrival")
    page = visit("resources", guest)

    assert not page.exception
    assert "Che cosa è successo" not in str(opened(page, "need", str(story.needs["n1"].id)))


def test_an_arrival_is_offered_no_message_and_no_yes_it_may_not_give(story, visit):
    org, room = story.orgs["cerchioaperto"], str(story.pledges["r02"].id)
    guest = people.add(story.coordinator, "Nadia", org.id, role="arrival", can_commit=True)
    page = visit("resources", guest)
    acts = {f'data-act="{act}"' for act in ("confirm", "decline", "letter")}

    assert not {act for act in acts if act in shown(page)}
    assert "Messaggio da copiare…" not in labels(opened(page, "pledge", room))
    coordinator = visit("resources", story.coordinator)
    assert 'data-act="letter"' in shown(coordinator)
    assert "Messaggio da copiare…" in labels(opened(coordinator, "pledge", room))


def _table(page) -> str:
    """Of all the pledges: the last of those with a table."""
    parts = [str(part.proto) for part in page.get("bidi_component")]
    return [part for part in parts if "tv-stack" in part][-1]


def _need(story, key: str):
    return next(n for n in asked_for(story) if n.id == story.needs[key].id)


def _pledge(story, key: str):
    pledge_id = story.pledges[key].id
    return next(p for p in pledges.of_community(story.coordinator) if p.id == pledge_id)


def test_the_whole_page_is_narrowed_by_a_link(story, visit):
    filo = str(story.orgs["filoripreso"].id)
    page = visit("resources", story.coordinator, organisations=filo)
    assert not page.exception
    rows = resources.of_community(story.coordinator).pledges
    said = {str(p.id) for p in rows.itertuples() if f'data-id="{p.id}"' in shown(page)}
    assert said == set(rows.id[rows.giver_organisation_id.astype(str) == filo].astype(str))
    assert any(caption.value.startswith("I bisogni sono di tutti") for caption in page.caption)

    page = visit("resources", story.coordinator, kinds="space", objectives="x", since="2023-01-01")
    assert not page.exception
    assert "Sala del forno" in shown(page) and "Furgone elettrico" not in shown(page)
    assert "Nessuno ha ancora ospitato" not in shown(page), "a filter says nothing untrue"


def test_what_was_said_as_about_so_much_is_never_shown_as_exactly_that(story, visit):
    giver, org = story.voice("qubi"), story.orgs["qubi"].id
    said = (Kind.equipment, "Sedie", 30_000, Unit.piece)
    made = pledges.promise(giver, org, *said, approximate=True)
    page = visit("resources", story.coordinator)
    assert "circa 30 pezzi" in shown(page)
    assert "circa 30 pezzi" in shown(opened(page, "pledge", str(made.id)))


def test_every_sum_opens_the_rows_it_adds_up(story, visit):
    page = visit("resources", story.coordinator)
    for row in amounts.totals(resources.of_community(story.coordinator)).itertuples():
        for said in amounts.SAID:
            key = f"total|{said}|{row.kind}|{row.unit or ''}"
            milli = getattr(row, f"{said}_milli")
            assert (key in shown(page)) == (milli != 0)
    panel = shown(opened(page, "explain", "total", "confirmed", "skill", "hour"))
    assert "Confermato: Competenze" in panel
    assert "kind_cover|skill|hour" in shown(visit("overview", story.coordinator))
