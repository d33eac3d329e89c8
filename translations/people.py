"""What the kinds of organisations and of seats are called aloud."""

from translations import _, mark

KINDS = {
    "association": mark("Association"),
    "social_cooperative": mark("Social cooperative"),
    "cooperative": mark("Cooperative"),
    "foundation": mark("Foundation"),
    "bank_foundation": mark("Bank foundation"),
    "social_enterprise": mark("Social enterprise"),
    "benefit_corporation": mark("Benefit corporation"),
    "company": mark("Company"),
    "public_body": mark("Public body"),
    "chamber": mark("Chamber of commerce"),
    "university_research": mark("University or research"),
    "informal_group": mark("Informal group"),
    "other": mark("Other"),
}
SEATS = {
    "member": mark("Member"),
    "observer": mark("Observer"),
    "institution": mark("Institution"),
    "funder": mark("Funder"),
    "platform": mark("Platform"),
}
POINTING = {  # what points at an organisation or a person, for whoever merges two
    "attendance": mark("Attendances"),
    "affiliation": mark("People"),
    "org_membership": mark("Times at the table"),
    "role_assignment": mark("Roles in the community"),
    "invitation": mark("Invitations to meetings"),
    "meeting": mark("Hosted"),
    "venue": mark("Places of theirs"),
    "phone": mark("Phones recognised"),
    "consent_record": mark("Consents"),
    "objective": mark("Objectives"),
    "points": mark("Priority points"),
    "support": mark("Cards supported"),
    "answer": mark("Answers to proposals"),
    "objection": mark("Objections"),
    "indicator": mark("Measures"),
    "activity": mark("Activities"),
    "activity_contributor": mark("Parts in activities"),
    "action_item": mark("Actions"),
    "offer": mark("Asset map"),
    "pledge": mark("Pledges"),
    "delivery": mark("Deliveries"),
    "in_kind_rate": mark("Rates of their own"),
}


def pointing(table: str, person: bool) -> str:
    """What a table says of a person, or of an organisation."""
    return _("Speaks for") if person and table == "affiliation" else _(POINTING[table])


def said(words: dict[str, str], word: str) -> str:
    return _(words[word])
