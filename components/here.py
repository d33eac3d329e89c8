"""Who is at this browser, which table is in front of them, and what they may do there.

Identity is what the gate says (`st.user`), never what the address says. `settle()` is the first
line of every page, fragment and callback (`ask` does it): it sets the moment and the language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from uuid import UUID

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import translations
from models import Account, Community, Person, moment
from models.refusals import NotFound
from services import access, clock, live
from services.access import Seat
from services.look import standing_of
from services.pieces import RIGHTS, Reader
from services.rights import Standing

TABLE = "table"  # the community on the table, in this tab
NEXT = "next_page"
IN_ADDRESS = "c"  # …and its slug in the address, so that a reload or a sent link finds it
_KNOWN = "reader"  # the latest run that found out who reads


class _Run:
    """What one run asked of the database about its reader: each question once."""

    def __init__(self, held: bool = False) -> None:
        self.held = held

    @cached_property
    def at(self) -> tuple:
        """What a run must have in common with another one to have the same reader."""
        return _account_id(), moment.today(), st.query_params.get(IN_ADDRESS)

    @cached_property
    def account(self) -> Account:
        account = access.account(UUID(_account_id()))
        if account is None:
            raise NotFound
        return account

    @cached_property
    def seats(self) -> list[Seat]:
        return access.people_of(self.account)

    @cached_property
    def seat(self) -> Seat | None:
        asked = st.query_params.get(IN_ADDRESS)
        if asked:
            return next((seat for seat in self.seats if seat.community.slug == asked), None)
        wanted = st.session_state.get(TABLE) or self.account.last_community_id
        first = self.seats[0] if self.seats else None
        return next((seat for seat in self.seats if seat.community.id == wanted), first)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(person())

    @cached_property
    def revision(self) -> int:
        return self.seat.community.revision

    def again(self) -> "_Run | None":
        """The same reader, as far as the house has told; None if they must be asked for anew."""
        run, community = _Run(), self.seat.community.id
        run.revision = max(self.revision, live.latest(community))
        moved = live.moved(community, self.revision, run.revision)
        if moved is None or moved & RIGHTS or run.at != self.at:
            return None
        known = {name: self.__dict__[name] for name in _OF_READER if name in self.__dict__}
        run.__dict__.update(known)
        return run


_OF_READER = ("account", "seats", "seat", "standing")
_run: ContextVar[_Run] = ContextVar("run")


def settle() -> None:
    """The moment and the language of this run; what was known of the reader is asked anew, except
    in a page that the frame runs: the frame has just asked."""
    clock.settle()
    run = _run.get(None)
    if run is None or not run.held:
        _run.set(_Run())
    translations.speak(account().language)


def settle_again() -> None:
    """As `settle`, for a run that nobody but the house asked for: the reader is who they were,
    unless what rights hang on moved since. It asks nothing then, for each open page at once."""
    clock.settle()
    known = st.session_state.get(_KNOWN)
    run = known and known.again()
    if not run:
        return settle()
    _run.set(run)
    translations.speak(run.account.language)


def keep() -> None:
    """What this run found out of its reader, for `settle_again`."""
    if seat():
        _here().at, _here().revision
        st.session_state[_KNOWN] = _here()


@contextmanager
def settled() -> Iterator[None]:
    """For the frame: one settling for all of a run."""
    _run.set(_Run(held=True))
    try:
        settle()
        yield
        keep()
    finally:
        _run.set(_Run())


def in_frame() -> bool:
    """Whether the frame runs the whole page; else a part of it, or a callback, runs alone."""
    run = _run.get(None)
    return run is not None and run.held


def account() -> Account:
    return _here().account


def seats() -> list[Seat]:
    """Where this account sits today: (person, community, role) each; examples last."""
    return _here().seats


def people() -> list[Person]:
    """The persons this account is, one in each community."""
    return [seat.person for seat in seats()]


def seat() -> Seat | None:
    """At the table in front of us; None before the first one, or if the address names another's."""
    return _here().seat


def person() -> Person:
    """Who acts: `by` of every service. NotFound if there is no table."""
    return _seat().person


def community() -> Community:
    return _seat().community


def standing() -> Standing:
    return _here().standing


def revision() -> int:
    """How far the community in front of us is, as this run sees it."""
    return _here().revision


def reader() -> Reader:
    """The same, for what is drawn without a page too."""
    return Reader(person(), standing(), revision(), moment.today())


def may(action: str) -> bool:
    """Whether it makes sense to offer this; the door decides again, on the thing itself."""
    return seat() is not None and standing().allows(action)


def is_elsewhere() -> bool:
    """The address names a table this account does not sit at (nobody is told if there is one)."""
    return IN_ADDRESS in st.query_params and seat() is None


def choose(community_id: UUID | None) -> None:
    """Put this community on the table (for a callback); remembered for the next browser too.
    None: none in particular, after the one on the table was removed. NotFound for another's."""
    _run.set(_Run())
    chosen = next((s for s in seats() if s.community.id == community_id), None)
    if community_id and chosen is None:
        raise NotFound
    access.remember(account(), last_community_id=community_id)
    st.session_state[TABLE] = community_id
    if chosen:
        st.query_params[IN_ADDRESS] = chosen.community.slug
    else:
        st.query_params.pop(IN_ADDRESS, None)
    _run.set(_Run())


def keep_in_address() -> None:
    """For the frame: the address says which table this is."""
    slug = community().slug
    st.session_state[TABLE] = community().id
    if st.query_params.get(IN_ADDRESS) != slug:
        st.query_params[IN_ADDRESS] = slug


def turn_to(page: str, **query: str) -> None:
    """For a callback: after it, this page is shown (`overview`, …), with this in its address."""
    st.session_state[NEXT] = (page, query)


def is_turning() -> bool:
    """Whether a callback turned to another page."""
    return NEXT in st.session_state


def wanted() -> tuple[str, dict[str, str]]:
    """For the frame: the page a callback turned to ("" for none), and its address."""
    return st.session_state.pop(NEXT, ("", {}))


def language() -> str:
    return translations.language()


def switch_language(code: str) -> None:
    """For a callback: kept with the account, for every browser of theirs."""
    access.remember(account(), language=code)
    _run.set(_Run())
    translations.speak(code)


def _account_id() -> str:
    """What `st.user` says, which looks for a file of secrets each time it is asked."""
    run = get_script_run_ctx()
    return str((run.user_info if run else {}).get("account"))


def _here() -> _Run:
    if _run.get(None) is None:  # a callback that asks who it is before anything settled
        settle()
    return _run.get()


def _seat() -> Seat:
    found = seat()
    if found is None:
        raise NotFound
    return found
