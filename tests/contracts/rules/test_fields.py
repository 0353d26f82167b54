"""What a template's fields and roles may be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from smoothschedule.contracts.rules.conditions import shown
from smoothschedule.contracts.rules.fields import (
    field_of,
    fields_of,
    flaws_of,
    gaps_of,
    roles_of,
)

CLIENT = {
    "key": "client",
    "name": "Client",
    "party": "customer",
    "kind": "signer",
    "routing_order": 1,
}
ONLOOKER = {**CLIENT, "key": "boss", "name": "Boss", "kind": "viewer"}
ROLES = roles_of([CLIENT, ONLOOKER])


def one(id: str = "f_1", **more: Any) -> dict[str, Any]:
    place = {"page": 0, "x": 0.1, "y": 0.1, "w": 0.2, "h": 0.05}
    return {"id": id, "type": "text", "role": "client", "label": "Name", **place, **more}


def flaws(*fields: dict[str, Any], pages: int | None = 2, is_placed: bool = True) -> list[str]:
    found = flaws_of(ROLES, fields_of(fields), pages=pages, is_placed=is_placed)
    return [flaw.sentence for flaw in found]


def test_a_plain_field_has_no_flaw() -> None:
    assert flaws(one()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"role": None}, "Say who fills this in."),
        ({"role": "nobody"}, "not there any more"),
        ({"role": "boss"}, "Only those who sign"),
        ({"x": 0.9}, "does not lie within its page"),
        ({"w": 0}, "does not lie within its page"),
        ({"y": -0.01}, "does not lie within its page"),
        ({"page": 2}, "page is not there"),
        ({"page": -1}, "page is not there"),
        ({"x": None}, "Say where it stands"),
        ({"options": ["a", "b"]}, "Only choices have options"),
        ({"type": "dropdown", "options": ["a"]}, "at least two options"),
        ({"type": "dropdown", "options": ["a", "a"]}, "are the same"),
        ({"validation": {"min": 1}}, "cannot be checked so"),
        ({"type": "number", "validation": {"min": 2, "max": 1}}, "smallest value is larger"),
        ({"condition": {"field": "f_9", "is": "filled"}}, "not there"),
        ({"condition": {"field": "f_1", "is": "filled"}}, "in a circle"),
        ({"prefill": "customer.password"}, "nothing of this name"),
        ({"prefill": "sender.signature"}, "Only a signature"),
        ({"type": "signature", "prefill": "customer.name"}, "Only a signature"),
        ({"type": "date", "prefill": "customer.name"}, "Only a day"),
        ({"type": "checkbox", "prefill": "customer.name"}, "never filled in beforehand"),
    ],
)
def test_what_cannot_be_is_said(change: dict[str, Any], told: str) -> None:
    assert [sentence for sentence in flaws(one(**change)) if told in sentence]


def test_a_note_and_what_is_filled_in_beforehand_need_nobody() -> None:
    note = one(type="note", role=None, default="Read this")
    filled = one("f_2", role=None, prefill="customer.name")
    assert flaws(note, filled) == []


def test_two_fields_never_share_an_id_nor_two_roles_a_key() -> None:
    assert flaws(one(), one()) == ["Two fields have this id."]
    doubled = flaws_of(roles_of([CLIENT, CLIENT]), (), pages=1, is_placed=True)
    assert [flaw.sentence for flaw in doubled] == ["The role “client” is there twice."]


def test_a_written_template_places_nothing_itself() -> None:
    assert flaws(one(), is_placed=False, pages=None) == ["Its place comes from the text."]
    assert flaws(one(x=None), is_placed=False, pages=None) == []


def test_each_option_of_a_radio_has_one_place() -> None:
    place = {"page": 0, "x": 0.1, "y": 0.1, "w": 0.1, "h": 0.1}
    radio = one(type="radio", options=["a", "b"], x=None)
    both = [{"option": "a", **place}, {"option": "b", **place}]
    assert flaws({**radio, "boxes": both}) == []
    assert flaws({**radio, "boxes": both[:1]}) == ["Each of its options needs one place."]


def test_a_template_is_whole_once_everybody_who_signs_has_where_to() -> None:
    assert [gap.sentence for gap in gaps_of(roles_of([ONLOOKER]), ())] == [
        "Add at least one role that signs."
    ]
    assert [gap.sentence for gap in gaps_of(ROLES, fields_of([one()]))] == [
        "“Client” has no field to sign in."
    ]
    assert gaps_of(ROLES, fields_of([one(type="signature")])) == []


IDS = [f"f_{n}" for n in range(6)]


@given(st.lists(st.sampled_from([None, *IDS]), min_size=6, max_size=6))
def test_fields_without_flaws_are_shown_or_not_and_never_asked_for_ever(
    others: list[str | None],
) -> None:
    made = [
        one(id, condition={"field": other, "is": "filled"} if other else None)
        for id, other in zip(IDS, others, strict=True)
    ]
    fields = fields_of(made)
    if flaws_of(ROLES, fields, pages=1, is_placed=True):
        # A circle: some field comes back to itself.
        by_id = {each.id: each for each in fields}
        assert any(_comes_back(each, by_id) for each in fields)
    else:
        first = [each.id for each, other in zip(fields, others, strict=True) if other is None]
        assert [each.id for each in shown(fields, {})] == first
        everything = dict.fromkeys(IDS, "x")
        assert [each.id for each in shown(fields, everything)] == IDS


def _comes_back(field: Any, by_id: dict[str, Any]) -> bool:
    seen = set()
    while field.condition is not None and field.id not in seen:
        seen.add(field.id)
        field = by_id[field.condition.field]
    return field.id in seen


def test_a_condition_counts_what_is_hidden_as_empty() -> None:
    fields = fields_of(
        [
            one("f_0", type="checkbox"),
            one("f_1", condition={"field": "f_0", "is": "filled"}),
            one("f_2", condition={"field": "f_1", "is": "equals", "value": "yes"}),
            one("f_3", condition={"field": "f_1", "is": "empty"}),
            one("f_4", condition={"field": "f_1", "is": "not_equals", "value": "yes"}),
        ]
    )
    said = {"f_1": "yes"}
    assert [each.id for each in shown(fields, {**said, "f_0": True})] == ["f_0", "f_1", "f_2"]
    assert [each.id for each in shown(fields, {**said, "f_0": False})] == ["f_0", "f_3", "f_4"]


def test_numbers_and_ticks_compare_as_such() -> None:
    number = one("f_0", type="number")
    fields = fields_of([number, one(condition={"field": "f_0", "is": "equals", "value": "3.0"})])
    assert len(shown(fields, {"f_0": 3})) == 2
    assert len(shown(fields, {"f_0": 4})) == 1
    tick = one("f_0", type="checkbox")
    unticked = {"field": "f_0", "is": "equals", "value": False}
    fields = fields_of([tick, one(condition=unticked)])
    assert len(shown(fields, {})) == 2
    assert len(shown(fields, {"f_0": True})) == 1


def test_a_field_is_called_by_its_label_or_by_what_it_is() -> None:
    assert field_of(one()).name == "Name"
    assert field_of(one(label="", type="date_signed")).name == "Date signed"
