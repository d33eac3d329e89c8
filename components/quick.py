"""What Streamlit works out anew for each run, or looks at five times a second, though it never
changes while the house stands. No setting of it changes that (1.67), so both are mended from
outside, and only where they are what we know: a Streamlit that does this differently goes on as it
is, a little slower."""

import logging
from collections.abc import Callable
from contextlib import suppress
from inspect import signature

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

NAME = "_populate_theme_msg"
TAKES = ["msg", "section"]

Spell = Callable[..., None]


def theme_once() -> bool:
    """The first message of each run, of a fragment's too, spells out the theme of config.toml: 4 of
    the 8 CPU ms of a small fragment. Spelt once, it is copied. Whether that could be done."""
    spell = getattr(app_session, NAME, None)
    if not callable(spell) or list(signature(spell).parameters) != TAKES:
        logging.getLogger("tavolo").warning("Streamlit spells its theme in a way we do not know")
        return False
    setattr(app_session, NAME, _copying(spell))
    return True


def settle_config() -> None:
    """Where no code is watched (`fileWatcherType = "none"`) nor is config.toml: its watchers, which
    no setting ends, look a last time."""
    if config.get_option("server.fileWatcherType") != "none":
        return
    with suppress(ImportError):
        from streamlit.watcher.polling_path_watcher import PollingPathWatcher

        if hasattr(PollingPathWatcher, "_schedule"):
            PollingPathWatcher._schedule = lambda self: None


def _copying(spell: Spell) -> Spell:
    """Does what `spell` does, the second time by copying what it said the first time."""
    spelt: dict[str, CustomThemeConfig] = {}

    def copy(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in spelt:
            fresh = CustomThemeConfig()
            spell(fresh, section)
            spelt[section] = fresh
        if spelt[section].ByteSize():
            msg.MergeFrom(spelt[section])

    return copy
