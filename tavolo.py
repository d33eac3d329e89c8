"""Tavolo: plan together, at the table.

  python3 tavolo.py                     set up if needed, start, open the browser
      --port N                          port, 8501 if not said (TAVOLO_PORT)
      --address A                       address to listen on, localhost if not said (TAVOLO_ADDRESS)
      --room [A]                        for phones on this machine's own Wi-Fi, without internet;
                                        A: our address there, if it is not found by itself
      --no-browser                      only print the link
  python3 tavolo.py test [ARGS]         set up and run all checks and tests (ARGS go to pytest)
  python3 tavolo.py link EMAIL          print a fresh sign-in link for somebody
  python3 tavolo.py backup [FILE]       write a checked copy of the database
  python3 tavolo.py restore FILE        put a copy back (the present one is kept beside it)
  python3 tavolo.py check               is the database sound?

Everything else is in README.md. On Windows: py tavolo.py
"""

# Nothing but the standard library, and nothing newer than Python 3.8 in the way it is written:
# an old Python must be able to read this far to be told so.

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OPERATOR = ("link", "backup", "restore", "check")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
PLAYWRIGHTS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class Sorry(Exception):
    """Something that is not a bug; the sentence says what to do."""


def main(words: "list[str]") -> int:
    try:
        if sys.version_info < (3, 11):  # noqa: UP036
            raise Sorry(f"Tavolo needs Python 3.11 or later; this is {sys.version.split()[0]}.")
        if words[:1] == ["test"]:
            return test(words[1:])
        if words[:1] and words[0] in OPERATOR:
            return operate(words)
        return start(words)
    except Sorry as sentence:
        print(sentence, file=sys.stderr)
        return 1


def start(words: "list[str]") -> int:
    options = _options(words)
    _must_be_free(options.address, options.port)
    set_up("requirements.txt")
    environment = {
        **os.environ,
        **_room(options),
        "TAVOLO_PORT": str(options.port),
        "TAVOLO_ADDRESS": options.address,
        "TAVOLO_OPEN": "" if options.no_browser else "1",
    }
    return _hand_over(["-m", "streamlit", "run", "dashboard.py", *_server(options)], environment)


def operate(words: "list[str]") -> int:
    """Paths are meant from where the person stands, and services run from the checkout."""
    set_up("requirements.txt")
    if words[0] in ("backup", "restore"):
        words = [words[0], *(w if w.startswith("-") else os.path.abspath(w) for w in words[1:])]
    return _hand_over(["-m", "services.operator", *words], dict(os.environ))


def test(words: "list[str]") -> int:
    """Every step runs, also after one that failed; the first failure is the answer."""
    set_up("requirements-test.txt")
    environment = {**os.environ, "TAVOLO_CHROMIUM": chromium()}
    codes = [_run(step, environment) for step in _steps(words)]
    return next((code for code in codes if code), 0)


def set_up(wanted: str) -> None:
    """The packages of a requirements file, in a folder of our own; nothing when they are there."""
    stamp = HOME / f"{wanted}.sha256"
    fingerprint = _fingerprint(wanted)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    _make_home()
    print("Fetching what Tavolo needs. The first time this takes a few minutes…", flush=True)
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted]
    if _run(pip, dict(os.environ)):
        raise Sorry("That did not work: see above. It needs the internet, the first time only.")
    stamp.write_text(fingerprint)


def chromium() -> str:
    """A browser for the tests: one that is here, else fetched; without one the tests fail."""
    given = os.environ.get("TAVOLO_CHROMIUM")
    for found in (given, *map(shutil.which, BROWSERS), _playwrights_own()):
        if found and _opens(found):
            return found
    print("No Chromium here: fetching one for the browser tests…", flush=True)
    for fetch in (_fetch_by_playwright, _fetch_by_apt):
        found = fetch()
        if found and _opens(found):
            return found
    raise Sorry("No Chromium, and none could be fetched. Install one and run this again.")


def _options(words: "list[str]") -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        usage="python3 tavolo.py [--port N] [--address A] [--room [A]] [--no-browser] | COMMAND",
        add_help=False,
    )
    parser.add_argument("--port", type=int, default=os.environ.get("TAVOLO_PORT") or "8501")
    parser.add_argument("--address", default=os.environ.get("TAVOLO_ADDRESS") or "localhost")
    parser.add_argument("--room", nargs="?", const="found", default="")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--help", "-h", action="store_true")
    options = parser.parse_args(words)
    if options.help:
        print(__doc__.strip())
        sys.exit(0)
    if options.room:
        options.room = _address_here() if options.room == "found" else options.room
        options.address = "0.0.0.0"  # every way into this machine, the hotspot's too
    return options


