"""What a page shows, for tests that read it."""

import re


def shown(page) -> str:
    """All our own HTML on the page, pressed or not."""
    parts = [*page.get("html"), *page.get("bidi_component")]
    html = " ".join(str(part.proto) for part in parts)
    html = re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), html)
    return re.sub(r"\\+n|\s+", " ", html).replace("\\", "")


def said(page) -> str:
    """The words alone, however they are pressed."""
    return re.sub(r"<[^>]+>", "", shown(page))


def opened(page, name: str, *known):
    """The page with this drawer open. (A browser reruns only the drawer; here the whole page
    runs, so each step says again what is open.)"""
    page.session_state["drawer_open"] = (name, known)
    return page.run()
