"""The co-funding meter in words: the finding, the readings of a call, the legend."""

import pandas as pd

from translations import _, formats


def meter_says(rows: pd.DataFrame) -> str:
    """The finding in a sentence: both answers where both stand."""
    if rows.empty:
        return _("What is needed is not known yet.")
    asked = rows[rows.holds.astype(bool)]
    if len(asked) == 2:
        return _both(asked.gap_cents.iloc[0], asked.gap_cents.iloc[1])
    gap = asked.gap_cents.iloc[0]
    if gap is None:
        return _("What is missing is not known: something given has no value yet.")
    if not gap:
        return _("The co-funding is covered by what is confirmed.")
    return _("To be found still: {gap}.", gap=formats.money(gap))


def meter_alt(rows: pd.DataFrame) -> str:
    """For those who don't see it: each reading in words, what is offered apart."""
    told = [
        ", ".join(filter(None, (f"{reading(row.reading)}: {missing(row)}", offered(row))))
        for row in rows.itertuples()
    ]
    return " ".join([meter_says(rows), "; ".join(told)])


def reading(word: str) -> str:
    return _("If gifts in kind count") if word == "in_kind" else _("If only money counts")


def missing(row) -> str:
    if row.gap_cents is None:
        return _("not known")
    return _("missing {gap}", gap=formats.money(row.gap_cents)) if row.gap_cents else _("covered")


def offered(row) -> str:
    """What is not confirmed, money and in kind apart; "" for nothing."""
    cash, in_kind = row.offered_cash_cents, row.offered_in_kind_cents
    said = [_("{cash} in money", cash=formats.money(cash))] if cash else []
    said += [_("{worth} in kind", worth=formats.money(in_kind))] if in_kind else []
    return _("offered, to be confirmed: {what}", what=", ".join(said)) if said else ""


def legend() -> list[tuple]:
    """Of a bar, from the left; confirmed is solid and comes first."""
    return [
        (_("cash, confirmed"), "money", ""),
        (_("in kind, confirmed"), "done", ""),
        (_("cash, offered"), "money", "hatch"),
        (_("in kind, offered"), "done", "hatch"),
        (_("missing"), "faint", ""),
    ]


def _both(with_in_kind: int | None, alone: int | None) -> str:
    if alone is None:
        return _("What is missing is not known: something given has no value yet.")
    if alone == 0:
        return _("The co-funding is covered, whether gifts in kind count or not.")
    more = formats.money(alone)
    if with_in_kind is None:
        return _("If only money counts, {gap} are missing; in kind nobody knows yet.", gap=more)
    if with_in_kind == 0:
        return _(
            "Covered if gifts in kind count; {more} are missing if only money does.", more=more
        )
    return _(
        "{less} are missing if gifts in kind count, {more} if only money does.",
        less=formats.money(with_in_kind),
        more=more,
    )
