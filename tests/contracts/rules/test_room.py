"""Whatever is accepted can be read on paper."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from smoothschedule.contracts.rules.fields import Field, FieldType, field_of
from smoothschedule.contracts.rules.marking import Filled, marks_of
from smoothschedule.contracts.rules.room import excess, shortened, tight_places
from smoothschedule.contracts.rules.values import value_refusal
from smoothschedule.pdf.marks import SMALLEST_PT, TextMark
from smoothschedule.pdf.text import layout
from smoothschedule.pdf.text.layout import fitted, one_line_size, within
from smoothschedule.pdf.text.shaping import Line, shaped

FRAMES = [{"width_pt": 595.0, "height_pt": 842.0}]
LETTERS = "abc defghij, MWil\n1Ж中あ한ที่ שב"


def field(width: float, height: float, kind: str = "text", **more: Any) -> Field:
    place = {"page": 0, "x": 0.05, "y": 0.05, "w": width / 595, "h": height / 842}
    named = {"id": "f_1", "type": kind, "role": "client", "label": "Wish"}
    return field_of({**named, **place, **more}, FRAMES)


@given(
    text=st.text(st.sampled_from(LETTERS), min_size=1, max_size=400),
    width=st.floats(12, 520),
    height=st.floats(4, 300),
    largest=st.none() | st.floats(4, 40),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_accepted_is_drawn_large_enough_and_inside_its_box(
    text: str, width: float, height: float, largest: float | None
) -> None:
    place = field(width, height, font_size_pt=largest)
    if value_refusal(place, text) is not None or not text.strip():
        return
    (mark,) = marks_of((place,), Filled({"f_1": text}, {}, {}, "en-GB"))
    assert isinstance(mark, TextMark)
    assert mark.largest_pt is not None
    wide, high = within(mark.area.width * 595, mark.area.height * 842)
    block = fitted(mark.text, wide, high, largest=mark.largest_pt, least=SMALLEST_PT)
    floor = min(SMALLEST_PT, mark.largest_pt, one_line_size(mark.text, high))
    assert block.size >= floor * 0.998
    assert block.width <= wide * 1.001
    assert block.height <= high * 1.001


def test_a_long_answer_is_refused_with_how_much_of_it_is_too_much() -> None:
    place, text = field(170, 19), "a long answer " * 20
    told = value_refusal(place, text)
    assert told is not None
    assert told.startswith("“Wish” on page 1 does not fit its place in the document: shorten it")
    much = int(told.split("about ")[1].split()[0])
    assert value_refusal(place, text.strip()[:-much]) is None
    assert value_refusal(place, text.strip()[: -much + 15]) is not None


@given(
    text=st.text(st.sampled_from(LETTERS), min_size=1, max_size=400),
    width=st.floats(20, 300),
    # Lower ones take letters as small as the tallest of them asks for, which may be shortened away.
    height=st.floats(16, 80),
)
@settings(max_examples=100, deadline=None)
def test_what_is_left_of_an_answer_once_it_is_shortened_by_as_much_has_room(
    text: str, width: float, height: float
) -> None:
    place, said = field(width, height), text.strip()
    much = excess(place, said)
    assert 0 <= much <= len(said)
    assert excess(place, said[: len(said) - much]) == 0


@pytest.mark.parametrize("text", ["a" * 2_000, "WiW" * 666, "مرحبا" * 400, "한" * 2_000])
def test_a_long_answer_without_spaces_is_measured_by_a_few_lines_of_it(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    measured: list[int] = []

    def counted(words: str, **options: Any) -> Line:
        measured.append(len(words))
        return shaped(words, **options)

    monkeypatch.setattr(layout, "shaped", counted)
    assert value_refusal(field(170, 19), text) is not None
    # Halving the whole answer, and each line letter by letter, took 4,586 and 190,379.
    assert len(measured) < 150
    assert sum(measured) < 10 * len(text)


def test_where_the_place_allows_it_a_long_answer_takes_several_lines() -> None:
    text = "a long answer " * 20
    assert value_refusal(field(170, 110), text) is None
    wide, high = within(170, 110)
    assert len(fitted(text.strip(), wide, high, largest=12, least=SMALLEST_PT).lines) > 3


def test_a_low_box_takes_one_line_as_its_author_drew_it() -> None:
    assert value_refusal(field(170, 6), "Alice") is None
    assert value_refusal(field(60, 6), "Alice in Wonderland and through the glass") is not None


def test_nothing_is_measured_where_the_place_is_not_known_yet() -> None:
    json = {"id": "f_1", "type": "text", "role": "client", "label": "Wish"}
    assert value_refusal(field_of(json, FRAMES), "a long answer " * 100) is None


@pytest.mark.parametrize(
    ("kind", "more", "width"),
    [("date_signed", {}, 12), ("dropdown", {"options": ["yes", "no " * 60]}, 60)],
)
def test_a_place_too_small_for_what_is_chosen_there_is_told_its_author(
    kind: str, more: dict[str, Any], width: float
) -> None:
    told = tight_places([field(width, 12, kind, **more)])
    assert [each.field_id for each in told] == ["f_1"]
    assert tight_places([field(400, 40, kind, **more)]) == []


def test_the_name_of_a_file_keeps_its_end_where_it_is_too_long() -> None:
    place = field(90, 12, FieldType.ATTACHMENT.value)
    short = shortened(place, "a very long name of a scanned driving licence.pdf")
    assert short.endswith("nce.pdf")
    assert "…" in short
    assert shortened(place, "licence.pdf") == "licence.pdf"
    assert value_refusal(field(90, 12), short) is None
