"""Funds and value, as they are read and written down on their page."""

import re
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from models import ApprovedKind, BudgetCategory, InKindRule, Kind, RateBasis, moment
from services import budget, calls, funding, pledges, rates
from services.summaries import funding as funds
from services.summaries import results
from tests.seeing import opened, shown


def press(page, label: str, *drawer):
    next(button for button in page.button if button.label == label).click()
    return opened(page, *drawer)


def now(story):
    return funds.of_community(story.coordinator)


@pytest.mark.parametrize("who", ["coordinator", "p02", "p17"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_everybody_may_look(story, visit, who, language):
    person = story.coordinator if who == "coordinator" else story.people[who]
    page = visit("funding", person)
    page.segmented_control(key="switch_language").set_value(language).run()
    said = shown(page)

    assert not page.exception
    both = "Mancano 2.510 € se" if language == "it" else "€2,510 are missing if"
    assert both in said
    assert ("non un parere legale" if language == "it" else "no legal advice") in said
    assert (who == "coordinator") == ('data-act="line"' in said)


def test_money_and_what_is_in_kind_stand_apart(story, visit):
    said = shown(visit("funding", story.coordinator))

    assert "Confermati: 250 € in denaro; 240 € in natura" in said
    assert "I due non si sommano mai" in said and "490 €" not in said
    assert "2 offerte senza un valore" in said
    assert "0,021" in said and "0,041" in said


def test_money_of_which_nobody_said_how_much_is_counted_beside_the_sum(story, visit):
    pledges.promise(story.voice("qubi"), story.orgs["qubi"].id, Kind.money, "Un contributo")
    page = visit("funding", story.coordinator)
    silent = "1 offerta di denaro senza importo"

    assert silent in shown(page) and "250 €" in shown(page)
    call = str(story.calls["c1"].id)
    for key in (("gap", call, "cash"), ("leverage", call, "cash")):
        assert silent in shown(opened(page, "explain", *key))


def test_both_answers_become_one_when_the_rule_is_known(story, visit):
    page = visit("funding", story.coordinator)
    calls.edit(story.coordinator, story.calls["c1"].id, {}, {"in_kind": InKindRule.not_allowed})

    said = shown(page.run())
    assert "Restano da trovare 2.750 €" in said
    assert "Mancano 2.510 €" not in said


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (("in_kind", "confirmed"), "4 € / m²"),
        (("in_kind", "confirmed", "space"), "Angolo magazzino"),
        (("cash", "delivered"), "Stampa dei volantini"),
        (("cost",), "15.000 €"),
        (("spent",), "250 €"),
        (("grant", "call"), "al massimo 80% dei costi"),
        (("needed", "call"), "3.000 €"),
        (("needed", "call"), "meno il contributo massimo"),
        (("cash", "confirmed"), "Il denaro non ha tariffa"),
        (("gap", "call", "in_kind"), "Manca, se i contributi in natura"),
        (("gap", "call", "cash"), "2.750 €"),
        (("leverage", "call", "all"), "0,041"),
        (("ceiling", "call"), "costi senza i contributi in natura"),
        (("category", "planned", "equipment"), "Noleggio di una cargo-bike"),
        (("category", "spent", "communication"), "250 €"),
        (("partners", "call"), "guida AT-7"),
        (("category", "dreamt", "equipment"), "non c’è più"),
        (("gap", "nobody", "cash"), "non c’è più"),
        (("in_kind", "dreamt"), "non c’è più"),
    ],
)
def test_every_number_says_where_it_comes_from(story, visit, key, says):
    about = [str(story.calls["c1"].id) if word == "call" else word for word in key]
    page = opened(visit("funding", story.coordinator), "explain", *about)

    assert not page.exception
    assert says in shown(page)


def test_sums_and_what_became_of_an_amount_open_their_lines(story, visit):
    page = visit("funding", story.coordinator)
    for key in ("category|planned|equipment", "partners|", "in_kind|confirmed"):
        assert f'data-id="{key}' in shown(page)
    page = opened(page, "source", str(story.sources["f1"].id))
    keys = re.findall(r'data-id="approved\|([^"|]+)\|(planned|spent)"', shown(page))
    assert {which for _id, which in keys} == {"planned", "spent"}
    for key in keys:
        assert "Previsto" in shown(opened(page, "explain", "approved", *key))


def test_what_is_given_is_valued_by_the_firmest_rate_that_fits(story, visit):
    giver, pledge = story.voice("officinariparo"), story.pledges["r05"]
    page = visit("funding", giver)
    assert "Due riparatori" in shown(page)
    drawer = ("value", str(pledge.id))
    opened(page, *drawer)
    (choice,) = page.radio
    assert "264 €" in choice.options[0] and "lavoro equivalente" in choice.options[0]
    assert any("La prima tariffa che c’è" in caption.value for caption in page.caption)

    press(page, "Questo è il suo valore", *drawer)

    assert not page.exception
    assert now(story).in_kind.confirmed_cents == 24000 + 26400


def test_a_call_is_written_down_with_what_it_says_and_no_more(story, visit):
    page = opened(visit("funding", story.coordinator), "call", "")
    page.text_input(key="call_title").set_value("Bando nuovo")
    page.text_input(key="call_max_share").set_value("80%")
    page.text_input(key="call_max_grant").set_value("niente")
    press(page, "Salva", "call", "")
    assert len(now(story).calls) == 1, "an amount is a number"

    page.text_input(key="call_max_grant").set_value("")
    press(page, "Salva", "call", "")

    call = now(story).calls[-1]
    assert not page.exception
    assert (call.title, call.max_share_milli, call.max_grant_cents) == ("Bando nuovo", 800, None)
    assert (call.in_kind, call.partners_min) == (InKindRule.unknown, None)


