"""The rules of computed numbers, each in one place: a docstring says what it is, words explain it
to whoever presses the number, golden numbers and properties stand in the tests."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from translations.rules import RULES

HERE = Path(__file__).parent
UNSAID = {"R0", "R28"}  # a mark on a thing, and a floor under numbers: none is one to press
COUNTS = "services.summaries.participation._counts"
WHERE = {  # rule → where it is computed, and the test that holds it to its numbers
    "R0": ("models.plan.Activity.is_late", "test_recomputed"),
    "R1": (COUNTS, "test_participation"),
    "R2": (COUNTS, "test_participation"),
    "R3": (COUNTS, "test_participation"),
    "R4": (COUNTS, "test_participation"),
    "R5": (COUNTS, "test_participation"),
    "R6": (COUNTS, "test_participation"),
    "R7": ("services.summaries.series.split", "test_participation"),
    "R8": (COUNTS, "test_participation"),
    "R9": ("services.summaries.presence.to_be_heard", "test_participation"),
    "R10": ("services.summaries.presence.continuity", "test_participation"),
    "R11": ("services.summaries.coverage.cover", "test_coverage"),
    "R12": ("services.summaries.coverage.cover", "test_coverage"),
    "R13": ("services.summaries.coverage.plan_coverage", "test_coverage"),
    "R14": ("services.summaries.promises.kept", "test_matching"),
    "R15": ("services.summaries.worth.in_kind", "test_worth"),
    "R16": ("services.summaries.worth.fitting", "test_worth"),
    "R17": ("services.summaries.cofunding.grant_cents", "test_worth"),
    "R18": ("services.summaries.cofunding.needed_cents", "test_worth"),
    "R19": ("services.summaries.cofunding.meter", "test_worth"),
    "R20": ("services.summaries.cofunding.meter", "test_worth"),
    "R21": ("services.summaries.achievement.reached", "test_results"),
    "R22": ("services.summaries.achievement.weighed", "test_results"),
    "R23": ("services.summaries.tree.delivery", "test_recomputed"),
    "R24": ("services.summaries.pace.is_behind", "test_recomputed"),
    "R25": ("services.summaries.loose", "test_recomputed"),
    "R26": ("services.summaries.ties", "test_ties"),
    "R27": ("services.rounds.stands", "test_rounds"),
    "R28": ("services.summaries.facts.Number", "test_summary"),
}


def place(rule: str):
    """The function, class or module a rule is computed in."""
    *path, name = WHERE[rule][0].split(".")
    try:
        return import_module(".".join((*path, name)))
    except ModuleNotFoundError:
        pass
    try:
        return getattr(import_module(".".join(path)), name)
    except ModuleNotFoundError:
        return getattr(getattr(import_module(".".join(path[:-1])), path[-1]), name)


def test_every_rule_has_its_place_and_its_words():
    rules = [f"R{n}" for n in range(29)]
    assert list(WHERE) == rules
    assert {rule for rule in rules if rule not in RULES} <= UNSAID


@pytest.mark.parametrize("rule", WHERE)
def test_a_rule_says_in_its_docstring_what_it_is(rule):
    """By its id, alone or in a row of them (R1 to R8)."""
    assert rule in spoken_of(place(rule).__doc__)


@pytest.mark.parametrize("rule", WHERE)
def test_a_rule_is_held_to_its_numbers(rule):
    """The test of a rule calls the place it is computed in, or the summary around it."""
    words = (HERE / f"{WHERE[rule][1]}.py").read_text(encoding="utf-8")
    name = WHERE[rule][0].split(".")
    assert name[-1].strip("_") in words or name[-2] in words


def spoken_of(doc: str) -> set[str]:
    alone = {f"R{n}" for n in re.findall(r"R(\d+)", doc)}
    rows = re.findall(r"R(\d+) to R(\d+)", doc)
    return alone | {f"R{n}" for a, b in rows for n in range(int(a), int(b) + 1)}
