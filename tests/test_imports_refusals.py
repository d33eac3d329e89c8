"""Hostile, foreign and broken files get one sentence; whatever is sent, never a traceback."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.refusals import Refused
from services.imports.draft import Draft
from services.imports.reading import read
from services.imports.recognise import draft_of
from translations import speaking

SAMPLES = sorted((Path(__file__).parent / "data" / "import_samples").glob("*.[cx][sl]*"))
HEADINGS = ["Nome e cognome", "Email", "Presente"]


@pytest.fixture(autouse=True)
def in_english():
    with speaking("en"):
        yield


def refusal(data, name="list.csv"):
    with pytest.raises(Refused) as refused:
        draft_of([(name, data)])
    return str(refused.value)


def workbook(*rows, merge=(), title="Sheet1", change=None):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for cells in merge:
        book.active.merge_cells(cells)
    saved = io.BytesIO()
    book.save(saved)
    return rezipped(saved.getvalue(), change) if change else saved.getvalue()


def rezipped(data, change):
    """The same workbook with its parts changed: `change(path, bytes)` gives the new bytes."""
    old, saved = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for path in old.namelist():
            new.writestr(path, change(path, old.read(path)))
    return saved.getvalue()


def zipped(**parts):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, said in parts.items():
            archive.writestr(path.replace("__", "/").replace("_xml", ".xml"), said)
    return saved.getvalue()


def in_sheet(find, put):
    return lambda path, said: said.replace(find, put) if "sheet1" in path else said


FOREIGN = {
    "PDF": b"%PDF-1.7\n...",
    "image": b"\x89PNG\r\n\x1a\n\0\0",
    "web page": b"\xef\xbb\xbf \n<html><table><tr><td>Nome</td></tr></table></html>",
    "text document": b"{\\rtf1 ciao}",
    "compressed archive. Unpack": b"\x1f\x8b\x08\0\0",
    "old Office format": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "Word document": zipped(word__document_xml="<w/>"),
    "OpenDocument": zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "not a workbook": zipped(notes="ciao"),
    "is empty": b"\r\n \r\n",
    "larger than 5 MB": b"a,b\n" * 1_400_000,
    "row 2: this is not text": b"Nome,Email\nA\x00na,a@example.org\n",
    "alphabet we cannot read": b"Nome,Email\nAn\x81na,a@example.org\n",
    "row 2: a quotation mark": b'Nome,Email\n"Anna,a@example.org\nMarta,m@example.org\n',
    "no row names two columns": b"pane,latte\n1,2\n",
    "nothing below the headings in row 1": b"Nome,Email,Presente\n",
    "more than 5000 rows": b"Nome,Email\n" + b"Anna,a@example.org\n" * 5001,
    "row 2: there are more than 100 columns": b"Nome,Email\n" + b"x," * 150 + b"x\n",
    "row 2, column B: a cell holds far too much": b"Nome,Email\nAnna," + b"x" * 20_001,
}


@pytest.mark.parametrize("words", FOREIGN)
def test_foreign_and_broken_files(words):
    said = refusal(FOREIGN[words])
    assert words in said and "list.csv" in said


def test_a_workbook_cut_short():
    whole = workbook(HEADINGS, ["Anna", "a@example.org", "x"])
    assert "damaged" in refusal(whole[: len(whole) // 2])


def test_a_workbook_whose_xml_is_broken():
    broken = workbook(HEADINGS, change=in_sheet(b"</sheetData>", b"</sheet"))
    assert "damaged" in refusal(broken, "list.xlsx")


def test_a_document_type_anywhere_in_a_workbook():
    bomb = b" " * 9000 + b'<!DOCTYPE x [<!ENTITY a "ha">]>'
    hostile = workbook(HEADINGS, change=in_sheet(b"<sheetData>", bomb + b"<sheetData>"))
    assert "instructions" in refusal(hostile)


def test_a_zip_bomb():
    parts = {"xl__workbook_xml": "<x/>", "xl__worksheets__sheet1_xml": b" " * 26 * 2**20}
    data = zipped(**parts)
    assert len(data) < 100_000 and "unpacks to far more" in refusal(data)


def test_many_small_parts_are_a_bomb_too():
    parts = {f"xl__p{n}_xml": "<x/>" for n in range(301)}
    assert "unpacks to far more" in refusal(zipped(xl__workbook_xml="<x/>", **parts))


def test_macros_and_passwords():
    assert "macros" in refusal(zipped(xl__workbook_xml="<x/>", xl__vbaProject="..."), "list.xlsm")
    protected = bytearray(zipped(xl__workbook_xml="<x/>"))
    protected[protected.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(protected))


def test_a_sheet_that_says_it_is_enormous():
    """The row and column where the trouble is are named as the spreadsheet names them."""
    far = workbook(HEADINGS, ["Anna", "a@example.org", "x"])
    far = rezipped(far, in_sheet(b'r="C2"', b'r="XFD2"'))
    assert "Sheet1, row 2" in refusal(far)
    long = workbook(HEADINGS, ["Anna", "x" * 20_001], title="Luglio")
    assert "list.xlsx › Luglio, row 2, column B" in refusal(long, "list.xlsx")
    lying = workbook(HEADINGS, ["Anna", "a@example.org", "x"])
    lying = rezipped(lying, in_sheet(b'ref="A1:C2"', b'ref="A1:XFD1048576"'))
    assert len(draft_of([("list.xlsx", lying)]).people) == 1


def test_headings_over_two_rows():
    merged = workbook(
        ["Organizzazione", "Nome", "4/5/2023", "", "1/6/2023", ""],
        ["", "", "P", "A", "P", "A"],
        ["Qubì", "Anna", "x", "", "x", ""],
        merge=["C1:D1", "E1:F1"],
    )
    assert "row 1: the headings run over two rows" in refusal(merged)
    flat = "Organizzazione;Nome;4/5/2023;;1/6/2023;\n;;P;A;P;A\nQubì;Anna;x;;x;\n"
    assert "headings run over two rows" in refusal(flat.encode())


def test_formulas_are_words_and_are_never_run():
    said = "Organizzazione;Cosa mettiamo a disposizione;Tipo\nQubì;=cmd|' /C calc'!A0;spazio\n"
    draft = draft_of([("list.csv", said.encode())])
    assert draft.resources[0].title == "=cmd|' /C calc'!A0"
    kept = read("list.xlsx", workbook(["a", "=1+1"]))
    assert kept[0].lines[0].cells == ("a", "=1+1")


def test_one_bad_sheet_beside_a_good_one_is_named():
    book = openpyxl.Workbook()
    for row in (HEADINGS, ["Anna", "a@example.org", "x"]):
        book.active.append(row)
    book.create_sheet("Appunti").append(["pane", "latte"])
    saved = io.BytesIO()
    book.save(saved)
    draft = draft_of([("list.xlsx", saved.getvalue())])
    assert len(draft.people) == 1
    assert [doubt.what for doubt in draft.to_review] == ["list.xlsx › Appunti"]


def test_names_of_files_are_only_words():
    assert "{0}{x}.csv is empty." in refusal(b" ", "{0}{x}.csv")
    two = [("a.csv", b"Nome,Email\nA,a@b.it\n")] * 2
    with pytest.raises(Refused, match="same name"):
        draft_of(two)
    with pytest.raises(Refused, match="at most 20"):
        draft_of([(f"{n}.csv", b"x") for n in range(21)])


def a_draft_or_a_sentence(name, data):
    try:
        assert isinstance(draft_of([(name, data)]), Draft)
    except Refused as refused:
        for language in ("en", "it"):
            with speaking(language):
                said = str(refused)
        assert said and "Error" not in said


few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"Nome;Email\n"]))
def test_any_bytes_give_a_draft_or_a_sentence(data, beginning):
    a_draft_or_a_sentence("random", beginning + data)


@few
@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_samples_give_a_draft_or_a_sentence(path, data):
    said = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(said) - 1))
        said[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    a_draft_or_a_sentence(path.name, bytes(said))


@few
@given(st.sampled_from([s for s in SAMPLES if s.suffix == ".xlsx"]), st.data())
def test_workbooks_with_damaged_parts_give_a_draft_or_a_sentence(path, data):
    def damaged(part, said):
        if data.draw(st.booleans()) or not said:
            return said
        at = data.draw(st.integers(0, len(said) - 1))
        return said[:at] + data.draw(st.binary(max_size=4)) + said[at + 1 :]

    a_draft_or_a_sentence(path.name, rezipped(path.read_bytes(), damaged))


CELLS = st.sampled_from(
    ["Nome", "Email", "Organizzazione", "Presente", "Cosa", "Tipo", "Quanto", "Obiettivo", "Stato"]
    + ["Attività", "Scadenza", "Durata", "4/5/2023", "31/2", "x", "", "???", "TOTALE", "1h 70m"]
    + ["Timestamp", "A e B", "circa", "€", "99999999999999999", "objective_id", "title", "=1+1"]
)


@few
@given(st.lists(st.lists(CELLS | st.text(max_size=8), max_size=7), max_size=8))
def test_any_table_gives_a_draft_or_a_sentence(rows):
    said = "\n".join(";".join(cell.replace(";", "") for cell in row) for row in rows)
    a_draft_or_a_sentence("list.csv", said.encode("utf-8", "ignore"))


def test_italian_readers_are_told_in_italian():
    with pytest.raises(Refused) as refused:
        draft_of([("elenco.csv", b"Nome,Email,Presente\n")])
    with speaking("it"):
        assert (
            str(refused.value) == "elenco.csv: sotto le intestazioni della riga 1 non c’è niente."
        )
