"""What stands on the page of funds and value: figures, and the lists beneath the meter."""

from collections.abc import Callable

from charts import worth as charts
from charts.marks import opens
from components import filters, here
from components.cards import empty, title
from components.charting import chart
from components.explaining import figures
from components.live import read
from components.markup import render, show
from components.pressing import Pressed, pressing
from services import organisations
from services.letters import between
from services.rights import permits
from services.summaries import funding, results, worth
from services.summaries.frames import each
from services.summaries.funding import Funding
from translations import _, formats, n_
from translations import funding as words
from translations import resources as kinds

FEW = 12  # rows of a card before the rest is paged


def seen() -> Funding:
    return read(funding.of_community)


def lede(there: Funding) -> str:
    """Cash and in kind side by side, never added; unknown is a dash."""
    said = _(
        "Confirmed: {cash} in money; in kind {in_kind}, which is indicative.",
        cash=formats.money(there.cash.confirmed_cents),
        in_kind=formats.money(there.in_kind.confirmed_cents),
    )
    return said + " " + _("The two are never added.")


def four_numbers() -> None:
    there = seen()
    in_kind, cash = there.in_kind, there.cash
    items = [
        (
            "volunteer_activism",
            _("In kind, confirmed"),
            formats.money(in_kind.confirmed_cents),
            unvalued(in_kind.unvalued) if in_kind.pledges else "",
            opens("in_kind", "confirmed"),
        ),
        (
            "euro",
            _("Money, confirmed"),
            formats.money(cash.confirmed_cents),
            _received(cash),
            opens("cash", "confirmed"),
        ),
        (
            "receipt_long",
            _("Eligible costs"),
            formats.money(there.cost_cents),
            n_("{n} budget line", "{n} budget lines", sum(line.eligible for line in there.lines)),
            opens("cost"),
        ),
        (
            "payments",
            _("Spent so far, all lines"),
            formats.money(there.spent_cents),
            _("beside what was planned, never instead"),
            opens("spent"),
        ),
    ]
    figures(items, "funding_figures")


def _received(cash: worth.Worth) -> str:
    said = _("of it received {received}", received=formats.money(cash.delivered_cents))
    return "; ".join(filter(None, (said, unsaid(cash.unvalued))))


def unsaid(n: int) -> str:
    """Of money that is confirmed, what says no amount in euros; "" for nothing."""
    if not n:
        return ""
    return n_("{n} pledge of money without an amount", "{n} pledges of money without an amount", n)


def unvalued(n: int) -> str:
    if not n:
        return _("every one of them has a value")
    return n_("{n} pledge without a value", "{n} pledges without a value", n)


def in_kind_by_kind() -> None:
    rows = worth.by_kind(seen().for_the_plan)
    rows = rows[rows.kind != "money"]
    title(charts.worth_says(rows), _("what gifts in kind are worth, by kind"))
    if not rows.empty:
        show("legend.html", items=charts.legend())
        keys = [opens("in_kind", "confirmed", row.kind) for row in each(rows)]
        chart(
            charts.worth(rows),
            "worth",
            charts.worth_alt(rows),
            charts.worth_table(rows),
            title=charts.worth_says(rows),
            legend=charts.legend(),
            opens=keys,
        )


def to_be_valued(on_press: Callable[[Pressed], None]) -> None:
    """What is firm and has no value; who may say what it is worth does it here."""
    there, who = seen(), here.standing()
    firm = there.for_the_plan[there.for_the_plan.firm & (there.for_the_plan.kind != "money")]
    rows = [p for p in each(firm) if p.worth_cents is None]
    without = n_("{n} pledge has no value yet", "{n} pledges have no value yet", len(rows))
    title(
        without if rows else _("What has no value yet"),
        _("no value is not nothing: it stands in no sum"),
    )
    if firm.empty:
        return empty(_("Nothing in kind is confirmed yet."))
    if not rows:
        return empty(_("Whatever is confirmed in kind has a value."))
    page = list(filters.paged(rows, "unvalued", FEW))
    acts = {p.id: permits(who.cell("pledge.value"), who, p) for p in page}
    html = render("funding/unvalued.html", rows=page, acts=acts, words=kinds)
    pressing(html, "unvalued_list", on_press)


def the_rates(on_press: Callable[[Pressed], None]) -> None:
    there, who = seen(), here.standing()
    title(
        _("What one of it is worth"),
        _("with its source; a new price never changes what was valued before"),
    )
    if not there.open_rates:
        return empty(_("No rate yet: what is an hour of your work worth, and what says so?"))
    page = list(filters.paged(there.open_rates, "rates", FEW))
    owners = {org.id: org.short_name or org.name for org in read(organisations.of_community)}
    acts = {rate.id: permits(who.cell("rate.create_edit"), who, rate) for rate in page}
    html = render(
        "funding/rates.html",
        rows=page,
        acts=acts,
        words=words,
        kinds=kinds,
        between=between,
        owners=owners,
    )
    pressing(html, "rates_list", on_press)


def the_budget(on_press: Callable[[Pressed], None]) -> None:
    there = seen()
    title(_("What it costs"), _("planned, and beside it what was spent"))
    if not there.lines:
        return empty(_("Nothing is in the budget yet. What will cost something?"))
    page = list(filters.paged(there.lines, "lines", FEW))
    sources = {source.id: source.title for source in there.sources}
    html = render(
        "funding/lines.html",
        rows=page,
        totals=list(each(funding.by_category(there.lines))),
        sources=sources,
        activities=there.activities,
        words=words,
        opens=opens,
        may_edit=here.may("funding.edit"),
    )
    pressing(html, "lines_list", on_press)


def the_sources(on_press: Callable[[Pressed], None]) -> None:
    there = seen()
    title(_("Who pays"), _("what was approved, and what became of it"))
    if not there.sources:
        return empty(_("No funding source yet."))
    page = list(filters.paged(there.sources, "sources", FEW))
    measured = read(results.of_community, own=True)
    found = {source.id: there.deviations(source.id, measured) for source in page}
    html = render(
        "funding/sources.html",
        rows=page,
        found=found,
        words=words,
        told=_told,
        amount=words.amount_of,
    )
    pressing(html, "sources_list", on_press)


def _told(rows: list) -> str:
    """How much of what was approved differs, and what still waits for its reason."""
    differ = [row for row in rows if row.differs]
    if not differ:
        return n_(
            "{n} thing approved, none differs", "{n} things approved, none differs", len(rows)
        )
    said = n_(
        "{n} differs from what was approved", "{n} differ from what was approved", len(differ)
    )
    silent = sum(not row.explained for row in differ)
    if silent:
        said += ", " + n_("{n} without its reason", "{n} without their reason", silent)
    return said
