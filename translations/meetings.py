"""What the states, capacities and kinds of a meeting are called aloud."""

from datetime import date

from translations import _, formats, mark, n_

STATES = {
    "draft": mark("Draft"),
    "scheduled": mark("Called"),
    "live": mark("In progress"),
    "wrap_up": mark("Wrapping up"),
    "closed": mark("Held"),
    "published": mark("Published"),
    "cancelled": mark("Cancelled"),
}
TONES = {
    "draft": "idle",
    "scheduled": "running",
    "live": "live",
    "wrap_up": "risk",
    "closed": "done",
    "published": "done",
    "cancelled": "idle",
}
PHASES = {
    "definition": mark("Definition"),
    "objectives": mark("Objectives"),
    "resources": mark("Resources"),
    "horizon": mark("Time horizon"),
    "priorities": mark("Priorities"),
}
CAPACITIES = {
    "member": mark("member"),
    "host": mark("host"),
    "facilitator": mark("facilitator"),
    "institution": mark("institution"),
    "observer": mark("observer"),
    "guest": mark("guest"),
}
PRESENCES = {
    "present": mark("in the room"),
    "remote": mark("remote"),
    "registered": mark("registered, not seen yet"),
    "excused": mark("excused"),
    "no_show": mark("did not come"),
}
MODES = {
    "in_person": mark("in person"),
    "hybrid": mark("in person and online"),
    "online": mark("online"),
}
PURPOSES = {
    "opening": mark("Welcome"),
    "inform": mark("To know"),
    "review_actions": mark("Looking back"),
    "draft_objective": mark("Writing together"),
    "decide": mark("To decide"),
    "offers_needs": mark("Resources on the table"),
    "plan": mark("Planning"),
    "close": mark("Closing"),
}
RESULTS = {
    "adopted": mark("adopted"),
    "adopted_amended": mark("adopted with changes"),
    "rejected": mark("not adopted"),
    "deferred": mark("put off"),
}
FORCES = {
    "in_force": mark("in force"),
    "review_due": mark("to be reviewed"),
    "superseded": mark("superseded"),
    "revoked": mark("revoked"),
}
STEPS = {"yes": mark("yes"), "no": mark("no"), "unknown": mark("nobody asked yet")}


def said(words: dict[str, str], word: str) -> str:
    return _(words[word])


def all_of(words: dict[str, str]) -> dict[str, str]:
    """{word of the code: what people read}, for a choice."""
    return {word: _(text) for word, text in words.items()}


def before_closing(open: int, known: bool) -> str:
    """How a meeting stands before it closes: `open` things still ask something; `known`: others
    stay open and ask nothing any more, because somebody left them so."""
    if open:
        return n_(
            "{n} thing asks something before we close",
            "{n} things ask something before we close",
            open,
        )
    if known:
        return _("You may close: what stays open is told below.")
    return _("Nothing is left open: everybody knows what comes next.")


def another_day(called_for: date, today: date) -> str:
    """What is asked before a meeting opens on another day than it was called for."""
    day = formats.day(called_for)
    if called_for > today:
        return _("It is called for {day}: do you hold it today?", day=day)
    return _("It was called for {day}: do you hold it today?", day=day)


def doer(who: str, taken: bool) -> str:
    """Who does something, where `who` is "" if they are not to be named, or nobody took it."""
    return who or (_("somebody of the group") if taken else _("who?"))


def led_by(activity, lead: str) -> str:
    """`lead`: "" while nobody leads it, or who was named has not said yes."""
    waits = activity.lead_organisation_id or activity.owner_person_id
    return lead or ("" if waits else _("looking for somebody"))


def given(pledge) -> str:
    """How far it is, beside what was put on the table at a meeting."""
    far = {"delivered": _("delivered"), "partly_delivered": _("partly delivered")}
    return far.get(pledge.state, _("confirmed") if pledge.firm else _("to be confirmed"))


def hosted_by(organisation: str) -> str:
    return (
        _("Hosted by {organisation}", organisation=organisation)
        if organisation
        else _("who hosts is still open")
    )
