"""Putting a resource on the table: for one's own organisation, or for somebody who said so."""

from uuid import UUID, uuid4

import pandas as pd
import streamlit as st

from components import here
from components import resource_fields as fields
from components.asking import ask
from components.clashing import warn
from components.drawers import open_drawer
from components.fields import begin as begin_form
from components.fields import begun
from components.markup import plain, show
from components.sentence import one_line
from models import Beneficiary, Kind
from models.refusals import Refused, all_of
from services import activities, organisations, pledges, presence
from services.summaries.frames import each
from services.summaries.resources import Resources
from translations import _, formats, mark

FORM = "offer"
MEETINGS = "meetings"  # given to the life of the community, not to the plan


def begin(need=None, out_of=None, milli: float | None = None) -> None:
    """For a callback: the form is open. `need`: the row it is to answer. `out_of`: the row of the
    standing offer it is taken from, and `milli` how much of it, in its own unit."""
    here.settle()  # the number is filled in as the reader writes it
    begin_form(FORM, lambda: _fill_in(need, out_of, milli))
    open_drawer("offer")


def _fill_in(need=None, out_of=None, milli: float | None = None) -> None:
    known = {} if out_of is None else _taken_from(out_of, milli)
    if need is not None:
        known |= {"kind": Kind(need.kind), "target": f"need:{need.id}"}
    fields.empty_form(FORM, **{"op": uuid4(), "kind": Kind.space} | known)


def offer_drawer(all_of_it: Resources) -> None:
    begun(FORM, "kind", _fill_in)
    one_line(FORM, _("e.g. Room, 30 seats, Thursday afternoon, twice"))
    kind = fields.kind_pills(FORM)
    giver = _giver()
    options = _targets(all_of_it, kind)
    target = fields.pick(FORM, "target", _("For what"), options, _("not decided yet"))
    target = _answered(all_of_it.needs, kind, target)
    _gap(all_of_it.needs, target)
    sure = _how_sure(giver)
    fields.what(FORM, kind)
    fields.how_much(FORM, kind)
    fields.when(FORM)
    st.text_input(
        _("On the condition that… (if there is one)"),
        key="offer_condition",
        max_chars=300,
        placeholder=_("e.g. somebody finds the other half"),
    )
    fields.wrong(FORM, "condition")
    if not sure:
        st.date_input(
            _("Answer by (if you must ask somebody)"),
            value=None,
            format="DD/MM/YYYY",
            key="offer_answer_by",
        )
    fields.send_all(FORM, _("Offer"), _send, giver, sure, target)


def _taken_from(row, milli: float | None) -> dict:
    """The form as the standing offer fills it in."""
    known = {
        "out_of": row.id,
        "out_of_title": row.title,
        "kind": Kind(row.kind),
        "giver": str(row.organisation_id),
        "title": row.title,
        "quantity": "" if milli is None else formats.number(milli / 1000, 3),
    }
    return known | ({f"unit_{row.kind}": row.unit} if row.unit else {})


def _giver() -> str | None:
    """Whose offer it is: one's own, or for a coordinator anybody's (then it stays proposed)."""
    who, taken = here.standing(), st.session_state.get("offer_out_of_title")
    if taken:
        st.caption(plain(_("Out of what is there already: “{what}”.", what=taken)))
    anybody = who.cell("pledge.offer") in ("allow", "proposed")
    named = {
        str(org.id): org.name
        for org in organisations.of_community(here.person())
        if anybody or org.id in who.speaks_for
    }
    ours = [id for id in named if id in {str(org) for org in who.speaks_for}]
    if len(named) == 1:
        st.caption(plain(_("For {organisation}", organisation=next(iter(named.values())))))
        return next(iter(named))
    st.session_state.setdefault("offer_giver", ours[0] if ours else None)
    label = _("On behalf of") if anybody else _("For")
    chosen = fields.pick(FORM, "giver", label, named, _("which organisation?"))
    fields.wrong(FORM, "giver")
    return chosen


