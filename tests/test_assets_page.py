"""The asset map and the deliveries, as members and coordinators see and use them."""

from datetime import date

from models import Kind, PledgeState, Terms, Unit
from services import circling, offers, pledges
from services.summaries import assets, chains, resources
from tests.test_deliveries import promised
from tests.test_needs_and_pledges import qubi
from tests.test_offers import a_greenhouse
from tests.test_resources_page import labels, newest, opened, press, shown

YESTERDAY = date(2023, 7, 11)


def latest(story):
    return offers.of_community(story.coordinator)[-1]


def test_a_member_says_what_they_can_give_from_one_line(story, visit):
    page = visit("resources", qubi(story))
    page.button(key="asset_add").click().run()
    opened(page, "asset_new").text_input(key="asset_line").set_value(
        "Sala, 30 posti, giovedì pomeriggio, due volte"
    )
    opened(page, "asset_new")
    assert page.text_input(key="asset_seats").value == "30"
    page.selectbox(key="asset_terms").set_value(Terms.in_return)
    opened(page, "asset_new").text_input(key="asset_wish").set_value("due riparatori")
    opened(page, "asset_new").selectbox(key="asset_wish_kind").set_value("skill")
    press(page, "Salva", "asset_new")

    assert not page.exception
    said = latest(story)
    assert (said.organisation_id, said.kind, said.seats) == (
        story.orgs["qubi"].id,
        Kind.space,
        30,
    )
    assert (said.quantity_milli, said.unit) == (2000, Unit.half_day)
    assert (said.wish, said.wish_kind) == ("due riparatori", "skill")
    html = shown(visit("resources", story.people["p02"]))
    assert "30 posti" in html and "in cambio: due riparatori" in html


def test_what_is_wrong_stays_beside_its_field_until_it_is_asked_again(story, visit):
    page = visit("resources", story.coordinator)
    page.button(key="asset_add").click().run()
    opened(page, "asset_new").text_input(key="asset_seats").set_value("tanti")
    press(page, "Salva", "asset_new")
    assert "Scrivi quanti" in shown(page) and "non può restare vuoto" in shown(page)

    page.text_input(key="asset_title").set_value("Sala")
    opened(page, "asset_new")
    assert "Scrivi quanti" in shown(page)


def test_it_is_changed_withdrawn_and_put_back_by_its_own_people_only(story, visit):
    offer = a_greenhouse(story)
    other = opened(visit("resources", story.voice("cerchioaperto")), "asset", str(offer.id))
    assert not {"Modifica…", "Archivia"} & labels(other)

    page = opened(visit("resources", qubi(story)), "asset", str(offer.id))
    page.button(key="asset_edit").click().run()
    assert page.text_input(key="asset_quantity").value == "6"
    page.text_input(key="asset_title").set_value("Serra grande")
    press(page, "Salva", "asset_change")
    assert latest(story).title == "Serra grande"

    opened(page, "asset", str(offer.id)).button(key="asset_withdraw").click().run()
    assert "Serra grande" not in shown(visit("resources", story.coordinator))
    opened(page, "asset", str(offer.id)).button(key="asset_put_back").click().run()
    assert "Serra grande" in shown(visit("resources", story.coordinator))


def test_what_is_taken_up_becomes_a_pledge_out_of_it(story, visit):
    offer = a_greenhouse(story)
    page = visit("resources", qubi(story))
    assert f'data-act="take_up" data-id="{offer.id}"' in shown(page)
    opened(page, "asset", str(offer.id)).button(key="asset_take_up").click().run()
    assert page.text_input(key="offer_title").value == "Serra nel container"
    page.text_input(key="offer_quantity").set_value("7")
    press(page, "Offri", "offer")
    assert "resta solo: 6 mezze giornate" in shown(page)
    page.text_input(key="offer_quantity").set_value("2")
    press(page, "Offri", "offer")

    said = newest(story)
    assert (said.offer_id, said.quantity_milli) == (offer.id, 2000)
    assert "ne restano: 4 mezze giornate" in shown(visit("resources", story.coordinator))
    other = str(story.objectives["o1"].id)  # which the pledge does not serve
    narrowed = visit("resources", story.coordinator, objectives=other)
    assert "ne restano: 4 mezze giornate" in shown(narrowed), "a filter gives nothing back"


