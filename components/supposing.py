"""What if an organisation withdraws: asked for one at a time, folded away until then."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import tried
from components.live import read
from components.markup import show
from services import organisations
from services.summaries import supposing
from services.summaries.resources import Resources
from translations import _, formats, n_
from translations import resources as words

A_CARD = 8


def what_if(stock: Resources) -> None:
    who = here.standing()
    named = {
        str(org.id): org.name
        for org in read(organisations.of_community)
        if supposing.may_suppose(who, org.id)
    }
    if not named or stock.needs.empty:
        return
    with st.expander(_("What if an organisation withdraws?"), key="what_if"):
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
    show(
        "resources/what_if.html",
        name=name,
        told=told,
        needs=list(told.loss.needs.itertuples())[:A_CARD],
        more=max(0, len(told.loss.needs) - A_CARD),
        plan=_plan(told.loss),
        words=words,
        share=_share,
        work=[(_("would look for a lead"), told.leads), (_("waits for that work"), told.wait)],
    )


def _share(value: float | None) -> str:
    return formats.percent(value) if value is not None else _("unknown")


def _plan(loss: supposing.Loss) -> list[str]:
    """Before and after, the confirmed share first."""
    before, after = loss.before, loss.after
    lines = [
        _(
            "Of what the plan needs, by priority, {before} is confirmed; without it {after}.",
            before=_share(before.firm.value),
            after=_share(after.firm.value),
        ),
        _(
            "With what is only offered: {before}; without it {after}.",
            before=_share(before.intended.value),
            after=_share(after.intended.value),
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
    fall = n_("{n} pledge of theirs falls away.", "{n} pledges of theirs fall away.", loss.pledges)
    return [*lines, fall]
