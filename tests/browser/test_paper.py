"""The paper that went round the table, typed or pasted at once, shown, recorded with one yes."""

from playwright.sync_api import expect
from sqlmodel import Session, select

from models import Attendance, Meeting, database

from .hands import drawer, press

NAMES = ["Ada", "Bea", "Ciro", "Dina", "Elio", "Fede", "Gina", "Ivo", "Lia", "Mara", "Nora", "Ugo"]
TWELVE = [f"{name} Prova, Orti Diffusi ODV, sì" for name in NAMES[:-1]] + [
    "Ugo Prova, Orti Diffusi"
]


def test_twelve_people_are_typed_shown_and_recorded_with_one_yes(house, page):
    page.goto(house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    database.connect(f"sqlite:///{house.data / 'tavolo.db'}")
    with Session(database.engine()) as session:
        meeting = session.exec(select(Meeting).where(Meeting.state == "scheduled")).one().id
    page.goto(f"{house.url}/meeting?m={meeting}")

    press(page, "Dal foglio firme")
    told = drawer(page)
    told.get_by_role("textbox").click()
    page.keyboard.insert_text("\n".join(TWELVE))
    page.keyboard.press("Control+Enter")
    expect(told.get_by_role("listitem")).to_have_count(12)
    told.get_by_role("button", name="È Orti Diffusi ODV").click()
    expect(told.get_by_text("organizzazione nuova")).to_have_count(0)
    told.get_by_role("button", name="Registra 12 persone").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Ada Prova")).to_be_visible()
    with Session(database.engine()) as session:
        rows = session.exec(select(Attendance).where(Attendance.meeting_id == meeting)).all()
    assert len([row for row in rows if row.checked_in_at]) == 12
    assert len({row.organisation_id for row in rows if row.checked_in_at}) == 1
