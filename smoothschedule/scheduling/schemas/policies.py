"""What a change of the business's settings would move, on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Schema, Zone


class ZonePreviewArgs(Schema):
    time_zone = Zone(required=True)


class ZonePreviewSchema(Schema):
    """`locations_elsewhere` are active locations whose own zone is another, and stays."""

    time_zone = ma.fields.String(required=True)
    appointments_shown_differently = ma.fields.Integer(required=True)
    locations_elsewhere = ma.fields.Integer(required=True)
