"""How files were read and what they say: shown, asked about, and changeable before anything is."""

from dataclasses import replace

import streamlit as st

from components import here
from components.cards import card, title
from components.filters import paged
from components.markup import plain, show
from models import Kind
from services.imports.comparing import KINDS, NEW, Answers, Preview, Question
from services.imports.draft import Doubt, Draft, Place, Sheet
from services.imports.recognise import Choice
from translations import _, formats, n_
from translations import importing as words
from translations import resources as resource_words

CHOICES, ANSWERS = "import_choices", "import_answers"


def start_over() -> None:
    """For the uploader: other files, other answers."""
    for key in [k for k in st.session_state if str(k).startswith(("import_", "say_", "read_"))]:
        del st.session_state[key]


def choices() -> dict:
    return st.session_state.setdefault(CHOICES, {})


def answers() -> Answers:
    return st.session_state.setdefault(ANSWERS, Answers())


def sheets(draft: Draft) -> None:
    for n, sheet in enumerate(draft.sheets):
        with card(f"sheet_{n}", stretch=False):
            _sheet(sheet, n)


def _sheet(sheet: Sheet, n: int) -> None:
    where = " › ".join(filter(None, (sheet.file, sheet.sheet)))
    pairs = [
        (_("Rows"), formats.number(sheet.rows)),
        (_("Headings in row"), sheet.header_line),
        (_("Days read as"), words.days(sheet.date_format)),
        (_("Meetings"), ", ".join(formats.short_day(d) for d in sheet.meetings.values())),
        (_("Meeting of"), formats.day(sheet.meeting_date)),
        (_("Rows passed over"), "; ".join(f"{row}: {why}" for row, why in sheet.skipped)),
        (_("Columns no field of ours takes"), ", ".join(sheet.unmapped)),
    ]
    show("importing/read.html", sheet=sheet, where=where, pairs=pairs, words=words)
    if sheet.kind != "linked" and sheet.columns:
        with st.expander(_("Not read as you meant it? Change it here")):
            _change(sheet, n)


def _change(sheet: Sheet, n: int) -> None:
    """Each change reads the file anew; nothing is written."""
    kind, line, order = st.columns(3, vertical_alignment="bottom")
    kinds = [k for k in words.LISTS if k != "linked"]
    kind.selectbox(
        _("What is it a list of?"),
        kinds,
        index=kinds.index(sheet.kind),
        key=f"read_kind_{n}",
        format_func=lambda k: words.said(words.LISTS, k),
        on_change=_choose,
        args=[sheet, n, "kind"],
    )
    line.number_input(
        _("Row of the headings"),
        1,
        value=max(sheet.header_line, 1),
        key=f"read_header_line_{n}",
        on_change=_choose,
        args=[sheet, n, "header_line"],
    )
    order.segmented_control(
        _("In days like 7/6"),
        [False, True],
        default=sheet.month_first,
        required=True,
        key=f"read_month_first_{n}",
        format_func=lambda first: _("the month is first") if first else _("the day is first"),
        on_change=_choose,
        args=[sheet, n, "month_first"],
    )
    for dropped in sheet.dropped:
        st.checkbox(
            plain(_("Bring “{column}” along all the same", column=dropped)),
            key=f"read_keep_{n}_{dropped}",
            on_change=_keep,
            args=[sheet, n],
        )
    _mapping(sheet, n)


def _mapping(sheet: Sheet, n: int) -> None:
    """Which of our fields is which column."""
    st.caption(_("Which column is which"))
    places = st.columns(3)
    for i, (field, column) in enumerate(sheet.mapping.items()):
        places[i % 3].selectbox(
            words.said(words.FIELDS, field),
            [None, *range(len(sheet.columns))],
            index=column + 1,
            key=f"read_map_{n}_{field}",
            format_func=lambda c: _("none") if c is None else sheet.columns[c] or str(c + 1),
            on_change=_remap,
            args=[sheet, n],
        )


def _choose(sheet: Sheet, n: int, field: str) -> None:
    value = st.session_state[f"read_{field}_{n}"]
    _set(sheet, **{field: value})


def _keep(sheet: Sheet, n: int) -> None:
    kept = {c for c in sheet.dropped if st.session_state.get(f"read_keep_{n}_{c}")}
    _set(sheet, keep=_choice(sheet).keep | kept)


def _remap(sheet: Sheet, n: int) -> None:
    said = {f: st.session_state[f"read_map_{n}_{f}"] for f in sheet.mapping}
    _set(sheet, mapping={field: column for field, column in said.items() if column is not None})


