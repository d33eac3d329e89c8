"""Filters of a whole page: a period, some meetings, organisations, objectives, kinds of resource.

    asked = narrow("period", "organisations", "kinds")      once, at the head of the page
    rows = asked.of(rows, organisation="giver_organisation_id", kind="kind", day="from_on")

They choose what a page speaks of, never what a number means. They stand in the address under the
words of the code (?since=2023-05-01&organisations=…), so that a link, a reload and another language
show the same. They belong outside the live parts, so that a change draws the whole page; a part is
given `asked`.
"""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from charts import participation as charts
from components import filters
from components.chosen import LISTS, Asked
from components.live import read
from models import Person
from services import objectives
from services.summaries import participation
from translations import _, formats, n_
from translations import resources as words

PERIOD = ("since", "until")


def current() -> Asked:
    """What the address asks, for whoever answers on this page without drawing its filters. What is
    not there (any more) is not asked for, as the fields do not show it either. An objective brings
    those that stand under it: its numbers are made of theirs."""
    return _meant(_chosen())


def narrow(*names: str) -> Asked:
    """The filters `names` ("period" and those of LISTS), folded away, with what they ask for in
    words beside them."""
    with st.container(horizontal=True, vertical_alignment="center", key="narrow"):
        with st.popover(_("Filters"), icon=":material/filter_list:", key="noprint_filters"):
            for name in names:
                _FIELDS[name]()
        asked = _only(_chosen(), names)
        if asked:
            keys = [key for name in names for key in (PERIOD if name == "period" else (name,))]
            st.caption(_said(asked), width="content")
            st.button(
                _("Take away the filters"),
                key="noprint_all_of_it",
                type="tertiary",
                on_click=filters.clear,
                args=keys,
            )
    return _meant(asked)


def _chosen() -> Asked:
    asked = st.query_params
    lists = {name: _known(name, asked.get(name, "")) for name in LISTS}
    return Asked(*(filters.a_day(asked.get(end, "")) for end in PERIOD), **lists)


def _meant(asked: Asked) -> Asked:
    if not asked.objectives:
        return asked
    above = read(_parents)
    under = {id for id in above if asked.objectives.intersection(_line(id, above))}
    return replace(asked, objectives=frozenset(under))


def _line(id: str, above: dict[str, str]) -> list[str]:
    """An objective, and all those it stands under."""
    found = []
    while id and id not in found:
        found.append(id)
        id = above.get(id, "")
    return found


def _parents(by: Person) -> dict[str, str]:
    return {str(o.id): str(o.parent_id or "") for o in objectives.of_community(by)}


def _known(name: str, words: str) -> frozenset[str]:
    wanted = set(filter(None, words.split(",")))
    return frozenset(wanted.intersection(_OPTIONS[name]())) if wanted else frozenset()


def _only(asked: Asked, names: Iterable[str]) -> Asked:
    """A filter that this page does not show asks nothing on it."""
    dates = (asked.since, asked.until) if "period" in names else (None, None)
    return Asked(*dates, **{n: getattr(asked, n) for n in LISTS if n in names})


def _said(asked: Asked) -> str:
    """Only counts and days: names may be anybody's words."""
    if asked.since and asked.until and asked.until < asked.since:
        return _("The period ends before it begins: no day is in it.")
    said = [
        asked.since and _("from {day}", day=formats.short_day(asked.since)),
        asked.until and _("to {day}", day=formats.short_day(asked.until)),
        asked.meetings and n_("{n} meeting", "{n} meetings", len(asked.meetings)),
        asked.organisations
        and n_("{n} organisation", "{n} organisations", len(asked.organisations)),
        asked.objectives and n_("{n} objective", "{n} objectives", len(asked.objectives)),
        asked.kinds and ", ".join(words.kind(k) for k in words.KINDS if k in asked.kinds),
    ]
    return _("Shown: {what}", what="; ".join(each for each in said if each))


def _period() -> None:
    first, last = st.columns(2)
    with first:
        filters.day("since", _("From"))
    with last:
        filters.day("until", _("To"))


def _meetings() -> None:
    filters.several("meetings", _("Meetings"), _held(), _("all of them"))


def _organisations() -> None:
    filters.several("organisations", _("Organisations"), _there(), _("all of them"))


def _objectives() -> None:
    filters.several("objectives", _("Objectives"), _planned(), _("all of them"))


def _kinds() -> None:
    filters.choose("kinds", _("Kind of resource"), _of_resources())


def _held() -> dict[str, str]:
    held = read(participation.of_community).held[::-1]
    return dict(zip(held.id.astype(str), charts.names(held), strict=True))


def _there() -> dict[str, str]:
    names = read(participation.names).items()
    return {str(id): name for id, name in sorted(names, key=lambda pair: pair[1].casefold())}


def _planned() -> dict[str, str]:
    return {str(o.id): f"{o.ref} {o.title}" for o in read(objectives.of_community)}


def _of_resources() -> dict[str, str]:
    return {k: words.kind(k) for k in words.KINDS}


_OPTIONS = {  # id → what people read, in the order of the field
    "meetings": _held,
    "organisations": _there,
    "objectives": _planned,
    "kinds": _of_resources,
}
_FIELDS = {
    "period": _period,
    "meetings": _meetings,
    "organisations": _organisations,
    "objectives": _objectives,
    "kinds": _kinds,
}
