"""Questions that services ask, and answers, on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text
from smoothschedule.scheduling.rules.intake import (
    FILE_TYPES,
    LARGEST_NUMBER,
    LONGEST_OPTION,
    LONGEST_TEXT,
    MOST_FILE_BYTES,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Kind,
    flaw,
)

KINDS = tuple(kind.value for kind in Kind)


class Day(ma.fields.Date):
    """A day, which stays text where it is kept: 2026-03-29."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, *args, **kwargs).isoformat()

    def _serialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        return value


def _length(low: int) -> ma.fields.Integer:
    return ma.fields.Integer(strict=True, validate=ma.validate.Range(min=low, max=LONGEST_TEXT))


def _number() -> ma.fields.Float:
    bound = ma.validate.Range(min=-LARGEST_NUMBER, max=LARGEST_NUMBER)
    return ma.fields.Float(allow_nan=False, validate=bound)


class QuestionLimitsSchema(Schema):
    """Each kind of question knows its own; what is left out is without limit."""

    min_length = _length(0)
    max_length = _length(1)
    is_multiple = ma.fields.Boolean()
    min = _number()
    max = _number()
    is_whole = ma.fields.Boolean()
    earliest = Day()
    latest = Day()
    types = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(FILE_TYPES)), validate=ma.validate.Length(min=1)
    )
    most_bytes = ma.fields.Integer(
        strict=True, validate=ma.validate.Range(min=1_000, max=MOST_FILE_BYTES)
    )


class NewQuestionSchema(Schema):
    """One that is sent with its id stays the same one; `help` of a consent is its full text."""

    id = ma.fields.UUID()
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    label = Text(min=1, max=300, required=True)
    help = Text(max=2000, load_default="")
    is_required = ma.fields.Boolean(load_default=False)
    options = ma.fields.List(
        Text(min=1, max=LONGEST_OPTION),
        load_default=list,
        validate=ma.validate.Length(max=MOST_OPTIONS),
    )
    limits = ma.fields.Nested(QuestionLimitsSchema, load_default=dict)

    @ma.validates_schema
    def _can_be_asked(self, data: dict[str, Any], **_: Any) -> None:
        found = flaw(Kind(data["kind"]), data["options"], data["limits"])
        if found is not None:
            raise ma.ValidationError(found[1], found[0])


class QuestionSchema(Schema):
    id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    label = ma.fields.String(required=True)
    help = ma.fields.String(required=True)
    is_required = ma.fields.Boolean(required=True)
    options = ma.fields.List(ma.fields.String(), required=True)
    limits = ma.fields.Nested(QuestionLimitsSchema, required=True)


def new_questions() -> ma.fields.Field[Any]:
    """The questions of a service, in the order they are asked."""
    return ma.fields.List(
        ma.fields.Nested(NewQuestionSchema), validate=ma.validate.Length(max=MOST_QUESTIONS)
    )


def answers(**kwargs: Any) -> ma.fields.Field[Any]:
    """Question -> answer: a text, a number, a day, a list of choices, true, or the token of a file
    that was sent; null takes an answer away."""
    return ma.fields.Dict(
        keys=ma.fields.UUID(),
        values=ma.fields.Raw(allow_none=True),
        validate=ma.validate.Length(max=MOST_QUESTIONS * 2),
        **kwargs,
    )


class AnswersSchema(Schema):
    answers = answers(required=True)


class AnswerFileSchema(Schema):
    """`url` gives the file to whoever has it, for some minutes."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    size_bytes = ma.fields.Integer(required=True)
    url = ma.fields.String(required=True)


class AnswerSchema(Schema):
    """What was answered, with the question as it was asked; `question_id` as long as it is."""

    id = ma.fields.UUID(required=True)
    question_id = ma.fields.UUID(required=True, allow_none=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    question = ma.fields.String(required=True)
    help = ma.fields.String(required=True)
    value = ma.fields.Raw(required=True, allow_none=True)
    file = ma.fields.Nested(AnswerFileSchema, required=True, allow_none=True)
    answered_at = Moment(required=True)


class IntakeSchema(Schema):
    """What is asked now, and what was answered."""

    questions = ma.fields.List(ma.fields.Nested(QuestionSchema), required=True)
    answers = ma.fields.List(ma.fields.Nested(AnswerSchema), required=True)
    can_answer = ma.fields.Boolean(required=True)
    version = ma.fields.Integer(required=True)


class NewIntakeFileSchema(Schema):
    file = ma.fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class IntakeFileSentSchema(Schema):
    token = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    size_bytes = ma.fields.Integer(required=True)
