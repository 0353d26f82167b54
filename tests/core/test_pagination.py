"""A cursor is a place in a list; one that was made up is refused, whatever it holds."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from smoothschedule.core.api import App
from tests.factories import Business
from tests.web import check_problem, signed_in

ID = "01890a5d-ac96-774b-bcce-b302099a8057"
PLACES = [
    [0, ID],
    ["2031-03-03T09:00:00Z", 5],
    ["2031-03-03T09:00:00Z", None],
    ["tomorrow", ID],
    ["2031-03-03T09:00:00Z"],
    {"a": 1, "b": 2},
    7,
]


def made_up(place: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_made_up_cursor_is_refused(app: App, business: Business, place: Any) -> None:
    answer = signed_in(app, business).get(f"/appointments?after={made_up(place)}")
    assert "after" in check_problem(answer, 422, "malformed")["errors"]["query"]


def test_a_cursor_with_half_a_character_is_refused(app: App, business: Business) -> None:
    answer = signed_in(app, business).get(f"/users?after={made_up([chr(0xD800)])}")
    check_problem(answer, 422, "malformed")
