"""What if an organisation withdraws: asked for one at a time, folded away until then."""

from dataclasses import replace
from uuid import UUID

import streamlit as st

from charts.marks import opens
from components import here
from components.asking import tried
from components.cards import empty
from components.explaining import pressed
from components.live import read
from components.markup import render, show
from components.narrowing import current
from components.pressing import pressing
from components.stocking import asked_for, everything
from services import organisations
from services.summaries import supposing, working
from services.summaries.frames import each
from services.summaries.seats import day_of
from translations import _, formats, n_
from translations import resources as words

A_CARD = 8


def what_if() -> None:
    who, asked = here.standing(), current()
    named = {
        str(org.id): org.name
        for org in read(organisations.of_community)
        if supposing.may_suppose(who, org.id)
    }
    if not named or everything().needs.empty:
        return
    named = {id: name for id, name in named.items() if asked.lets(organisation=id)}
    with st.expander(_("What if an organisation withdraws?"), key="what_if"):
        if not named:
            return empty(_("You may ask this about none of the organisations in the filter."))
        st.caption(_("Nothing is changed and nobody is told: it is a question."))
        chosen = st.selectbox(
            _("Which organisation"),
            list(named),
            index=None,
            format_func=named.get,
            placeholder=_("which organisation?"),
            key="suppose",
        )
        if chosen in named:
            _told(UUID(chosen), named[chosen])


def _told(id: UUID, name: str) -> None:
    told, no = tried(supposing.without_organisation, here.person(), id)
    if no:
        return show("wrong.html", text=no)
    told, left_out = _of_page(told)
    html = render(
        "resources/what_if.html",
        name=name,
        told=told,
        needs=list(each(told.loss.needs))[:A_CARD],
        more=max(0, len(told.loss.needs) - A_CARD),
        plan=_plan(told.loss),
        left_out=left_out,
        words=words,
        share=_share,
        quantity=formats.quantity,
        opens=opens,
        work=[(_("would look for a lead"), told.leads), (_("waits for that work"), told.wait)],
    )
    pressing(html, "what_if_told", pressed)


def _of_page(told: supposing.Supposed) -> tuple[supposing.Supposed, int | None]:
    """With the rows that are asked for alone, and how many others there are; the shares of the
    plan stay those of all of it. None where nothing is asked."""
    asked = current()
    if not asked:
        return told, None
    serves = read(working.of_community).serves
    needs = told.loss.needs[told.loss.needs.id.isin(set(asked_for(asked).needs.id))]

    def passes(activity) -> bool:
        days = (activity.planned_start, activity.planned_end)
        return asked.lets(objective=serves.get(activity.id), day=days)

    leads, wait = (list(filter(passes, rows)) for rows in (told.leads, told.wait))
    hosts = [m for m in told.hosts if asked.lets(day=day_of(m.starts_at, m.tz))]
    some = replace(told, loss=replace(told.loss, needs=needs), leads=leads, wait=wait, hosts=hosts)
    return some, _rows(told) - _rows(some)


def _rows(told: supposing.Supposed) -> int:
    return sum(map(len, (told.loss.needs, told.leads, told.wait, told.hosts)))


def _share(value: float | None) -> str:
    return formats.percent(value) if value is not None else _("unknown")


def _plan(loss: supposing.Loss) -> list[str]:
    """Before and after: of what is confirmed; what is only offered has no share, and comes last."""
    before, after = loss.before, loss.after
    lines = [
        _(
            "Of what the plan needs, by priority, {before} is confirmed; without it {after}.",
            before=_share(before.firm.value),
            after=_share(after.firm.value),
        ),
    ]
    if before.musts.denominator:
        lines.append(
            _(
                "Must-have needs fully covered: {before} of {all}; without it {after}.",
                before=before.musts.numerator,
                after=after.musts.numerator,
                all=before.musts.denominator,
            )
        )
    firm, offered = loss.firm, loss.pledges - loss.firm
    lines.append(
        n_(
            "{n} confirmed pledge of theirs falls away.",
            "{n} confirmed pledges of theirs fall away.",
            firm,
        )
    )
    if offered:
        lines.append(
            n_(
                "So does {n} offer of theirs that is still to be confirmed.",
                "So do {n} offers of theirs that are still to be confirmed.",
                offered,
            )
        )
    return lines
