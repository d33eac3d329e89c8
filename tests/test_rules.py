"""The rules of computed numbers, each in one place: a docstring says what it is, words explain it
to whoever presses the number, golden numbers and properties stand in the tests."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from translations.rules import RULES

HERE = Path(__file__).parent
UNSAID = {"R0", "R28"}  # a mark on a thing, and a floor under numbers: none is one to press
LISTED = {"R16"}  # a list of rates stands open itself


class Rule(NamedTuple):
    """`place`: where it is computed, below services/ unless it says so. `formula`: the heart of
    it, as its docstring has it. `golden`, `properties`: file and test, in tests/."""

    place: str
    formula: str
    golden: str
    properties: str


COUNTS = "summaries.participation._counts"
GOLDEN = "participation: the_golden_numbers"
BOUNDS = "participation: counts_keep_their_bounds_in_any_order_and_count_nothing_twice"
LAPSED = "participation: who_came_has_not_lapsed_and_each_visit_counts_once"
METER = "worth: golden_the_co_funding_meter_gives_both_answers_where_the_rule_is_unknown"
WITHIN = "worth: the_meter_stays_within_its_bounds"
COVER = "coverage: coverage_lies_between_nothing_and_all_and_unknown_is_never_nothing"

WHERE = {
    "R0": Rule(
        "models.plan.is_late",
        "planned_end < today",
        "plan_summary: late_from_the_day_after_its_last",
        "plan_summary: what_is_late_stays_late_until_it_is_done",
    ),
    "R1": Rule(COUNTS, "distinct persons", GOLDEN, BOUNDS),
    "R2": Rule(COUNTS, "distinct organisations they represent", GOLDEN, BOUNDS),
    "R3": Rule(COUNTS, "organisations that came as institutions", GOLDEN, BOUNDS),
    "R4": Rule(COUNTS, "|O(i) ∩ members that day| / |members that day|", GOLDEN, BOUNDS),
    "R5": Rule(COUNTS, "R1 / R2", GOLDEN, BOUNDS),
    "R6": Rule(COUNTS, "|O(1) ∪ … ∪ O(i)|", GOLDEN, BOUNDS),
    "R7": Rule(
        "summaries.series.split",
        "new = came − ever, returning = came ∩ last, reactivated = (came ∩ ever) − last",
        GOLDEN,
        "participation: new_returning_and_reactivated_are_all_that_came",
    ),
    "R8": Rule(COUNTS, "|O(i) ∩ O(i−1)| / |O(i−1)|", GOLDEN, BOUNDS),
    "R9": Rule(
        "summaries.presence.lapsed",
        "{members today} − ∪ O(i)",
        "participation: who_is_to_be_heard_is_for_the_coordinator",
        LAPSED,
    ),
    "R10": Rule(
        "summaries.presence.continuity",
        "meetings attended / held",
        "participation: continuity_says_of_how_many",
        LAPSED,
    ),
    "R11": Rule(
        "summaries.coverage.cover",
        "min(1, Σ firm / needed)",
        "coverage: golden_a_room_in_days_and_half_days",
        COVER,
    ),
    "R12": Rule(
        "summaries.coverage.cover",
        "max(0, Σ firm − needed)",
        "coverage: golden_what_is_too_much_stays_where_it_was_given",
        COVER,
    ),
    "R13": Rule(
        "summaries.coverage.plan_coverage",
        "Σ priority·R11 / Σ priority",
        "coverage: golden_the_plan",
        "coverage: the_order_of_rows_changes_nothing",
    ),
    "R14": Rule(
        "summaries.promises.kept",
        "Σ delivered / Σ confirmed",
        "matching: kept_promises_of_what_is_over",
        "matching: promises_add_up_in_any_order_and_none_is_kept_more_than_whole",
    ),
    "R15": Rule(
        "summaries.worth.in_kind",
        "Σ quantity × the unit rate frozen",
        "worth: golden_three_columns_and_cash_apart",
        "worth: worth_adds_up_and_nothing_counts_twice",
    ),
    "R16": Rule(
        "summaries.worth.fitting",
        "payroll cost > invoice > own tariff > market quote > pay for equal work",
        "worth: a_rate_fits_what_it_is_for_and_the_firmest_is_offered_first",
        "worth: the_firmest_rate_is_first_whatever_the_order_and_none_is_no_rate",
    ),
    "R17": Rule("summaries.cofunding.grant_cents", "min(max_grant, max_share × C)", METER, WITHIN),
    "R18": Rule(
        "summaries.cofunding._answer",
        "gap = max(0, needed − covered)",
        METER,
        "worth: more_given_never_widens_the_gap",
    ),
    "R19": Rule("summaries.cofunding.meter", "G ≤ C − in kind", METER, WITHIN),
    "R20": Rule("summaries.cofunding.meter", "(firm cash + in kind) / G", METER, WITHIN),
    "R21": Rule(
        "summaries.achievement.reached",
        "clamp((v − b) / (t − b), 0, 1)",
        "results: one_indicator",
        "results: it_is_a_share_or_unknown",
    ),
    "R22": Rule(
        "summaries.achievement.weighed",
        "Σ w·x / Σ w",
        "results: the_golden_objective_and_its_parent",
        "results: together_they_lie_between_the_least_and_the_most",
    ),
    "R23": Rule(
        "summaries.tree.delivery",
        "Σ share·effort·progress / Σ share·effort",
        "plan_summary: delivery_of_the_golden_parent",
        "plan_summary: no_hour_counts_twice",
    ),
    "R24": Rule(
        "summaries.pace.is_behind",
        "expected − R23 > 0.15",
        "plan_summary: behind_is_more_than_fifteen_points",
        "plan_summary: time_puts_behind_and_work_brings_back",
    ),
    "R25": Rule(
        "summaries.loose.of_community",
        "{adopted objectives} − {served by an activity}",
        "plan_summary: what_hangs_loose",
        "plan_summary: what_is_tied_hangs_loose_no_more_and_all_else_does_still",
    ),
    "R26": Rule(
        "summaries.ties",
        "meetings both were at + 2 · activities both take part in + 3 · firm pledges",
        "ties: a_tie_shows_its_three_parts",
        "ties: what_is_true_of_all_ties",
    ),
    "R27": Rule(
        "rounds.stands",
        "answered / entitled ≥ quorum and no open objection",
        "rounds: adopted_with_the_quorum_and_no_open_objection",
        "rounds: one_more_answer_never_takes_an_adoption_back",
    ),
    "R28": Rule(
        "summaries.facts.Number",
        "0 < n < FEWEST",
        "summary: fewer_than_three_people_are_not_counted_aloud",
        "summary: few_people_are_hidden_nobody_is_nobody_and_unknown_is_unknown",
    ),
}


def test_every_rule_has_its_place_and_its_words():
    rules = [f"R{n}" for n in range(29)]
    assert list(WHERE) == rules
    assert {rule for rule in rules if rule not in RULES} <= UNSAID


def test_every_number_opens_a_panel():
    answers = (HERE.parent / "components" / "answers").glob("*.py")
    words = " ".join(path.read_text(encoding="utf-8") for path in answers)
    assert set(WHERE) - set(re.findall(r'"(R\d+)"', words)) == UNSAID | LISTED


@pytest.mark.parametrize("rule", WHERE)
def test_a_rule_says_in_its_docstring_what_it_is(rule):
    """By its id, its formula; and in which units, when it is undefined, where it comes from."""
    doc = re.sub(r"\s+", " ", place(rule).__doc__)
    assert re.search(rf"\b{rule}\b", doc)
    assert WHERE[rule].formula in doc
    for said in ("Units", "Undefined", "Source"):
        assert re.search(rf"\b{said}: \w", doc), said


@pytest.mark.parametrize("rule", WHERE)
def test_a_rule_is_held_to_its_numbers_and_to_what_is_true_of_all(rule):
    """By a golden test and by a property, in a file that asks the place it is computed in."""
    *_path, module, name = WHERE[rule].place.split(".")
    for test, given in ((WHERE[rule].golden, False), (WHERE[rule].properties, True)):
        file, _colon, test = test.partition(": ")
        tests, words = written_in(file)
        assert tests[f"test_{test}"] is given
        assert name in words or module in words


def place(rule: str):
    """The function, class or module a rule is computed in."""
    path = WHERE[rule].place.split(".")
    path = path if path[0] == "models" else ["services", *path]
    for n in range(len(path), 0, -1):
        try:
            found = import_module(".".join(path[:n]))
        except ModuleNotFoundError:
            continue
        for name in path[n:]:
            found = getattr(found, name)
        return found
    raise LookupError(rule)


@cache
def written_in(file: str) -> tuple[dict[str, bool], str]:
    """{test: whether Hypothesis feeds it}, and all the words of the file."""
    words = (HERE / f"test_{file}.py").read_text(encoding="utf-8")
    tests = [one for one in ast.parse(words).body if isinstance(one, ast.FunctionDef)]
    given = {one.name: any(map(_is_given, one.decorator_list)) for one in tests}
    return given, words


def _is_given(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "given"