def _room(options: argparse.Namespace) -> "dict[str, str]":
    """Links and the QR carry our address on the local network. The plain http there protects
    nothing from others on the same Wi-Fi, and the house says so."""
    if not options.room:
        return {}
    return {"TAVOLO_URL": f"http://{options.room}:{options.port}", "TAVOLO_ROOM": "1"}


def _address_here() -> str:
    """Which address this machine would speak from; asking sends nothing."""
    for far in ("10.255.255.255", "192.168.255.255", "172.31.255.255"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            try:
                asking.connect((far, 9))
                found = asking.getsockname()[0]
            except OSError:
                continue
            if not found.startswith(("127.", "0.")):
                return found
    raise Sorry(
        "This machine is on no network. Switch on its Wi-Fi hotspot first, or say the address:\n"
        "  python3 tavolo.py --room 192.168.137.1"
    )


def _must_be_free(address: str, port: int) -> None:
    kind = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(kind) as knock:
        if os.name == "posix":  # a port that was left a moment ago is free
            knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            knock.bind((address, port))
        except (OSError, OverflowError) as no:
            raise Sorry(_why_not(address, port, no)) from no


def _why_not(address: str, port: int, no: Exception) -> str:
    if getattr(no, "errno", None) in (48, 98, 10048):  # macOS, Linux, Windows: in use
        return (
            f"Port {port} is taken. Perhaps Tavolo is already open: http://{address}:{port}\n"
            f"If it is something else, choose another port: python3 tavolo.py --port {port + 1}"
        )
    return f"Cannot listen on {address}, port {port}: {no}. Try another --port or --address."


def _server(options: argparse.Namespace) -> "list[str]":
    """What differs from house to house; the rest is in .streamlit/config.toml."""
    public = urlsplit(os.environ.get("TAVOLO_URL", "")).hostname
    hosts = dict.fromkeys(["localhost", "127.0.0.1", options.address, options.room, public])
    hosts = [host for host in hosts if host and host not in ("0.0.0.0", "::")]
    told = ["--server.port", str(options.port), "--server.address", options.address]
    return told + [word for host in hosts for word in ("--server.allowedHosts", host)]


def _steps(words: "list[str]") -> "list[list[str]]":
    if words:
        return [["-m", "pytest", *words]]
    return [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "pytest", "-n", "2", "--ignore", "tests/browser"],
        # two browsers, each with files of its own: the houses of a file are shared by its tests
        ["-m", "pytest", "-n", "2", "--dist", "loadfile", "tests/browser"],
    ]


def _fingerprint(wanted: str) -> str:
    """Of the file, of the files it takes in, and of this Python."""
    text = (ROOT / wanted).read_text(encoding="utf-8")
    taken = [line[3:].strip() for line in text.splitlines() if line.startswith("-r ")]
    parts = [text, *map(_fingerprint, taken), sys.version.split()[0], str(HOME)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _make_home() -> None:
    if PYTHON.exists() and _run(["-m", "pip", "--version"], dict(os.environ), quiet=True) == 0:
        return
    print("Making a folder of its own for Tavolo’s packages (.venv)…", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)])
    if made.returncode:
        raise Sorry("Python’s venv module is missing. On Debian or Ubuntu: install python3-venv.")


def _playwrights_own() -> "str | None":
    asked = subprocess.run([str(PYTHON), "-c", PLAYWRIGHTS_OWN], capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def _fetch_by_playwright() -> "str | None":
    _run(["-m", "playwright", "install", "chromium"], dict(os.environ))
    return _playwrights_own()


def _fetch_by_apt() -> "str | None":
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-q", *words])
    return shutil.which("chromium")


def _opens(browser: str) -> bool:
    """Some names on the PATH only say where to get the real one. (On Windows the question itself
    would open a window.)"""
    if os.name == "nt":
        return Path(browser).exists()
    try:
        asked = subprocess.run([browser, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _run(words: "list[str]", environment: "dict[str, str]", quiet: bool = False) -> int:
    hush = subprocess.DEVNULL if quiet else None
    done = subprocess.run(
        [str(PYTHON), *words], cwd=ROOT, env=environment, stdout=hush, stderr=hush
    )
    return done.returncode


def _hand_over(words: "list[str]", environment: "dict[str, str]") -> int:
    """Become that program, so that Ctrl-C and a service manager's stop reach it."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(PYTHON, [str(PYTHON), *words], environment)
    try:
        return subprocess.call([str(PYTHON), *words], env=environment)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
