"""The import as somebody at the page meets it; the steps themselves are told with the services."""

from services.imports import applying, batches
from services.imports.recognise import draft_of
from services.imports.templates import COLUMNS, template


def test_who_coordinates_finds_the_page_and_others_do_not(story, visit):
    page = visit("import", story.coordinator)

    assert not page.exception
    assert "Quali file?" in " ".join(str(e.proto) for e in page.get("html"))


def test_every_template_is_read_as_what_it_is(settled):
    for kind, columns in COLUMNS["it"].items():
        line = ";".join(
            f"x{n}" if kind != "action_plan" else f"cosa {n}" for n in range(len(columns))
        )
        filled = template(kind) + f"{line}\r\n".encode()
        assert draft_of([(f"{kind}.csv", filled)]).sheets[0].kind == kind


def test_a_past_import_can_be_taken_back_from_the_page(story, visit):
    read = draft_of([("enti.csv", b"Denominazione;Referente\nOrto Nuovo;Nadia Serra\n")])
    applying.apply(story.coordinator, read)

    (past,) = batches.of_community(story.coordinator)
    assert (past.batch.title, past.line.can_undo) == ("enti.csv", True)
    assert not visit("import", story.coordinator).exception
