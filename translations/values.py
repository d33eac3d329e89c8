"""What the words that are kept in the tables are called aloud, for the history."""

from datetime import date
from enum import Enum

from translations import _, formats, funding, mark, meetings, people, progress, resources, roles

WORDS = {
    "Known": meetings.STEPS,
    "MeetingMode": meetings.MODES,
    "MeetingState": meetings.STATES,
    "Phase": meetings.PHASES,
    "Capacity": meetings.CAPACITIES,
    "AttendanceStatus": meetings.PRESENCES,
    "AgendaKind": meetings.PURPOSES,
    "DecisionResult": meetings.RESULTS,
    "DecisionState": meetings.FORCES,
    "OrganisationKind": people.KINDS,
    "MembershipKind": people.SEATS,
    "Role": roles.ROLES,
    "PlanState": progress.PLAN | {"abandoned": mark("Given up")},
    "ObjectiveState": progress.OBJECTIVE,
    "ActivityState": {
        "proposed": mark("proposed"),
        "planned": mark("to start"),
        "in_progress": mark("in progress"),
        "done": mark("completed"),
        "blocked": mark("blocked"),
        "cancelled": mark("cancelled"),
    },
    "Kind": resources.KINDS,
    "PledgeState": resources.STATES,
    "RateBasis": funding.BASIS,
    "InKindRule": funding.IN_KIND,
    "FundingRole": funding.ROLES,
    "FundingState": funding.STATES,
    "BudgetCategory": funding.CATEGORIES,
    "LineState": funding.LINES,
    "ApprovedKind": funding.APPROVED,
    "NeedState": {
        "open": mark("still open"),
        "closed_met": mark("closed: it was found"),
        "closed_unmet": mark("closed: it was not found"),
    },
    "ActionState": {
        "open": mark("still open"),
        "done": mark("completed"),
        "dropped": mark("given up"),
        "carried": mark("carried to the next meeting"),
    },
    "Horizon": {
        "short": mark("short term"),
        "medium": mark("medium term"),
        "long": mark("long term"),
    },
    "Level": {
        "overall": mark("overall objective"),
        "specific": mark("specific objective"),
        "outcome": mark("outcome"),
        "output": mark("output"),
    },
    "DecisionMethod": {
        "consent": mark("by consent: nobody objected"),
        "majority": mark("by majority"),
        "recorded": mark("agreed in the room"),
    },
    "VotingUnit": {
        "organisation": mark("one voice per organisation"),
        "person": mark("one voice per person"),
    },
    "Beneficiary": {
        "project": mark("for the project"),
        "community_life": mark("for the life of the group"),
    },
}


def said(kind: str, word: str) -> str:
    """Of an enumeration's class and word; one we have no word for is said as the code says it."""
    if kind == "Unit":
        return formats.unit(word)
    words = WORDS.get(kind, {})
    return _(words[word]) if word in words else word.replace("_", " ")


def aloud(value: object) -> str:
    """What a column holds as people read it; empty is a dash, and a long text its beginning."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Enum):
        return said(type(value).__name__, value.value)
    if isinstance(value, date):
        return formats.short_day(value)
    if isinstance(value, int):
        return formats.number(value)
    text = str(value)
    return text if len(text) < 120 else f"{text[:117]}…"
