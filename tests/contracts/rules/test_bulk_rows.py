"""Who in somebody's own table can be sent a contract."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from smoothschedule.contracts.rules.bulk_rows import guessed, people_in
from smoothschedule.contracts.rules.fields import field_of
from smoothschedule.contracts.rules.values import value_refusal

FIELDS = {
    each.id: each
    for each in (
        field_of({"id": "size", "type": "number", "label": "Shoe size"}),
        field_of({"id": "day", "type": "date", "label": "Day"}),
        field_of({"id": "pick", "type": "radio", "label": "Pick", "options": ["Left", "Right"]}),
        field_of({"id": "ok", "type": "checkbox", "label": "OK"}),
        field_of({"id": "words", "type": "text", "label": "Words"}),
    )
}
COLUMNS = ("name", "email", *(f"field:{id}" for id in FIELDS))
CELLS = st.text(max_size=12)


def person(*cells: str) -> Any:
    (found,) = people_in([(2, ("Ann", "ANN@x.example", *cells))], COLUMNS, FIELDS)
    return found


def test_columns_are_known_by_their_heads_and_nothing_twice() -> None:
    heads = ["E-Mail", "Vorname", "Nachname", "SHOE  size", "mail", "Colour"]
    targets = ["email", "first_name", "last_name", "field:size", None, None]
    assert guessed(heads, FIELDS.values()) == targets


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("39",), {"size": 39}),
        (("39,5", "26.11.2026"), {"size": 39.5, "day": "2026-11-26"}),
        (("", "2026-11-26", "left", "Ja"), {"day": "2026-11-26", "pick": "Left", "ok": True}),
        (("", "", "", "no", "=1+1"), {"ok": False, "words": "=1+1"}),
    ],
)
def test_values_are_read_as_their_fields_keep_them(
    cells: tuple[str, ...], values: dict[str, Any]
) -> None:
    found = person(*cells)
    assert (found.email, found.values, found.refusal) == ("ann@x.example", values, None)


@pytest.mark.parametrize(
    "cells",
    [("1.234,5",), ("1,234",), ("", "11/26/2026"), ("", "31.02.2026"), ("", "", "both")],
)
def test_what_could_be_read_in_two_ways_is_refused(cells: tuple[str, ...]) -> None:
    assert "on page 1 must be" in person(*cells).refusal


def test_one_address_is_written_to_once() -> None:
    rows = [(n, ("Ann", address)) for n, address in enumerate(["a@x.example", "A@X.example"], 2)]
    first, second = people_in(rows, ("name", "email"), {})
    assert first.refusal is None
    assert second.refusal == "This address stands in row 2 already."


@given(st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_whoever_is_taken_can_be_written_to_and_their_values_can_stand(
    rows: list[list[str]],
) -> None:
    found = people_in(enumerate(rows, 2), COLUMNS, FIELDS)
    assert [each.number for each in found] == [*range(2, len(rows) + 2)]
    for each in found:
        if each.refusal is None:
            assert each.name
            assert "@" in each.email
            assert not [id for id, v in each.values.items() if value_refusal(FIELDS[id], v)]
        else:
            assert each.refusal.endswith(".")
