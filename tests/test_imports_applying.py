"""Lists as people have them, brought into a community: compared, asked about, taken back."""

import time
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, func, select

from models import (
    Activity,
    ActivityContributor,
    Attendance,
    AttendanceMethod,
    FundingSource,
    ImportBatch,
    Kind,
    Need,
    Objective,
    Person,
    Pledge,
    moment,
)
from models.database import engine
from models.refusals import NotAllowed, Refused
from services import (
    activities,
    communities,
    history,
    meetings,
    offers,
    organisations,
    people,
    pledges,
)
from services.imports import applying, comparing
from services.imports.comparing import ADDED, NEW, THERE, Answers
from services.imports.recognise import draft_of

DATA = Path(__file__).parent / "data"
SAMPLES = sorted((DATA / "import_samples").glob("*.[cx][sl]*"))


def draft(name: str, known=()):
    return draft_of([(name, (DATA / "import_samples" / name).read_bytes())], known=known)


def goals():
    return draft_of([(p.name, p.read_bytes()) for p in sorted((DATA / "rust_goals").glob("*.csv"))])


def answered(by, read) -> Answers:
    """As somebody would who takes the likeliest of each suggestion."""
    answers = Answers(meeting_date=None)
    for _again in range(3):  # an answer may bring up the next question
        for question in comparing.preview(by, read, answers).questions:
            if question.about == "kind":
                answers.kinds[question.key] = Kind.equipment
            elif question.about == "day":
                answers.meeting_date = moment.today()
            else:
                told = {"organisation": answers.organisations, "person": answers.people}
                told[question.about][question.key] = question.options[0][0]
    return answers


def count(kind, community_id) -> int:
    with Session(engine()) as session:
        return session.exec(
            select(func.count())
            .select_from(kind)
            .where(kind.community_id == community_id, kind.archived_at.is_(None))
        ).one()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_sample_comes_in_once(path, world):
    by, read = world.coordinator, draft(path.name)

    answers = answered(by, read)
    applying.apply(by, read, answers)

    again = comparing.preview(by, read, answers)
    assert again.count(ADDED) == 0 and again.count(THERE) > 0


def test_who_was_there_is_recognised_and_nobody_is_doubled(world):
    by, read = world.coordinator, draft("presenze_matrice.xlsx")
    before = count(Person, by.community_id), len(meetings.of_community(by))

    applying.apply(by, read, answered(by, read))

    assert (count(Person, by.community_id), len(meetings.of_community(by))) == before


def test_a_like_name_is_a_question_and_new_is_an_answer(world):
    by, read = world.coordinator, draft("risorse_excel_it.csv")
    asked = comparing.preview(by, read).questions
    assert "Lab. Cerchio Aperto" in [q.key for q in asked]

    with pytest.raises(Refused):
        applying.apply(by, read)
    answers = answered(by, read)
    answers.organisations["Lab. Cerchio Aperto"] = NEW
    applying.apply(by, read, answers)

    names = [o.name for o in organisations.of_community(by)]
    assert "Lab. Cerchio Aperto" in names and "Rete Tessuti" not in names


def test_an_import_confirms_nothing(world):
    by, read = world.coordinator, draft("risorse_excel_it.csv")
    before = set(world.pledges)
    batch = applying.apply(by, read, answered(by, read))

    with Session(engine()) as session:
        mine = session.exec(select(Pledge).where(Pledge.created_at == batch.created_at)).all()
        states = {p.state for p in session.exec(select(Pledge).where(Pledge.number > len(before)))}
    assert states == {"proposed"} and mine is not None


def test_a_registration_is_no_presence(world):
    by, read = world.coordinator, draft("eventbrite_en.csv")
    answers = answered(by, read)
    answers.meeting_date = moment.today()
    applying.apply(by, read, answers)

    with Session(engine()) as session:
        statuses = session.exec(
            select(Attendance.status)
            .where(Attendance.method == AttendanceMethod.import_)
            .order_by(Attendance.status)
        ).all()
    assert sorted(statuses) == ["excused", "present", "present", "registered"]


def test_devices_are_left_out_and_listed(world):
    by, read = world.coordinator, draft("zoom_it.csv")
    applying.apply(by, read, answered(by, read))

    assert "Read.ai meeting notes" not in [p.name for p in people.of_community(by)]


def test_nobody_leads_where_the_plan_says_question_marks(world):
    by, read = world.coordinator, draft("piano_attivita.xlsx")
    applying.apply(by, read, answered(by, read))

    found = {a.title: a for a in activities.of_community(by)}
    assert found["Accordo su pesi e igiene"].wanted
    assert found["Prova di ritiro con cargo-bike"].date_note == "fine novembre"
    assert found["Volantino"].progress_pct == 100


def test_only_a_coordinator_imports(world):
    with pytest.raises(NotAllowed):
        comparing.preview(world.people["p02"], draft("organizzazioni.csv"))
    with pytest.raises(NotAllowed):
        applying.apply(world.people["p02"], draft("organizzazioni.csv"))


def test_an_import_says_yes_for_no_organisation(world):
    by, read = world.coordinator, plan_with_leads(world)
    applying.apply(by, read, answered(by, read))

    with Session(engine()) as session:
        (row,) = session.exec(select(Activity).where(Activity.title == "Mercatino di maggio")).all()
    assert (row.lead_organisation_id, row.lead_accepted) == (world.orgs["qubi"].id, False)


