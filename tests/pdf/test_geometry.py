"""Displayed fractions land where a reader shows them."""

import math

import pytest
from hypothesis import given, strategies as st

from smoothschedule.pdf.geometry import Area, Box, Frame, frame_of, transformed
from smoothschedule.pdf.refusals import Code, Refused

coordinates = st.floats(-5000, 5000, allow_nan=False)
sides = st.floats(10, 5000)


@st.composite
def boxes(draw):
    left, bottom = draw(coordinates), draw(coordinates)
    return Box(left, bottom, left + draw(sides), bottom + draw(sides))


@st.composite
def areas(draw):
    x, y = draw(st.floats(0, 0.95)), draw(st.floats(0, 0.95))
    return Area(x, y, draw(st.floats(0.01, 1 - x)), draw(st.floats(0.01, 1 - y)))


frames = st.builds(
    Frame, boxes(), st.sampled_from([0, 90, 180, 270]), st.floats(0.1, 10, allow_nan=False)
)


def displayed(frame, x, y):
    """Fractions from the top left of a point of user space, turned step by step.

    A quarter turn clockwise brings what was at (u, v) from the top left to (1 - v, u).
    """
    u = (x - frame.box.left) / frame.box.width
    v = (frame.box.top - y) / frame.box.height
    for _ in range(frame.rotation // 90):
        u, v = 1 - v, u
    return u, v


@given(frames, areas())
def test_every_corner_of_an_area_is_displayed_where_the_fractions_say(frame, area):
    sheet = frame.on_sheet(area)
    for x, y, u, v in [
        (sheet.left, sheet.top, area.x, area.y),
        (sheet.right, sheet.bottom, area.x + area.width, area.y + area.height),
    ]:
        found = displayed(frame, *transformed(frame.matrix, x, y))
        assert found == pytest.approx((u, v), abs=1e-6)


@given(frames, areas())
def test_what_is_drawn_stays_in_the_box_and_keeps_its_size(frame, area):
    placed = frame.in_user_space(area)
    sheet = frame.on_sheet(area)
    slack = 1e-6 * max(frame.box.width, frame.box.height)
    assert frame.box.left - slack <= placed.left <= placed.right <= frame.box.right + slack
    assert frame.box.bottom - slack <= placed.bottom <= placed.top <= frame.box.top + slack
    assert placed.width * placed.height == pytest.approx(sheet.width * sheet.height, rel=1e-6)


@given(frames)
def test_the_matrix_turns_without_mirroring_or_stretching(frame):
    a, b, c, d, _, _ = frame.matrix
    assert a * d - b * c == 1
    assert a * c + b * d == 0


@given(boxes(), st.integers(-8, 8))
def test_corners_may_be_swapped_and_turns_may_be_many(box, turns):
    swapped = (box.right, box.bottom, box.left, box.top)
    frame = frame_of(swapped, rotate=90 * turns)
    assert frame == Frame(box, 90 * turns % 360)


@given(boxes(), boxes())
def test_the_displayed_page_is_what_both_boxes_cover(media, crop):
    numbers = [(box.left, box.bottom, box.right, box.top) for box in (media, crop)]
    shared = media.cut(crop)
    if shared is None or min(shared.width, shared.height) < 3:
        with pytest.raises(Refused) as refused:
            frame_of(numbers[0], crop=numbers[1])
        assert refused.value.code is Code.BAD_PAGE_BOX
    else:
        assert frame_of(numbers[0], crop=numbers[1]).box == shared


@pytest.mark.parametrize(
    "words",
    [
        {"media": None},
        {"media": (0, 0, 0, 0)},
        {"media": (0, 0, 600)},
        {"media": (0, 0, math.nan, 800)},
        {"media": (0, 0, math.inf, 800)},
        {"media": (0, 0, 2, 800)},
        {"media": (0, 0, 600, 800), "rotate": 45},
        {"media": (0, 0, 600, 800), "rotate": math.nan},
        {"media": (0, 0, 600, 800), "user_unit": 0},
        {"media": (0, 0, 600, 800), "user_unit": -1},
        {"media": (0, 0, 600, 800), "crop": (700, 0, 800, 800)},
    ],
)
def test_a_page_that_readers_would_show_differently_is_refused(words):
    with pytest.raises(Refused) as refused:
        frame_of(words.pop("media"), **words)
    assert refused.value.code is Code.BAD_PAGE_BOX


@pytest.mark.parametrize(
    "sides",
    [
        (-0.1, 0, 0.5, 0.5),
        (0, 0.6, 0.5, 0.5),
        (0.9, 0, 0.2, 0.1),
        (0, 0, 0, 0.5),
        (0, 0, 0.5, -0.1),
        (math.nan, 0, 0.5, 0.5),
        (0, 0, math.inf, 0.5),
    ],
)
def test_an_area_outside_the_page_is_refused(sides):
    with pytest.raises(Refused) as refused:
        Area(*sides)
    assert refused.value.code is Code.OUTSIDE_PAGE


def test_an_area_may_end_at_the_edge_by_rounding():
    assert Area(0.7, 0.7, 0.3000000001, 0.3).width == pytest.approx(0.3)