def test_a_part_is_given_another_verifies_and_only_the_rest_is_withdrawn(story, visit):
    pledge = promised(story)
    page = opened(visit("resources", qubi(story)), "pledge", str(pledge.id))
    page.text_input(key="part_quantity").set_value("0,5")
    press(page, "Scrivilo", "pledge", str(pledge.id))
    assert newest(story).state is PledgeState.partly_delivered
    assert "Ancora promesso: 1,5 mezze giornate" in shown(page)
    assert "Ritira il resto…" in labels(page)
    assert not [label for label in labels(page) if label.startswith("L’ho vista")]

    other = opened(visit("resources", story.people["p02"]), "pledge", str(pledge.id))
    seen = next(b for b in other.button if b.label.startswith("L’ho vista"))
    seen.click()
    opened(other, "pledge", str(pledge.id))
    assert "verificata da" in shown(other)

    page.button(key="pledge_withdraw").click().run()
    page.text_input(key="why_reason").set_value("la serra è in riparazione")
    press(page, "Ritira", "withdraw", str(pledge.id))
    assert (newest(story).state, newest(story).quantity_milli) == ("delivered", 500)


def test_a_coordinator_refuses_what_closing_wrote_down(story, visit):
    held = str(story.pledges["r01"].id)
    page = opened(visit("resources", story.coordinator), "pledge", held)
    page.button(key="pledge_refuse_hosting").click().run()
    page.text_input(key="why_reason").set_value("pioveva: eravamo altrove")
    press(page, "Non ospitato da loro", "refuse_hosting", held)

    (told,) = [p for p in pledges.of_community(story.coordinator) if str(p.id) == held]
    assert told.state is PledgeState.declined


def test_a_need_shows_what_could_answer_it_and_why_and_takes_it_up(story, visit):
    need, offer = story.needs["n10"], story.offers["d07"]
    page = visit("resources", story.voice("retetessuti"))
    assert "ha: Ritagli di tessuto in cotone" in shown(page)
    opened(page, "need", str(need.id))
    assert "la stessa cosa: ritagli, tessuto" in shown(page)
    assert "tutto ciò che manca" in shown(page)

    page.button(key=f"take_{offer.id}").click().run()
    assert page.text_input(key="offer_quantity").value == "40"
    press(page, "Offri", "offer")
    assert (newest(story).need_id, newest(story).offer_id) == (need.id, offer.id)
    assert newest(story).quantity_milli == 40_000


def test_a_circle_is_shown_and_nobody_is_ranked(story, visit):
    html = shown(visit("resources", story.people["p02"]))
    assert "1 giro possibile: ognuno dà, ognuno riceve" in html
    assert "Furgone elettrico" in html and "che cerca: un furgone per una giornata" in html


def test_a_circle_is_taken_up_by_who_may_offer_for_all(story, visit):
    assert 'data-act="circle"' not in shown(visit("resources", story.people["p02"]))
    html = shown(visit("resources", story.coordinator))
    assert 'data-act="circle"' in html and "Prendiamolo" in html

    by = story.coordinator
    stock, rows = resources.of_community(by), assets.of_community(by)
    rows = assets.standing(assets.with_left(rows, stock.pledges, stock.day_hours), stock.as_of)
    (found, *_) = chains.chains(stock.needs, rows, {}, stock.day_hours)
    circling.take_up(
        by, [circling.Gift(m.offer.id, m.want.id, m.want.title, None) for m in found.links]
    )
    html = shown(visit("resources", by))
    assert "sul tavolo: ogni dono aspetta" in html and 'data-act="circle"' not in html
    assert "il suo giro" in html


