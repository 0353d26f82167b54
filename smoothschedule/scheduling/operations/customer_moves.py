"""What refers to a customer goes over to another, when two turn out to be the same person.

Each domain says how its own things go over; tests/house holds the list against the database's
foreign keys, so a table that nobody thought of is found before a merge loses its rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentSeries,
    CalendarFeed,
    WaitlistEntry,
)
from smoothschedule.scheduling.operations.waitlist import leave
from smoothschedule.scheduling.operations.waitlist_offers import locked_entry
from smoothschedule.scheduling.rules.waitlist import ON_THE_LIST

#: From whom, to whom; returns how many rows went over.
Move = Callable[[Work, UUID, UUID], int]
_moves: Final[dict[str, Move]] = {}


def moves(column: str) -> Callable[[Move], Move]:
    """The function lets the rows that name a customer in "table.column" go over."""

    def register(move: Move) -> Move:
        _moves[column] = move
        return move

    return register


def moves_as_it_is(column: InstrumentedAttribute[Any], *, counts_up: bool = False) -> None:
    """Rows that name a customer in this column name the other, and are else as before.

    `counts_up`: whoever has one of them open sees a change, as their version says.
    """
    table = column.class_

    @moves(f"{table.__tablename__}.{column.key}")
    def move(work: Work, from_id: UUID, to_id: UUID) -> int:
        new = {column.key: to_id} | ({"version": table.version + 1} if counts_up else {})
        statement = (
            update(table)
            .where(column == from_id)
            .values(new)
            .returning(table.id)
            .execution_options(synchronize_session=False)
        )
        return len(work.session.scalars(statement).all())


def known_moves() -> frozenset[str]:
    """The columns whose rows go over, as "table.column"."""
    return frozenset(_moves)


def move_all(work: Work, *, from_id: UUID, to_id: UUID) -> dict[str, int]:
    """Nothing names the one any more, everything the other; returns how much of what."""
    moved = {name.partition(".")[0]: move(work, from_id, to_id) for name, move in _moves.items()}
    return {name: count for name, count in moved.items() if count}


moves_as_it_is(Appointment.customer_id, counts_up=True)
moves_as_it_is(AppointmentSeries.customer_id, counts_up=True)


@moves("calendar_feeds.customer_id")
def _feeds(work: Work, from_id: UUID, to_id: UUID) -> int:
    """A customer has one private address: the one that stays keeps theirs, if they have any."""
    has_one = exists().where(CalendarFeed.customer_id == to_id)
    theirs = CalendarFeed.customer_id == from_id
    work.session.execute(delete(CalendarFeed).where(theirs, has_one))
    statement = update(CalendarFeed).where(theirs).values(customer_id=to_id)
    return len(work.session.scalars(statement.returning(CalendarFeed.id)).all())


@moves("waitlist_entries.customer_id")
def _waiting(work: Work, from_id: UUID, to_id: UUID) -> int:
    """Who waited twice for a service waits once, as the one who stays."""
    open_entry = WaitlistEntry.state.in_(ON_THE_LIST)
    kept = select(WaitlistEntry.service_id).where(WaitlistEntry.customer_id == to_id, open_entry)
    theirs = WaitlistEntry.customer_id == from_id
    twice = select(WaitlistEntry.id).where(
        theirs, open_entry, WaitlistEntry.service_id.in_(kept.scalar_subquery())
    )
    for id in work.session.scalars(twice.order_by(WaitlistEntry.id)).all():
        leave(work, locked_entry(work, id))
    work.session.flush()
    new = {"customer_id": to_id, "version": WaitlistEntry.version + 1}
    statement = update(WaitlistEntry).where(theirs).values(new).returning(WaitlistEntry.id)
    statement = statement.execution_options(synchronize_session=False)
    return len(work.session.scalars(statement).all())
