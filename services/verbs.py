"""Everything that can happen in a community, and how its history tells it.

Who may do it stands in permissions.csv, one line per action and per read: a verb names the
action it needs. Nothing else in the house decides who may do what.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from models import Role
from translations import mark


class Verb(NamedTuple):
    action: str
    says: str  # {who} and {what} are filled in when the history is read


VERBS = {
    "community.started": Verb("community.start", mark("{who} started “{what}”")),
    "community.settings_changed": Verb(
        "community.edit_settings", mark("{who} changed the settings of “{what}”")
    ),
    "community.example_removed": Verb("community.delete", mark("{who} removed the example")),
    "person.added": Verb("person.create", mark("{who} added {what} to the register")),
    "person.edited": Verb("person.edit_profile", mark("{who} corrected the entry of {what}")),
    "person.erased": Verb("person.erase_other", mark("{who} erased the data of somebody")),
    "person.erased_self": Verb("person.erase_me", mark("{who} erased their own data")),
    "person.archived": Verb("person.create", mark("{who} archived {what}")),
    "person.invited": Verb("person.invite", mark("{who} made a sign-in link for {what}")),
    "person.role_set": Verb("person.set_role", mark("{who} changed the role of {what}")),
    "person.affiliated": Verb("person.affiliate", mark("{who} recorded who {what} speaks for")),
    "person.merged": Verb("person.merge", mark("{who} merged two entries into {what}")),
    "organisation.added": Verb("organisation.create_edit", mark("{who} added {what}")),
    "organisation.edited": Verb("organisation.create_edit", mark("{who} corrected {what}")),
    "organisation.archived": Verb("organisation.membership", mark("{who} archived {what}")),
    "organisation.membership_set": Verb(
        "organisation.membership", mark("{who} changed the membership of {what}")
    ),
    "organisation.merged": Verb("organisation.merge", mark("{who} merged two entries into {what}")),
    "venue.added": Verb("venue.create_edit", mark("{who} added the venue {what}")),
    "venue.edited": Verb("venue.create_edit", mark("{who} corrected the venue {what}")),
    "meeting.called": Verb("meeting.create", mark("{who} called the meeting “{what}”")),
    "meeting.edited": Verb("meeting.create", mark("{who} changed the meeting “{what}”")),
    "meeting.prepared": Verb("meeting.create", mark("{who} prepared the meeting “{what}”")),
    "meeting.opened": Verb("meeting.run", mark("{who} opened the meeting “{what}”")),
    "meeting.put_back": Verb("meeting.run", mark("{who} took back the opening of “{what}”")),
    "meeting.moved_on": Verb("meeting.run", mark("{who} moved on the meeting “{what}”")),
    "meeting.left_open": Verb(
        "meeting.run", mark("{who} left something open at “{what}”, knowing it")
    ),
    "meeting.came_back_to": Verb(
        "meeting.run", mark("{who} came back to something left open at “{what}”")
    ),
    "meeting.closed": Verb("meeting.run", mark("{who} closed the meeting “{what}”")),
    "meeting.reopened": Verb("meeting.run", mark("{who} reopened the meeting “{what}”")),
    "meeting.published": Verb("meeting.run", mark("{who} published the meeting “{what}”")),
    "meeting.cancelled": Verb("meeting.run", mark("{who} cancelled the meeting “{what}”")),
    "meeting.noted": Verb("meeting.write_notes", mark("{who} wrote notes at “{what}”")),
    "meeting.recapped": Verb("meeting.write_notes", mark("{who} wrote at the recap of “{what}”")),
    "meeting.stated": Verb("meeting.create", mark("{who} recorded the stated counts of “{what}”")),
    "meeting.joined": Verb("attendance.set_self", mark("{who} came to “{what}”")),
    "meeting.admitted": Verb("attendance.admit", mark("{who} admitted {what}")),
    "attendance.turned_away": Verb(
        "attendance.admit", mark("{who} did not let in {what}, who waited at the door")
    ),
    "meeting.timed": Verb("meeting.run", mark("{who} moved on the agenda: “{what}”")),
    "attendance.self_corrected": Verb(
        "attendance.set_self", mark("{who} corrected their own presence at “{what}”")
    ),
    "attendance.brought": Verb("attendance.bring", mark("{who} came together with {what}")),
    "person.naming_set": Verb(
        "person.name_publicly", mark("{who} recorded whether {what} is named publicly")
    ),
    "tables.laid": Verb("meeting.run", mark("{who} laid the tables of “{what}”")),
    "card.written": Verb("card.create", mark("{who} wrote the card “{what}”")),
    "card.confirmed": Verb("meeting.run", mark("{who} confirmed the card “{what}”")),
    "card.archived": Verb("card.edit", mark("{who} took away the card “{what}”")),
    "card.supported": Verb("card.support", mark("{who} supports the card “{what}”")),
    "card.let_go": Verb("card.support", mark("{who} no longer supports the card “{what}”")),
    "card.put_back": Verb("meeting.run", mark("{who} put “{what}” back among the ideas")),
    "card.taken_up": Verb("objective.propose", mark("{who} made the card “{what}” an objective")),
    "points.given": Verb("points.give", mark("{who} shared out priority points: “{what}”")),
    "photo.added": Verb("photo.attach", mark("{who} attached a photograph: “{what}”")),
    "photo.archived": Verb("photo.attach", mark("{who} took away a photograph: “{what}”")),
    "round.opened": Verb("meeting.run", mark("{who} put “{what}” to the round")),
    "round.moved_on": Verb("meeting.run", mark("{who} moved on the round on “{what}”")),
    "round.answered": Verb("vote.cast", mark("{who} answered in the round on “{what}”")),
    "round.asked_again": Verb(
        "vote.record_for_another", mark("{who} asked {what} to answer anew in the round")
    ),
    "round.hands_counted": Verb(
        "vote.record_for_another", mark("{who} wrote down answers in the round on “{what}”")
    ),
    "round.objection_integrated": Verb(
        "meeting.run", mark("{who} wrote that the objection “{what}” is in the text now")
    ),
    "round.objection_withdrawn": Verb(
        "objection.withdraw", mark("{who} withdrew the objection “{what}”")
    ),
    "round.adopted": Verb("objective.change_state", mark("{who} recorded consent on “{what}”")),
    "round.confirmed": Verb(
        "vote.cast", mark("{who} said what became of “subject to confirmation”: “{what}”")
    ),
    "round.confirmed_for": Verb(
        "vote.record_for_another",
        mark("{who} wrote down what became of “subject to confirmation”: “{what}”"),
    ),
    "round.objected": Verb(
        "vote.cast", mark("{who} objected to “{what}”, for a member that was not there")
    ),
    "round.objected_for": Verb(
        "vote.record_for_another",
        mark("{who} wrote down the objection of a member that was not there: “{what}”"),
    ),
    "round.settled": Verb(
        "objective.change_state", mark("{who} closed the time for confirming “{what}”")
    ),
    "agenda.set": Verb("meeting.run", mark("{who} changed the agenda: “{what}”")),
    "attendance.recorded": Verb("attendance.set_other", mark("{who} recorded {what}")),
    "attendance.corrected": Verb(
        "attendance.set_other", mark("{who} corrected the attendance of {what}")
    ),
    "decision.recorded": Verb("decision.record", mark("{who} recorded the decision “{what}”")),
    "decision.edited": Verb("decision.record", mark("{who} corrected the decision “{what}”")),
    "action.added": Verb("action.create_edit", mark("{who} noted the action “{what}”")),
    "action.edited": Verb("action.create_edit", mark("{who} changed the action “{what}”")),
    "action.completed": Verb(
        "action.create_edit", mark("{who} wrote down who does it, and by when: “{what}”")
    ),
    "action.closed": Verb("action.create_edit", mark("{who} closed the action “{what}”")),
    "action.opened": Verb("action.create_edit", mark("{who} opened the action “{what}” again")),
    "objective.drafted": Verb("objective.propose", mark("{who} drafted the objective “{what}”")),
    "objective.edited": Verb("objective.edit_text", mark("{who} reworded the objective “{what}”")),
    "objective.written": Verb("objective.edit_text", mark("{who} wrote the text of “{what}”")),
    "objective.restored": Verb(
        "objective.restore_version", mark("{who} brought back an earlier text of “{what}”")
    ),
    "objective.adopted": Verb(
        "objective.change_state", mark("{who} recorded that the group adopted “{what}”")
    ),
    "objective.state_set": Verb(
        "objective.change_state", mark("{who} changed the state of “{what}”")
    ),
    "plan.levels_chosen": Verb(
        "community.edit_settings", mark("{who} chose how levels are called: “{what}”")
    ),
    "objective.aligned": Verb("objective.edit_text", mark("{who} wrote what “{what}” also serves")),
    "objective.unaligned": Verb(
        "objective.edit_text", mark("{who} took away something that “{what}” served")
    ),
    "objective.pointed": Verb(
        "objective.reorder", mark("{who} recorded the priority points of “{what}”")
    ),
    "objective.archived": Verb("objective.delete", mark("{who} archived the objective “{what}”")),
    "activity.added": Verb("activity.create_edit", mark("{who} added the activity “{what}”")),
    "activity.edited": Verb("activity.create_edit", mark("{who} changed the activity “{what}”")),
    "activity.progressed": Verb(
        "activity.create_edit", mark("{who} recorded progress on “{what}”")
    ),
    "activity.edited_together": Verb(
        "activity.create_edit", mark("{who} changed several at once: {what}")
    ),
    "activity.moved": Verb("activity.create_edit", mark("{who} moved “{what}”")),
    "activity.put_after": Verb(
        "activity.create_edit", mark("{who} wrote what comes before “{what}”")
    ),
    "activity.freed": Verb(
        "activity.create_edit", mark("{who} took away something that came before “{what}”")
    ),
    "milestone.added": Verb("activity.create_edit", mark("{who} set the milestone “{what}”")),
    "milestone.edited": Verb("activity.create_edit", mark("{who} changed the milestone “{what}”")),
    "milestone.archived": Verb(
        "activity.create_edit", mark("{who} archived the milestone “{what}”")
    ),
    "activity.joined": Verb(
        "activity.assign_own_organisation", mark("{who} put their organisation on “{what}”")
    ),
    "activity.named": Verb(
        "activity.assign_other_organisation", mark("{who} named an organisation for “{what}”")
    ),
    "activity.accepted": Verb(
        "activity.assign_own_organisation", mark("{who} said yes for their organisation: “{what}”")
    ),
    "activity.left": Verb(
        "activity.assign_own_organisation", mark("{who} took an organisation off “{what}”")
    ),
    "activity.archived": Verb("activity.delete", mark("{who} archived the activity “{what}”")),
    "indicator.added": Verb(
        "indicator.create_edit", mark("{who} wrote down how we will know: “{what}”")
    ),
    "indicator.edited": Verb("indicator.create_edit", mark("{who} changed the measure “{what}”")),
    "indicator.targeted": Verb(
        "indicator.create_edit", mark("{who} wrote down what “{what}” should become")
    ),
    "indicator.archived": Verb("indicator.delete", mark("{who} archived the measure “{what}”")),
    "measurement.added": Verb("indicator.measure", mark("{who} measured “{what}”")),
    "measurement.edited": Verb(
        "indicator.measure", mark("{who} corrected what was measured: “{what}”")
    ),
    "measurement.archived": Verb(
        "indicator.measure", mark("{who} took away what was measured: “{what}”")
    ),
    "measurement.submitted": Verb(
        "indicator.measure", mark("{who} handed in what was measured: “{what}”")
    ),
    "measurement.returned": Verb(
        "indicator.approve", mark("{who} sent back what was measured, with a reason: “{what}”")
    ),
    "measurement.approved": Verb(
        "indicator.approve", mark("{who} approved what was measured: “{what}”")
    ),
    "need.added": Verb("need.create_edit", mark("{who} asked for “{what}”")),
    "need.edited": Verb("need.create_edit", mark("{who} changed the need “{what}”")),
    "need.archived": Verb("need.create_edit", mark("{who} archived the need “{what}”")),
    "pledge.offered": Verb("pledge.offer", mark("{who} put “{what}” on the table")),
    "pledge.circle_taken_up": Verb("pledge.offer", mark("{who} took up a circle: {what}")),
    "pledge.promised": Verb("pledge.confirm", mark("{who} promised “{what}”")),
    "pledge.edited": Verb("pledge.edit", mark("{who} changed the offer “{what}”")),
    "pledge.confirmed": Verb("pledge.confirm", mark("{who} confirmed “{what}”")),
    "pledge.declined": Verb("pledge.confirm", mark("{who} declined “{what}”")),
    "pledge.condition_met": Verb(
        "pledge.mark_condition", mark("{who} marked the condition of “{what}” as met")
    ),
    "pledge.condition_opened": Verb(
        "pledge.mark_condition", mark("{who} took back that the condition of “{what}” was met")
    ),
    "pledge.delivered": Verb(
        "pledge.record_delivery", mark("{who} recorded “{what}” as delivered")
    ),
    "pledge.delivery_taken_back": Verb(
        "pledge.record_delivery", mark("{who} took back the delivery of “{what}”")
    ),
    "pledge.hosting_refused": Verb(
        "pledge.refuse_hosting", mark("{who} refused, with a reason, that “{what}” was hosted")
    ),
    "delivery.verified": Verb(
        "pledge.verify_delivery", mark("{who} verified a delivery of “{what}”")
    ),
    "offer.added": Verb("offer.create_edit", mark("{who} put “{what}” into the asset map")),
    "offer.edited": Verb("offer.create_edit", mark("{who} changed “{what}” in the asset map")),
    "offer.withdrawn": Verb("offer.create_edit", mark("{who} no longer has “{what}” to give")),
    "offer.put_back": Verb("offer.create_edit", mark("{who} has “{what}” to give again")),
    "offer.archived": Verb("offer.create_edit", mark("{who} took “{what}” off the asset map")),
    "pledge.withdrawn": Verb("pledge.withdraw", mark("{who} withdrew “{what}”")),
    "pledge.valued": Verb("pledge.value", mark("{who} recorded what “{what}” is worth")),
    "rate.added": Verb("rate.create_edit", mark("{who} wrote down a rate: “{what}”")),
    "rate.replaced": Verb(
        "rate.create_edit", mark("{who} wrote down another rate from a day on: “{what}”")
    ),
    "rate.archived": Verb("rate.create_edit", mark("{who} archived the rate “{what}”")),
    "call.added": Verb("funding.edit", mark("{who} wrote down the call “{what}”")),
    "call.edited": Verb("funding.edit", mark("{who} corrected the call “{what}”")),
    "call.archived": Verb("funding.edit", mark("{who} archived the call “{what}”")),
    "budget_line.added": Verb("funding.edit", mark("{who} put “{what}” into the budget")),
    "budget_line.edited": Verb("funding.edit", mark("{who} changed the budget line “{what}”")),
    "budget_line.archived": Verb("funding.edit", mark("{who} took “{what}” out of the budget")),
    "funding.added": Verb("funding.edit", mark("{who} wrote down the funding source “{what}”")),
    "funding.edited": Verb("funding.edit", mark("{who} changed the funding source “{what}”")),
    "funding.archived": Verb("funding.edit", mark("{who} archived the funding source “{what}”")),
    "funding.approved": Verb("funding.edit", mark("{who} wrote down what was approved: “{what}”")),
    "funding.approval_archived": Verb(
        "funding.edit", mark("{who} took away what was approved: “{what}”")
    ),
    "funding.report_edited": Verb(
        "funding.edit", mark("{who} recorded when the report “{what}” was handed in")
    ),
    "funding.explained": Verb(
        "funding.edit", mark("{who} wrote why “{what}” differs from what was approved")
    ),
    "import.applied": Verb("import.files", mark("{who} imported {what}")),
    "history.undone": Verb("history.undo", mark("{who} took back: {what}")),
}

# What one line can take back. Opening, closing, adopting and confirming have acts of their own.
UNDOABLE = {
    verb
    for verb in VERBS
    if verb.endswith((".archived", ".edited", ".merged", ".added", ".drafted", ".offered"))
} | {
    "import.applied",
    "history.undone",
    "attendance.recorded",
    "attendance.corrected",
    "attendance.brought",
    "attendance.turned_away",
    "meeting.admitted",
    "meeting.left_open",
    "action.completed",
    "agenda.set",
    "action.closed",
    "action.opened",
    "activity.progressed",
    "activity.moved",
    "activity.edited_together",
    "activity.put_after",
    "activity.freed",
    "activity.joined",
    "activity.named",
    "activity.left",
    "meeting.prepared",
    "funding.approval_archived",
    "funding.approved",
    "funding.explained",
    "funding.report_edited",
    "indicator.targeted",
    "pledge.circle_taken_up",
    "pledge.declined",
    "pledge.hosting_refused",
    "pledge.valued",
    "rate.replaced",
    "objective.pointed",
    "objective.aligned",
    "objective.unaligned",
    "objective.state_set",
    "organisation.membership_set",
}


@cache
def rights() -> dict[str, dict[str, str]]:
    """{action: {role: cell}}; the cells are explained in `services/rights.py`."""
    with (Path(__file__).parent / "permissions.csv").open(encoding="utf-8") as file:
        return {row["action"]: {role: row[role] for role in Role} for row in csv.DictReader(file)}
