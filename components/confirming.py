"""What was adopted subject to confirmation: who is still to be heard, by when; and the message for
the members who were not there, who have the same time."""

from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.cards import card, nothing, title
from components.drawers import open_drawer, send
from components.fields import fill, one_of, said
from components.live import read
from components.markup import render, show
from components.pressing import Pressed, pressing
from models.refusals import Refused
from services import absent, address, confirming, letters
from services.summaries import provisional as told
from translations import _, formats, mark

FORM, AWAY = "board", "away"
LONGEST = 1800  # letters of a mailto that every mail program still opens


def provisional_card(meeting_id: UUID) -> None:
    """Nothing when nothing is provisional."""
    pending = read(told.of_meeting, meeting_id, own=True)
    if not pending:
        return nothing()
    with card("provisional", stretch=False):
        title(_("Adopted, subject to confirmation"), _("silence confirms nothing"))
        for decided in pending:
            _one(decided)


def _one(decided: told.Pending) -> None:
    def pressed(what: Pressed) -> None:
        here.settle()
        me, id = here.person(), UUID(what.id)
        if what.act == "settle":
            return ask(confirming.settle, me, id, done=_("Saved."))
        ours = any(voice.ours and voice.answer.id == id for voice in decided.voices)
        if what.act == "object":
            return _begin_objection(decided)
        if what.act == "no":
            return _begin_no(id, ours)
        ask(confirming.confirm if ours else confirming.confirm_for, me, id, done=_("Confirmed."))

    html = render(
        "meetings/provisional.html",
        p=decided,
        may_write=here.may("vote.record_for_another"),
        may_settle=here.may("objective.change_state"),
        may_object=list(_may_object(decided).values()),
        names={a.organisation.id: a.organisation.called for a in decided.absent},
    )
    pressing(html, f"provisional_{decided.decision.id}", pressed)
    if decided.absent and here.may("meeting.run"):
        _write_to_the_absent(decided)


def _write_to_the_absent(decided: told.Pending) -> None:
    with st.expander(_("A letter to those who were not there")):
        subject, message = letters.adopted_provisionally(
            decided.meeting.title,
            formats.day(decided.meeting.day),
            decided.decision.statement,
            formats.day(decided.until),
            address.home(),
        )
        st.code(message, language=None, wrap_lines=True)
        mails = [mail for absent in decided.absent for mail in absent.addresses]
        link = mail_to(mails, subject, message)
        if link:
            st.link_button(_("Write the e-mail"), link, icon=":material/mail:")


def mail_to(addresses: list[str], subject: str, message: str) -> str:
    """Everybody in blind copy: nobody reads the others' addresses. "" without an address, or where
    no mail program would open it: the message is there to be copied."""
    if not addresses:
        return ""
    told = {"bcc": ",".join(addresses), "subject": subject, "body": message}
    link = f"mailto:?{urlencode(told, quote_via=quote)}"
    return link if len(link) <= LONGEST else ""


def _begin_no(answer_id: UUID, ours: bool) -> None:
    fill(FORM, id=answer_id, ours=ours, reason="", op=uuid4())
    open_drawer("board")


def no_form() -> None:
    with st.form("board_form", border=False):
        st.text_area(
            _("Why not? The reason becomes an objection"), key="board_reason", max_chars=600
        )
        beside("reason", form=FORM)
        st.caption(_("The text is proposed again, and the table takes it up next time."))
        send(_("Write it down"), _say_no)


def _may_object(decided: told.Pending) -> dict[UUID, str]:
    """Members that were not there, of whom this reader may say it; until the day, each once."""
    anybody = here.may("vote.record_for_another")
    said_no = {objection.organisation_id for objection in decided.objections}
    return {
        a.organisation.id: a.organisation.called
        for a in decided.absent
        if not decided.over
        and a.organisation.id not in said_no
        and (anybody or (a.ours and here.may("vote.cast")))
    }


def _begin_objection(decided: told.Pending) -> None:
    who = _may_object(decided)
    fill(AWAY, organisation=next(iter(who)) if len(who) == 1 else None, reason="", op=uuid4())
    open_drawer("away", decided.decision.id, decided.decision.statement, who)


def away_form(decision_id: UUID, text: str, who: dict[UUID, str]) -> None:
    """The text, for which member, and what it would harm."""
    show("meetings/quote.html", text=text)
    with st.form("away_form", border=False):
        one_of(AWAY, "organisation", _("For which organisation"), who, _("choose"))
        st.text_area(
            _("What in it would harm what we want, and why?"), key="away_reason", max_chars=600
        )
        beside("reason", form=AWAY)
        st.caption(_("The text is proposed again, and the table takes it up next time."))
        send(_("Write down the objection"), _object, decision_id)


def _object(decision_id: UUID) -> None:
    ask(lambda: _objected(decision_id), form=AWAY, done=_("Written down: the table will hear it."))


def _objected(decision_id: UUID):
    org, reason, op = (said(AWAY, field) for field in ("organisation", "reason", "op"))
    if org is None:
        raise Refused(mark("Say for which organisation."), field="organisation")
    ours = org in here.standing().speaks_for
    return (absent.object_to if ours else absent.object_for)(
        here.person(), decision_id, org, reason, op
    )


def _say_no() -> None:
    do = confirming.say_no if said(FORM, "ours") else confirming.say_no_for
    ask(
        lambda: do(here.person(), said(FORM, "id"), said(FORM, "reason"), said(FORM, "op")),
        form=FORM,
        done=_("Saved."),
    )
