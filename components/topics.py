"""What the parts of the pages follow: names of tables, as `live_part` takes them.

Each set holds every table that its reading asks, the reader's rights among them: a test compares.
"""

RIGHTS = {"person", "role_assignment", "affiliation", "organisation"}
COMMUNITY = RIGHTS | {"community"}
PLAN = COMMUNITY | {
    "objective",
    "activity",
    "activity_objective",
    "activity_contributor",
}
RESOURCES = COMMUNITY | {
    "need",
    "pledge",
    "delivery",
    "activity",
    "objective",
    "meeting",
}
ASSETS = RESOURCES | {"offer", "venue"}
FUNDING = RESOURCES | {
    "activity_contributor",
    "approved",
    "budget_line",
    "call",
    "funding_source",
    "in_kind_rate",
}
RESULTS = COMMUNITY | {
    "indicator",
    "indicator_target",
    "measurement",
    "attendance",
    "meeting",
}
LOOSE = PLAN | RESOURCES
ALIGNED = COMMUNITY | {"alignment", "alignment_target", "objective"}
TIMELINE = COMMUNITY | {"activity", "activity_dependency", "milestone", "meeting"}
NUDGES = PLAN | TIMELINE | {"action_item"}
PRESENCE = COMMUNITY | {"attendance", "meeting", "org_membership"}
WORKING = (
    PRESENCE | PLAN | {"pledge", "card", "text_change", "affiliation"}
)  # what organisations do beside coming
REGISTER = PRESENCE
MEETINGS = PRESENCE | {"venue"}
WAITS = (
    PLAN
    | {"indicator", "indicator_target", "measurement", "meeting", "need", "pledge"}
    | {"action_item", "answer", "proposal", "decision"}
)
SUMMARY = PLAN | RESOURCES | PRESENCE | RESULTS | ALIGNED | {"decision"}
