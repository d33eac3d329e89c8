"""The nine samples say exactly what expected.json says; linked files come in whole."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from models.refusals import Refused
from services.imports import matching
from services.imports.recognise import Choice, draft_of

DATA = Path(__file__).parent / "data"
EXPECTED = json.loads((DATA / "import_samples" / "expected.json").read_text("utf-8"))

ORGANISATIONS = {
    "qubi": "Associazione culturale Qubì",
    "filoripreso": "Cooperativa Filo Ripreso",
    "officinariparo": "Officina Riparo APS",
    "vuotoatempo": "Vuoto a Tempo S.r.l. SB",
    "ortidiffusi": "Orti Diffusi ODV",
    "cerchioaperto": "Laboratorio Cerchio Aperto",
    "studiomargine": "Studio Margine S.r.l. SB",
    "retetessuti": "Consorzio Rete Tessuti",
    "zeroavanzi": "Mensa Zero Avanzi",
    "citta": "Città di Torino",
}


def sample(name, **choice):
    choices = {(name, ""): Choice(**choice)} if choice else None
    data = (DATA / "import_samples" / name).read_bytes()
    return draft_of([(name, data)], choices, ORGANISATIONS.values())


def told(draft):
    """What every sample tells of itself, in the words of expected.json."""
    sheet = draft.sheets[0]
    day = sheet.meeting_date
    return {
        "kind": sheet.kind,
        "rows": sheet.rows,
        "meeting_date": day and day.isoformat(),
        "distinct_people": len(draft.people),
        "joined_rows": draft.joined_rows,
        "to_review": [short(doubt) for doubt in draft.to_review],
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter.replace("\t", "\\t"),
        "header_line": sheet.header_line,
        "date_format": sheet.date_format,
        "personal_columns_to_drop": list(sheet.dropped),
        "skip_rows": [text for _line, text in sheet.skipped],
        "empty_sheets": draft.empty_sheets,
    }


def short(doubt):
    minutes = doubt.values.get("minutes")
    return doubt.what if minutes is None else f"{doubt.what} ({minutes} minutes)"


def as_expected(name, **more):
    """Exactly the answers expected.json asks for, no key left out."""
    draft = sample(name)
    said = told(draft) | {key: answer(draft) for key, answer in more.items()}
    wanted = EXPECTED[name]
    assert {key: said[key] for key in wanted if key != "note"} == {
        key: value for key, value in wanted.items() if key != "note"
    }
    return draft


def count(status):
    return lambda draft: sum(each.status == status for each in draft.attendances)


def test_zoom_in_italian():
    draft = as_expected("zoom_it.csv")
    marta = next(person for person in draft.people if person.name == "Marta Ferrero")
    assert marta.organisation == "Filo Ripreso"
    assert next(a.minutes for a in draft.attendances if a.person == marta.key) == 39 + 121
    assert "Lucia D'Angelo" in [person.name for person in draft.people]


def test_zoom_totals():
    draft = as_expected("zoom_en_totals.csv")
    assert "Paolo Quaglia" in [person.name for person in draft.people]


def test_teams():
    draft = as_expected("teams_en_utf16.csv")
    assert [each.minutes for each in draft.attendances] == [180, 175, 150]
    assert draft.sheets[0].skipped == ((15, "3. In-Meeting Activities"),)


def test_eventbrite():
    def matches(draft):
        names = [organisation.name for organisation in draft.organisations]
        return {name: matching.suggest(name, ORGANISATIONS)[0][0] for name in names}

    as_expected(
        "eventbrite_en.csv",
        present=count("present"),
        registered_only=count("registered"),
        cancelled=count("cancelled"),
        organisation_matches=matches,
    )


def test_google_forms():
    draft = as_expected("google_forms_it.csv", resources_free_text=lambda d: len(d.resources))
    assert draft.sheets[0].meeting_date == date(2023, 7, 6)
    assert [doubt.what for doubt in draft.to_review][0] == "6 luglio"


def test_matrix():
    def present(draft):
        there = [a.meeting_date.isoformat() for a in draft.attendances if a.status == "present"]
        return dict(Counter(there))

    as_expected(
        "presenze_matrice.xlsx",
        meetings=lambda d: [day.isoformat() for day in d.sheets[0].meetings.values()],
        people=lambda d: len(d.people),
        present=present,
    )


def test_action_plan():
    words = {"in_progress": "in corso", "planned": "da fare", "done": "fatto"}

    def status(draft):
        said = ["in ritardo" if a.late else words[a.state] for a in draft.activities]
        return dict(Counter(said))

    draft = as_expected(
        "piano_attivita.xlsx",
        objectives=lambda d: len(d.objectives),
        activities=lambda d: len(d.activities),
        without_owner=lambda d: sum(not a.owners for a in d.activities),
        two_owners=lambda d: sum(len(a.owners) == 2 for a in d.activities),
        dates_read=lambda d: sum(a.due_on is not None for a in d.activities),
        dates_to_review=lambda d: [a.due_text for a in d.activities if a.due_text and not a.due_on],
        status=status,
    )
    # 15/9 has no year: the plan's own is put in, and a person is asked.
    agreement = next(a for a in draft.activities if a.due_text == "15/9")
    assert agreement.due_on == date(2023, 9, 15)
    assert {"15/9", "fine novembre"} <= {doubt.what for doubt in draft.to_review}
    assert [n.quantity_milli for n in draft.needs if n.unit == "day"] == [6000]


def test_resources():
    kinds = {
        "space": "spazio",
        "material": "materiale",
        "money": "denaro",
        "skill": "competenza",
        "time": "tempo",
    }
    units = {None: "", "half_day": "mezze giornate", "hour": "ore", "kg": "kg", "EUR": "EUR"}
    draft = as_expected(
        "risorse_excel_it.csv",
        kinds=lambda d: dict(Counter(kinds[r.kind] for r in d.resources)),
        quantities=lambda d: [[r.quantity_milli / 1000, units[r.unit]] for r in d.resources],
    )
    assert [r.title for r in draft.resources if r.approximate] == ["Ritagli di tessuto"]
    assert draft.to_review == []


def test_organisations():
    def groups(draft):
        return len(matching.groups(each.name for each in draft.organisations))

    draft = as_expected("organizzazioni.csv", distinct=groups)
    assert len(draft.organisations) == 6  # suggested, never joined by itself


def test_every_sample_is_told():
    files = {path.name for path in (DATA / "import_samples").iterdir()} - {"expected.json"}
    assert files == EXPECTED.keys() and len(files) == 9


def test_a_person_changes_how_a_file_is_read():
    name = "zoom_en_totals.csv"
    draft = sample(name, meeting_date=date(2023, 7, 6), mapping={"full_name": 0, "email": 1})
    assert {a.meeting_date for a in draft.attendances} == {date(2023, 7, 6)}
    assert {a.minutes for a in draft.attendances} == {None}

    moved = sample("zoom_it.csv", header_line=4, month_first=False)
    assert moved.sheets[0].meeting_date == date(2023, 6, 7)

    diet = "Hai esigenze alimentari?"
    assert "vegetariano" not in str(sample("eventbrite_en.csv"))
    kept = sample("eventbrite_en.csv", keep=frozenset({diet}))
    assert [p.kept for p in kept.people if p.kept] == [{diet: "vegetariano"}]

    with pytest.raises(Refused, match="200"):
        sample("zoom_it.csv", header_line=200)
    with pytest.raises(Refused, match="100"):
        sample("zoom_it.csv", mapping={"full_name": 99})
    with pytest.raises(Refused):
        sample("zoom_it.csv", kind="recipes")


def linked(*left_out):
    paths = sorted((DATA / "rust_goals").glob("*.csv"))
    files = [(path.name, path.read_bytes()) for path in paths if path.stem not in left_out]
    return draft_of(files)


def lines(name):
    with (DATA / "rust_goals" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_linked_files_come_in_whole():
    draft = linked()
    assert (len(draft.objectives), len(draft.activities)) == (200, 738)
    assert (len(draft.owner_lines), len(draft.funding), len(draft.people)) == (853, 25, 124)
    assert Counter(need.kind for need in draft.needs) == {"skill": 497, "time": 22}
    assert {need.quantity_milli for need in draft.needs} == {None}
    assert sum(activity.wanted for activity in draft.activities) == 36

    amounts = [f.amount_cents for f in draft.funding if f.amount_cents is not None]
    assert sorted(amounts) == [2500000, 2500000, 3000000, 3600000, 5000000, 6500000]
    assert {f.currency for f in draft.funding} == {"USD", ""}
    assert [f.amount_text for f in draft.funding] == [row["cost"] for row in lines("funding")]


def test_linked_files_lose_and_invent_nothing():
    """Every word of every row is somewhere in the draft; every tie is the file's own."""
    draft = linked()
    _same_words(lines("objectives"), draft.objectives)
    _same_words(lines("activities"), draft.activities)
    _same_words(lines("owners"), draft.owner_lines)
    _same_words(lines("funding"), draft.funding)
    _same_words(lines("asks"), [need for need in draft.needs if need.kind == "skill"])
    _same_words(lines("help_wanted"), [need for need in draft.needs if need.kind == "time"])

    owners = [(line.activity, line.person) for line in draft.owner_lines if line.activity]
    assert owners == [
        (row["activity_id"], row["handle"]) for row in lines("owners") if row["activity_id"]
    ]
    objectives = next(sheet for sheet in draft.sheets if sheet.file == "objectives.csv")
    assert {"kind", "status", "champions", "source_path"} <= set(objectives.unmapped)
    # Two lines of owners name no person; they are kept, and shown.
    assert [doubt.what for doubt in draft.to_review] == ["owner", "owner"]


def _same_words(rows, drafted):
    assert len(rows) == len(drafted)
    for row, one in zip(rows, drafted, strict=True):
        said = str(one).replace("\\'", "'").replace("\\\\", "\\")
        for column, words in row.items():
            if column in ("start", "end"):
                assert words in (str(one.starts_on), str(one.ends_on))
            elif column not in ("help_wanted", "owners"):
                assert not words or words.strip() in said, (column, words)


def test_owners_are_read_from_activities_when_their_file_is_missing():
    draft = linked("owners")
    assert len(draft.owner_lines) == sum(
        len(row["owners"].split(";")) for row in lines("activities") if row["owners"]
    )


def test_an_id_that_stands_for_nothing_goes_to_review():
    draft = linked("objectives")
    assert len(draft.activities) == 738
    assert any(doubt.what == "2024h2/ATPIT" for doubt in draft.to_review)
