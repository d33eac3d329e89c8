"""What the community is, and what this browser's person prefers."""

import streamlit as st

from components import exporting, here, topics
from components.asking import ask, beside, refused
from components.cards import card, page_head, title
from components.fields import forget, said, save, show_of
from components.live import live_part
from components.markup import plain, show
from models import VotingUnit
from services import access, communities
from services.communities import SETTINGS
from translations import LANGUAGES, _, formats, mark

FORM = "settings"
LABELS = {
    "name": mark("Name of the community"),
    "theme": mark("What it is about"),
    "purpose": mark("Purpose"),
    "programme": mark("Programme it belongs to"),
    "funders": mark("Who funds it"),
    "next_report_on": mark("Next report due on"),
    "voting_unit": mark("In a consent round"),
    "lapse_after_meetings": mark("“To be heard” after how many meetings missed"),
    "day_hours": mark("Hours in a day of work"),
}
TOLD = ("name", "theme", "purpose", "programme", "funders")  # to who only reads
UNITS = {
    VotingUnit.organisation: mark("one voice per organisation"),
    VotingUnit.person: mark("one voice per person"),
}

here.settle()


def label(field: str) -> str:
    return _(LABELS[field])


def the_community() -> None:
    title(_("The community"))
    if here.may("community.edit_settings"):
        the_form()
    else:
        told = [(label(field), getattr(here.community(), field)) for field in TOLD]
        show(
            "plan/about.html",
            name=here.community().name,
            ref="",
            badges=[],
            text="",
            pairs=told,
            lists=[],
        )


def the_form() -> None:
    now = communities.of(here.person())
    if not show_of(FORM, now, SETTINGS):
        changed_meanwhile(now)
    with st.form("settings_form", border=False):
        st.text_input(label("name"), key="settings_name", max_chars=120)
        beside("name", form=FORM)
        st.text_input(label("theme"), key="settings_theme", max_chars=200)
        beside("theme", form=FORM)
        st.text_area(label("purpose"), key="settings_purpose", height="content")
        beside("purpose", form=FORM)
        st.text_area(label("programme"), key="settings_programme", height="content")
        beside("programme", form=FORM)
        st.text_area(label("funders"), key="settings_funders", height="content")
        beside("funders", form=FORM)
        report = label("next_report_on")
        st.date_input(report, value=None, key="settings_next_report_on", format="DD/MM/YYYY")
        beside("next_report_on", form=FORM)
        _rules()
        st.form_submit_button(_("Save"), type="primary", on_click=keep)


def changed_meanwhile(now) -> None:
    """What is being typed is nobody else's to change: it is said, and shown when asked for."""
    moved = [label(f) for f in SETTINGS if getattr(now, f) != said(FORM, "seen")[f]]
    if moved:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = _("Somebody changed meanwhile: {fields}.", fields=formats.together(moved))
            st.caption(words, width="stretch")
            st.button(_("Show it as it is now"), key="as_now", on_click=forget, args=[FORM])


def _rules() -> None:
    voice, lapse, day = st.columns([1.5, 1.2, 1], vertical_alignment="bottom")
    voice.selectbox(
        label("voting_unit"),
        list(UNITS),
        key="settings_voting_unit",
        format_func=lambda unit: _(UNITS[unit]),
    )
    lapse.number_input(
        label("lapse_after_meetings"),
        1,
        24,
        key="settings_lapse_after_meetings",
    )
    day.number_input(label("day_hours"), 1, 24, key="settings_day_hours")
    beside("voting_unit", "lapse_after_meetings", "day_hours", form=FORM)


def keep() -> None:
    wanted = {field: said(FORM, field) for field in SETTINGS}
    names = {unit: _(word) for unit, word in UNITS.items()}
    save(
        FORM,
        lambda seen, op: communities.change_settings(here.person(), seen, wanted, op),
        names.copy,
    )


def about_you() -> None:
    account = here.account()
    title(_("You"), _("kept for every browser of yours"))
    st.text_input(
        _("Your name"),
        account.name or here.person().name,
        key="you_name",
        max_chars=120,
        on_change=rename,
    )
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        default=here.language(),
        required=True,
        key="you_language",
        format_func=LANGUAGES.get,
        on_change=speak,
    )
    st.button(
        _("Sign out of every browser"), key="leave_all", icon=":material/logout:", on_click=leave
    )


def rename() -> None:
    name = st.session_state["you_name"].strip()
    if name:
        ask(lambda: access.remember(here.account(), name=name), done=_("Saved."))


def speak() -> None:
    here.settle()
    here.switch_language(st.session_state["you_language"])


def leave() -> None:
    ask(lambda: access.sign_out_everywhere(here.account()))


def the_example() -> None:
    title(_("This is an example"), _("made up to look around; it goes away in one step"))
    with st.popover(_("Remove the example…"), icon=":material/delete:"):
        st.write(
            plain(
                _(
                    "“{name}” goes away with all that was tried in it. It can’t be taken back.",
                    name=here.community().name,
                )
            )
        )
        st.button(_("Yes, remove it"), key="remove_example", type="primary", on_click=remove)


def remove() -> None:
    done = _("The example is gone.")
    ask(lambda: communities.remove_example(here.person()), done=done)
    if not refused():
        here.choose(None)
        here.turn_to("welcome")


page_head(_("Settings"))
left, right = st.columns([1.5, 1])
with left, card("community", stretch=False):
    live_part("community", topics.COMMUNITY)(the_community)()
with right:
    with card("you", stretch=False):
        about_you()
    if here.may("export.full"):
        with card("exported", stretch=False):
            exporting.all_of_it()
    if here.community().example and here.may("community.delete"):
        with card("example", stretch=False):
            the_example()
