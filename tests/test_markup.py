"""Pieces of HTML: somebody's words stay words, wherever they are shown."""

import re

import pandas as pd
import pytest

from components.charting import csv
from components.markup import plain, render
from models import initials
from translations import speaking

EVIL = '<img src=x onerror="alert(1)">'


def test_templates_escape_names():
    page = render("head.html", title=EVIL, lede=EVIL, eyebrow=EVIL)
    assert "<img" not in page
    assert page.count("&lt;img") == 3

    table = render("table.html", label=EVIL, columns=[EVIL], rows=[[EVIL], [1234.5], [None]])
    assert "<img" not in table
    assert "1.234,5" in table


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("![x](http://evil.example)", "[]:"),
        (":red[x]", ":[]"),
        ("$x$", "$"),
        ("**b**", "*"),
        ("_b_ e __b__", "_"),
        ("~~b~~", "~"),
        ("<b>", "<>"),
        ("`c`", "`"),
        ("a\\b", "\\"),
        ("&lt;", "&"),
        ("# h", "#"),
        ("- x", "-"),
        ("+ x", "+"),
        ("1. x", "."),
        ("1) x", ")"),
    ],
)
def test_in_labels_every_sign_of_markdown_is_only_a_sign(words, signs):
    said = plain(words)
    assert all(said.count(f"\\{sign}") >= words.count(sign) for sign in signs)
    assert re.sub(r"\\(.)", r"\1", said).replace("\u2060", "") == words


def test_what_people_write_is_read_out_as_they_wrote_it():
    """The label of a field is its spoken name too."""
    words = "OB-6 L’orto dell'isolato: 2,5 ore (gratis)? Sì, 50% & via/piazza n. 3!"
    assert plain(words) == words


@pytest.mark.parametrize("words", ["http://a.example", "www.a.example", "a@b.example", ":smile:"])
def test_in_labels_nothing_becomes_a_link_or_an_icon_by_itself(words):
    assert "\u2060" in plain(words)


def test_a_label_is_one_line():
    assert plain("two\n\nlines") == "two lines"


@pytest.mark.parametrize(
    "name, letters",
    [
        ("Associazione culturale Qubì", "AC"),
        ("Città di Torino", "CT"),
        ("Qubì", "QU"),
        ("Il Grande Gioco", "GG"),
        ("di", "DI"),
        ("Ò", "Ò"),
        ("…", "?"),
        ("", "?"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_csv_opens_in_the_readers_spreadsheet_and_runs_nothing():
    table = pd.DataFrame({"Che cosa": ["=HYPERLINK(1)", "Qubì"], "Ore": [1.5, 2.0]})
    assert csv(table).decode("utf-8-sig") == "Che cosa;Ore\n'=HYPERLINK(1);1,5\nQubì;2,0\n"
    with speaking("en"):
        assert csv(table).decode("utf-8-sig").startswith("Che cosa,Ore\n'=HYPERLINK(1),1.5")
