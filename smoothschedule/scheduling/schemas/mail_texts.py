"""The words of a business's mails on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Schema, Text
from smoothschedule.scheduling.rules.mails import TextKind

KINDS = tuple(kind.value for kind in TextKind)


class MailVariableSchema(Schema):
    """What may stand in the text as {{name}}."""

    name = ma.fields.String(required=True)
    meaning = ma.fields.String(required=True)


class MailTextSchema(Schema):
    """`lacks` are variables without one of which readers do not learn what it is about."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    subject = ma.fields.String(required=True)
    body = ma.fields.String(required=True)
    is_own = ma.fields.Boolean(required=True)
    version = ma.fields.Integer(required=True)
    variables = ma.fields.List(ma.fields.Nested(MailVariableSchema), required=True)
    lacks = ma.fields.List(ma.fields.String(), required=True)


class MailTextListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(MailTextSchema), required=True)


class NewMailTextSchema(Schema):
    subject = Text(min=1, max=150, required=True)
    body = Text(min=1, max=5000, required=True)


class MailPreviewSchema(Schema):
    """The mail with an invented appointment."""

    subject = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    html = ma.fields.String(required=True)
    lacks = ma.fields.List(ma.fields.String(), required=True)
