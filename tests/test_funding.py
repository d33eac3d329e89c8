"""The budget, the calls and who pays: what was approved, and each difference with its reason."""

from datetime import date, timedelta

import pytest

from models import (
    Activity,
    ActivityState,
    Approved,
    ApprovedKind,
    BudgetCategory,
    BudgetLine,
    FundingState,
    InKindRule,
    LineState,
    moment,
)
from models.refusals import NotAllowed, NotFound, Refused
from services import activities, budget, calls, communities, funding, history
from services.summaries import deviations, results
from services.summaries import funding as seen
from services.summaries.deviations import NOT_DONE
from tests.test_results import gauge
from translations.funding import category

TODAY = date(2023, 7, 12)
EUROS = 100


def there(story):
    return seen.of_community(story.coordinator)


def differences(story, key="f1") -> dict[str, deviations.Deviation]:
    by = story.coordinator
    rows = there(story).deviations(story.sources[key].id, results.of_community(by))
    keys = {one.id: name for name, one in story.approved.items()}
    return {keys[row.approved.id]: row for row in rows}


def test_golden_the_example_counts_as_its_facts_say(story):
    found, (call,) = there(story), there(story).calls
    meter = found.meter(call)

    assert found.in_kind.steps == (240 * EUROS, 0, 0)
    assert (found.in_kind.offered_cents, found.in_kind.unvalued) == (360 * EUROS, 2)
    assert found.cash.steps == (250 * EUROS, 250 * EUROS, 0)
    assert (found.cost_cents, found.spent_cents) == (15_000 * EUROS, 250 * EUROS)
    assert (meter.grant_cents, meter.needed_cents) == (12_000 * EUROS, 3_000 * EUROS)
    assert [answer.gap_cents for answer in meter.answers] == [2_510 * EUROS, 2_750 * EUROS]
    shares = meter.leverage_cash.value, meter.leverage_all.value
    assert [round(share, 4) for share in shares] == [0.0208, 0.0408]


def test_planned_spent_and_delivered_stand_against_what_was_approved(story):
    found = differences(story)

    assert (found["k1"].difference, found["k1"].explained) == (7, False)
    assert (found["k2"].planned, found["k2"].difference) == (90_000, 0)
    assert (found["k3"].planned, found["k3"].done, found["k3"].differs) == (120_000, None, False)
    assert (found["k4"].planned, found["k4"].done) == (300 * EUROS, 250 * EUROS)
    assert (found["k4"].difference, found["k4"].explained) == (-50 * EUROS, True)
    assert (found["k5"].difference, found["k5"].differs) == (None, False)


def test_a_reason_never_stands_for_another_difference(story):
    by, workshop = story.coordinator, story.activities["a07"]
    funding.explain(by, story.approved["k1"].id, "La sala era presa", 7)
    assert differences(story)["k1"].explained

    later = workshop.planned_end + timedelta(days=14)
    activities.edit(by, workshop.id, {}, {"planned_start": later, "planned_end": later})

    one = differences(story)["k1"]
    assert (one.difference, one.explained, one.outdated) == (21, False, True)
    told = history.of_thing(by, one.approved.id)
    assert [line.verb for line, _changed in told] == ["funding.explained", "funding.approved"]


def test_the_history_says_an_amount_by_its_kind_of_cost_aloud(story):
    by, amount = story.coordinator, story.approved["k4"]
    assert amount.title == amount.category == "communication"
    funding.explain(by, amount.id, "Uno sconto", -5000)
    funding.disapprove(by, amount.id)
    told = history.of_thing(by, amount.id)
    assert {line.what for line, _changed in told} == {category("communication")}


def test_a_report_that_is_late_is_a_difference_and_one_handed_in_tells_by_how_much(story):
    by, report = story.coordinator, story.approved["k5"]
    due = report.due_on

    with moment.at(moment.now() + timedelta(days=60)):
        assert differences(story)["k5"].difference == NOT_DONE
        funding.hand_in(by, report.id, due + timedelta(days=3))
        assert differences(story)["k5"].difference == 3
        funding.hand_in(by, report.id, due - timedelta(days=3))
        assert not differences(story)["k5"].differs
    with pytest.raises(Refused):
        funding.hand_in(by, report.id, moment.today() + timedelta(days=1))
    with pytest.raises(Refused):
        funding.hand_in(by, story.approved["k1"].id, due)


