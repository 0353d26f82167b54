"""The rows of a file as wishes, and who of the business's customers each is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

import marshmallow as ma
from sqlalchemy import ColumnElement, select

from smoothschedule.core.csv_import import Line, Table, fits_head
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.rules.customer_columns import Target
from smoothschedule.scheduling.rules.customer_rows import (
    Crowd,
    DateOrder,
    Known,
    Shared,
    Wish,
    changed,
    said_in,
)
from smoothschedule.scheduling.rules.imports import Existing, Outcome
from smoothschedule.scheduling.schemas.customers import NewCustomerSchema

FIELDS: Final = ("name", "email", "phone", "notes", "tags", "status")
_LABELS: Final = {
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "notes": "Notes",
    "tags": "Tags",
    "status": "Status",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How an import reads its table."""

    columns: Sequence[Target | None]
    order: DateOrder
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done about one row."""

    wish: Wish
    outcome: Outcome
    known: Known | None = None
    changes: dict[str, Any] | None = None
    reason: str | None = None
    shared: Shared | None = None


def wishes_in(table: Table, reading: Reading) -> list[Wish]:
    """Each row as what it says of a customer, held against the same rules as the API's."""
    schema = NewCustomerSchema()
    return [_wish(line, table.head, reading, schema) for line in table.lines]


def _wish(line: Line, head: Sequence[str], reading: Reading, schema: ma.Schema) -> Wish:
    if not fits_head(line, head):
        return Wish(line.number, line.cells, reason="There are more cells here than columns.")
    today = reading.now.astimezone(reading.zone).date()
    try:
        said = said_in(line.cells, reading.columns, order=reading.order, today=today)
        if not said["name"]:
            raise ValueError("There is no name.")
        since = said.pop("since", None)
        values = schema.load(said)
    except ma.ValidationError as wrong:
        return Wish(line.number, line.cells, reason=_sentence(wrong.messages))
    except ValueError as wrong:
        return Wish(line.number, line.cells, reason=str(wrong))
    if since is not None:
        values["created_at"] = datetime.combine(since, time(), reading.zone)
    return Wish(line.number, line.cells, values)


def _sentence(messages: Any) -> str:
    """Field by field what is wrong: "E-mail: This is not an e-mail address." """
    told = (
        f"{_LABELS.get(name, name)}: {' '.join(_texts(found))}" for name, found in messages.items()
    )
    return " ".join(told)


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        found = found.values()
    elif isinstance(found, str):
        yield found
        return
    for each in found:
        yield from _texts(each)


def steps_for(
    work: Work, wishes: Sequence[Wish], crowd: Crowd, existing: Existing
) -> Iterator[Step]:
    """What is to be done about each row. Locks the customers whom the rows may be about."""
    by_email, by_name = _known(work, [wish for wish in wishes if wish.reason is None])
    for wish in wishes:
        if wish.reason is not None:
            yield Step(wish, Outcome.REFUSED, reason=wish.reason)
            continue
        earlier = crowd.same_before(wish)
        if earlier is not None:
            reason = f"Row {earlier} is about the same person."
            yield Step(wish, Outcome.REFUSED, reason=reason)
            continue
        known = by_email[wish.email] if wish.email else by_name[wish.name_key]
        same = crowd.known_as(wish, known)
        if same is None:
            yield Step(wish, Outcome.ADDED, shared=crowd.shared_by(wish, known))
        else:
            yield _step(wish, same, existing)


def _step(wish: Wish, known: Known, existing: Existing) -> Step:
    changes = changed(known.values, wish.values) if existing is Existing.UPDATE else {}
    if not changes:
        return Step(wish, Outcome.UNCHANGED, known)
    return Step(wish, Outcome.CHANGED, known, changes)


def _known(
    work: Work, wishes: Sequence[Wish]
) -> tuple[dict[str, list[Known]], dict[str, list[Known]]]:
    emails = {wish.email for wish in wishes if wish.email}
    names = {wish.name_key for wish in wishes if not wish.email}
    by_email: dict[str, list[Known]] = defaultdict(list)
    by_name: dict[str, list[Known]] = defaultdict(list)
    for known in _locked(work, Customer.email.in_(emails)) if emails else ():
        by_email[known.values["email"]].append(known)
    for known in _locked(work, Customer.search_name.in_(names)) if names else ():
        by_name[known.name_key].append(known)
    return by_email, by_name


def _locked(work: Work, condition: ColumnElement[bool]) -> Iterable[Known]:
    columns = [getattr(Customer, name) for name in FIELDS]
    query = select(Customer.id, Customer.version, *columns).where(condition)
    query = query.order_by(Customer.id).with_for_update()
    for id, version, *values in work.session.execute(query):
        yield Known(id, version, dict(zip(FIELDS, values, strict=True)))
