"""What was put on the table at a meeting, and what still waits for a yes when it is called."""

from components import here
from components.cards import empty, title
from components.keeping import tone
from components.markup import show
from services.summaries import resources
from services.summaries.meetings import AHEAD, Whole
from translations import _
from translations import resources as words


def promised(whole: Whole) -> None:
    """Confirmed apart from what is only offered or waits for a condition."""
    title(_("Put on the table here"), _("confirmed first; what is offered stands apart"))
    all_of_it = resources.of_community(here.person()).pledges
    said_here = all_of_it[all_of_it.meeting_id == whole.meeting.id]
    firm = [p for p in said_here.itertuples() if p.firm]
    rest = [p for p in said_here.itertuples() if not p.firm]
    groups = [(_("Confirmed"), firm), (_("To be confirmed"), rest)]
    if whole.meeting.state in AHEAD:
        groups.append((_("From before, and still without a yes"), _waiting(all_of_it, whole)))
    if not any(rows for _name, rows in groups):
        return empty(_("No resource was offered at this meeting."))
    show("meetings/promised.html", groups=groups, words=words, tone=tone)


def _waiting(pledges, whole: Whole) -> list:
    waits = (pledges.state == "proposed") & (pledges.meeting_id != whole.meeting.id)
    return list(pledges[waits].itertuples())
