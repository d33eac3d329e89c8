"""The front door. `streamlit run dashboard.py` opens the house."""

import asyncio
import gc
import os
import sys
import webbrowser
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import iter_modules

import streamlit as st
from anyio.to_thread import run_sync
from starlette.middleware import Middleware

import charts
from components import quick, quicker
from components.calm import calm
from routes import (
    calendar,
    entrance,
    fonts,
    health,
    hearing,
    join,
    live,
    photos,
    scripts,
    sentence,
    table,
    texts,
    wall,
)
from routes.gate import Gate
from routes.middleware import Headers, Reference, Smaller
from services import address, clock, links, logs, summaries, sweeping, watching
from services.opening import CannotOpen, open_house
from translations import _, speak, spoken_here

ROUTES = (
    health,
    entrance,
    fonts,
    live,
    join,
    photos,
    scripts,
    table,
    sentence,
    calendar,
    wall,
    hearing,
    texts,
)


@asynccontextmanager
async def opening(app: st.App):
    os.environ.setdefault("TAVOLO_PORT", str(st.get_option("server.port")))
    logs.start()
    clock.settle()
    speak(spoken_here())
    _open_or_say_why()
    token = links.first()
    _greet(token)
    fonts.warm()
    quick.theme_once()
    quick.settle_config()
    _load()
    gc.collect()
    gc.freeze()  # what is loaded stays: no collection looks at it again
    stop_watching = watching.start()
    tasks = [asyncio.create_task(sweeping.sweep()), asyncio.create_task(_show(token))]
    yield
    stop_watching()
    for task in tasks:
        task.cancel()


def _open_or_say_why() -> None:
    try:
        open_house()
    except CannotOpen as why:
        print(f"\n{why}\n", file=sys.stderr, flush=True)
        os._exit(1)  # anything gentler buries the sentence under a traceback of the server


def _load() -> None:
    """What pages stand on (pandas, Plotly), now: else the first visitor waits for it, and each
    sweep looks at all of it again."""
    for folder in (charts, summaries):
        for module in iter_modules(folder.__path__, f"{folder.__name__}."):
            import_module(module.name)


def _greet(token: str | None) -> None:
    if token:
        print(_("Nobody has come in yet. The first to open this link coordinates:"), flush=True)
        print(f"\n  {address.entry(token)}\n", flush=True)
    else:
        print(_("The table is set: {home}", home=address.home()), flush=True)


async def _show(token: str | None) -> None:
    """The browser of whoever started it, as soon as the door is open."""
    if os.environ.get("TAVOLO_OPEN") != "1":
        return
    while not await _is_open():
        await asyncio.sleep(0.1)
    await run_sync(webbrowser.open, address.entry(token) if token else address.home())


async def _is_open() -> bool:
    try:
        _reader, writer = await asyncio.open_connection("localhost", os.environ["TAVOLO_PORT"])
    except OSError:
        return False
    writer.close()
    return True


quicker.be_quicker()
app = st.App(
    "pages/frame.py",
    lifespan=opening,
    routes=[route for room in ROUTES for route in room.routes],
    middleware=[
        Middleware(Reference),
        Middleware(Headers, secure=address.is_secure()),
        Middleware(Smaller),
        Middleware(Gate),
    ],
    on_script_error=calm,
)