def plan_with_leads(world):
    lines = (
        f"Obiettivo;Attività;Responsabile\nRiuso;Mercatino di maggio;{world.orgs['qubi'].name}\n"
    )
    known = [o.name for o in organisations.of_community(world.coordinator)]
    return draft_of([("piano.csv", lines.encode())], known=known)


def test_one_undo_takes_all_of_it_back_but_what_changed_since(world):
    by, read = world.coordinator, draft("piano_attivita.xlsx")
    before = {kind: count(kind, by.community_id) for kind in (Objective, Activity, Need)}
    applying.apply(by, read, answered(by, read))
    line = history.of_community(by)[0]
    volantino = next(a for a in activities.of_community(by) if a.title == "Volantino")
    activities.edit(by, volantino.id, {}, {"description": "Con i colori del quartiere"})

    kept = history.undo(by, line.id)

    assert [(k.thing, k.label) for k in kept] == [("activity", "Volantino")]
    after = {kind: count(kind, by.community_id) for kind in before}
    assert after == before | {Activity: before[Activity] + 1}
    again = comparing.preview(by, read, answered(by, read))
    assert again.count(ADDED, "activity") == 5  # the kept one lost its objective: it is another


def test_the_goals_come_in_whole_and_quickly(database):
    founder = communities.start(None, "Rust", "Ada")
    read = goals()
    started = time.perf_counter()
    batch = applying.apply(founder, read)
    took = time.perf_counter() - started

    here = founder.community_id
    assert (count(Objective, here), count(Activity, here)) == (200, 738)
    assert count(Need, here) == 497 + 22
    with Session(engine()) as session:
        money = session.exec(select(FundingSource)).all()
        led = session.exec(select(Activity).where(Activity.owner_person_id.is_not(None))).all()
    assert len(money) == 25 and sum(m.amount_cents is not None for m in money) == 6
    assert {m.currency for m in money if m.amount_cents} == {"USD"}
    stewards = sum(not line.activity for line in read.owner_lines)
    lines = {(o.activity, o.person) for o in read.owner_lines if o.activity}
    nameless = sum(person == "owner" for _a, person in lines)
    assert stewards == 200
    assert len(led) + count(ActivityContributor, here) == len(lines) - nameless
    assert took < 10, f"{took:.1f} s"
    assert isinstance(batch.id, UUID) and count(ImportBatch, here) == 1
    assert comparing.preview(founder, read).count(ADDED) == 0


def test_a_large_fund_is_kept_to_the_cent(database):
    founder, cents = communities.start(None, "Rust", "Ada"), 2_400_000_000_00
    with Session(engine()) as session:
        fund = FundingSource(title="PNRR", amount_cents=cents, community_id=founder.community_id)
        session.add(fund)
        session.commit()
        session.refresh(fund)
        assert fund.amount_cents == cents


def test_nothing_of_it_is_seen_in_another_community(world):
    other = communities.start(None, "Altrove", "Ugo")
    read = draft("organizzazioni.csv")
    for question in comparing.preview(other, read).questions:
        assert all(isinstance(key, str) for key, _words in question.options)


MAP = (
    "Organizzazione;Che cosa c'è;Tipo;Quanto;Disponibilità;Posti;Accesso;Bisogno\n"
    "Associazione culturale Qubì;Sala dei corsi;spazio;;il giovedì;30;senza gradini;\n"
    "Orti Diffusi ODV;Volontari;tempo;circa 20 h;;;;\n"
    "Orti Diffusi ODV;Cucina;spazio;;sempre;8;dal cortile;Una sala per tre laboratori\n"
)


def test_what_a_list_says_stays_available_goes_on_the_asset_map_and_comes_off_it_again(world):
    by, read = world.coordinator, draft_of([("mappa.csv", MAP.encode())])
    there = len(offers.of_community(by)), count(Pledge, by.community_id)
    seen = comparing.preview(by, read)
    assert (seen.count(ADDED, "offer"), seen.count(ADDED, "pledge")) == (2, 1)

    batch = applying.apply(by, read)
    assert batch.report["offer"] == 2
    room, time_of = offers.of_community(by)[there[0] :]
    assert (room.title, room.seats, room.when_note, room.step_free) == (
        "Sala dei corsi",
        30,
        "il giovedì",
        "yes",
    )
    assert (time_of.quantity_milli, time_of.unit, time_of.note) == (20_000, "hour", "circa 20 h")
    assert count(Pledge, by.community_id) == there[1] + 1  # it names what it is for
    kitchen = next(p for p in pledges.of_community(by) if p.title == "Cucina")
    assert kitchen.note == "sempre", "when it is there"
    [left] = [row["columns"] for row in batch.kept if row["id"] == str(kitchen.id)]
    assert (left["seats"], left["access"]) == ("8", "dal cortile"), "no word of the list is lost"
    assert comparing.preview(by, read).count(ADDED) == 0

    history.undo(by, history.of_community(by)[0].id)
    assert (len(offers.of_community(by)), count(Pledge, by.community_id)) == there


@pytest.mark.parametrize(
    ("when", "stays"),
    [("sempre", True), ("ogni lunedì", True), ("non sempre", False), ("luglio", False)],
)
def test_a_plain_list_says_of_what_is_there_again_and_again_that_it_stays(when, stays):
    said = f"Organizzazione;Risorsa;Tipo;Quando\nQubì;Trapano;attrezzatura;{when}\n"
    [row] = draft_of([("lista.csv", said.encode())]).resources
    assert (row.standing is not None) is stays