@pytest.mark.parametrize(
    ("state", "ends", "due", "difference"),
    [
        ("planned", date(2023, 8, 1), date(2023, 8, 1), 0),
        ("planned", date(2023, 8, 11), date(2023, 8, 1), 10),
        ("planned", None, date(2023, 8, 1), None),
        ("planned", date(2023, 8, 1), None, None),
        ("planned", date(2023, 7, 1), date(2023, 7, 1), NOT_DONE),
        ("planned", None, date(2023, 7, 1), NOT_DONE),
        ("planned", date(2023, 8, 1), date(2023, 7, 1), 31),
        ("done", date(2023, 7, 5), date(2023, 7, 1), 4),
        ("cancelled", date(2023, 8, 1), date(2023, 8, 1), NOT_DONE),
    ],
)
def test_the_day_of_an_activity_against_the_day_approved(state, ends, due, difference):
    done = {"actual_end": ends} if state == "done" else {}
    it = Activity(title="…", state=ActivityState(state), planned_end=ends, **done)
    one = Approved(what=ApprovedKind.activity, title="…", due_on=due)

    assert deviations.of_activity(one, it, TODAY).difference == difference
    assert deviations.of_activity(one, None, TODAY).difference == NOT_DONE


def test_an_output_is_compared_with_its_target_until_its_day_is_over():
    found = gauge(1000, 0, 90_000, 40_000)
    one = Approved(what=ApprovedKind.output, title="…", quantity_milli=80_000)

    ahead = deviations.of_output(one, found, TODAY)
    one.due_on = TODAY - timedelta(days=1)
    over = deviations.of_output(one, found, TODAY)

    assert (ahead.difference, over.difference) == (10_000, -40_000)
    assert (over.planned, over.done) == (90_000, 40_000)
    unmeasured = deviations.of_output(one, gauge(1000, 0, 80_000, None), TODAY)
    assert (unmeasured.planned, unmeasured.difference) == (80_000, None)
    assert deviations.of_output(one, None, TODAY).difference is None


def test_what_is_spent_counts_as_spent_and_the_rest_as_planned():
    def line(cents, spent=None, source="s", category=BudgetCategory.staff):
        return BudgetLine(
            title="…", amount_cents=cents, spent_cents=spent, source_id=source, category=category
        )

    one = Approved(
        what=ApprovedKind.amount, source_id="s", category=BudgetCategory.staff, amount_cents=100
    )
    lines = [line(60, 50), line(40), line(999, source="t"), line(9, category=BudgetCategory.travel)]

    assert deviations.of_amount(one, lines) == deviations.Deviation(one, 100, 50, -10)
    assert deviations.of_amount(one, lines[2:]).difference is None


def test_only_a_coordinator_writes_and_a_member_reads(world):
    member, observer = world.people["p02"], world.people["p17"]
    line, stranger = world.lines["b1"], communities.start(None, "Altrove", "Ugo")
    assert seen.of_community(member).cost_cents == seen.of_community(observer).cost_cents
    for refused, act in [
        (NotAllowed, lambda: budget.add(member, "Cena", BudgetCategory.other, 1)),
        (NotAllowed, lambda: budget.archive(member, line.id)),
        (NotAllowed, lambda: calls.edit(observer, world.calls["c1"].id, {}, {"title": "Mio"})),
        (NotAllowed, lambda: funding.explain(member, world.approved["k1"].id, "Perché", 7)),
        (NotFound, lambda: budget.edit(stranger, line.id, {}, {"title": "Mio"})),
        (NotFound, lambda: funding.edit(stranger, world.sources["f1"].id, {}, {"title": "Mio"})),
    ]:
        with pytest.raises(refused):
            act()
    assert seen.of_community(stranger).cost_cents is None


