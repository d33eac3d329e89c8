"""What the kinds of lists, their fields and the three answers of a preview are called aloud."""

from translations import _, mark

LISTS = {
    "attendance": mark("Who was there (Zoom, Teams, a list)"),
    "registrations": mark("Who signed up (Eventbrite, a form)"),
    "attendance_matrix": mark("Sign-in sheet, a column for each meeting"),
    "action_plan": mark("Action plan"),
    "resources": mark("Resources on offer"),
    "organisations": mark("Organisations"),
    "linked": mark("Files that refer to one another"),
}
THINGS = {
    "organisation": mark("Organisations"),
    "person": mark("People"),
    "meeting": mark("Meetings"),
    "attendance": mark("Attendances"),
    "objective": mark("Objectives"),
    "activity": mark("Activities"),
    "need": mark("Needs"),
    "pledge": mark("Offers"),
    "offer": mark("What stays available"),
    "funding": mark("Funding lines"),
}
VERDICTS = {
    "added": mark("will be added"),
    "there": mark("already there"),
    "review": mark("to review"),
}
FIELDS = {
    "full_name": mark("full name"),
    "first_name": mark("first name"),
    "last_name": mark("surname"),
    "email": mark("e-mail"),
    "organisation": mark("organisation"),
    "status": mark("presence"),
    "join": mark("joined at"),
    "leave": mark("left at"),
    "duration": mark("minutes"),
    "timestamp": mark("answered at"),
    "objective": mark("objective"),
    "activity": mark("activity"),
    "owner": mark("who leads"),
    "due": mark("by when"),
    "kind": mark("kind"),
    "quantity": mark("how much"),
    "unit": mark("unit"),
    "resource": mark("what"),
    "when": mark("when"),
    "available": mark("available when"),
    "seats": mark("seats"),
    "people": mark("how many people"),
    "step_free": mark("without steps"),
    "access": mark("how one gets in"),
    "terms": mark("on what terms"),
    "note": mark("remarks"),
    "answer": mark("answer"),
    "state": mark("state"),
    "contributors": mark("who helps"),
    "needs": mark("what is needed"),
    "legal_form": mark("legal form"),
    "website": mark("website"),
    "tax_code": mark("tax code"),
}


def said(words: dict[str, str], word: str) -> str:
    """A field we have no word for is called what the code calls it."""
    return _(words[word]) if word in words else word.replace("_", " ")


ORDERS = {
    "dmy": mark("first the day, then the month, then the year"),
    "mdy": mark("first the month, then the day, then the year"),
    "ymd": mark("first the year, then the month, then the day"),
}


def days(pattern: str) -> str:
    """A pattern like “dd/mm/yyyy H.MM” in words; "" where there is none."""
    order = "".join(dict.fromkeys(c for c in pattern.partition(" ")[0] if c in "dmy"))
    return _(ORDERS[order]) if order in ORDERS else pattern
