"""What Streamlit works out anew for each run, or looks at five times a second, though it never
changes while the house stands."""

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.watcher.polling_path_watcher import PollingPathWatcher

_spelt: dict[str, CustomThemeConfig] = {}
_spell = app_session._populate_theme_msg


def theme_once() -> None:
    """The first message of each run, of a fragment's too, spells out the theme of config.toml: 4 of
    the 8 CPU ms of a small fragment. Spelt once, it is copied. A Streamlit that does this
    differently goes on as it is."""
    app_session._populate_theme_msg = _copy


def settle_config() -> None:
    """Where no code is watched (`fileWatcherType = "none"`) nor is config.toml: its watchers, which
    no setting ends, look a last time."""
    if config.get_option("server.fileWatcherType") == "none":
        PollingPathWatcher._schedule = lambda self: None


def _copy(message: CustomThemeConfig, section: str = "theme") -> None:
    if section not in _spelt:
        fresh = CustomThemeConfig()
        _spell(fresh, section)
        _spelt[section] = fresh
    if _spelt[section].ByteSize():
        message.MergeFrom(_spelt[section])
