"""What opens beside the resources: a form, a need, a pledge, a reason, a message."""

from functools import partial

from components import drawers, here, needing, offering
from components.drawers import open_drawer
from components.keeping import act_on, letter, tone, why
from components.need_drawer import need_drawer
from components.pledge_drawer import pledge_drawer
from components.pressing import Pressed
from services.summaries.resources import Resources
from translations import _

__all__ = ["open_drawer", "opened_drawer", "pressed", "tone"]


def pressed(all_of_it: Resources, what: Pressed) -> None:
    """For `pressing`: a tap on a row of this page."""
    here.settle()
    if what.act == "offer_for":
        offering.begin(*all_of_it.one_need(what.id))
    elif what.act in ("need", "pledge"):
        open_drawer(what.act, what.id)
    else:
        act_on(what.act, what.id)


def opened_drawer(all_of_it: Resources) -> None:
    """At the foot of the page."""
    drawers.opened_drawer(
        {
            "offer": (_("Offer a resource"), partial(offering.offer_drawer, all_of_it)),
            "ask": (_("Ask for a resource"), needing.need_form),
            "change_need": (_("Change what is needed"), needing.need_form),
            "need": (_("What is needed"), partial(need_drawer, all_of_it)),
            "pledge": (_("What is offered"), partial(pledge_drawer, all_of_it)),
            "decline": (_("Decline"), partial(why, "decline", all_of_it)),
            "withdraw": (_("Withdraw"), partial(why, "withdraw", all_of_it)),
            "letter": (_("A message to copy"), partial(letter, all_of_it)),
        }
    )
