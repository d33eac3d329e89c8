"""The round table: every seat is there, says who it is, and nobody's name can break it."""

from xml.etree import ElementTree

import pytest

from charts import round_table as table
from charts.round_table import SEATS, Seat, round_table

SVG = "{http://www.w3.org/2000/svg}"


def drawn(seats: list[Seat], **words) -> ElementTree.Element:
    return ElementTree.fromstring(round_table(seats, **words))


@pytest.mark.parametrize("n", range(41))
def test_any_number_finds_a_seat_and_none_touches_another(n):
    seats = [Seat(f"Org {i}", "AB") for i in range(n)]
    places = [g.get("transform") for g in drawn(seats).findall(f"{SVG}g")]
    assert len(set(places)) == n

    rows, size = table._rows(seats)
    spots = [table._place(i, len(row), far) for row, far in rows for i in range(len(row))]
    spots += [(table.MIDDLE, table.MIDDLE)]
    apart = [
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
        for a, (ax, ay) in enumerate(spots)
        for bx, by in spots[:a]
    ]
    assert all(far > 2 * size for far in apart)
    assert all(size < place < 400 - size for spot in spots for place in spot)


def test_beyond_sixty_a_seat_stands_for_several_and_nobody_is_lost():
    states = list(SEATS)
    seats = [Seat(f"Org {i}", "AB", states[i % 5 and i % len(states)]) for i in range(131)]
    found = drawn(seats).findall(f"{SVG}g")
    assert len(found) <= 60
    assert sum(int(seat.find(f"{SVG}text").text) for seat in found) == 131
    told = ", ".join(seat.find(f"{SVG}title").text for seat in found).split(", ")
    assert sorted(told) == sorted(seat.name for seat in seats)


@pytest.mark.parametrize("state", SEATS)
def test_a_seat_says_who_sits_there_and_colour_is_never_alone(state):
    (seat,) = drawn([Seat("Associazione Qubì", "QB", state)]).findall(f"{SVG}g")
    assert seat.find(f"{SVG}title").text == "Associazione Qubì"
    assert seat.find(f"{SVG}text").text == "QB"
    assert (seat.find(f"{SVG}path") is not None) == (state not in ("present", "absent"))


def test_names_are_words_and_never_markup():
    svg = drawn([Seat("<script>alert(1)</script>", "<&")], centre="<b>", sub='"&')
    assert not list(svg.iter("script"))
    assert svg.find(f"{SVG}g/{SVG}title").text == "<script>alert(1)</script>"
    assert [text.text for text in svg.findall(f"{SVG}text")] == ["<b>", '"&']


def test_the_same_seats_make_the_same_drawing():
    seats = [Seat("Qubì", "QB"), Seat("Officina", "OF", "doubt")]
    assert round_table(seats, "2", "su 2") == round_table(seats, "2", "su 2")
