"""The audit: who did what to what, kept for good, written with the change it tells of.

Every unit of work keeps a journal of the rows it changed. Operations say in the
business's words what that was (`work.emit` or `work.record`); at the end both become
rows of `audit_events` in the same transaction. A change that nobody named is a bug and
does not commit, so no write can forget its audit row.

Rows hold no secret and no personal data: such fields are named as changed, without their
values, and people are known by id. So erasing a person leaves the audit as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, event, inspect, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    declared_attr,
    mapped_column,
)

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import CURRENT_TENANT, Base, TenantOwned

#: The tenant_id of what happened on the platform itself.
PLATFORM_ID: Final = UUID(int=0)
#: Longer values are cut: the audit tells what changed, it is no second copy of the data.
LONGEST_VALUE = 200
_MISSING = object()


class Realm(StrEnum):
    """Where an actor's account lives."""

    TENANT = "tenant"
    PLATFORM = "platform"
    VISITOR = "visitor"
    SYSTEM = "system"


class AuditEvent(TenantOwned, Base):
    """One thing that happened. The serving roles may add and read rows, nothing else.

    `actor_id` is whose rights were used, `impersonator_id` who really sat there. The tenant
    is no foreign key: rows outlive a business, and PLATFORM_ID stands for the platform.
    """

    __tablename__ = "audit_events"
    __is_audited__ = False
    # Whoever tells something need not be allowed to read it back.
    __mapper_args__ = {"eager_defaults": False}  # noqa: RUF012 (declared so there)

    tenant_id: Mapped[UUID] = mapped_column(
        primary_key=True, server_default=text(CURRENT_TENANT), sort_order=-30
    )
    tag: Mapped[str]
    actor_realm: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_role: Mapped[str]
    impersonator_realm: Mapped[str | None]
    impersonator_id: Mapped[UUID | None]
    impersonator_role: Mapped[str | None]
    visit_id: Mapped[UUID | None]
    subject_type: Mapped[str | None]
    subject_id: Mapped[UUID | None]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    ip_address: Mapped[str | None]
    request_id: Mapped[str | None]
    #: Of a demo business: sales may see it.
    is_temporary: Mapped[bool] = mapped_column(server_default=text("false"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            CheckConstraint(f"actor_realm IN {tuple(map(str, Realm))}", name="actor_realm"),
            Index("ix_audit_events_subject", "tenant_id", "subject_id", "id"),
            Index("ix_audit_events_actor", "tenant_id", "actor_id", "id"),
        )


class UnauditedChange(RuntimeError):
    """Rows were changed and nothing said what that was."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the unit of work says it did."""

    tag: Tag
    tenant_id: UUID | None
    subject_type: str | None
    subject_id: UUID | None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Journal:
    """What one transaction changed, and what it says that was."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def note(self, table: str, action: str, *, id: UUID | None, fields: dict[str, Any]) -> None:
        """A row (id) or a set of rows (None) was changed."""
        subject = {"id": str(id)} if id else {}
        self.changes.append({"table": table, "action": action, **subject, "fields": fields})

    def changes_of(self) -> list[list[dict[str, Any]]]:
        """The changes of each mark: of its own subject; the first also tells of all others."""
        if not self.marks:
            if self.changes:
                tables = sorted({change["table"] for change in self.changes})
                raise UnauditedChange(f"Nothing says what was done to {', '.join(tables)}.")
            return []
        found: list[list[dict[str, Any]]] = [[] for _ in self.marks]
        subjects = {str(mark.subject_id): n for n, mark in reversed(list(enumerate(self.marks)))}
        for change in self.changes:
            found[subjects.get(change.get("id", ""), 0)].append(change)
        return found


def is_audited(mapped: type[Any]) -> bool:
    """Whether changes of this table are told; the machinery's own tables are not."""
    return getattr(mapped, "__is_audited__", True)


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _flush: UOWTransaction) -> None:
    journal: Journal | None = session.info.get("journal")
    if journal is None:
        return
    for action, rows in (
        ("added", session.new),
        ("changed", session.dirty),
        ("removed", session.deleted),
    ):
        for row in rows:
            if is_audited(type(row)):
                fields = _fields(row, action)
                if fields or action == "removed":
                    journal.note(row.__tablename__, action, id=row.id, fields=fields)


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    """Statements over sets of rows are told by table; their operations add the details.

    `execution_options(unjournaled=True)` leaves one out: a mere time stamp, or an insert that
    may add nothing.
    """
    journal: Journal | None = state.session.info.get("journal")
    if journal is None or state.is_select or state.bind_mapper is None:
        return
    if state.execution_options.get("unjournaled") or not is_audited(state.bind_mapper.class_):
        return
    actions = {"added": state.is_insert, "changed": state.is_update, "removed": state.is_delete}
    for action, is_it in actions.items():
        if is_it:
            table = state.bind_mapper.class_.__tablename__
            journal.note(table, action, id=None, fields={})


def _fields(row: Any, action: str) -> dict[str, Any]:
    """Changed columns: before and after, or only that one changed whose values stay out."""
    state, found = inspect(row), {}
    for column in state.mapper.local_table.columns:
        name = state.mapper.get_property_by_column(column).key
        if name in ("tenant_id", "id", "version", "created_at") or column.computed is not None:
            continue
        history = state.attrs[name].history
        if action == "removed" or not history.has_changes():
            continue
        before = history.deleted[0] if history.deleted else _MISSING
        after = history.added[0] if history.added else None
        if action == "added" and after is None:
            continue
        if column.info.get("audit") is not None:
            found[name] = {"changed": True}
        else:
            told = {} if before is _MISSING else {"before": _plain(before)}
            found[name] = {**told, "after": _plain(after)}
    return found


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, bytes | memoryview):
        return "(bytes)"
    written = str(value)
    return written if len(written) <= LONGEST_VALUE else written[:LONGEST_VALUE] + "…"
