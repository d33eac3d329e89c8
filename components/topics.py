"""What the parts of the pages follow: names of tables, as `live_part` takes them.

Each set holds every table that its reading asks, the reader's rights among them: a test compares.
"""

RIGHTS = {"person", "role_assignment", "affiliation"}
PLAN = RIGHTS | {
    "objective",
    "activity",
    "activity_objective",
    "activity_contributor",
    "organisation",
}
RESOURCES = RIGHTS | {
    "need",
    "pledge",
    "activity",
    "objective",
    "meeting",
    "organisation",
    "community",
}
LOOSE = PLAN | RESOURCES
PRESENCE = RIGHTS | {"attendance", "meeting", "organisation", "org_membership", "community"}
REGISTER = PRESENCE
MEETINGS = PRESENCE | {"venue"}
WAITS = PLAN | {"meeting", "need", "pledge", "action_item", "community"}
SUMMARY = PLAN | RESOURCES | PRESENCE | {"decision"}