def test_what_if_one_withdraws_is_asked_by_a_coordinator_of_anybody(story, visit):
    page = visit("resources", story.coordinator)
    page.selectbox(key="suppose").set_value(str(story.orgs["officinariparo"].id)).run()
    html = shown(page)
    assert "Senza Officina Riparo APS" in html and "confermato: 100%, poi 0%" in html
    assert "resterebbe senza referente" in html
    cerchio = str(story.orgs["cerchioaperto"].id)
    html = shown(page.selectbox(key="suppose").set_value(cerchio).run())
    assert "da confermare: 4 mezze giornate, poi niente" in html, "no share of what is only offered"
    assert "Viene meno 1 loro offerta confermata" in html
    assert "1 loro offerta ancora da confermare" in html
    names = visit("resources", qubi(story)).selectbox(key="suppose").options
    assert names == ["Associazione culturale Qubì"]

    officina = str(story.orgs["officinariparo"].id)
    page = visit("resources", story.coordinator, kinds="space", organisations=officina)
    assert page.selectbox(key="suppose").options == ["Officina Riparo APS"]
    html = shown(page.selectbox(key="suppose").set_value(officina).run())
    assert "confermato: 100%, poi 0%" not in html and "Fuori dai filtri ne risentirebbe" in html


def test_kept_promises_are_shown_to_the_giver_and_the_coordinator_only(story, visit):
    pledge = pledges.promise(
        qubi(story), story.orgs["qubi"].id, Kind.time, "Turno", 4000, Unit.hour, to_on=YESTERDAY
    )
    pledges.deliver(qubi(story), pledge.id, quantity_milli=3000)
    for person in (qubi(story), story.coordinator):
        assert "75%: 3 ore su 4 ore" in shown(visit("resources", person))
    later = visit("resources", qubi(story), since=str(story.today))
    assert "75%: 3 ore" not in shown(later)
    assert any("solo le promesse che i filtri" in caption.value for caption in later.caption)
    assert "Promesse arrivate" not in shown(visit("resources", story.voice("cerchioaperto")))


def test_the_cover_says_where_it_comes_from(story, visit):
    page = visit("resources", story.coordinator)
    need = story.needs["n6"]
    assert f'data-id="need_cover|{need.id}"' in shown(page) and 'data-id="plan_cover"' in shown(
        page
    )

    html = shown(opened(page, "explain", "need_cover", str(need.id)))
    assert "Sala laboratorio da 20 posti" in html and "4 mezze giornate" in html
    filo = str(story.orgs["filoripreso"].id)
    narrowed = visit("resources", story.coordinator, organisations=filo)
    narrowed = shown(opened(narrowed, "explain", "need_cover", str(need.id)))
    assert "Sala laboratorio da 20 posti" in narrowed, "rows and number agree"
    html = shown(opened(page, "explain", "plan_cover"))
    assert "36%" in html and "somma delle priorità" in html and "indispensabile" in html
    assert "Cofinanziamento per la proposta" in html, "what has no known cover is among the rows"
    assert not opened(page, "explain", "kind_cover", "space", "hour").exception
    assert "Non c" in shown(opened(page, "explain", "need_cover", "altro"))


def test_a_kept_promise_explains_itself_only_to_who_may_see_it(story, visit):
    org = str(story.orgs["qubi"].id)
    pledge = pledges.promise(
        qubi(story), story.orgs["qubi"].id, Kind.time, "Turno", 8000, Unit.hour, to_on=YESTERDAY
    )
    pledges.deliver(qubi(story), pledge.id, quantity_milli=3500)
    about = ("explain", "kept", org, "time", "hour")
    assert "44%" in shown(opened(visit("resources", qubi(story)), *about))
    pledges.promise(qubi(story), story.orgs["qubi"].id, Kind.skill, "Aiuto", to_on=YESTERDAY)
    silent = ("explain", "kept", org, "skill", "")
    told = shown(opened(visit("resources", qubi(story)), *silent))
    assert 'class="tv-value">consegnate per intero: 0 su 1' in told, "as the page says it"
    other = opened(visit("resources", story.voice("cerchioaperto")), *about)
    assert "44%" not in shown(other) and "Questo non c’è più" in shown(other)
