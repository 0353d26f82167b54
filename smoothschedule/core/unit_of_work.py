"""One request, one job, one socket message: one transaction in one tenant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from smoothschedule.core.db import Context, TenantOwned, open_session
from smoothschedule.core.outbox import Event, row_of
from smoothschedule.core.problems import NotFound

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person's id, name and permissions, or the system when there is none."""

    user_id: UUID | None = None
    role: str = "system"
    permissions: frozenset[str] = frozenset()
    resource_id: UUID | None = None
    customer_id: UUID | None = None

    def may(self, permission: str) -> bool:
        return permission in self.permissions


SYSTEM = Actor()
VISITOR = Actor(role="visitor")


class Work:
    """What an operation works with: session, actor, the database's clock, and `emit`."""

    def __init__(
        self,
        session: Session,
        context: Context,
        *,
        units: UnitsOfWork | None = None,
        actor: Actor = SYSTEM,
        now: datetime | None = None,
        request_id: str | None = None,
    ) -> None:
        self.session = session
        self.context = context
        self.actor = actor
        self.request_id = request_id
        self.has_emitted = False
        self._units = units
        self._now = now

    @property
    def now(self) -> datetime:
        """The database's clock at the start of the transaction, in UTC."""
        if self._now is None:
            self._now = self.session.scalar(select(func.transaction_timestamp()))
        assert self._now is not None
        return self._now

    def emit(self, event: Event) -> None:
        """The event is told after commit, and only if the transaction commits."""
        tenant_id = self.context.tenant_id
        self.session.add(row_of(event, tenant_id=tenant_id, request_id=self.request_id))
        self.has_emitted = True

    def get(self, model: type[T], id: UUID, *, lock: bool = False) -> T:
        """The row of this tenant with this id; raises NotFound, also for another tenant's."""
        key: Any = (self.context.tenant_id, id) if issubclass(model, TenantOwned) else id
        found = self.session.get(model, key, with_for_update=lock, populate_existing=lock)
        if found is None:
            raise NotFound
        return found

    @contextmanager
    def apart(self) -> Iterator[Work]:
        """A transaction of its own for the same tenant, actor and time, committed at the end."""
        assert self._units is not None
        with self._units.open(
            self.context, actor=self.actor, now=self._now, request_id=self.request_id
        ) as work:
            yield work


@dataclass(frozen=True)
class UnitsOfWork:
    """Opens units of work as one database role."""

    engine: Engine
    #: Called after a commit that left events in the outbox; must not raise.
    nudge: Callable[[], None] = lambda: None

    @contextmanager
    def open(
        self,
        context: Context,
        *,
        actor: Actor = SYSTEM,
        now: datetime | None = None,
        request_id: str | None = None,
    ) -> Iterator[Work]:
        """Commits when the block ends, rolls back when it raises."""
        with open_session(self.engine, context) as session:
            work = Work(session, context, units=self, actor=actor, now=now, request_id=request_id)
            yield work
            session.commit()
        if work.has_emitted:
            self.nudge()

    @contextmanager
    def tenant(self, tenant_id: UUID, **options: Any) -> Iterator[Work]:
        """A unit of work in one tenant."""
        with self.open(Context(tenant_id=tenant_id), **options) as work:
            yield work

    def nudging(self, nudge: Callable[[], None]) -> UnitsOfWork:
        """The same, waking the relay in another way."""
        return replace(self, nudge=nudge)
