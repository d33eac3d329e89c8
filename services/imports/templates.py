"""An empty list of each kind, with the headings we read best: to fill in and send back."""

import csv
import io

from translations import language

COLUMNS = {
    "it": {
        "organisations": ["Denominazione", "Forma giuridica", "Sito", "Referente", "Email"],
        "attendance_matrix": ["Organizzazione", "Nome", "04/05/2023", "01/06/2023", "note"],
        "action_plan": ["Obiettivo", "Attività", "Responsabile", "Entro il", "Stato"],
        "resources": ["Organizzazione", "Cosa mettiamo a disposizione", "Tipo", "Quanto", "Note"],
    },
    "en": {
        "organisations": ["Organisation", "Legal form", "Website", "Contact", "Email"],
        "attendance_matrix": ["Organisation", "Name", "04/05/2023", "01/06/2023", "notes"],
        "action_plan": ["Objective", "Activity", "Owner", "Due", "Status"],
        "resources": ["Organisation", "What we offer", "Type", "Quantity", "Notes"],
    },
}


def template(kind: str) -> bytes:
    """A CSV that both Excel and we open rightly: a byte order mark, semicolons."""
    sheet = io.StringIO(newline="")
    csv.writer(sheet, delimiter=";").writerow(COLUMNS[language()][kind])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()
