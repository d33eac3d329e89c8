"""One pledge: what was said, how it stands, what one may do with it, what happened to it."""

from components import here, topics
from components.cards import actions
from components.changing import change_form
from components.delivering import given
from components.drawers import press
from components.keeping import TO_THE_WORDS, act_on, as_read, may_write, tone
from components.knowing import told_now
from components.live import read
from components.markup import show
from components.telling import told
from services import pledges
from services.letters import between
from services.summaries import clashes, resources
from translations import _, formats
from translations import resources as words


def pledge_drawer(id: str) -> None:
    told_now("pledge", topics.RESOURCES, lambda: _now(id), _tell)
    pledge = _now(id)
    if pledge is None:
        return
    acts = pledges.possible(here.standing(), pledge)
    given(pledge, acts)
    if "edit" in acts:
        change_form(pledge)
    told_now("told", topics.RESOURCES, lambda: _now(id), lambda now: told(now.id))


def _now(id: str):
    return next(iter(read(resources.of_community).one_pledge(id)), None)


def _tell(pledge) -> None:
    show("resources/facts.html", name=pledge.title, kind=pledge.kind, words=words, **_about(pledge))
    twice = clashes.of_pledge(read(resources.of_community).pledges, pledge.id)
    if twice:
        show("resources/clashes.html", rows=twice, between=between, more=0)
    _buttons(pledge, pledges.possible(here.standing(), pledge))


def _buttons(pledge, acts: list[str]) -> None:
    labels = {
        "confirm": _("Confirm"),
        "decline": _("Decline…"),
        "meet_condition": _("Condition met"),
        "open_condition": _("Not met yet"),
        "deliver": _("Mark as delivered")
        if pledge.state == "confirmed"
        else _("Mark the rest as delivered"),
        "take_back": _("Not delivered"),
        "withdraw": _("Withdraw…")
        if pledge.state != "partly_delivered"
        else _("Withdraw the rest…"),
        "refuse_hosting": _("Not hosted by them…"),
    }
    with actions():
        for act in (act for act in acts if act in labels):
            kind = "primary" if act in ("confirm", "deliver") else "secondary"
            id = as_read(pledge) if act in TO_THE_WORDS else str(pledge.id)
            press(labels[act], f"pledge_{act}", act_on, act, id, kind=kind)
        if pledge.state == "proposed" and "confirm" not in acts and may_write():
            giver = str(pledge.giver_organisation_id)
            press(_("Message to copy…"), "pledge_letter", act_on, "letter", giver)


def _about(pledge) -> dict:
    aim = pledge.activity or ""
    if pledge.beneficiary != "project":
        aim = words.beside_the_plan(pledge)
    pairs = [
        (_("Who gives"), pledge.giver),
        (_("How much"), words.amount(pledge)),
        (_("Value"), "" if pledge.value_cents is None else formats.money(pledge.value_cents)),
        (_("When"), between(pledge.from_on, pledge.to_on)),
        (_("For"), aim),
        (_("Condition"), pledge.condition),
        (_("Answer by"), formats.day(pledge.answer_by) if pledge.state == "proposed" else ""),
        (_("Delivered on"), formats.day(pledge.delivered_on)),
        (_("Reason"), pledge.reason),
        (_("Said at"), pledge.meeting),
        (_("Note"), pledge.note),
    ]
    return {
        "pairs": pairs,
        "badges": [(words.state(pledge.state, pledge.conditional), tone(pledge))],
        "warning": _warning(pledge),
    }


def _warning(pledge) -> str:
    if pledge.state == "confirmed" and pledge.conditional:
        return _("It is not firm until whoever may commit the giver marks the condition as met.")
    if pledge.state == "expired":
        return _(
            "Its last day went by without a yes, so it counts no more. If it was given all the "
            "same, whoever may commit the giver can still confirm it."
        )
    return ""
