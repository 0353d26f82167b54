"""What an editor's document may hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from smoothschedule.contracts.html.filling import filled, needed
from smoothschedule.contracts.html.tree import (
    BodyRefused,
    Conditional,
    Paragraph,
    Text,
    blocks_of,
    spots_of,
    variables_of,
)
from smoothschedule.contracts.rules.prefill import Facts


def doc(*content: Any) -> dict[str, Any]:
    return {"type": "doc", "content": list(content)}


def para(*content: Any) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(content)}


def text(value: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": value, "marks": list(marks)}


def table(*rows: list[Any], **attrs: Any) -> dict[str, Any]:
    """Rows of cells; the first is its head."""
    kinds = ["tableHeader", *["tableCell"] * len(rows)]
    return {
        "type": "table",
        "content": [
            {
                "type": "tableRow",
                "content": [{"type": kind, "attrs": attrs, "content": [each]} for each in row],
            }
            for kind, row in zip(kinds, rows, strict=False)
        ],
    }


def nested(depth: int) -> dict[str, Any]:
    node = para(text("x"))
    for _ in range(depth):
        node = {"type": "blockquote", "content": [node]}
    return doc(node)


@pytest.mark.parametrize(
    "body",
    [
        {"type": "html", "content": []},
        doc({"type": "script", "content": [text("alert(1)")]}),
        doc({"type": "style"}),
        doc({"type": "iframe", "attrs": {"src": "https://x.example"}}),
        doc({"type": "image", "attrs": {"src": "https://x.example/a.png"}}),
        doc({"type": "image", "attrs": {"asset_id": "file:///etc/passwd"}}),
        doc({"type": "image", "attrs": {"asset_id": "../../etc/passwd"}}),
        doc(para({"type": "image", "attrs": {"src": "x"}})),
        doc(para(text("x", {"type": "textStyle", "attrs": {"style": "x"}}))),
        doc(para(text("x", {"type": "link", "attrs": {"href": "javascript:alert(1)"}}))),
        doc(para(text("x", {"type": "link", "attrs": {"href": "file:///etc/passwd"}}))),
        doc(para(text("x", {"type": "link"}))),
        doc(para({"type": "variable", "attrs": {"name": "business.secret_key"}})),
        doc(para({"type": "variable", "attrs": {"name": "sender.signature"}})),
        doc({"type": "heading", "attrs": {"level": 7}}),
        doc({"type": "conditional", "attrs": {"variable": "x", "is": "filled"}}),
        doc({"type": "conditional", "attrs": {"variable": "today", "is": "evaluates"}}),
        doc({"type": "bulletList", "content": [para(text("x"))]}),
        doc(para(text("smile 😀"))),
        doc(para({"type": "text", "text": 7})),
        {"type": "doc", "content": "x"},
        {"type": "doc", "content": [7]},
        {"type": "doc", "content": [{"type": "paragraph", "attrs": [1]}]},
        doc(para(text("x", "bold"))),  # type: ignore[arg-type]
        nested(40),
        nested(5_000),
        doc(*[para()] * 6_000),
        doc(para(text("x" * 10_001))),
        doc(table()),
        doc(table([])),
        doc(table([para()], [para(), para()])),
        doc(table([para()] * 9)),
        doc(table([para()], colspan=2)),
        doc(table([{"type": "bulletList"}])),
        doc({"type": "table", "content": [para()]}),
        doc({"type": "table", "content": [{"type": "tableRow", "content": [para()]}]}),
    ],
    ids=range(36),
)
def test_what_is_not_on_the_list_is_refused_with_a_sentence(body: dict[str, Any]) -> None:
    with pytest.raises(BodyRefused) as refused:
        blocks_of(body)
    assert refused.value.sentence[0].isupper()


@pytest.mark.parametrize(
    "value",
    ["{{ 7 * 7 }}", "{customer.name}", "${x}", "%(x)s", "<script>alert(1)</script>", "&lt;b&gt;"],
)
def test_text_is_just_text(value: str) -> None:
    (block,) = blocks_of(doc(para(text(value))))
    assert isinstance(block, Paragraph)
    facts = Facts(words={"customer.name": "Ann"})
    assert filled((block,), facts) == (block,)
    assert block.parts == (Text(value),)


def test_nothing_is_an_empty_document() -> None:
    assert blocks_of(None) == blocks_of({}) == blocks_of(doc()) == ()


def test_fields_and_variables_are_found_wherever_they_stand() -> None:
    spot = {"type": "field", "attrs": {"id": "f_1"}}
    name = {"type": "variable", "attrs": {"name": "customer.name"}}
    item = {"type": "listItem", "content": [para(spot)]}
    phone = {"variable": "customer.phone", "is": "filled"}
    blocks = blocks_of(
        doc(
            {"type": "blockquote", "content": [{"type": "bulletList", "content": [item]}]},
            {"type": "conditional", "attrs": phone, "content": [para(name)]},
            table([para(text("Head"))], [para({"type": "field", "attrs": {"id": "f_2"}})]),
        )
    )
    assert spots_of(blocks) == ["f_1", "f_2"]
    assert variables_of(blocks) == ["customer.name"]
    assert list(needed(blocks, Facts())) == []
    assert list(needed(blocks, Facts(words={"customer.phone": "1"}))) == ["customer.name"]


@pytest.mark.parametrize(
    ("when", "value", "known", "is_there"),
    [
        ("filled", None, "Cut", True),
        ("filled", None, "", False),
        ("empty", None, "Cut", False),
        ("empty", None, None, True),
        ("equals", "cut ", "Cut", True),
        ("equals", "cut", "Colour", False),
        ("equals", "", None, True),
    ],
)
def test_a_conditional_part_is_there_or_not(
    when: str, value: str | None, known: str | None, is_there: bool
) -> None:
    attrs = {"variable": "appointment.service", "is": when, "value": value}
    blocks = blocks_of(doc({"type": "conditional", "attrs": attrs, "content": [para(text("x"))]}))
    assert isinstance(blocks[0], Conditional)
    facts = Facts(words={} if known is None else {"appointment.service": known})
    assert bool(filled(blocks, facts)) is is_there


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "content", "attrs", "marks", "text", "x"]), inner, max_size=5
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_any_json_is_read_or_refused(content: Any) -> None:
    try:
        read: object = blocks_of({"type": "doc", "content": content})
    except BodyRefused as refused:
        read = refused.sentence
    assert isinstance(read, tuple | str)
