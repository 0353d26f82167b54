"""What refers to a customer goes over to another, when two turn out to be the same person; and
back, when they turn out not to be.

Each domain says how its own things go over; tests/house holds the list against the database's
foreign keys, so a table that nobody thought of is found before a merge loses its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, LargeBinary, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentSeries,
    CalendarFeed,
    CustomerMerge,
    WaitlistEntry,
)
from smoothschedule.scheduling.operations.waitlist import leave, put_back
from smoothschedule.scheduling.operations.waitlist_offers import locked_entry
from smoothschedule.scheduling.rules.waitlist import ON_THE_LIST, EntryState

#: A row that only one of the two could keep, as it takes to have it back.
GivenUp = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """Which rows went over, and which were given up."""

    ids: list[UUID]
    given_up: list[GivenUp] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Giving:
    """What only one of the two can keep: given up (from whom, to whom) before the rest goes
    over, and had back (by whom) after the rest has gone back."""

    up: Callable[[Work, UUID, UUID], list[GivenUp]]
    back: Callable[[Work, UUID, Sequence[GivenUp]], None]


@dataclass(frozen=True, slots=True)
class Move:
    """How the rows that name a customer in this column go over."""

    column: InstrumentedAttribute[Any]
    counts_up: bool
    giving: Giving | None


_moves: Final[dict[str, Move]] = {}


def moves(
    column: InstrumentedAttribute[Any], *, counts_up: bool = False, giving: Giving | None = None
) -> None:
    """Rows that name a customer in this column name the other, and are else as before.

    `counts_up`: whoever has one of them open sees a change, as their version says.
    """
    name = f"{column.class_.__tablename__}.{column.key}"
    _moves[name] = Move(column, counts_up, giving)


def one_for_each(
    column: InstrumentedAttribute[Any], kind: InstrumentedAttribute[Any] | None = None
) -> Giving:
    """Each customer has one row, or one of each kind: the one who stays keeps theirs."""
    table = column.class_

    def up(work: Work, from_id: UUID, to_id: UUID) -> list[GivenUp]:
        kept = select(column if kind is None else kind).where(column == to_id)
        twice = kept.exists() if kind is None else kind.in_(kept.scalar_subquery())
        statement = (
            delete(table)
            .where(column == from_id, twice)
            .returning(*table.__table__.columns)
            .execution_options(synchronize_session=False)
        )
        rows = work.session.execute(statement)
        return [{name: _packed(value) for name, value in row.items()} for row in rows.mappings()]

    def back(work: Work, to_id: UUID, given_up: Sequence[GivenUp]) -> None:
        kinds = table.__table__.columns
        for row in given_up:
            values = {name: _unpacked(value, kinds[name].type) for name, value in row.items()}
            statement = insert(table).values({**values, column.key: to_id})
            work.session.execute(statement.on_conflict_do_nothing())

    return Giving(up, back)


def known_moves() -> frozenset[str]:
    """The columns whose rows go over, as "table.column"."""
    return frozenset(_moves)


def move_all(work: Work, *, from_id: UUID, to_id: UUID) -> dict[str, Moved]:
    """Nothing names the one any more, everything the other; returns what did, by column."""
    moved = {}
    for name, move in _moves.items():
        given_up = move.giving.up(work, from_id, to_id) if move.giving else []
        moved[name] = Moved(_rename(work, move, move.column == from_id, to_id), given_up)
    return {name: each for name, each in moved.items() if each.ids or each.given_up}


def move_back(work: Work, merge: CustomerMerge) -> dict[str, int]:
    """What went over names the one again who was gone, as far as it is still there and the
    other's; returns how much of what."""
    counts = {}
    for name, move in _moves.items():
        went = move.column.class_.id.in_([UUID(id) for id in merge.moved.get(name, ())])
        back = _rename(work, move, went & (move.column == merge.stays_id), merge.gone_id)
        counts[name.partition(".")[0]] = len(back)
        if move.giving:
            move.giving.back(work, merge.gone_id, merge.given_up.get(name, ()))
    return {name: count for name, count in counts.items() if count}


def counts_of(moved: Mapping[str, Moved]) -> dict[str, int]:
    """How many rows of each table went over."""
    return {name.partition(".")[0]: len(each.ids) for name, each in moved.items() if each.ids}


def _rename(work: Work, move: Move, which: ColumnElement[bool], to_id: UUID) -> list[UUID]:
    table = move.column.class_
    new = {move.column.key: to_id} | ({"version": table.version + 1} if move.counts_up else {})
    statement = update(table).where(which).values(new).returning(table.id)
    return list(work.session.scalars(statement.execution_options(synchronize_session=False)))


def _packed(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, int | str) else str(value)


def _unpacked(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return bytes.fromhex(value)
    return datetime.fromisoformat(value) if isinstance(kind, DateTime) else value


moves(Appointment.customer_id, counts_up=True)
moves(AppointmentSeries.customer_id, counts_up=True)
moves(CustomerMerge.stays_id)
moves(CalendarFeed.customer_id, giving=one_for_each(CalendarFeed.customer_id))


def _leave_twice(work: Work, from_id: UUID, to_id: UUID) -> list[GivenUp]:
    """Who waited twice for a service waits once, as the one who stays."""
    open_entry = WaitlistEntry.state.in_(ON_THE_LIST)
    kept = select(WaitlistEntry.service_id).where(WaitlistEntry.customer_id == to_id, open_entry)
    twice = select(WaitlistEntry.id).where(
        WaitlistEntry.customer_id == from_id,
        open_entry,
        WaitlistEntry.service_id.in_(kept.scalar_subquery()),
    )
    ids = work.session.scalars(twice.order_by(WaitlistEntry.id)).all()
    for id in ids:
        leave(work, locked_entry(work, id))
    work.session.flush()
    return [{"id": str(id)} for id in ids]


def _wait_again(work: Work, to_id: UUID, given_up: Sequence[GivenUp]) -> None:
    for each in given_up:
        entry = locked_entry(work, UUID(each["id"]))
        if entry.state == EntryState.LEFT:
            put_back(work, entry.id, version=entry.version)


moves(WaitlistEntry.customer_id, counts_up=True, giving=Giving(_leave_twice, _wait_again))
