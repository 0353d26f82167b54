"""Forms of the console: read by the same schemas as the API's bodies, which refuse the unknown."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import request

from smoothschedule.core.problems import Malformed, Stale
from smoothschedule.core.schemas import Schema, Text

#: Sent by every form of ours, besides its own fields.
OF_EVERY_FORM = ("csrf_token", "back")
MOST_AT_ONCE = 200


class RowForm(Schema):
    """Which row."""

    id = ma.fields.UUID(required=True)


class VersionedForm(RowForm):
    """Which row, as it was when the page was made."""

    version = ma.fields.Integer(required=True)


class ReasonForm(VersionedForm):
    """Which row, and why."""

    reason = Text(min=1, max=300, required=True)


class RowsForm(Schema):
    """Which rows."""

    id = ma.fields.List(
        ma.fields.UUID(), required=True, validate=ma.validate.Length(min=1, max=MOST_AT_ONCE)
    )


def read_form(schema: type[Schema]) -> dict[str, Any]:
    """The form's fields; raises Malformed, also for fields that the form does not have."""
    form, shape = request.form, schema()
    values: dict[str, Any] = {}
    for name in form:
        if name in OF_EVERY_FORM:
            continue
        is_list = isinstance(shape.fields.get(name), ma.fields.List)
        values[name] = form.getlist(name) if is_list else form[name]
        if not is_list and len(form.getlist(name)) > 1:
            raise Malformed(errors={"form": {name: ["Sent twice."]}})
    try:
        loaded: dict[str, Any] = shape.load(values)
    except ma.ValidationError as error:
        raise Malformed(errors={"form": error.messages}) from None
    return loaded


def require_version(thing: Any, version: int) -> Any:
    """The same thing, if the page showed its current version; raises Stale otherwise."""
    if thing.version != version:
        raise Stale
    return thing
