"""Streamlit's own words, which it has in English only, in the reader's language.

What stands for something it fills in is {x}. A form that a newer Streamlit words otherwise simply
stays English: nothing of the app hangs on these.
"""

from functools import cache

from babel.dates import get_month_names

from translations import _, mark

NAMES = (  # of its buttons and parts, for readers of a screen and where the mouse rests
    mark("Add files"),
    mark("App pages"),
    mark("Choose an option"),
    mark("Choose date"),
    mark("Choose date, {x}"),
    mark("Choose options"),
    mark("Clear all"),
    mark("Clear date"),
    mark("Clear entry"),
    mark("Clear time"),
    mark("Clear value"),
    mark("Close"),
    mark("Close fullscreen"),
    mark("Collapse sidebar"),
    mark("Decrement"),
    mark("Dismiss"),
    mark("Empty"),
    mark("Expand sidebar"),
    mark("Fullscreen"),
    mark("Increment"),
    mark("Main menu"),
    mark("Navigate to home page"),
    mark("Next month"),
    mark("Next page"),
    mark("Notifications"),
    mark("Open"),
    mark("Page {x}"),
    mark("Pagination"),
    mark("Previous month"),
    mark("Previous page"),
    mark("Remove {x}"),
    mark("Running..."),
    mark("Selected values"),
    mark("Sidebar"),
    mark("day, {x}"),
    mark("file upload"),
    mark("month, {x}"),
    mark("year, {x}"),
)
SHOWN = (  # in its lists, at the top of the page, beside a file that it does not take
    mark("Add: {x}"),
    mark("File must be {x} or smaller."),
    mark("No results"),
    mark("Select all"),
    mark("Select {x} matches"),
    mark("Skip to main content"),
    mark("{x} files are not allowed."),
)


@cache
def names(spoken: str) -> dict[str, str]:
    """English → what it is in the language that is spoken now, made once; nothing where that is
    the same. Not to be changed: all pages hold it."""
    if spoken == "en":
        return {}
    theirs, ours = (get_month_names("wide", locale=locale) for locale in ("en", spoken))
    months = {f"{{x}} – {theirs[n]}": f"{{x}} – {ours[n]}" for n in theirs}  # of a day's field
    return months | {said: _(said) for said in NAMES}


@cache
def shown(spoken: str) -> dict[str, str]:
    """As `names`."""
    return {} if spoken == "en" else {said: _(said) for said in SHOWN}
