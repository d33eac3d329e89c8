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


def said(words: dict[str, str], word: str) -> str:
    return _(words[word])
