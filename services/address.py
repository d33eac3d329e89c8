"""Where the house is found: a matter of its settings, never of what a visitor sends."""

import os
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def home() -> str:
    """TAVOLO_URL, else this machine: `http://localhost:8501`. Without a slash at the end."""
    given = os.environ.get("TAVOLO_URL", "").rstrip("/")
    return given or f"http://localhost:{os.environ.get('TAVOLO_PORT') or 8501}"


def is_secure() -> bool:
    """People come by https: cookies are marked, and a proxy in front says where they are from."""
    return home().startswith("https://")


def is_room() -> bool:
    """Phones come over the local network, by plain http: `tavolo.py --room`."""
    return os.environ.get("TAVOLO_ROOM") == "1"


def is_here_only() -> bool:
    """No other device finds the house at this address: not the phone that reads its QR either."""
    return urlsplit(home()).hostname in LOOPBACK


def entry(token: str) -> str:
    """The link a person opens to come in."""
    return f"{home()}/enter/{token}"


def is_ours(origin: str | None) -> bool:
    """Whether a form was sent from a page of this house."""
    sent, ours = urlsplit(origin or ""), urlsplit(home())
    if (sent.scheme, sent.netloc) == (ours.scheme, ours.netloc):
        return True
    here = is_room() or is_here_only()
    at_home = here and sent.hostname in LOOPBACK
    return at_home and (sent.scheme, sent.port) == (ours.scheme, ours.port)


def inside(path: str | None) -> str:
    """Where to go next, if it is a page of this house; else the front page."""
    path = path or "/"
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    return path if plain and path.startswith("/") else "/"
