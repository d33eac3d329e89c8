"""Long lists come a page at a time, and the address remembers what was looked for."""

from streamlit.testing.v1 import AppTest


def _a_long_list():
    import streamlit as st

    from components import filters

    rows = list(range(st.session_state.get("how_many", 738)))
    word = filters.search("words")
    kinds = filters.choose("kind", "Kind", {"space": "**Spaces**", "skill": "Skills"})
    page = filters.paged(rows, "page")
    st.text(f"{word}|{kinds}|{page[0]}–{page[-1]}")


def opened(**address) -> AppTest:
    page = AppTest.from_function(_a_long_list)
    for key, value in address.items():
        page.query_params[key] = value
    return page.run()


def test_a_list_starts_at_its_beginning():
    assert opened().text[0].value == "|[]|0–99"


def test_a_link_shows_the_same():
    page = opened(words="sala", kind="space,none", page="8")
    assert page.text[0].value == "sala|['space']|700–737"


def test_a_link_to_a_page_that_is_not_there_is_no_accident():
    assert opened(page="99").text[0].value == "|[]|700–737"
    assert opened(page="²").text[0].value == "|[]|0–99"
    assert opened(page="x").text[0].value == "|[]|0–99"


def test_what_is_typed_goes_into_the_address():
    page = opened()
    page.text_input(key="words").set_value(" sala ").run()
    assert page.text[0].value.startswith("sala|")
    assert page.query_params["words"] == " sala "

    page.text_input(key="words").set_value("").run()
    assert "words" not in page.query_params


def test_short_lists_have_no_pager():
    page = AppTest.from_function(_a_long_list)
    page.session_state["how_many"] = 100
    assert page.run().text[0].value == "|[]|0–99"
    assert not page.caption