def _targets(all_of_it: Resources, kind: Kind) -> dict[str, str]:
    """Needs of this kind first, then activities, then our meetings."""
    open_needs = all_of_it.needs[all_of_it.needs.state == "open"]
    same = open_needs[open_needs.kind == kind]
    options = {f"need:{n.id}": n.title for n in each(same)}
    for activity in activities.of_community(here.person()):
        if activity.is_open:
            options[f"activity:{activity.id}"] = f"{activity.ref} {activity.title}"
    options[MEETINGS] = _("our meetings (hosting, welcoming)")
    if st.session_state.get("offer_target") not in options:
        st.session_state["offer_target"] = None  # a need of another kind
    return options


def _answered(needs: pd.DataFrame, kind: Kind, target: str | None) -> str | None:
    """An activity that asks for this kind: for its one need at once; of several one is asked."""
    of_it = ("activity:" + needs.activity_id.astype(str)) == target
    asked = needs[of_it & (needs.kind == kind) & (needs.state == "open")]
    named = {f"need:{n.id}": n.title for n in each(asked)}
    if len(named) == 1:
        [(need, name)] = named.items()
        st.caption(plain(_("It answers “{need}”.", need=name)))
        return need
    if not named:
        return target
    if st.session_state.get("offer_need") not in named:
        st.session_state["offer_need"] = None
    label = _("Which of its needs does it answer?")
    return fields.pick(FORM, "need", label, named, _("none of them")) or target


def _gap(needs: pd.DataFrame, target: str | None) -> None:
    """What is still missing of the need it answers."""
    for n in each(needs[("need:" + needs.id.astype(str)) == target]):
        newly = st.session_state.get("offer_aimed") != target
        if newly and n.unit and "offer_out_of" not in st.session_state:
            st.session_state[f"offer_unit_{n.kind}"] = n.unit  # most likely measured like it
        if n.coverage is not None:
            lacking = max(0, n.quantity_milli - n.firm_milli)
            show("resources/gap.html", need=n, lacking=formats.quantity(lacking, n.unit))
    st.session_state["offer_aimed"] = target


def _how_sure(giver: str | None) -> bool:
    """Only who may commit the giver can promise at once; for others it waits for a yes."""
    commits = {str(org) for org in here.standing().may_commit}
    if giver not in commits:
        if giver:
            show("resources/stays.html")
        return False
    st.session_state.setdefault("offer_sure", "yes")
    answers = {"yes": _("Yes, confirmed"), "ask": _("To be confirmed: I must ask")}
    st.segmented_control(
        _("Is it certain?"),
        list(answers),
        required=True,
        format_func=answers.get,
        key="offer_sure",
        width="stretch",
    )
    return st.session_state["offer_sure"] == "yes"


def _send(giver: str | None, sure: bool, target: str | None) -> None:
    done = _("Thank you: it is on the table.")
    given = ask(_give, giver, sure, target, form=FORM, done=done)
    if given is not None:
        warn(given.id)


def _give(giver: str | None, sure: bool, target: str | None):
    told = st.session_state
    giver_id, said = all_of(lambda: _named(giver), lambda: fields.said(FORM, told["offer_kind"]))
    act = pledges.promise if sure else pledges.offer
    return act(
        here.person(),
        giver_id,
        meeting_id=presence.meeting_of(here.person()),
        op=told["offer_op"],
        condition=told["offer_condition"],
        offer_id=told.get("offer_out_of"),
        answer_by=None if sure else told.get("offer_answer_by"),
        **said,
        **_aim(target),
    )


def _named(giver: str | None) -> UUID:
    if giver is None:
        raise Refused(mark("Say which organisation gives it."), field="giver")
    return UUID(giver)


def _aim(target: str | None) -> dict:
    """What a word of the target list means to the service."""
    if target == MEETINGS:
        return {"beneficiary": Beneficiary.community_life}
    thing, _colon, id = (target or "").partition(":")
    return {f"{thing}_id": UUID(id)} if id else {}
