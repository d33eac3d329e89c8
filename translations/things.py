"""What the parts of the house and their fields are called, for the history."""

from translations import _, mark

KINDS = {
    "objective": mark("Objectives"),
    "activity": mark("Activities"),
    "need": mark("Needs"),
    "pledge": mark("Pledges"),
    "meeting": mark("Meetings"),
    "attendance": mark("Attendances"),
    "agenda": mark("Agenda"),
    "decision": mark("Decisions"),
    "action": mark("Actions"),
    "organisation": mark("Organisations"),
    "person": mark("People"),
    "import": mark("Imports"),
    "history": mark("Taken back"),
    "community": mark("Community"),
}
FIELDS = {
    "title": mark("title"),
    "name": mark("name"),
    "statement": mark("text"),
    "state": mark("state"),
    "horizon": mark("time horizon"),
    "planned_start": mark("from"),
    "planned_end": mark("to"),
    "progress_pct": mark("progress"),
    "lead_organisation_id": mark("who leads"),
    "owner_person_id": mark("responsible person"),
    "owner_organisation_id": mark("organisation"),
    "organisation_id": mark("organisation"),
    "person_id": mark("person"),
    "status": mark("presence"),
    "capacity": mark("as"),
    "counts_in_headline": mark("counted in the headline"),
    "due_on": mark("by when"),
    "quantity_milli": mark("quantity (thousandths)"),
    "unit": mark("unit"),
    "text": mark("text"),
    "notes": mark("notes"),
    "host_organisation_id": mark("who hosts"),
    "venue_id": mark("where"),
    "starts_at": mark("starts"),
    "ends_at": mark("ends"),
    "ordinal": mark("number"),
    "priority_points": mark("priority points"),
    "role": mark("role"),
    "can_commit": mark("may commit"),
    "joined_on": mark("joined"),
    "left_on": mark("left"),
    "reason": mark("reason"),
    "confirmed_by": mark("confirmed by"),
    "confirmed_at": mark("confirmed"),
}


def kind(word: str) -> str:
    return _(KINDS[word]) if word in KINDS else word


def field(word: str) -> str:
    """A field we have no word for is called what the code calls it."""
    return _(FIELDS[word]) if word in FIELDS else word.replace("_", " ")
