"""One objective: all that is known of it, and the acts on it."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import open_drawer, press, send
from components.fields import fill, one_of, said
from components.markup import show
from components.telling import told
from components.undoing import can_be_undone
from models import AGREED, Horizon, ObjectiveState
from services import decisions, objectives, organisations
from services.summaries import resources
from services.summaries.tree import Branch
from translations import _, formats, mark
from translations import progress as words
from translations import resources as resource_words

FORM = "objective"
HORIZONS = {
    "short": mark("short term"),
    "medium": mark("medium term"),
    "long": mark("long term"),
}
EDITED = (
    "title",
    "statement",
    "collective_interest",
    "horizon",
    "steward_organisation_id",
    "due_on",
)


def horizons() -> dict[str, str]:
    return {word: _(text) for word, text in HORIZONS.items()}


def begin_objective() -> None:
    fill(FORM, **dict.fromkeys(("title", "statement", "collective_interest"), ""))
    fill(FORM, horizon=None, steward_organisation_id=None, due_on=None, op=uuid4())
    open_drawer("new_objective")


def new_objective() -> None:
    """One line is enough; the rest is folded away until wanted."""
    with st.form("objective_form", border=False):
        st.text_input(
            _("What should be true, in words everyone could say aloud"),
            key="objective_title",
            max_chars=300,
        )
        beside("title", form=FORM)
        with st.expander(_("Say more")):
            _more()
        send(_("Write it down"), _draft)


def objective_drawer(branch: Branch) -> None:
    o = branch.objective
    badges = [(words.objective(o.state), "done" if o.state in AGREED else "idle")]
    if o.horizon:
        badges.append((horizons()[o.horizon], "line"))
    show(
        "plan/about.html",
        name=o.title,
        ref=o.ref,
        badges=badges,
        text=o.statement,
        pairs=_pairs(branch),
        lists=_lists(branch),
    )
    may = here.standing()
    if may.allows("objective.edit_text"):
        with st.expander(_("Change it")):
            _change_form(branch)
    if may.cell("objective.change_state") == "allow":
        _states(o)
    if may.allows("objective.delete"):
        press(_("Archive"), "objective_archive", _archive, o, kind="tertiary")
    told(o.id)


def _pairs(branch: Branch) -> list[tuple]:
    o, rate = branch.objective, branch.delivery
    delivered = _("{share} of the work tied to it", share=formats.percent(rate.value))
    return [
        (_("Why it matters to all"), o.collective_interest),
        (_("Who looks after it"), branch.steward or _("looking for somebody")),
        (_("By when"), formats.day(o.due_on)),
        (_("Priority points"), o.priority_points if o.priority_points is not None else ""),
        (_("Delivered"), delivered if rate.value is not None else _("nothing planned yet")),
    ]


def _lists(branch: Branch) -> list[tuple]:
    o = branch.objective
    adopted = [d for d in decisions.of_community(here.person()) if d.objective_id == o.id]
    stock = resources.of_community(here.person())
    needs = stock.needs[stock.needs.objective_id == o.id]
    return [
        (
            _("Decisions"),
            [(d.statement, formats.day(d.decided_at.date()), "line", d.ref) for d in adopted],
        ),
        (
            _("Activities"),
            [
                (
                    leaf.activity.title,
                    leaf.lead,
                    words.TONES.get(leaf.stands, "idle"),
                    words.activity(leaf.stands),
                )
                for leaf in branch.leaves
                if leaf.stands != "cancelled"
            ],
        ),
        (_("What it needs"), [need_line(need) for need in needs.itertuples()]),
    ]


def _work_line(leaf) -> tuple:
    return (leaf.activity.title, leaf.lead, words.TONES[leaf.stands], words.activity(leaf.stands))


def need_line(need) -> tuple:
    amount = formats.quantity(need.quantity_milli, need.unit)
    firm = formats.percent(need.coverage)
    label = _("{share} confirmed", share=firm) if need.coverage is not None else ""
    tone = "done" if need.coverage == 1 else "idle"
    return (need.title, f"{resource_words.kind(need.kind)} · {amount}", tone, label)


def _change_form(branch: Branch) -> None:
    o = branch.objective
    if st.session_state.get("objective_id") != o.id:
        fill(FORM, id=o.id, op=uuid4(), seen={f: getattr(o, f) for f in EDITED})
        fill(FORM, **{f: getattr(o, f) for f in EDITED})
    with st.form("objective_form", border=False):
        st.text_input(_("Title"), key="objective_title", max_chars=300)
        beside("title", form=FORM)
        _more()
        if o.state in AGREED:
            st.caption(_("Reworded, it is proposed again; the decision keeps its old text."))
        send(_("Save"), _save, o.id)


def _more() -> None:
    st.text_area(_("The whole text"), key="objective_statement", height=120)
    beside("statement", form=FORM)
    st.text_area(_("Why it matters to all"), key="objective_collective_interest", height=80)
    beside("collective_interest", form=FORM)
    one_of(FORM, "horizon", _("Time horizon"), {Horizon(k): v for k, v in horizons().items()})
    orgs = {o.id: o.name for o in organisations.of_community(here.person())}
    one_of(FORM, "steward_organisation_id", _("Who looks after it"), orgs)
    st.date_input(_("By when"), value=None, key="objective_due_on", format="DD/MM/YYYY")
    beside("due_on", form=FORM)


def _wanted() -> dict:
    return {field: said(FORM, field) for field in EDITED}


def _draft() -> None:
    known = _wanted()
    ask(
        lambda: objectives.draft(here.person(), op=said(FORM, "op"), **known),
        form=FORM,
        done=_("Written down as a draft."),
    )


def _save(objective_id: UUID) -> None:
    ask(
        lambda: objectives.edit(
            here.person(), objective_id, said(FORM, "seen"), _wanted(), said(FORM, "op")
        ),
        form=FORM,
        done=_("Saved."),
    )
    if not refused():
        st.session_state.pop("objective_id", None)


def _states(o) -> None:
    """Achieved, partly, dropped; adoption goes through a decision of the group."""
    if o.state in AGREED:
        options = [ObjectiveState.achieved, ObjectiveState.partly_achieved, ObjectiveState.dropped]
    else:
        options = [ObjectiveState.dropped if o.state != "dropped" else ObjectiveState.draft]
        press(_("The group adopted it"), "objective_adopt", _adopt, o, kind="primary")
    with st.container(horizontal=True, gap="xsmall"):
        for state in options:
            if state != o.state:
                press(words.objective(state), f"objective_{state}", _set_state, o.id, state)
    _points(o)


def _points(o) -> None:
    with st.form("points_form", border=False):
        points, go = st.columns([2, 1], vertical_alignment="bottom")
        points.number_input(
            _("Priority points the room gave it"), 0, value=o.priority_points, key="points_n"
        )
        with go:
            send(_("Save the points"), _give_points, o.id, primary=False)


def _adopt(o) -> None:
    ask(lambda: objectives.adopt(here.person(), [o.id]), done=_("Adopted; the text is frozen."))


def _set_state(objective_id: UUID, state) -> None:
    ask(lambda: objectives.set_state(here.person(), objective_id, state), done=_("Saved."))


def _give_points(objective_id: UUID) -> None:
    points = st.session_state["points_n"]
    ask(lambda: objectives.give_points(here.person(), objective_id, points), done=_("Saved."))


def _archive(o) -> None:
    ask(lambda: objectives.archive(here.person(), o.id))
    if not refused():
        can_be_undone(o.id, _("Archived: {what}", what=o.title))