def _choice(sheet: Sheet) -> Choice:
    return choices().get((sheet.file, sheet.sheet), Choice())


def _set(sheet: Sheet, **what) -> None:
    here.settle()
    choices()[(sheet.file, sheet.sheet)] = replace(_choice(sheet), **what)


def counted(preview: Preview) -> None:
    icons = {"added": "add_circle", "there": "task_alt", "review": "help"}
    totals = [
        (icons[v], words.said(words.VERDICTS, v), formats.number(preview.count(v)), "")
        for v in words.VERDICTS
    ]
    kinds = preview.kinds()
    things = [(k, [kinds[k, v] for v in words.VERDICTS]) for k in KINDS]
    things = [(kind, counts) for kind, counts in things if any(counts)]
    show("importing/counts.html", totals=totals, things=things, words=words)
    if preview.count("added", "offer"):
        st.caption(
            _(
                "What stays available goes on the asset map and promises nothing: its list says "
                "when it is there, for how many or how one gets in, and it names nothing it is for."
            )
        )
    with st.expander(_("Row by row")):
        rows = paged(preview.rows, "rows")
        show("importing/rows.html", rows=rows, words=words, where=where)


def questions(preview: Preview) -> None:
    if not preview.questions:
        return
    n = len(preview.questions)
    with card("questions", stretch=False):
        title(
            n_("{n} question", "{n} questions", n),
            _("names that are alike are never joined without your yes"),
        )
        if any(q.options for q in preview.questions):
            st.button(_("Take every suggestion"), key="say_all", on_click=_take_all, args=[preview])
        for i, question in enumerate(paged(preview.questions, "questions", 30)):
            _question(question, i)


def _question(question: Question, i: int) -> None:
    if question.about == "day":
        st.date_input(
            _("On which day was the meeting?"),
            value=None,
            format="DD/MM/YYYY",
            key="say_day",
            on_change=_say,
            args=[question, "say_day"],
        )
        return
    key = f"say_{question.about}_{question.key}"
    options = _options(question)
    asked = {
        "organisation": _("“{name}” is…", name=plain(question.words)),
        "person": _("“{name}” is…", name=plain(question.words)),
        "kind": _("What kind of resource is “{name}”?", name=plain(question.words)),
    }
    st.selectbox(
        asked[question.about],
        list(options),
        index=None,
        key=key,
        placeholder=_("choose"),
        format_func=options.get,
        on_change=_say,
        args=[question, key],
    )


def _options(question: Question) -> dict:
    if question.about == "kind":
        return {kind: resource_words.kind(kind) for kind in Kind}
    new = {
        "organisation": _("another organisation, new here"),
        "person": _("somebody else, new here"),
    }
    alike = {key: _("the same as {name}", name=name) for key, name in question.options}
    return alike | {NEW: new[question.about]}


def _say(question: Question, key: str) -> None:
    _answer(question, st.session_state[key])


def _answer(question: Question, answer) -> None:
    told = answers()
    if question.about == "day":
        told.meeting_date = answer
    else:
        by_kind = {"organisation": told.organisations, "person": told.people, "kind": told.kinds}
        by_kind[question.about][question.key] = answer


def _take_all(preview: Preview) -> None:
    for question in preview.questions:
        if question.options:
            _answer(question, question.options[0][0])


def doubts(draft: Draft) -> None:
    if not draft.to_review:
        return
    with card("doubts", stretch=False):
        title(_("To look at"), _("read as it says here; nothing of it was guessed in silence"))
        rows = [(doubt, _why(doubt)) for doubt in paged(draft.to_review, "doubts")]
        show("importing/doubts.html", rows=rows, where=where)
        _left_out(draft)


def _left_out(draft: Draft) -> None:
    """Devices and those seen for a few minutes: brought along only if somebody says so."""
    places = {doubt.place for doubt in draft.to_review}
    theirs = [p for p in draft.people if set(p.places) & places and draft.attendances]
    if theirs:
        names = {p.key: p.name for p in theirs}
        st.multiselect(
            _("They were there all the same:"),
            list(names),
            key="say_bring",
            format_func=names.get,
            placeholder=_("choose one or more"),
            on_change=lambda: setattr(answers(), "bring", set(st.session_state["say_bring"])),
        )


def _why(doubt: Doubt) -> str:
    said = {k: formats.day(v) if k == "day" else v for k, v in doubt.values.items()}
    return _(doubt.why, **said)


def where(place: Place) -> str:
    """File, sheet and row, as the file counts them."""
    row = _("row {n}", n=place.row) if place.row else ""
    return " › ".join(filter(None, (place.file, place.sheet, row)))
