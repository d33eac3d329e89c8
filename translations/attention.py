"""What waits, in words: one thing by its name, several by their number."""

from translations import _, formats, mark, n_

ALONE = {
    "named": mark("“{what}” waits for a yes"),
    "pledge": mark("“{what}” waits for a yes"),
    "voice": mark("“{what}” waits for a confirmation"),
    "late_activity": mark("“{what}” is late"),
    "late_action": mark("“{what}” is overdue"),
    "need": mark("“{what}” is not covered yet"),
    "amount": mark("“{what}” has no quantity yet"),
    "wanted": mark("“{what}” looks for somebody"),
    "measure": mark("“{what}” is to be measured"),
    "action": mark("“{what}” lacks a name or a day"),
    "objective": mark("“{what}” has no activity yet"),
    "task": mark("“{what}” is yours"),
    "errand": mark("“{what}” is yours"),
}


def headline(lines: list) -> str:
    """Of lines of one kind."""
    if len(lines) == 1:
        return _(ALONE[lines[0].kind], what=lines[0].what)
    n = len(lines)
    return {
        "named": lambda: n_(
            "{n} organisation was named and waits to say yes",
            "{n} organisations were named and have not said yes",
            n,
        ),
        "pledge": lambda: n_("{n} pledge waits for a yes", "{n} pledges wait for a yes", n),
        "voice": lambda: n_(
            "{n} consent is subject to confirmation", "{n} consents are subject to confirmation", n
        ),
        "late_activity": lambda: n_("{n} activity is late", "{n} activities are late", n),
        "late_action": lambda: n_("{n} action is overdue", "{n} actions are overdue", n),
        "need": lambda: n_(
            "{n} must-have need is not covered yet", "{n} must-have needs are not covered yet", n
        ),
        "amount": lambda: n_(
            "{n} must-have need has no quantity yet", "{n} must-have needs have no quantity yet", n
        ),
        "wanted": lambda: n_(
            "{n} activity looks for somebody", "{n} activities look for somebody", n
        ),
        "measure": lambda: n_("{n} measure is due", "{n} measures are due", n),
        "action": lambda: n_(
            "{n} action lacks a name or a day", "{n} actions lack a name or a day", n
        ),
        "objective": lambda: n_(
            "{n} objective has no activity yet", "{n} objectives have no activity yet", n
        ),
        "task": lambda: n_("{n} activity is yours", "{n} activities are yours", n),
        "errand": lambda: n_("{n} action is yours", "{n} actions are yours", n),
    }[lines[0].kind]()


def beneath(lines: list) -> str:
    """Who is waited for, since when, for which day; of several, what they are called."""
    if len(lines) > 1:
        named = "; ".join(line.what for line in lines[:3]) + ("…" if len(lines) > 3 else "")
        oldest = min((line.since for line in lines if line.since), default=None)
        if lines[0].kind not in ("pledge", "named") or oldest is None:
            return named
        return _("since {day}", day=formats.short_day(oldest)) + ": " + named
    return alone(lines[0])


def alone(line) -> str:
    said = [line.whom, _when(line)]
    return ", ".join(words for words in said if words)


def _when(line) -> str:
    if line.due and line.kind == "wanted":
        return _("it starts on {day}", day=formats.short_day(line.due))
    if line.due:
        return _("for {day}", day=formats.short_day(line.due))
    return _("since {day}", day=formats.short_day(line.since)) if line.since else ""
