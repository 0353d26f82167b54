"""What may be answered, for whoever answers: every kind, its limits, and what is missing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from smoothschedule.core.db import new_id
from smoothschedule.scheduling.rules.intake import (
    IntakeQuestion,
    Kind,
    cleaned,
    flaw,
    in_words,
    is_given,
    refusals,
)

FILE = new_id()
OPTIONS = ("Short", "Long", "None")


def asked(kind: str, *, required: bool = True, **limits: Any) -> IntakeQuestion:
    options = OPTIONS if kind == "choice" else ()
    return IntakeQuestion(
        UUID(int=1), Kind(kind), "A question", is_required=required, options=options, limits=limits
    )


def told(question: IntakeQuestion, value: Any, *, is_complete: bool = True) -> str | None:
    return refusals([question], {question.id: value}, is_complete=is_complete).get(question.id)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (asked("text"), "Hello 👋 مرحبا"),
        (asked("text", min_length=3, max_length=5), " four "),
        (asked("choice"), "Long"),
        (asked("choice"), ["Long"]),
        (asked("choice", is_multiple=True), ["None", "Short"]),
        (asked("number"), 0),
        (asked("number", min=1, max=3), 2.5),
        (asked("number", is_whole=True), 3.0),
        (asked("date", earliest="2026-01-01", latest="2026-12-31"), "2026-12-31"),
        (asked("file"), FILE),
        (asked("consent"), True),
        (asked("consent", required=False), False),
        (asked("text", required=False), "   "),
        (asked("choice", required=False), []),
    ],
)
def test_what_keeps_to_the_question_is_taken(question: IntakeQuestion, value: Any) -> None:
    assert told(question, value) is None


@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        (asked("text"), "  ", "Please answer this."),
        (asked("text"), 7, "Please write a text."),
        (asked("text"), "a\x00b", "This holds characters that cannot be stored."),
        (asked("text"), "\ud800", "This holds characters that cannot be stored."),
        (asked("text", min_length=5), "four", "Please write at least 5 characters."),
        (asked("text", max_length=3), "four", "Please keep to 3 characters."),
        (asked("text"), "x" * 2001, "Please keep to 2000 characters."),
        (asked("choice"), None, "Please choose."),
        (asked("choice"), "Other", "Please choose from what is offered."),
        (asked("choice"), [["Long"]], "Please choose from what is offered."),
        (asked("choice"), ["Long", "Short"], "Please choose one only."),
        (asked("number"), True, "Please enter a number."),
        (asked("number"), "7", "Please enter a number."),
        (asked("number"), float("nan"), "Please enter a number."),
        (asked("number"), 1e13, "This number is too large."),
        (asked("number", is_whole=True), 1.5, "Please enter a whole number."),
        (asked("number", min=2), 1, "Please enter 2 or more."),
        (asked("number", max=2), 3, "Please enter 2 or less."),
        (asked("date"), "2026-02-30", "Please enter a date."),
        (asked("date"), "20260228", "Please enter a date."),
        (asked("date"), 20260228, "Please enter a date."),
        (
            asked("date", earliest="2026-03-01"),
            "2026-02-28",
            "Please enter 1 March 2026 or a later date.",
        ),
        (
            asked("date", latest="2026-01-01"),
            "2026-02-28",
            "Please enter 1 January 2026 or an earlier date.",
        ),
        (asked("file"), False, "Please choose the file again."),
        (asked("consent"), False, "Please agree to this to book."),
        (asked("consent"), "yes", "Please tick this, or leave it."),
    ],
)
def test_each_refusal_says_what_to_do(question: IntakeQuestion, value: Any, sentence: str) -> None:
    assert told(question, value) == sentence


def test_the_team_may_leave_out_what_is_required_but_not_answer_it_wrong() -> None:
    assert told(asked("text"), None, is_complete=False) is None
    assert told(asked("number"), "many", is_complete=False) == "Please enter a number."


def test_each_question_is_refused_for_itself() -> None:
    first, second = asked("text"), IntakeQuestion(UUID(int=2), Kind.NUMBER, "How many?")
    found = refusals([first, second], {second.id: "x"}, is_complete=True)
    assert found == {first.id: "Please answer this.", second.id: "Please enter a number."}


@pytest.mark.parametrize(
    ("kind", "options", "limits", "field"),
    [
        ("choice", ["One"], {}, "options"),
        ("choice", ["One", "one"], {}, "options"),
        ("text", ["One", "Two"], {}, "options"),
        ("text", [], {"min": 1}, "limits"),
        ("consent", [], {"is_multiple": True}, "limits"),
        ("number", [], {"min": 2, "max": 1}, "limits"),
        ("date", [], {"earliest": "2026-02-01", "latest": "2026-01-01"}, "limits"),
    ],
)
def test_a_question_that_nobody_could_answer_is_not_asked(
    kind: str, options: list[str], limits: dict[str, Any], field: str
) -> None:
    found = flaw(Kind(kind), options, limits)
    assert found is not None
    assert found[0] == field


def test_answers_are_kept_trimmed_and_in_the_order_of_the_choices() -> None:
    assert cleaned(asked("text"), "  so ") == "so"
    assert cleaned(asked("choice"), ["Long", "Short"]) == ["Short", "Long"]
    assert cleaned(asked("choice"), "Long") == ["Long"]


def test_answers_read_as_one_line() -> None:
    said = [(Kind.CHOICE, ["Short", "Long"]), (Kind.CONSENT, True), (Kind.NUMBER, 2.0)]
    assert [in_words(*each) for each in said] == ["Short, Long", "agreed", "2"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)


@given(kind=st.sampled_from([each.value for each in Kind]), value=ANYTHING, required=st.booleans())
def test_whatever_is_sent_is_refused_or_can_be_kept(kind: str, value: Any, required: bool) -> None:
    question = asked(kind, required=required)
    if told(question, value) is None and is_given(question, value):
        kept = cleaned(question, value)
        assert told(question, kept) is None
        assert cleaned(question, kept) == kept
