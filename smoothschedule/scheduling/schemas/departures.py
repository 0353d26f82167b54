"""Departures of resources on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, page_of
from smoothschedule.scheduling.rules.departures import DepartureState, Do
from smoothschedule.scheduling.schemas.resources import ResourceSchema

_DECISIONS = ma.validate.OneOf([each.value for each in Do])


class DepartureWishSchema(Schema):
    """Where the appointments of a resource go that is switched off."""

    do = ma.fields.String(required=True, validate=_DECISIONS)
    #: Who takes them over; `otherwise` is for those that do not fit there.
    to_id = ma.fields.UUID(load_default=None, allow_none=True)
    otherwise = ma.fields.String(
        load_default="leave", validate=ma.validate.OneOf(("leave", "cancel"))
    )
    notify = ma.fields.Boolean(load_default=True)
    #: The resource is deleted once nothing is left; then none can stay.
    deletes = ma.fields.Boolean(load_default=False)

    @ma.validates_schema
    def _somebody_takes_over(self, data: dict[str, Any], **_: Any) -> None:
        if data["do"] == "move" and data["to_id"] is None:
            raise ma.ValidationError("Choose who takes them over.", "to_id")
        if data["do"] == "leave" and data["deletes"]:
            raise ma.ValidationError("Say where they go.", "do")

    @ma.post_load
    def _nobody_else_is_named(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data if data["do"] == "move" else {**data, "to_id": None}


class AheadSchema(Schema):
    id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    service = ma.fields.String(required=True)
    customer = ma.fields.String(required=True, allow_none=True)
    #: Why it does not fit there, or could not come back.
    reason = ma.fields.String(required=True, allow_none=True)


class StandInSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    #: Of the services concerned, how many they give.
    services = ma.fields.Integer(required=True)


class DeparturePreviewSchema(Schema):
    """What would become of the first `tried` of `count` appointments: how many fit, the first
    few, and the first that do not."""

    count = ma.fields.Integer(required=True)
    tried = ma.fields.Integer(required=True)
    fit = ma.fields.Integer(required=True)
    items = ma.fields.List(ma.fields.Nested(AheadSchema), required=True)
    clashes = ma.fields.List(ma.fields.Nested(AheadSchema), required=True)
    stand_ins = ma.fields.List(ma.fields.Nested(StandInSchema), required=True)


class DepartureSchema(Schema):
    """How far it is: `settled` of `to_settle`. While it is taken back and then, that counts what
    had been moved or cancelled, and `left_behind` what could not come back; before, what could not
    go."""

    id = ma.fields.UUID(required=True)
    resource_id = ma.fields.UUID(required=True)
    do = ma.fields.String(required=True, validate=_DECISIONS)
    to_id = ma.fields.UUID(required=True, allow_none=True)
    state = ma.fields.String(
        required=True, validate=ma.validate.OneOf([each.value for each in DepartureState])
    )
    total = ma.fields.Integer(required=True)
    settled = ma.fields.Integer(required=True)
    to_settle = ma.fields.Integer(required=True)
    moved = ma.fields.Integer(required=True)
    cancelled = ma.fields.Integer(required=True)
    stayed = ma.fields.Integer(required=True)
    taken_back = ma.fields.Integer(required=True)
    left_behind = ma.fields.Integer(required=True)
    deletes = ma.fields.Boolean(required=True)
    is_deleted = ma.fields.Boolean(required=True)
    can_be_undone = ma.fields.Boolean(required=True)
    created_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)


class DepartureListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(DepartureSchema), required=True)


class DepartureBegunSchema(Schema):
    """What was begun, and the resource as it is now."""

    departure = ma.fields.Nested(DepartureSchema, required=True)
    resource = ma.fields.Nested(ResourceSchema, required=True)


LeftBehindSchema = page_of(AheadSchema, "LeftBehind")
