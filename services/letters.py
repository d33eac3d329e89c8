"""Messages ready to copy: what a coordinator writes to somebody, with the facts filled in."""

from translations import _, formats
from translations import meetings as words


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
        _listed(_("Decided"), [_decided(decision) for decision in told.decisions]),
        _listed(_("In the plan"), [_planned(*row) for row in told.work]),
        _listed(_("On the table"), [_given(pledge, giver) for pledge, giver in told.pledges]),
        _listed(_("What is needed"), [_how_much(need) for need in told.needs]),
        _listed(_("To do"), [_to_do(todo) for todo in told.todos]),
        _("We meet again: {when}", when=next_time(told.ahead)) if told.ahead else "",
    ]
    return "\n\n".join(filter(None, [head, lead.strip(), *parts]))


def _listed(title: str, lines: list[str]) -> str:
    return "\n".join([f"{title}:", *(f"– {line}" for line in lines)]) if lines else ""


def next_time(ahead) -> str:
    """ahead: the next meeting, its venue and host: when, where, and who hosts."""
    m = ahead.meeting
    when = f"{formats.weekday(m.day)} {m.day.year}, {formats.clock(m.starts_at, m.tz)}"
    where = ahead.venue.name if ahead.venue else ""
    host = words.hosted_by(ahead.host.called if ahead.host else "")
    return " · ".join(filter(None, (when, where, host)))


def _decided(decision) -> str:
    """Its title, and under it the text that was agreed on."""
    until = decision.provisional_until
    wait = _("subject to confirmation by {day}", day=formats.day(until)) if until else ""
    title = f"{decision.title} ({wait})" if wait else decision.title
    return "\n".join([title, *(f"  {line}" for line in decision.text.splitlines() if line)])


def _planned(activity, lead: str) -> str:
    return " · ".join(filter(None, (activity.title, words.led_by(activity, lead))))


def _given(pledge, giver: str) -> str:
    said = {"giver": giver, "what": _how_much(pledge)}
    return _("{giver}: {what} ({state})", **said, state=words.given(pledge))


def _how_much(thing) -> str:
    """A need or a pledge, as far as its quantity is said."""
    how_much = formats.quantity(thing.quantity_milli, thing.unit) if thing.quantity_milli else ""
    return ", ".join(filter(None, (thing.title, how_much)))


def _to_do(todo) -> str:
    due = _("by {day}", day=formats.day(todo.due)) if todo.due else ""
    return " · ".join(filter(None, (todo.text, words.doer(todo.who, todo.taken), due)))


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
