"""Keeping the word, in one tap or with a reason; and the message to who has not said yes."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.clashing import warn
from components.drawers import open_drawer, send
from components.fields import begin, begun, fill
from components.markup import plain, show
from components.undoing import can_be_undone
from models import moment, promise_hash
from services import address, deliveries, letters, pledges
from services.summaries import promises
from services.summaries.frames import each
from services.summaries.resources import Resources, unanswered
from translations import _, formats

SURE = {
    "confirm": pledges.confirm,
    "meet_condition": pledges.mark_condition_met,
    "open_condition": pledges.open_condition,
    "deliver": pledges.deliver,
    "take_back": pledges.take_back_delivery,
}
TO_THE_WORDS = {"confirm", "meet_condition"}  # they hang on what was read
WITH_A_REASON = {
    "decline": pledges.decline,
    "withdraw": pledges.withdraw,
    "refuse_hosting": deliveries.refuse_hosting,
}
TONES = {
    "proposed": "offered",
    "confirmed": "done",
    "partly_delivered": "done",
    "delivered": "done",
}


def tone(pledge) -> str:
    return "risk" if pledge.conditional else TONES.get(pledge.state, "idle")


def as_read(pledge) -> str:
    """Its id, with the words that stand on the screen: what is pressed beside them says yes to
    these, and to no others."""
    return f"{pledge.id}|{promise_hash(pledge)}"


def act_on(act: str, id: str) -> None:
    """For a callback: done at once, or asked why first. `id`: of a pledge, or `as_read`."""
    if act in SURE:
        return _do(act, *_parted(id))
    if act in WITH_A_REASON:
        begin("why", _fill_in_why, id)
    open_drawer(act, id)


def _fill_in_why(_id: str) -> None:
    fill("why", reason="", op=uuid4())


def why(act: str, all_of_it: Resources, id: str) -> None:
    """No act that lets somebody down goes without its reason."""
    begun("why", "reason", _fill_in_why, id)
    for pledge in all_of_it.one_pledge(id):
        show("resources/about.html", name=pledge.title, sub=pledge.giver)
    asked = {
        "decline": _("Why not?"),
        "withdraw": _("Why is it withdrawn?"),
        "refuse_hosting": _("What was it like instead?"),
    }
    name = {
        "decline": _("Decline"),
        "withdraw": _("Withdraw"),
        "refuse_hosting": _("Not hosted by them"),
    }
    with st.form("why_form", border=False):
        st.text_input(asked[act], key="why_reason", max_chars=300)
        beside("reason", form="why")
        st.caption(_("It stays in the register with its reason, for everybody to read."))
        if act == "withdraw" and any(map(_is_late, all_of_it.one_pledge(id))):
            st.caption(
                _("Its last day is past: withdrawn now, it stays a promise that was not kept.")
            )
        send(name[act], _give_reason, act, UUID(id))


def _is_late(pledge) -> bool:
    return promises.is_late(pledge, moment.today())


def may_write() -> bool:
    """A message names who may say yes: it is for whoever may read the names."""
    return here.standing().sees("person.read_name")


def letter(all_of_it: Resources, organisation_id: str) -> None:
    """All that waits for a yes of one organisation, as a message to copy."""
    waiting = unanswered(all_of_it.pledges)
    rows = waiting[waiting.giver_organisation_id.astype(str) == organisation_id]
    if rows.empty:
        return show("empty.html", text=_("Nothing of theirs waits for a yes."))
    listed = list(each(rows))
    names = pledges.who_may_commit(here.person(), UUID(organisation_id))
    st.write(
        plain(_("Who may say yes: {names}.", names=formats.together(names)))
        if names
        else _("Nobody may commit this organisation yet: a coordinator can say who, under People.")
    )
    told = letters.please_confirm(listed[0].giver, here.community().name, listed, address.home())
    st.code(told, language=None, wrap_lines=True)


def say_yes(pressed: str) -> None:
    """For a callback: to what was read (`as_read`)."""
    id, read = _parted(pressed)
    ask(pledges.confirm, here.person(), id, read=read, done=_("Confirmed: it counts from now on."))


def _parted(pressed: str) -> tuple[UUID, str | None]:
    id, _bar, read = pressed.partition("|")
    return UUID(id), read or None


def _do(act: str, id: UUID, read: str | None) -> None:
    said = {
        "confirm": _("Confirmed: it counts from now on."),
        "meet_condition": _("The condition is met. If it was a slip, open it: “Not met yet”."),
        "open_condition": _("The condition waits again."),
        "deliver": _("Delivered. If it was a slip, press “Not delivered”."),
        "take_back": _("Back to confirmed."),
    }
    words = {"read": read} if act in TO_THE_WORDS else {}
    ask(lambda: SURE[act](here.person(), id, **words), done=said[act])
    if act == "confirm" and not refused():
        warn(id)


def _give_reason(act: str, id: UUID) -> None:
    told = st.session_state
    pledge = ask(
        lambda: WITH_A_REASON[act](here.person(), id, told["why_reason"], told["why_op"]),
        form="why",
        done=_("Recorded, with its reason."),
    )
    if pledge and act == "decline":
        can_be_undone(id, _("Declined: {what}", what=pledge.title))
    if pledge and act == "refuse_hosting":
        can_be_undone(id, _("Not hosted by them: {what}", what=pledge.title))