def test_a_cost_is_written_down_and_what_was_spent_stands_beside_it(story, visit):
    page = opened(visit("funding", story.coordinator), "line", "")
    page.text_input(key="line_title").set_value("Assicurazione")
    page.text_input(key="line_amount").set_value("1.200")
    page.selectbox(key="line_category").set_value(BudgetCategory.overheads)
    page.checkbox(key="line_eligible").check()
    press(page, "Salva", "line", "")
    budget.add(story.coordinator, "Cena", BudgetCategory.other, 5000, eligible=False)
    counted = sum(one.eligible for one in now(story).lines)
    assert f"{counted} voci di budget" in shown(page.run())
    budget.archive(story.coordinator, now(story).lines[-1].id)
    line = now(story).lines[-1]
    assert (line.title, line.amount_cents, line.spent_cents) == ("Assicurazione", 120_000, None)
    assert now(story).cost_cents == 1_620_000


def test_a_cost_keeps_the_source_that_was_archived_since(story, visit):
    by, source = story.coordinator, story.sources["f1"].id
    line = budget.add(by, "Tavoli", BudgetCategory.staff, 100, source_id=source)
    funding.archive(by, source)
    page = opened(visit("funding", by), "line", str(line.id))
    page.text_input(key="line_title").set_value("Tavoli lunghi")
    press(page, "Salva", "line", str(line.id))

    kept = next(x for x in now(story).lines if x.id == line.id)
    assert (kept.title, kept.source_id) == ("Tavoli lunghi", source)


def test_a_difference_gets_its_reason_in_the_drawer_of_its_source(story, visit):
    source, moved = story.sources["f1"], story.approved["k1"]
    page = opened(visit("funding", story.coordinator), "source", str(source.id))
    said = shown(page)
    assert "7 giorni dopo" in said and "Di’ perché" in said
    assert "La tipografia ha fatto uno sconto" in said and "−50 €" in said

    opened(page, "why", str(moved.id))
    page.text_area(key="differs_reason").set_value("La sala era presa")
    press(page, "Salva", "why", str(moved.id))

    rows = now(story).deviations(source.id, results.of_community(story.coordinator))
    one = next(row for row in rows if row.approved.id == moved.id)
    assert one.explained and one.approved.reason == "La sala era presa"


def test_what_was_approved_is_written_down_in_the_drawer(story, visit):
    source = story.sources["f2"]
    drawer = ("source", str(source.id))
    page = opened(visit("funding", story.coordinator), *drawer)
    page.selectbox(key="approve_what").set_value(ApprovedKind.report)
    opened(page, *drawer)
    page.text_input(key="approve_title").set_value("Relazione finale")
    page.date_input(key="approve_due_on").set_value(date(2023, 12, 31))
    press(page, "Scrivilo", *drawer)

    assert not page.exception
    assert [one.title for one in now(story).approved if one.source_id == source.id] == [
        "Relazione finale"
    ]


def test_a_rate_is_written_down_by_the_organisation_whose_own_it_is(story, visit):
    giver = story.voice("officinariparo")
    page = visit("funding", giver)
    page.session_state["rate_kind"] = Kind.skill
    page.session_state["rate_organisation"] = story.orgs["officinariparo"].id
    opened(page, "rate")
    page.text_input(key="rate_title").set_value("Banco riparazioni")
    page.text_input(key="rate_price").set_value("26,50")
    page.text_input(key="rate_source_note").set_value("Listino 2023")
    press(page, "Scrivilo", "rate")

    assert not page.exception
    rate = now(story).rates[-1]
    assert (rate.title, rate.rate_cents) == ("Banco riparazioni", 2650)
    assert rate.organisation_id == story.orgs["officinariparo"].id
    rates.archive(giver, rate.id)


def _another_price():
    import streamlit as st

    from components import rate_form

    rate_form.begin_other(st.session_state["rate_id"])
    rate_form.other_price(st.session_state["rate_id"])


def test_a_rate_that_begins_today_or_later_can_have_another_price(story, visit):
    by, today = story.coordinator, moment.today()
    for begins in (today, today + timedelta(days=30)):
        rate = rates.add(
            by, Kind.skill, "Banco", "hour", 2650, RateBasis.market_quote, "Due preventivi", begins
        )
        page = AppTest.from_function(_another_price)
        page.user = visit("funding", by).user
        page.session_state["rate_id"] = str(rate.id)
        page.run()

        assert not page.exception
        assert page.date_input(key="newrate_from_on").value == begins + timedelta(days=1)


def test_an_empty_table_says_kindly_how_to_begin(story, visit):
    by = story.coordinator
    for call in now(story).calls:
        calls.archive(by, call.id)
    for line in now(story).lines:
        budget.archive(by, line.id)
    for source in now(story).sources:
        funding.archive(by, source.id)
    for rate in now(story).open_rates:
        rates.archive(by, rate.id)
    said = shown(visit("funding", by))

    assert "A quale vorreste rispondere?" in said and "Che cosa costerà?" in said
    assert "Ancora nessuna tariffa" in said and "Ancora nessuna fonte" in said
    assert "240 €" in said, "what was valued stays so, whatever becomes of its rate"
