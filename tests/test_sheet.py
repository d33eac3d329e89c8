"""The sheet that went round, typed in: who is understood, who is new, and one yes for all."""

import pytest
from sqlmodel import Session, select

from models import Organisation, Person
from models import database as house
from models.refusals import NotAllowed, Refused
from services import history, meetings, naming, sheet
from services.summaries import room

TWELVE = """1. {marta}, associazione culturale qubi, sì
2. Ada Nuova; Associazione culturale Qubì; no
Ugo Primo\tOfficina mai vista\tx
Ida Seconda\tofficina  Mai Vista
Leo Solo

Bea Uno, Orti Diffusi
Ciro Due, Orti Diffusi ODV
Dina Tre, Orti Diffusi ODV
Elio Quattro, Officina mai vista
Fede Cinque, Officina mai vista
Gina Sei, Officina mai vista, sì
{marta}, Associazione culturale Qubì
"""


@pytest.fixture
def live(world):
    return meetings.open(world.coordinator, world.meetings["m4"].id)


def test_twelve_lines_are_understood_before_anything_is_recorded(world, live):
    marta = world.voice("qubi")
    lines = sheet.read(world.coordinator, live.id, TWELVE.format(marta=marta.name.upper()))

    assert len(lines) == 12
    assert (lines[0].person, lines[0].place, lines[0].public) == (
        marta.id,
        "Associazione culturale Qubì",
        True,
    )
    assert [line.public for line in lines[1:4]] == [False, True, None]
    assert (lines[2].name, lines[2].organisation, lines[2].place) == (
        "Ugo Primo",
        "Officina mai vista",
        "",
    )
    assert lines[5].perhaps == ["Orti Diffusi ODV"]
    assert lines[5].meaning("Orti Diffusi ODV") == "Bea Uno; Orti Diffusi ODV"
    assert lines[1].meaning("X, Y") == "Ada Nuova; X, Y; no"
    assert room.at(world.coordinator, live.id).counts.people == 0
    with pytest.raises(NotAllowed):
        sheet.read(marta, live.id, "Ada")


def test_one_yes_records_them_all_and_one_undo_takes_them_away(world, live):
    marta, giulia = world.voice("qubi"), world.coordinator
    typed = TWELVE.format(marta=marta.name).replace("Orti Diffusi\n", "Orti Diffusi ODV\n")
    sheet.take(giulia, live.id, typed)

    seen = room.at(giulia, live.id)
    assert (seen.counts.organisations, seen.counts.people) == (3, 11)
    assert [p.id for _a, p, _o in seen.present].count(marta.id) == 1
    with Session(house.engine()) as session:
        new = select(Organisation).where(Organisation.name.ilike("officina%mai vista"))
        assert len(session.exec(new).all()) == 1
        gina = session.exec(select(Person).where(Person.name == "Gina Sei")).one()
    assert gina.id in naming.named_publicly(giulia)

    history.undo(giulia, history.of_community(giulia)[0].id)
    assert room.at(giulia, live.id).counts.people == 0
    with pytest.raises(NotAllowed):
        sheet.take(marta, live.id, typed)


def test_an_empty_sheet_and_an_endless_one_are_refused(world, live):
    with pytest.raises(Refused):
        sheet.take(world.coordinator, live.id, " \n ")
    with pytest.raises(Refused):
        sheet.read(world.coordinator, live.id, "Ada\n" * 201)
