"""The words by which people and tools head their columns, and the columns we leave out."""

import re

from services.imports.text import plain

# Case, accents, punctuation and spaces do not count; … at the end: a heading that begins so.
_ALIASES = {
    "full_name": "Nome e cognome, Cognome e nome, Nominativo, Partecipante, Referente, "
    "Nome (nome originale), Nome completo, Nome, Persona di contatto, Contatto, Name, Full Name, "
    "Name (Original Name), Attendee, Participant, Contact",
    "first_name": "Nome, First Name",
    "last_name": "Cognome, Last Name, Surname",
    "email": "Email, E-mail, Mail, Indirizzo email, Posta elettronica, E-mail utente, User Email, "
    "Email Address, Participant ID (UPN)",
    "organisation": "Organizzazione, Organizzazioni, Ente, Ente di appartenenza, "
    "Organizzazione di appartenenza, Per quale organizzazione partecipi?, Denominazione, Realtà, "
    "Associazione, Ragione sociale, Organisation, Organization, Company, Affiliation",
    "answer": "Attendee Status, Parteciperai…, Parteciperete…, Partecipi…, Will you attend…, "
    "Adesione, Iscrizione",
    "status": "Stato, Presenza, Presente, Status, Checked In, Attendance",
    "join": "Ora di ingresso, Ora di entrata, Join Time, First Join, Join Time/First Join",
    "leave": "Ora di uscita, Leave Time, Last Leave, Leave Time/Last Leave",
    "duration": "Durata (minuti), Durata totale (minuti), Durata, Duration (Minutes), Duration, "
    "Total Duration (Minutes), In-Meeting Duration",
    "guest": "Ospite, Guest, Role, Ruolo",
    "timestamp": "Informazioni cronologiche, Timestamp",
    "objective": "Obiettivo, Obiettivi, Obiettivo comune, Asse, Goal, Objective",
    "activity": "Attività, Azione, Azioni, Cosa, Task, Action, Activity",
    "owner": "Responsabile, Responsabili, Referente, Chi, A cura di, Con chi, Owner, Owner(s), "
    "Lead",
    "contributors": "Con chi, In collaborazione con, Partner, Contributors, With",
    "due": "Scadenza, Entro quando, Entro il, Entro, Quando, Due, Due date, Deadline, By when",
    "state": "Stato, Avanzamento, Status, State, Progress",
    "needs": "Risorse necessarie, Risorse, Cosa serve, Di cosa abbiamo bisogno, Needs, "
    "Resources needed",
    "resource": "Cosa mettiamo a disposizione, Cosa puoi mettere…, Cosa potete mettere…, Risorsa, "
    "Cosa mettete a disposizione, Cosa c'è, Che cosa c'è, Che cosa mettiamo a disposizione, "
    "Cosa offriamo, Che cosa offriamo, Offerta, Resource, Offer, What we offer, "
    "What can you offer…, Cosa",
    "kind": "Tipo, Tipologia, Type, Kind",
    "quantity": "Quanto, Quanti, Quantità, Quantity, Amount, Cost, Costo, Importo",
    "unit": "Unità, Unità di misura, Unit",
    "when": "Quando, Periodo, When",
    "available": "Disponibilità, Disponibile, Quando è disponibile, Availability, Available",
    "seats": "Posti, Posti a sedere, Capienza, Seats, Capacity",
    "people": "Persone, Quante persone, People, How many people",
    "step_free": "Senza gradini, Accesso senza gradini, Senza barriere, Accessibile, "
    "Accessibilità, Step-free, Step-free access, Accessible, Accessibility",
    "access": "Accesso, Come si entra, Access",
    "terms": "Condizioni, A quali condizioni, A che condizioni, Terms, On what terms",
    "note": "Note, Nota, Osservazioni, Commenti, Notes, Comments",
    "legal_form": "Forma giuridica, Natura giuridica, Legal form",
    "website": "Sito, Sito web, Sito internet, Website, Web",
    "tax_code": "C.F./P.IVA, C.F., P.IVA, Partita IVA, Codice fiscale, Tax code, VAT",
}
_EXACT: dict[str, set[str]] = {}
_BEGINS: dict[str, set[str]] = {}
for _field, _said in _ALIASES.items():
    for _alias in _said.split(","):
        _where = _BEGINS if _alias.endswith("…") else _EXACT
        _where.setdefault(plain(_alias), set()).add(_field)

# In the order in which a column is given away: the first field that knows a heading has it.
FIELDS = {
    "attendance": "first_name last_name full_name email organisation status join leave duration "
    "note",
    "registrations": "first_name last_name full_name email organisation answer status timestamp "
    "resource note",
    "attendance_matrix": "first_name last_name full_name email organisation note",
    "action_plan": "objective activity owner contributors due state needs note",
    "resources": "organisation resource kind quantity unit when available seats people step_free "
    "access terms full_name email note",
    "organisations": "organisation legal_form tax_code website full_name email note",
}

_HEALTH = (
    "aliment|diet|allerg|intolleran|celiac|vegetarian|vegan|salute|sanitari|disabil|medic|health"
    "|menu|pasto|cibo|food|meal"
)
_REACH = (
    "telefon|cellulare|phone|mobile|whatsapp|indirizzo|address|residenza|domicilio|postcode"
    "|zipcode|datadinascita|luogodinascita|birth"
)
_WORDS = {"tel", "cell", "cap", "via", "fax", "recapito", "zip", "street", "natoil"}
_PERSONAL = re.compile(f"{_HEALTH}|{_REACH}")


def meanings(heading: str) -> set[str]:
    """The fields a heading may stand for; none if we don't know it."""
    said = plain(heading)
    begun = [fields for begin, fields in _BEGINS.items() if said.startswith(begin)]
    return _EXACT.get(said, set()).union(*begun)


def is_personal(heading: str) -> bool:
    """Health, diet, telephone, address, birth: not ours to keep unless somebody asks for it."""
    said = plain(re.sub(r" \([A-Z]+\)$", "", heading))
    return not meanings(heading) and (said in _WORDS or bool(_PERSONAL.search(said)))
