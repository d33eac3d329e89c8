"""Pieces of the meeting's page, drawn for each open page as its reader may see them."""

import asyncio
import logging

from routes.lines import Line
from services import clock, pieces
from services.live import News
from translations import speak


def draw(news: News, lines: list[Line], loop: asyncio.AbstractEventLoop) -> None:
    """In a thread. Each line hears as soon as its own are ready, and always hears."""
    clock.settle()
    done: dict[tuple, dict[str, str]] = {}
    for line in lines:
        asks = (line.person.id, line.meeting_id, line.account.language)
        if asks not in done:
            done[asks] = _drawn(news, line)
        loop.call_soon_threadsafe(line.hear, news, done[asks])


def _drawn(news: News, line: Line) -> dict[str, str]:
    """Nothing where what they may see could have moved since it was asked: the page asks then."""
    reader, meeting_id = line.reader.later(news.revision), line.meeting_id
    if reader is None or meeting_id is None:
        return {}
    speak(line.account.language)
    try:
        return pieces.of(reader, meeting_id, news.topics)
    except Exception:  # a piece that cannot be drawn must not keep the news from anybody
        logging.getLogger("tavolo").warning("a piece was not drawn", exc_info=True)
        return {}
