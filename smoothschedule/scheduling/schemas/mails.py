"""Mails to guests on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema
from smoothschedule.scheduling.rules.mails import Mail, MailState

KINDS = tuple(kind.value for kind in Mail)
STATES = tuple(state.value for state in MailState)


class AppointmentMailSchema(Schema):
    """One mail; `ended_at` is when it left or was given up, `problem` why it was not sent."""

    id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    queued_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    problem = ma.fields.String(required=True, allow_none=True)


class AppointmentMailListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(AppointmentMailSchema), required=True)
