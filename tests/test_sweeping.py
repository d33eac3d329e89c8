"""A house sweeps when nobody waits for it, and what never changes is not looked at."""

import time

from streamlit import config
from streamlit.watcher.polling_path_watcher import PollingPathWatcher

from components import quick
from services.sweeping import LATEST, LITTLE, Broom


def test_it_is_swept_once_all_rests_and_not_while_something_runs():
    broom = Broom(swept=0, made=0)

    assert not broom.is_due(LITTLE), "something ran just now"
    assert broom.is_due(LITTLE)
    broom.sweep()
    assert not broom.is_due(broom.made), "nothing was made since"
    assert not broom.is_due(broom.made + LITTLE - 1), "hardly anything was"


def test_a_house_that_never_rests_is_swept_all_the_same():
    broom = Broom(swept=0, made=0)
    swept = [broom.is_due(LITTLE * n) for n in range(1, LATEST + 1)]
    assert swept == [False] * (LATEST - 1) + [True]


def test_where_no_code_is_watched_nor_is_the_configuration(tmp_path, monkeypatch):
    file, told = tmp_path / "config.toml", []
    file.write_text("was")
    monkeypatch.setattr(PollingPathWatcher, "_schedule", PollingPathWatcher._schedule)
    before = config.get_option("server.fileWatcherType")
    config.set_option("server.fileWatcherType", "none")
    try:
        PollingPathWatcher(str(file), told.append)
        quick.settle_config()
        time.sleep(0.5)  # it looks a last time
        file.write_text("another one")
        time.sleep(0.5)
    finally:
        config.set_option("server.fileWatcherType", before)
    assert told == []
