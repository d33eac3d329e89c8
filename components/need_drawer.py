"""One need: how far it is covered, by whom, what one may do with it, what happened to it."""

from charts.marks import opens
from charts.resources import left_out_words
from components import here, needing, offering, topics
from components.asking import ask, refused
from components.cards import actions
from components.drawers import lead_out, press
from components.explaining import pressed as explained
from components.keeping import tone
from components.knowing import told_now
from components.live import read
from components.markup import render, show
from components.matching import could_answer
from components.pressing import pressing
from components.telling import told
from components.undoing import can_be_undone
from services import needs
from services.letters import between
from services.rights import permits
from services.summaries import resources
from services.summaries.frames import each
from translations import _, formats
from translations import resources as words


def need_drawer(id: str) -> None:
    told_now("need", topics.ASSETS, lambda: _now(id), _tell)


def _now(id: str):
    return next(iter(read(resources.of_community).one_need(id)), None)


def _tell(need) -> None:
    about = {"name": need.title, "kind": need.kind, "words": words} | _about(need)
    pressing(render("resources/facts.html", **about), "need_facts", explained)
    lead_out()
    pledges = read(resources.of_community).pledges
    rows = list(each(pledges[pledges.need_id == need.id]))
    if rows:
        show("resources/answers.html", rows=rows, words=words, tone=tone)
    _buttons(need)
    if need.state == "open":
        could_answer(read(resources.of_community), need)
    told(need.id)


def _buttons(need) -> None:
    who = here.standing()
    with actions():
        if here.may("pledge.offer") and need.state == "open":
            press(_("Offer"), "need_offer", offering.begin, need, kind="primary")
        if permits(who.cell("need.create_edit"), who, need):
            press(_("Change…"), "need_change", needing.begin, need)
            for act, label in _closing(need).items():
                press(label, f"need_{act}", _close, act, need)


def _closing(need) -> dict[str, str]:
    if need.state != "open":
        return {"reopen": _("Open again"), "archive": _("Archive")}
    return {"met": _("It is met"), "unmet": _("Give it up"), "archive": _("Archive")}


def _close(act: str, need) -> None:
    seen = {field: getattr(need, field) for field in needs.ASKED}
    me, id = here.person(), need.id
    if act == "archive":
        ask(lambda: needs.archive(me, id))
        if not refused():
            can_be_undone(need.id, _("Archived: {what}", what=need.title))
    elif act == "reopen":
        ask(lambda: needs.reopen(me, id, seen=seen), done=_("Open again."))
    else:
        ask(lambda: needs.close(me, id, act == "met", seen=seen), done=_("Closed."))


def _why(answer: str, need) -> str:
    return opens(answer, need.id)


def _about(need) -> dict:
    known = need.coverage is not None
    amounts = (need.firm_milli, need.offered_milli, need.surplus_milli or None)
    firm, offered, surplus = (
        formats.quantity(milli, need.unit) if milli is not None else "" for milli in amounts
    )
    pairs = [
        (_("Needed"), formats.quantity(need.quantity_milli, need.unit)),
        (_("Confirmed"), firm),
        (_("Offered"), offered),
        (_("Covered"), formats.percent(need.coverage) if known else "", _why("need_cover", need)),
        (_("Too much"), surplus, _why("surplus", need)),
        (_("When"), between(need.from_on, need.to_on)),
        (_("Where"), need.place),
        (_("Seats"), formats.number(need.seats) if need.seats else ""),
        (_("For"), need.activity or need.objective),
        (_("Note"), need.note),
    ]
    warnings = {"cannot_compare": _("What is offered is in another unit: nobody can compare it.")}
    badges = [(words.priority(need.priority), "risk" if need.priority == 3 else "line")]
    closed = {"closed_met": _("closed: met"), "closed_unmet": _("closed: given up")}
    badges += [(closed[need.state], "idle")] if need.state in closed else []
    return {
        "pairs": pairs,
        "badges": badges,
        "warning": warnings.get(need.answer) or left_out_words(need),
    }