def test_a_line_that_is_spent_keeps_what_was_planned(world):
    by, line = world.coordinator, world.lines["b1"]
    with pytest.raises(Refused):
        budget.edit(by, line.id, {}, {"state": LineState.spent})

    spent = budget.edit(by, line.id, {}, {"spent_cents": 0})

    assert (spent.state, spent.spent_cents, spent.amount_cents) == ("spent", 0, 6_000 * EUROS)
    back = {"spent_cents": None, "state": LineState.committed}
    assert budget.edit(by, line.id, {}, back).spent_cents is None


def test_what_was_archived_since_stays_tied_and_nothing_new_is_tied_to_it(story):
    by = story.coordinator
    source, call = story.sources["f1"], calls.add(story.coordinator, "Bando di prima")
    other = funding.add(by, "Altra fonte", call_id=call.id)
    line = budget.add(by, "Tavoli", BudgetCategory.staff, 100, source_id=source.id)
    free = budget.add(by, "Sedie", BudgetCategory.staff, 100)
    funding.archive(by, source.id)
    calls.archive(by, call.id)

    kept = {"title": "Tavoli lunghi", "source_id": source.id}
    assert budget.edit(by, line.id, {}, kept).source_id == source.id
    assert funding.edit(by, other.id, {}, {"title": "Fonte"}).call_id == call.id
    with pytest.raises(NotFound):
        budget.edit(by, free.id, {}, {"source_id": source.id})
    with pytest.raises(NotFound):
        funding.add(by, "Terza", call_id=call.id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_grant_cents": 0},
        {"max_share_milli": 1001},
        {"min_cofunding_milli": 1000},
        {"partners_min": 0},
        {"partners_min": 5, "partners_max": 2},
        {"in_kind": InKindRule.capped},
        {"closes_on": date(2023, 1, 1), "opens_on": date(2023, 2, 1)},
        {"checked_on": date(2099, 1, 1)},
        {"source_uri": "ftp://bando"},
        {"title": " "},
    ],
)
def test_rules_that_cannot_be_are_refused(story, wrong):
    with pytest.raises(Refused):
        calls.add(story.coordinator, **{"title": "Bando"} | wrong)


def test_a_cap_goes_with_the_rule_it_belongs_to(story):
    capped = {"in_kind": InKindRule.capped, "in_kind_cap_milli": 100}
    call = calls.add(story.coordinator, "Bando", **capped)
    assert call.in_kind_cap_milli == 100

    freed = calls.edit(story.coordinator, call.id, {}, {"in_kind": InKindRule.allowed})
    assert freed.in_kind_cap_milli is None


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("activity", {}),
        ("output", {"title": "Laboratori"}),
        ("amount", {"amount_cents": 100}),
        ("amount", {"category": BudgetCategory.staff}),
        ("report", {"title": "Relazione"}),
        ("report", {"due_on": TODAY}),
    ],
)
def test_what_was_approved_says_enough_to_be_compared(story, what, wrong):
    source = story.sources["f1"].id
    with pytest.raises(Refused):
        funding.approve(story.coordinator, source, ApprovedKind(what), **wrong)


def test_a_source_goes_with_all_it_approved_and_comes_back_with_it(story):
    by, source = story.coordinator, story.sources["f1"]
    funding.archive(by, source.id)
    assert (len(there(story).sources), there(story).approved) == (1, [])

    line = next(x for x in history.of_community(by) if x.verb == "funding.archived")
    history.undo(by, line.id)

    assert len(there(story).approved) == len(story.approved)
    edited = funding.edit(by, source.id, {}, {"state": FundingState.received})
    assert edited.state == FundingState.received


def test_partners_are_those_who_lead_or_stand_in_an_activity_each_once(story):
    found = there(story)
    leads = {a.lead_organisation_id for a in found.activities.values()} - {None}

    assert leads < found.partners
    assert story.orgs["citta"].id not in found.partners
