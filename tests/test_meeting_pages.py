"""The series and one meeting, as those who run it, write and watch see them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from models import AttendanceStatus, Phase, moment
from services import (
    actions,
    activities,
    agenda,
    attendance,
    cards,
    decisions,
    history,
    joining,
    meetings,
    objectives,
    people,
    venues,
)
from services.summaries import details, resources, side_tables
from services.summaries.meetings import whole
from tests.seeing import said, shown
from translations import meetings as meeting_words


@pytest.fixture
def fourth(story):
    return meetings.open(story.coordinator, story.meetings["m4"].id)


@pytest.mark.parametrize("name", ["meetings", "meeting"])
def test_everybody_may_look(name, story, visit):
    for person in (story.coordinator, story.people["p02"], story.people["p17"]):
        assert not visit(name, person).exception


def test_the_third_meeting_is_found_by_its_number(story, visit):
    page = visit("meeting", story.coordinator, m="3")

    assert not page.exception
    assert "Qubì Garden" in html(page)
    assert "9 organizzazioni, 12 persone, 1 istituzione" in said(page)
    assert "Un testo dice: 9 organizzazioni, 12 persone" in said(page)

    third = str(story.meetings["m3"].id)
    for name, address in (("meeting", {"m": "3"}), ("meetings", {})):
        page = visit(name, story.coordinator, **address)
        for key in ("organisations", "people", "institutions"):
            assert f'data-id="{key}|{third}"' in shown(page)
        panel = shown(opened(page, "explain", "people", third))
        assert "R1" in panel and "Marta Ferrero" in panel and not page.exception


def test_a_meeting_that_is_not_here_is_said_kindly(story, visit):
    page = visit("meeting", story.coordinator, m="99")
    assert not page.exception
    assert "Questo incontro non è qui" in html(page)


def test_where_the_text_says_other_numbers_both_stay(story, visit):
    third = story.meetings["m3"].id
    meetings.state_counts(story.coordinator, third, 10, 15, "invito")

    page = visit("meeting", story.coordinator, m="3")

    assert "9 organizzazioni, 12 persone, 1 istituzione" in said(page)
    assert "Un testo dice: 10 organizzazioni, 15 persone" in said(page)
    assert "restano entrambi come sono" in said(page)


def test_only_who_runs_it_opens_it(story, visit):
    fourth = str(story.meetings["m4"].id)
    assert "run_open" not in keys(visit("meeting", story.people["p02"], m=fourth))

    page = visit("meeting", story.coordinator, m=fourth)
    page.button(key="run_open").click().run()

    assert not page.exception
    (fourth,) = [m for m in meetings.of_community(story.coordinator) if m.ordinal == 4]
    assert (fourth.state, fourth.day) == ("live", moment.today())  # called for September


def test_on_another_day_it_may_keep_its_day_and_on_its_own_nothing_is_asked(story, visit):
    fourth = story.meetings["m4"]
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.button(key="run_open_stays").click().run()
    assert whole(story.coordinator, fourth.id).meeting.day == fourth.day

    starts = moment.now() + timedelta(hours=2)
    own = meetings.call(story.coordinator, "Oggi", starts, starts + timedelta(hours=1))
    assert "run_open_stays" not in keys(visit("meeting", story.coordinator, m=str(own.id)))


def test_members_write_notes_and_actions_and_observers_read(story, visit, fourth):
    m = str(fourth.id)
    member = visit("meeting", story.people["p02"], m=m)
    assert "FormSubmitter:action_line-Aggiungi" in keys(member)
    assert text_field(member, f"meeting.notes:{m}")["editable"]
    assert not {"FormSubmitter:decision_line-Aggiungi", "run_wrap_up", "last_time"} & keys(member)

    observer = visit("meeting", story.people["p17"], m=m)
    assert not {"FormSubmitter:action_line-Aggiungi", "place"} & keys(observer)
    assert not text_field(observer, f"meeting.notes:{m}")["editable"]


def test_a_line_and_enter_add_an_action_a_decision_and_a_point(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    for name, text in (("agenda", "Varie"), ("decision", "Di giovedì"), ("action", "Telefonare")):
        page.text_input(key=f"{name}_new").input(text)
        page.button(key=f"FormSubmitter:{name}_line-Aggiungi").click().run()
        assert not page.exception
        assert page.text_input(key=f"{name}_new").value == ""

    by = story.coordinator
    assert whole(by, fourth.id).agenda[-1].title == "Varie"
    assert decisions.of_community(by)[0].statement == "Di giovedì"
    assert whole(by, fourth.id).actions[-1].item.text == "Telefonare"


def test_the_day_in_a_line_is_a_chip_to_correct(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.text_input(key="action_new").input("Chiedere il cortile entro il 10 dicembre")
    page.button(key="FormSubmitter:action_line-Aggiungi").click().run()

    chip = page.button(key="action_day")
    assert chip.label == "Capito: entro il 10 dicembre 2023, da “entro il 10 dicembre”. Correggi"
    chip.click().run()
    assert page.text_input(key="todo_text").value == "Chiedere il cortile"
    assert str(page.date_input(key="todo_due_on").value) == "2023-12-10"
    page.text_input(key="action_new").input("Telefonare")
    page.button(key="FormSubmitter:action_line-Aggiungi").click().run()
    assert "action_day" not in keys(page)
    latest = whole(story.coordinator, fourth.id).actions[-1].item
    actions.complete(story.coordinator, {latest.id: (story.people["p02"].id, None)})
    assert "action_day" not in keys(page.run()), "what somebody was asked later was not understood"


def test_a_line_without_words_keeps_the_form_and_says_so(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.button(key="FormSubmitter:action_line-Aggiungi").click().run()
    assert "Questo campo non può restare vuoto." in html(page)


def test_everyone_of_last_time_in_one_press(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.button(key="last_time").click().run()

    assert not page.exception
    assert "9 organizzazioni, 12 persone, 1 istituzione" in said(page)
    assert "last_time" not in keys(page)


def test_several_at_once_as_registered(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    some = [story.people["p02"].id, story.people["p12"].id]
    page.multiselect(key="many_ids").set_value(some)
    page.selectbox(key="many_status").set_value(AttendanceStatus.registered)
    page.button(key="FormSubmitter:many_form-Registra").click().run()

    assert not page.exception
    rows = whole(story.coordinator, fourth.id).present
    assert [row.status for row, _p, _o in rows] == ["registered", "registered"]


def test_at_the_door_an_empty_form_adds_nobody(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))

    page.button(key="FormSubmitter:door_form-Registra").click().run()
    assert not page.exception
    assert len(people.of_community(story.coordinator)) == 18


def test_what_was_mended_after_closing_is_shown(story, visit):
    by, third = story.coordinator, story.meetings["m3"].id
    rows = whole(by, third).present
    row = next(r for r, person, _o in rows if person.name == "Marta Ferrero")
    attendance.correct(by, row.id, {}, {"status": AttendanceStatus.excused})

    page = visit("meeting", story.people["p02"], m="3")

    assert [e.label for e in page.expander][-1] == "1 modifica dopo la chiusura"
    assert "ha corretto la presenza di Marta Ferrero" in html(page)


def test_the_invited_leave_the_list_as_they_come(story, visit, fourth):
    qubi = story.voice("qubi").id
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    assert "Invitate, non ancora viste" in html(page) and "11 organizzazioni" in html(page)
    attendance.walk_in(story.coordinator, fourth.id, qubi)
    assert "10 organizzazioni" in html(page.run())


def test_objectives_are_adopted_by_a_decision(story, visit, fourth):
    draft = objectives.draft(story.people["p02"], "Un frigo di quartiere", meeting_id=fourth.id)
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.multiselect(key="adopt_ids").set_value([draft.id])
    page.button(key="FormSubmitter:adopt_form-Adottati dal gruppo").click().run()

    assert not page.exception
    assert decisions.of_community(story.coordinator)[0].objective_id == draft.id


def todo(story, meeting_id):
    return actions.add(story.coordinator, "Telefonare", meeting_id), actions.edit


def item(story, meeting_id):
    return agenda.add(story.coordinator, meeting_id, "Telefonare"), agenda.edit


def decided(story, meeting_id):
    return decisions.record(story.coordinator, "Telefonare", meeting_id), decisions.edit


def place(story, meeting_id):
    return story.venues["incet"], venues.edit


@pytest.mark.parametrize(
    "drawer, form, field, some",
    [
        ("action", "todo", "text", todo),
        ("item", "item", "title", item),
        ("decision", "decided", "statement", decided),
        ("place", "place", "name", place),
    ],
)
def test_two_hands_in_a_drawer_see_both_and_saving_again_is_a_choice(
    story, visit, fourth, drawer, form, field, some
):
    by, (thing, edit) = story.coordinator, some(story, fourth.id)
    page = opened(visit("meeting", by, m=str(fourth.id)), drawer, thing)
    typed = [*page.text_input, *page.text_area]
    next(box for box in typed if box.key == f"{form}_{field}").set_value("Le mie parole")
    edit(by, thing.id, {}, {field: "Le loro parole"})

    save = f"FormSubmitter:{form}_form-Salva"
    page.button(key=save).click()
    page = opened(page, drawer, thing)

    assert "Le loro parole" in html(page) and "Le mie parole" in html(page)
    page.button(key=save).click()
    opened(page, drawer, thing)
    line = history.of_community(by)[0]
    (changed,) = details.of_lines(by, [line])[line.id]
    assert (changed.before, changed.after) == ("Le loro parole", "Le mie parole")


def test_two_hands_on_an_attendance_see_both_in_words(story, visit):
    by, third = story.coordinator, story.meetings["m3"].id
    row = whole(by, third).present[0][0]
    page = opened(visit("meeting", by, m="3"), "correct", row)
    page.selectbox(key="correct_status").select(AttendanceStatus.excused)
    attendance.correct(by, row.id, {}, {"status": AttendanceStatus.no_show})

    save = "FormSubmitter:correct_form-Salva"
    page.button(key=save).click()
    page = opened(page, "correct", row)

    said = [meeting_words.said(meeting_words.PRESENCES, s) for s in ("no_show", "excused")]
    assert all(word in html(page) for word in said)
    page.button(key=save).click()
    opened(page, "correct", row)
    assert next(r.status for r, _p, _o in whole(by, third).present if r.id == row.id) == "excused"


def test_what_came_out_comes_first_from_the_moment_one_begins_to_close(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    assert html(page).index(">Resoconto<") > html(page).index(">In agenda<")
    page.button(key="run_wrap_up").click().run()
    assert html(page).index(">Resoconto<") < html(page).index(">In agenda<")
    page.button(key="run_resume").click().run()
    assert html(page).index(">Resoconto<") > html(page).index(">In agenda<")
    third = html(visit("meeting", story.coordinator, m="3"))
    assert third.index(">Resoconto<") < third.index(">In agenda<")


def test_closing_says_what_is_still_open_mends_it_and_can_be_undone(story, visit, fourth):
    by, qubi = story.coordinator, story.orgs["qubi"]
    said = actions.add(story.people["p02"], "Qualcosa senza nessuno", fourth.id)
    page = visit("meeting", by, m=str(fourth.id))
    assert "close_now" not in keys(page)
    page.button(key="run_wrap_up").click().run()
    assert "Nessuna presenza registrata." in html(page)
    assert "Prima di chiudere restano 2 cose" in html(page)

    page.selectbox(key=f"closing_who_{said.id}").set_value(story.people["p02"].id)
    page.button(key="FormSubmitter:closing_actions-Scrivilo").click().run()
    page.selectbox(key="after_host").set_value(qubi.id)
    page.button(key="FormSubmitter:after_form-Convoca").click().run()
    assert not page.exception
    assert "Prossimo incontro: 7 settembre 2023, ore 15:00" in html(page)
    assert "Niente resta in sospeso" in html(page)

    page.button(key="close_now").click().run()
    assert not page.exception
    assert state(story, fourth.id) == "closed"
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.button(key="run_reopen").click().run()
    assert state(story, fourth.id) == "wrap_up"


def test_what_hangs_on_nothing_is_mended_or_left_on_the_page(story, visit, fourth):
    by = story.coordinator
    one = objectives.draft(by, "Una ciclofficina", meeting_id=fourth.id)
    two = objectives.draft(by, "Un orto", meeting_id=fourth.id)
    meetings.wrap_up(by, fourth.id)
    page = visit("meeting", by, m=str(fourth.id))
    page.text_input(key=f"closing_work_{one.id}").input("Trovare un locale")
    page.button(key="FormSubmitter:closing_orphans-Scrivilo").click().run()
    assert not page.exception
    (made,) = [a for a in activities.of_community(by) if a.title == "Trovare un locale"]
    page.button(key=f"leave_{two.id}_1").click().run()
    page.selectbox(key=f"closing_lead_{made.id}").set_value(story.orgs["qubi"].id)
    page.button(key="FormSubmitter:closing_orphans-Scrivilo").click().run()
    assert not page.exception
    assert "Ogni obiettivo di oggi" not in html(page)
    left = shown_in(page, "Lasciato così")
    assert f"Lasciato così: {two.ref}" in left and f'data-act="back" data-id="{two.id}"' in left


def test_publishing_is_asked_twice(story, visit):
    page = visit("meeting", story.coordinator, m="3")
    page.button(key="run_publish").click().run()
    assert state(story, story.meetings["m3"].id) == "closed"
    page.button(key="publish_now").click().run()
    assert state(story, story.meetings["m3"].id) == "published"


def test_the_next_is_prepared_in_five_acts(story, visit):
    """Open, host, place, create; the day is proposed, four weeks on."""
    assert "prepare" not in keys(visit("meetings", story.coordinator))  # it is prepared already
    meetings.cancel(story.coordinator, story.meetings["m4"].id)
    page = visit("meetings", story.coordinator)
    page.button(key="prepare").click().run()
    assert "Giro di benvenuto" in html(page)
    page.selectbox(key="call_host").set_value(story.orgs["officinariparo"].id)
    page.selectbox(key="call_venue").set_value(story.venues["incet"].id)
    page.button(key="FormSubmitter:call_form-Prepara l’incontro").click().run()

    assert not page.exception
    made = next(m for m in meetings.of_community(story.coordinator) if m.state == "scheduled")
    assert made.starts_at.date().isoformat() == "2023-08-03"
    assert (made.host_organisation_id, made.venue_id) == (
        story.orgs["officinariparo"].id,
        story.venues["incet"].id,
    )
    assert len(whole(story.coordinator, made.id).agenda) == 6


def test_a_meeting_is_called_with_a_new_place_and_opens_its_page(story, visit):
    page = visit("meetings", story.coordinator)
    page.button(key="call").click().run()
    page.text_input(key="call_title").input("Incontro straordinario")
    page.date_input(key="call_day").set_value(datetime(2023, 9, 7).date())
    page.button(key="FormSubmitter:call_form-Convoca l’incontro").click().run()

    assert not page.exception
    assert "Incontro straordinario" in [m.title for m in meetings.of_community(story.coordinator)]
    assert "call" not in keys(visit("meetings", story.people["p02"]))


def test_the_agenda_says_what_is_on_now_however_late_the_room_began(story, visit, fourth):
    def said() -> str:
        return pressed_html(visit("meeting", story.people["p02"], m=str(fourth.id)), "agenda")

    assert "poi" in said() and "adesso" not in said() and "(fatto)" not in said()

    agenda.step_on(story.coordinator, fourth.id)
    assert "adesso" in said() and "poi" in said() and "(fatto)" not in said()


def test_an_offer_and_a_need_are_at_hand_while_the_meeting_runs(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.button(key="offer").click().run()
    assert not page.exception and "offer_send" in keys(page)

    page.button(key="ask").click().run()
    page.text_input(key="need_title").input("Un furgone")
    page.button(key="need_send").click().run()
    assert "Un furgone" in list(resources.of_community(story.coordinator).needs.title)

    assert not {"offer", "ask"} & keys(visit("meeting", story.coordinator, m="3"))


def test_the_points_stand_on_the_page_in_their_phase_and_after(story, visit, fourth):
    by, member = story.coordinator, story.people["p02"]
    first, second = [objectives.draft(by, t, meeting_id=fourth.id) for t in ("Uno", "Due")]

    def said() -> str:
        page = visit("meeting", story.people["p17"], m=str(fourth.id))
        told = [e.proto.json for e in page.get("bidi_component") if e.proto.json]
        parts = [json.loads(one).get("html", "") for one in told]
        return " ".join(p for p in parts if "ancora senza punti" in p or "di priorità" in p)

    assert not said()
    meetings.move_on(by, fourth.id, Phase.priorities)
    assert said().count("ancora senza punti") == 2  # and not zero
    joining.come(member, fourth.id)
    cards.give_points(member, fourth.id, {first.id: 1, second.id: 3})
    meetings.move_on(by, fourth.id, None)
    assert said().index("Due") < said().index("Uno") and "3 punti di priorità" in said()


def test_tables_are_laid_and_mended_on_the_page(story, visit, fourth):
    page = visit("meeting", story.coordinator, m=str(fourth.id))
    page.button(key="lay_2").click().run()
    assert not page.exception and "Tavolo 2" in pressed_html(page, "tables")

    [first, _second] = side_tables.standing(story.coordinator, fourth.id)
    opened(page, "sidetable", first.id, fourth.id)
    assert not page.exception and "FormSubmitter:sidetable_form-Salva" in keys(page)
    member = visit("meeting", story.people["p02"], m=str(fourth.id))
    assert "Tavolo 1" in pressed_html(member, "tables") and "lay_2" not in keys(member)


def test_the_page_asks_the_same_few_questions_however_long_the_meeting(story, visit, fourth):
    def statements() -> int:
        page = visit("meeting", story.people["p02"], m=str(fourth.id))
        with listening() as sent:
            assert not page.run().exception
        return len(sent)

    small, by = statements(), story.coordinator
    for n in range(25):
        attendance.walk_in(by, fourth.id, f"Persona {n}", f"Gruppo {n}")
        agenda.add(by, fourth.id, f"Punto {n}")
        actions.add(by, f"Impegno {n}", fourth.id)
        decisions.record(by, f"Decisione {n}", fourth.id)
    assert statements() == small


@contextmanager
def listening() -> Iterator[list[str]]:
    """What is asked of the database meanwhile, also by the page, which runs in its own thread."""
    sent: list[str] = []

    def heard(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", heard)


def html(page) -> str:
    return " ".join(str(element.proto) for element in page.get("html"))


def opened(page, drawer: str, *known):
    """The page with this drawer open; here the whole page runs, so each step opens it again."""
    page.session_state["drawer_open"] = (drawer, known)
    return page.run()


def pressed_html(page, key: str) -> str:
    return " ".join(str(e.proto) for e in page.get("bidi_component"))


def text_field(page, text: str) -> dict:
    """What the field of a text written together is told."""
    told = [json.loads(e.proto.json) for e in page.get("bidi_component") if text in e.proto.json]
    return told[0]


def keys(page) -> set[str]:
    return {button.key for button in page.button}


def state(story, meeting_id) -> str:
    return next(m.state for m in meetings.of_community(story.coordinator) if m.id == meeting_id)


def test_what_is_over_is_no_longer_offered(story, visit, fourth):
    """An idea that became an objective is not supported; a closed agenda takes nothing."""
    by = story.coordinator
    first, second = (cards.write(by, fourth.id, words) for words in ("Una ciclofficina", "Un orto"))
    cards.make_objective(by, first.id)
    add = "FormSubmitter:agenda_line-Aggiungi"

    page = visit("meeting", by, m=str(fourth.id))
    ideas = shown_in(page, "Un orto")
    assert ideas.count('data-act="support"') == 1 and "ora è un obiettivo" in ideas
    assert add in keys(page)
    meetings.close(by, fourth.id)
    assert add not in keys(visit("meeting", by, m=str(fourth.id)))


def shown_in(page, text: str) -> str:
    """The HTML in which things can be pressed that holds this text."""
    pieces = [json.loads(e.proto.json or "{}") for e in page.get("bidi_component")]
    return next(p["html"] for p in pieces if text in p.get("html", ""))


def test_the_door_says_whom_each_arrival_would_become(story, visit, fourth):
    qubi = story.orgs["qubi"]
    helper = people.add(story.coordinator, "Beppe Prova", qubi.id)
    for n, name in enumerate((helper.name, story.voice("qubi").name)):
        joining.check_in(fourth.join_key, f"phone-{n}", name, qubi.name)
    said = f"Diventa Beppe Prova, {qubi.called}: già in anagrafe"
    own = "Sì, è " + story.voice("qubi").name

    def door(who, words="Fai entrare") -> list[str]:
        page = visit("meeting", who, m=str(fourth.id))
        pieces = [json.loads(e.proto.json or "{}") for e in page.get("bidi_component")]
        return [p["html"] for p in pieces if words in p.get("html", "")]

    [shown] = door(story.coordinator)
    [there] = door(story.coordinator, "alla porta")
    assert there.count("alla porta") == 2 and "conta a parte" not in there
    assert said in shown and own in shown and shown.count('data-act="away"') == 2
    assert door(story.people["p02"]) == []
    meetings.wrap_up(story.coordinator, fourth.id)
    assert len(door(story.coordinator)) == 1, "then where the meeting is closed, and only there"
