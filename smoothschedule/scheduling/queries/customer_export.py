"""Everything the business keeps of its customers, as lines of CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from smoothschedule.core.csv_export import csv_lines
from smoothschedule.core.money import amount_of
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, Customer
from smoothschedule.scheduling.queries.appointments import OPEN_STATES
from smoothschedule.scheduling.queries.customers import customers, matching
from smoothschedule.scheduling.queries.intake import answers_in_words

BATCH = 100
HEADS = (
    "Name",
    "E-mail",
    "Phone",
    "Time zone",
    "Tags",
    "Status",
    "Notes",
    "Answers",
    "Visits",
    "Did not come",
    "Cancelled",
    "To come",
    "Spent",
    "Last visit",
    "Known since",
    "Id",
)


def count_of(work: Work, **filters: Any) -> int:
    """How many customers the export will tell of."""
    found = matching(work, **filters).with_only_columns(func.count())
    return work.session.scalar(found) or 0


def export(work: Work, zone: ZoneInfo, **filters: Any) -> Iterator[str]:
    """The customers that `matching` finds; each batch is a short transaction of its own."""
    after = None
    while True:
        with work.apart() as own:
            found = customers(own, limit=BATCH, after=after, **filters)
            visits = _visits(own, found["items"])
            said = answers_in_words(own, [row.id for row in found["items"]])
            lines = csv_lines(
                _cells(row, visits, said.get(row.id, []), zone) for row in found["items"]
            )
        yield lines
        after = found["next"]
        if after is None:
            return


def _visits(work: Work, rows: list[Customer]) -> dict[Any, list[Any]]:
    was_there = Appointment.state == "completed"
    is_ahead = Appointment.state.in_(OPEN_STATES) & (Appointment.ends_at > work.now)
    counted = (
        select(
            Appointment.customer_id,
            Appointment.currency,
            func.count().filter(was_there).label("visits"),
            func.count().filter(Appointment.state == "no_show").label("missed"),
            func.count().filter(Appointment.state == "cancelled").label("cancelled"),
            func.count().filter(is_ahead).label("ahead"),
            func.sum(Appointment.price_minor).filter(was_there).label("spent_minor"),
            func.max(Appointment.starts_at).filter(was_there).label("last_at"),
        )
        .where(Appointment.customer_id.in_([row.id for row in rows]))
        .group_by(Appointment.customer_id, Appointment.currency)
        .order_by(Appointment.currency)
    )
    found: dict[Any, list[Any]] = {}
    for row in work.session.execute(counted):
        found.setdefault(row.customer_id, []).append(row)
    return found


def _cells(
    row: Customer, visits: dict[Any, list[Any]], answers: list[str], zone: ZoneInfo
) -> list[object]:
    theirs = visits.get(row.id, [])
    last_at = max((each.last_at for each in theirs if each.last_at), default=None)
    return [
        row.name,
        row.email,
        row.phone,
        row.time_zone,
        "; ".join(row.tags),
        row.status,
        row.notes,
        "\n".join(answers),
        sum(each.visits for each in theirs),
        sum(each.missed for each in theirs),
        sum(each.cancelled for each in theirs),
        sum(each.ahead for each in theirs),
        " + ".join(_amount(each) for each in theirs if each.spent_minor),
        last_at and last_at.astimezone(zone).isoformat(timespec="minutes"),
        row.created_at.astimezone(zone).isoformat(timespec="minutes"),
        row.id,
    ]


def _amount(row: Any) -> str:
    return f"{row.currency} {amount_of(row.spent_minor, row.currency)}"
