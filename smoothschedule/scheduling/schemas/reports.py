"""Reports on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Schema
from smoothschedule.scheduling.rules.measures import Kind, Unit
from smoothschedule.scheduling.rules.reports import MOST_DAYS, By, Compare, Period


def _one_of(choices: type[Any]) -> ma.validate.OneOf:
    return ma.validate.OneOf([each.value for each in choices])


class ReportArgs(Schema):
    """What a report is about; days are those of the location where something takes place."""

    kind = ma.fields.String(required=True, validate=_one_of(Kind))
    first = ma.fields.Date(required=True)
    last = ma.fields.Date(required=True)
    period = ma.fields.String(load_default=Period.DAY.value, validate=_one_of(Period))
    by = ma.fields.String(load_default=By.NOTHING.value, validate=_one_of(By))
    compare = ma.fields.String(load_default=Compare.NOTHING.value, validate=_one_of(Compare))
    service_id = ma.fields.UUID(load_default=None)
    resource_id = ma.fields.UUID(load_default=None)
    location_id = ma.fields.UUID(load_default=None)

    @ma.validates_schema
    def _days_are_few(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data["first"], data["last"]
        if not 2000 <= first.year <= last.year < 2200:
            raise ma.ValidationError("The years must lie between 2000 and 2200.", "first")
        if last < first:
            raise ma.ValidationError("The last day comes before the first.", "last")
        most = MOST_DAYS[Period(data["period"])]
        if (last - first).days >= most:
            raise ma.ValidationError(f"By {data['period']}, {most} days are the most.", "last")


class MeasureSchema(Schema):
    key = ma.fields.String(required=True)
    label = ma.fields.String(required=True)
    unit = ma.fields.String(required=True, validate=_one_of(Unit))


def _values() -> ma.fields.List[Any]:
    return ma.fields.List(ma.fields.Float(allow_none=True), required=True)


class ReportSumsSchema(Schema):
    """For each measure the total, and for each period the values; null where there is none."""

    total = _values()
    values = ma.fields.List(_values(), required=True)


class ReportLineSchema(ReportSumsSchema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    is_former = ma.fields.Boolean(required=True)


class ComparedSchema(ReportSumsSchema):
    first = ma.fields.Date(required=True)
    last = ma.fields.Date(required=True)
    buckets = ma.fields.List(ma.fields.Date(), required=True)


class ReportSchema(Schema):
    kind = ma.fields.String(required=True, validate=_one_of(Kind))
    first = ma.fields.Date(required=True)
    last = ma.fields.Date(required=True)
    currency = ma.fields.String(required=True)
    measures = ma.fields.List(ma.fields.Nested(MeasureSchema), required=True)
    buckets = ma.fields.List(ma.fields.Date(), required=True)
    whole = ma.fields.Nested(ReportSumsSchema, required=True)
    lines = ma.fields.List(ma.fields.Nested(ReportLineSchema), required=True)
    compared = ma.fields.Nested(ComparedSchema, required=True, allow_none=True)
