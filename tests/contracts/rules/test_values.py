"""What may stand in a field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from smoothschedule.contracts.rules.fields import FieldType, field_of, fields_of
from smoothschedule.contracts.rules.values import (
    default_flaws,
    missing_of,
    refusals_of,
    value_refusal,
)

ID = "0190f7d2-0000-7000-8000-000000000000"


def one(kind: str = "text", id: str = "f_1", **more: Any) -> dict[str, Any]:
    place = {"page": 1, "x": 0.1, "y": 0.1, "w": 0.2, "h": 0.05}
    return {"id": id, "type": kind, "role": "client", "label": "Place", **place, **more}


def refusal(value: Any, kind: str = "text", **more: Any) -> str | None:
    return value_refusal(field_of(one(kind, **more)), value)


CHOICE = {"options": ["left", "right"]}


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        ("text", "Grüße, Здравствуйте, 你好, שלום, สวัสดี, नमस्ते", {}),
        ("text", "two\nlines", {}),
        ("text", "{{ 7 * 7 }} {customer.name} %s", {}),
        ("text", "12345", {"validation": {"pattern": "digits", "min_length": 5}}),
        ("text", "Anne-Marie O’Neil Jr.", {"validation": {"pattern": "letters"}}),
        ("text", "+49 (30) 123-45", {"validation": {"pattern": "phone"}}),
        ("text", "SW1A 1AA", {"validation": {"pattern": "postcode"}}),
        ("text", "", {"validation": {"min_length": 3}}),
        ("email", "ann@example.com", {}),
        ("number", 3, {"validation": {"min": 3, "max": 3}}),
        ("number", -2.5, {}),
        ("date", "2026-02-28", {"validation": {"earliest": "2026-02-28", "latest": "2026-02-28"}}),
        ("checkbox", False, {}),
        ("radio", "left", CHOICE),
        ("dropdown", "right", CHOICE),
        ("signature", {"image_id": ID}, {}),
        ("initials", {"image_id": ID}, {}),
        ("attachment", {"file_id": ID}, {}),
        *((str(kind), None, {}) for kind in FieldType),
    ],
)
def test_what_fits_may_be_saved(kind: str, value: Any, more: dict[str, Any]) -> None:
    assert refusal(value, kind, **more) is None


@pytest.mark.parametrize(
    ("kind", "value", "more", "told"),
    [
        ("text", 7, {}, "must be text"),
        ("text", "x" * 2001, {}, "longer than 2000"),
        ("text", "a\x07b", {}, "cannot be printed"),
        ("text", "smile 😀", {}, "cannot print: 😀"),
        ("name", "\ue000", {}, "cannot print"),
        ("text", "ab", {"validation": {"min_length": 3}}, "at least 3"),
        ("text", "abcd", {"validation": {"max_length": 3}}, "3 characters at most"),
        ("text", "12a", {"validation": {"pattern": "digits"}}, "digits only"),
        ("text", "R2", {"validation": {"pattern": "letters"}}, "letters only"),
        ("text", "no", {"validation": {"pattern": "phone"}}, "phone number"),
        ("text", "!", {"validation": {"pattern": "postcode"}}, "postcode"),
        ("email", "ann@", {}, "e-mail address"),
        ("email", "a@b", {}, "e-mail address"),
        ("number", "3", {}, "must be a number"),
        ("number", True, {}, "must be a number"),
        ("number", float("nan"), {}, "too large"),
        ("number", float("inf"), {}, "too large"),
        ("number", 1e300, {}, "too large"),
        ("number", 1, {"validation": {"min": 2}}, "at least 2"),
        ("number", 3, {"validation": {"max": 2}}, "at most 2"),
        ("date", "2026-02-30", {}, "must be a day"),
        ("date", "20260228", {}, "must be a day"),
        ("date", 20260228, {}, "must be a day"),
        ("date", "2026-02-28T00:00", {}, "must be a day"),
        ("date", "2026-01-01", {"validation": {"earliest": "2026-01-02"}}, "or later"),
        ("date", "2026-01-03", {"validation": {"latest": "2026-01-02"}}, "or earlier"),
        ("checkbox", "true", {}, "ticked or not"),
        ("checkbox", 1, {}, "ticked or not"),
        ("radio", "middle", CHOICE, "one of the options"),
        ("dropdown", ["left"], CHOICE, "one of the options"),
        ("signature", "drawn", {}, "needs a signature"),
        ("signature", {"image_id": "../x"}, {}, "needs a signature"),
        ("signature", {"image_id": ID, "path": "x"}, {}, "needs a signature"),
        ("attachment", {"image_id": ID}, {}, "needs a file"),
        ("date_signed", "2026-01-01", {}, "not filled in by hand"),
    ],
)
def test_what_does_not_fit_is_refused_by_name_and_page(
    kind: str, value: Any, more: dict[str, Any], told: str
) -> None:
    sentence = refusal(value, kind, **more)
    assert sentence is not None
    assert sentence.startswith("“Place” on page 2 ")
    assert told in sentence
    assert sentence.endswith(".")


@given(
    st.sampled_from(list(FieldType)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=5,
    ),
)
def test_any_json_is_either_right_or_refused_with_a_sentence(kind: FieldType, value: Any) -> None:
    sentence = refusal(value, kind, **(CHOICE if kind in ("radio", "dropdown") else {}))
    assert sentence is None or sentence.endswith(".")


@pytest.mark.parametrize("pattern", ["email", "phone", "postcode", "digits", "letters"])
def test_no_pattern_takes_for_ever(pattern: str) -> None:
    for text in ("a" * 2000, "a-" * 1000, "1" * 1999 + "!", "a.a" * 600 + "@", "(" * 2000):
        told = refusal(text, validation={"pattern": pattern})
        assert told is None or told.startswith("“Place”")


def test_what_is_missing_is_named_and_what_is_hidden_is_not() -> None:
    fields = fields_of(
        [
            one("checkbox", "f_agree", is_required=True, label="I agree"),
            one("signature", "f_sign", is_required=True, label="Sign here"),
            one("text", "f_why", is_required=True, condition={"field": "f_agree", "is": "empty"}),
            one("text", "f_theirs", role="boss", is_required=True),
            one("date_signed", "f_when", is_required=True),
            one("note", "f_note", role=None, default="Read this"),
            one("number", "f_n"),
        ]
    )
    found = refusals_of(fields, {"f_agree": True, "f_n": "x"}, role="client")
    assert [(r.field_id, r.page) for r in found] == [("f_sign", 1), ("f_n", 1)]
    assert found[0].sentence == "“Sign here” on page 2 is missing."
    required, open_ = missing_of(fields, {"f_agree": True}, role="client")
    assert (required, [each.id for each in open_]) == (2, ["f_sign"])
    unticked = refusals_of(fields, {"f_agree": False}, role="client")
    assert [r.field_id for r in unticked] == ["f_agree", "f_sign", "f_why"]


def test_a_templates_own_words_can_be_printed() -> None:
    fields = fields_of(
        [
            one("text", "f_1", default="fine"),
            one("text", "f_2", default="😀"),
            one("dropdown", "f_3", options=["yes", "😀"]),
            one("number", "f_4", default="x"),
        ]
    )
    assert {flaw.field_id for flaw in default_flaws(fields)} == {"f_2", "f_3", "f_4"}
