"""Messages ready to copy: what a coordinator writes to somebody, with the facts filled in."""

from translations import _, formats


def please_confirm(organisation: str, community: str, pledges: list, home: str) -> str:
    """To whoever may commit an organisation: what was put down in its name and waits for a yes.
    pledges: rows with title, quantity_milli, unit, from_on, to_on, condition."""
    listed = "\n".join(f"– {_told(pledge)}" for pledge in pledges)
    return "\n\n".join(
        [
            _("Hello {organisation},", organisation=organisation),
            _(
                "at the table of “{community}” these pledges were put down in your name, and they "
                "wait for your yes:",
                community=community,
            ),
            listed,
            _(
                "Silence does not confirm: whoever may commit you can do it at {home}/resources "
                "(Confirm, or Decline with a reason).",
                home=home,
            ),
            _("Thank you!"),
        ]
    )


def adopted_provisionally(
    meeting: str, day: str, text: str, until: str, home: str
) -> tuple[str, str]:
    """(subject, message) to the members who were not there, of a text adopted provisionally; the
    days in words."""
    body = [
        _("Hello,"),
        _(
            "at “{meeting}”, on {day}, the table adopted this text provisionally:",
            meeting=meeting,
            day=day,
        ),
        text,
        _(
            "It is subject to confirmation by {until}. You were not there, and you have the same "
            "time: if something in it would harm what we want, tell us by that day, with the "
            "reason.",
            until=until,
        ),
        _("Who is silent confirms no offer of theirs. All of it is at {home}/meeting", home=home),
        _("Thank you!"),
    ]
    title = text.split("\n")[0]
    return _("Adopted, subject to confirmation: {title}", title=title), "\n\n".join(body)


def come_in(name: str, community: str, link: str) -> str:
    """With the link of an invitation, to the person it was made for."""
    return "\n\n".join(
        [
            _("Hello {name},", name=name),
            _("this is your way to the table of “{community}”:", community=community),
            link,
            _("It is made for you, works once and lasts 30 days."),
        ]
    )


def still_waiting(community: str, waits: list[tuple], home: str) -> str:
    """To everybody who has not answered. waits: (organisation, what, since when)."""
    listed = "\n".join(
        f"– {whom}: {what} ({_('since {day}', day=formats.short_day(since))})"
        for whom, what, since in waits
    )
    return "\n\n".join(
        [
            _("Hello everybody,"),
            _("at the table of “{community}” these pledges wait for a yes:", community=community),
            listed,
            _(
                "Silence does not confirm: whoever may commit the organisation says yes, or no "
                "with a reason, at {home}/resources.",
                home=home,
            ),
            _("Thank you!"),
        ]
    )


def between(start, end) -> str:
    """From a day to a day, as far as they are said."""
    if start and end and start != end:
        first = formats.little_day(start) if start.year == end.year else formats.short_day(start)
        return _("{start} to {end}", start=first, end=formats.short_day(end))
    if start:
        return formats.short_day(start) if end else _("from {day}", day=formats.short_day(start))
    return _("until {day}", day=formats.short_day(end)) if end else ""


def _told(pledge) -> str:
    parts = [
        pledge.title,
        formats.quantity(pledge.quantity_milli, pledge.unit),
        between(pledge.from_on, pledge.to_on),
        _("on the condition: {condition}", condition=pledge.condition) if pledge.condition else "",
    ]
    return ", ".join(part for part in parts if part)


def recap(told, lead: str, community: str) -> str:
    """What came out of a meeting, to send to everybody. told: a Recap; `lead`: its words."""
    m = told.meeting
    head = f"{m.title} · {formats.day(m.day)} · {community}"
    parts = [
        _("There were: {names}.", names=formats.together(told.organisations))
        if told.organisations
        else "",
        _listed(_("Decided"), [d.statement.split("\n")[0] for d in told.decisions]),
        _listed(_("On the table"), [_given(pledge, giver) for pledge, giver in told.pledges]),
        _listed(_("To do"), [_to_do(todo) for todo in told.todos]),
    ]
    return "\n\n".join(filter(None, [head, lead.strip(), *parts]))


def _listed(title: str, lines: list[str]) -> str:
    return "\n".join([f"{title}:", *(f"– {line}" for line in lines)]) if lines else ""


def _given(pledge, giver: str) -> str:
    how_much = formats.quantity(pledge.quantity_milli, pledge.unit) if pledge.quantity_milli else ""
    what = ", ".join(filter(None, (pledge.title, how_much)))
    if pledge.firm:
        return f"{giver}: {what}"
    return _("{giver}: {what} (to be confirmed)", giver=giver, what=what)


def _to_do(todo) -> str:
    due = _("by {day}", day=formats.day(todo.due)) if todo.due else ""
    return " · ".join(filter(None, (todo.text, todo.who, due)))


def nudge(name: str, community: str, lines: list[str], home: str) -> str:
    """To whoever has something in hand: what is late or soon due, without blame."""
    return "\n\n".join(
        [
            _("Hello {name},", name=name),
            _(
                "from the plan of “{community}”, what you have in hand:",
                community=community,
            ),
            "\n".join(f"– {line}" for line in lines),
            _(
                "If a day does not hold any more, say so or move it: {home}/plan?view=timeline. "
                "If something is in the way, say what would help.",
                home=home,
            ),
            _("Thank you!"),
        ]
    )
