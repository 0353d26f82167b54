"""Locations on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Schema, Text, Zone, page_of


class LocationSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    address = ma.fields.String(required=True)
    time_zone = ma.fields.String(required=True)
    is_active = ma.fields.Boolean(required=True)
    version = ma.fields.Integer(required=True)


LocationListSchema = page_of(LocationSchema, "LocationList")


class LocationChangesSchema(Schema):
    name = Text(min=1, max=120)
    address = Text(max=300)
    time_zone = Zone()
    is_active = ma.fields.Boolean()


class NewLocationSchema(LocationChangesSchema):
    name = Text(min=1, max=120, required=True)
    time_zone = Zone(required=True)
