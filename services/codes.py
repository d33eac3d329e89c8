"""The lists of others that our words can point at: EU common indicators, sustainable goals.

Common output and result indicators of Reg. (EU) 2021/1058, annex I, and of Interreg; the goals
of the UN's Agenda 2030. The Italian names of the indicators (`name_it_unverified`) are ours: nobody
has compared them with the Official Journal yet. In a report to a funder the code is what counts.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from translations import _, language

HERE = Path(__file__).parent / "data"


class Code(NamedTuple):
    """`level`: output or result, of an indicator. `fit`: how it suits a community of practice."""

    code: str
    level: str
    names: dict[str, str]
    unit: str
    fit: str = ""

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names[language()]


@cache
def common_indicators() -> dict[str, Code]:
    """RCO112 → its Code, in the order of the file."""
    rows = _rows("eu_common_indicators")
    return {row["code"]: _indicator(row) for row in rows}


@cache
def sustainable_goals() -> dict[str, Code]:
    """12 → its Code."""
    rows = _rows("sdg_short")
    return {
        row["goal"]: Code(row["goal"], "", {"it": row["name_it"], "en": row["name_en"]}, "")
        for row in rows
    }


def _indicator(row: dict[str, str]) -> Code:
    names = {"it": row["name_it_unverified"], "en": row["name_en"]}
    return Code(row["code"], row["level"], names, row["unit_en"], row["fit"])


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def called(scheme: str, code: str, title: str) -> str:
    """What an objective serves, as people read it: SDG 12 Responsible …; PN-3 Metro plus."""
    if scheme == "sdg_goal":
        name = sustainable_goals()[code].name
        return _("SDG {code} {name}", code=code, name=name)
    return title if title.startswith(code) else f"{code} {title}"
