"""What is mended in Streamlit from outside does the same, or leaves it alone."""

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from components import quick

SECTIONS = ("theme", "theme.sidebar", "theme.light", "theme.dark", "theme.light.sidebar")


@pytest.fixture(autouse=True)
def streamlit_as_it_is(monkeypatch):
    """What a test changes in it is put back."""
    monkeypatch.setattr(app_session, quick.NAME, getattr(app_session, quick.NAME))


def spelt(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    getattr(app_session, quick.NAME)(message, section)
    return message


def test_a_copied_theme_is_the_one_streamlit_spells():
    as_it_is = [spelt(section) for section in SECTIONS]
    assert as_it_is[0].ByteSize(), "config.toml has a theme"
    assert quick.theme_once()
    for _run in range(2):
        assert [spelt(section) for section in SECTIONS] == as_it_is


def test_another_streamlit_is_left_as_it_is(monkeypatch):
    def other(msg, section, more):
        raise AssertionError

    monkeypatch.setattr(app_session, quick.NAME, other)
    assert not quick.theme_once()
    assert getattr(app_session, quick.NAME) is other
    monkeypatch.delattr(app_session, quick.NAME)
    assert not quick.theme_once()
    assert not hasattr(app_session, quick.NAME)
