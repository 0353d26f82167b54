"""A report as people read it: lines by name, a value for each period, and what it is set beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.money import amount_of
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Location, Resource, Service
from smoothschedule.scheduling.queries.reports import Asked, Sums, sums
from smoothschedule.scheduling.queries.utilisation import used_time
from smoothschedule.scheduling.rules.measures import (
    MEASURES,
    Kind,
    Measure,
    Unit,
    Value,
    values_of,
)
from smoothschedule.scheduling.rules.reports import By, Compare, Days
from smoothschedule.tenants.quotas import own_tenant

_NAMES: Final[dict[By, Any]] = {
    By.SERVICE: (Service.id, Service.name),
    By.LOCATION: (Location.id, Location.name),
    By.RESOURCE: (Resource.id, Resource.name),
}
NO_SUMS: Final[Sums] = {}


def report(work: Work, kind: Kind, asked: Asked, compare: Compare) -> dict[str, Any]:
    """As ReportSchema shows it."""
    buckets = asked.days.buckets(asked.period)
    others = asked.days.compared(compare)
    return {
        "kind": kind,
        "first": asked.days.first,
        "last": asked.days.last,
        "currency": own_tenant(work).currency,
        "measures": MEASURES[kind],
        "buckets": buckets,
        "whole": _whole(work, kind, asked, buckets),
        "lines": _lines(work, kind, asked, buckets) if asked.by is not By.NOTHING else [],
        "compared": None if others is None else _compared(work, kind, asked, others),
    }


def _found(work: Work, kind: Kind, asked: Asked, by: By) -> Mapping[tuple[Any, Any], Sums]:
    if kind is Kind.UTILISATION:
        return used_time(work, asked, by=by)
    return sums(work, asked, by=by)


def _whole(work: Work, kind: Kind, asked: Asked, buckets: Sequence[date]) -> dict[str, Any]:
    return _row(kind, None, _found(work, kind, asked, By.NOTHING), buckets)


def _compared(work: Work, kind: Kind, asked: Asked, days: Days) -> dict[str, Any]:
    buckets = days.buckets(asked.period)
    row = _whole(work, kind, replace(asked, days=days), buckets)
    return {"first": days.first, "last": days.last, "buckets": buckets, **row}


def _lines(work: Work, kind: Kind, asked: Asked, buckets: Sequence[date]) -> list[dict[str, Any]]:
    found = _found(work, kind, asked, asked.by)
    ids = {line for line, _ in found if line is not None}
    names, former = _names(work, asked.by, ids), _former(work, asked.by, ids)
    rows = [
        {
            "id": id,
            "name": names.get(id, ""),
            "is_former": id in former,
            **_row(kind, id, found, buckets),
        }
        for id in ids
    ]
    return sorted(rows, key=lambda row: (-(row["total"][0] or 0), row["name"]))


def _names(work: Work, by: By, ids: set[UUID]) -> dict[UUID, str]:
    id, name = _NAMES[by]
    return dict(iter(work.session.execute(select(id, name).where(id.in_(ids)))))


def _former(work: Work, by: By, ids: set[UUID]) -> set[UUID]:
    if by is not By.RESOURCE:
        return set()
    query = select(Resource.id).where(Resource.id.in_(ids), Resource.deleted_at.is_not(None))
    return set(work.session.scalars(query))


def _row(
    kind: Kind,
    line: UUID | None,
    found: Mapping[tuple[Any, Any], Sums],
    buckets: Sequence[date],
) -> dict[str, list[Any]]:
    total: list[Value] = values_of(kind, found.get((line, None), NO_SUMS))
    values = [values_of(kind, found.get((line, bucket), NO_SUMS)) for bucket in buckets]
    return {"total": total, "values": values}


def cells_of(document: dict[str, Any]) -> list[list[object]]:
    """The report as rows of a table: the whole first, then each line, period by period."""
    rows: list[list[object]] = []
    measures, currency = document["measures"], document["currency"]
    for line in ({"name": "All", "is_former": False, **document["whole"]}, *document["lines"]):
        name = f"{line['name']} (former)" if line["is_former"] else line["name"]
        for bucket, values in zip(document["buckets"], line["values"], strict=True):
            rows.append([name, bucket, *_written(values, measures, currency)])
        rows.append([name, "Total", *_written(line["total"], measures, currency)])
    return rows


def _written(
    values: Sequence[Value], measures: Sequence[Measure], currency: str
) -> Iterator[object]:
    for value, measure in zip(values, measures, strict=True):
        is_amount = measure.unit is Unit.MONEY and value is not None
        yield amount_of(int(value or 0), currency) if is_amount else value
