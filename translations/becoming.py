"""Whom somebody at the door of a meeting would become, as whoever lets them in reads it."""

from translations import _, formats, n_


def becoming(waiting) -> str:
    """Of a `summaries.door.Waiting`."""
    known, org = waiting.known, waiting.organisation
    if waiting.namesake:
        return _(
            "Somebody new. Whoever coordinates has this name too: if it is them, put the two "
            "together under People."
        )
    if known is None:
        return _("Somebody new")
    called = {"name": known.person.name, "organisation": org.called}
    if known.is_arrival:
        return _("The same as {name}, {organisation}, who waits here too", **called)
    if known.commits:
        committed = formats.together(list(known.commits))
        return _("Would be {name}, who may commit {committed}", committed=committed, **called)
    if known.signs_in:
        return _("Would be {name}, {organisation}, who has a sign-in of their own", **called)
    return _("Becomes {name}, {organisation}: already in the register", **called)


def not_in(away) -> str:
    """Of a `summaries.door.Away`: who it is, and what became of what they said."""
    if not away.said:
        return _("{name} was not let in.", name=away.name)
    return n_(
        "{name} was not let in. The {n} thing they said stays, to be confirmed.",
        "{name} was not let in. The {n} things they said stay, to be confirmed.",
        away.said,
        name=away.name,
    )
