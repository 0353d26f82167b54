"""One request, one job, one socket message: one transaction in one tenant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    CursorResult,
    Delete,
    Engine,
    Select,
    Update,
    bindparam,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import Mapper, Session

from smoothschedule.core.audit import PLATFORM_ID, AuditEvent, Journal, Mark, Realm
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context, TenantOwned, open_session
from smoothschedule.core.outbox import Event, row_of
from smoothschedule.core.problems import NotFound

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Impersonator:
    """Who really sits there while somebody is somebody else."""

    realm: Realm
    user_id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person's id, role and permissions, or the system when there is none."""

    user_id: UUID | None = None
    role: str = "system"
    realm: Realm = Realm.SYSTEM
    #: Platform staff inside a business: they have no account there, so no `user_id`.
    staff_id: UUID | None = None
    permissions: frozenset[str] = frozenset()
    impersonator: Impersonator | None = None
    #: The visit during which this happens: a masquerade, or platform staff in a business.
    visit_id: UUID | None = None
    #: The API token by which a script acts for the person.
    api_token_id: UUID | None = None
    #: What platform staff would hold inside a business, so that they can lend it.
    permissions_inside: frozenset[str] = frozenset()
    resource_id: UUID | None = None
    customer_id: UUID | None = None
    #: What a job does for them, as the audit tells of it: a name and an id.
    errand: tuple[str, UUID] | None = None

    @property
    def id(self) -> UUID | None:
        """The account whose rights are used, wherever it lives; None for nobody in person."""
        return self.user_id or self.staff_id

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    @classmethod
    def behind(cls, row: AuditEvent) -> Actor:
        """Whoever did what the audit tells there, as they were, with no permission of theirs."""
        is_staff = row.actor_realm == Realm.PLATFORM
        really = None
        if row.impersonator_realm and row.impersonator_id:
            realm, role = Realm(row.impersonator_realm), row.impersonator_role or ""
            really = Impersonator(realm, row.impersonator_id, role)
        script = row.details.get("api_token_id")
        return cls(
            user_id=None if is_staff else row.actor_id,
            staff_id=row.actor_id if is_staff else None,
            role=row.actor_role,
            realm=Realm(row.actor_realm),
            impersonator=really,
            visit_id=row.visit_id,
            api_token_id=UUID(script) if script else None,
        )


SYSTEM = Actor()
VISITOR = Actor(role="visitor", realm=Realm.VISITOR)


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
        ip_address: str | None = None,
    ) -> None:
        self.session = session
        self.context = context
        self.actor = actor
        self.request_id = request_id
        self.ip_address = ip_address
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

    def tell_time(self, now: datetime) -> None:
        """The clock of this transaction, which PostgreSQL told along with something else."""
        self._now = now

    def emit(self, event: Event, **details: Any) -> None:
        """The event is told after commit, and only if the transaction commits.

        It is in the audit too; `details` are for that alone.
        """
        tenant_id = self.context.tenant_id
        self.session.add(row_of(event, tenant_id=tenant_id, request_id=self.request_id))
        self.has_emitted = True
        kind, id = event.subject()
        self.record(event.tag, kind, id, tenant_id=getattr(event, "tenant_id", None), **details)

    def record(
        self,
        tag: Tag,
        subject_type: str | None = None,
        subject_id: UUID | None = None,
        /,
        *,
        tenant_id: UUID | None = None,
        **details: Any,
    ) -> None:
        """The audit will tell of this, with the rows changed; for what no event tells of.

        `tenant_id` names the business that platform staff did it to. `details` are JSON
        values without secrets and without personal data.
        """
        owner = self.context.tenant_id or tenant_id
        self.journal.marks.append(Mark(tag, owner, subject_type, subject_id, details))

    @property
    def journal(self) -> Journal:
        """What this transaction changed so far, and what was said of it."""
        journal: Journal = self.session.info["journal"]
        return journal

    def close_journal(self) -> None:
        """What was done is in the audit; raises UnauditedChange for changes nobody named."""
        self.session.flush()
        journal = self.journal
        changes = journal.changes_of()
        for mark, changed in zip(journal.marks, changes, strict=True):
            self.session.add(_audit_row(self, mark, changed))
        journal.marks.clear()
        journal.changes.clear()

    def only_look(self) -> None:
        """From now on PostgreSQL refuses every write of this transaction."""
        self.session.execute(text("SET TRANSACTION READ ONLY"))
        self.context = replace(self.context, read_only=True)

    def get(self, model: type[T], id: UUID, *, lock: bool = False) -> T:
        """The row of this tenant with this id; raises NotFound, also for another tenant's."""
        key: Any = (self.context.tenant_id, id) if issubclass(model, TenantOwned) else id
        found = self.session.get(model, key, with_for_update=lock, populate_existing=lock)
        if found is None:
            raise NotFound
        return found

    def get_and_now(self, model: type[T], id: UUID) -> T:
        """The row with this id, and with the same statement the clock; raises NotFound."""
        query = _row_and_now(inspect(model))
        row = self.session.execute(query, {"id": id}).one_or_none()
        if row is None:
            raise NotFound
        found, self._now = row
        return found

    def change(self, statement: Delete | Update) -> int:
        """The statement was done, with what is loaded left alone; returns how many rows it met."""
        result = self.session.execute(statement.execution_options(synchronize_session=False))
        assert isinstance(result, CursorResult)
        return result.rowcount

    @contextmanager
    def apart(self) -> Iterator[Work]:
        """A transaction of its own for the same tenant, actor and time, committed at the end."""
        assert self._units is not None
        with self._units.open(
            self.context,
            actor=self.actor,
            now=self._now,
            request_id=self.request_id,
            ip_address=self.ip_address,
        ) as work:
            yield work


@cache
def _row_and_now(mapped: Mapper[Any]) -> Select[Any]:
    query = select(mapped, func.transaction_timestamp())
    return query.where(mapped.c.id == bindparam("id"))


def _audit_row(work: Work, mark: Mark, changes: list[dict[str, Any]]) -> AuditEvent:
    actor, behind = work.actor, work.actor.impersonator
    owner = mark.tenant_id or PLATFORM_ID
    return AuditEvent(
        tenant_id=owner,
        tag=mark.tag,
        actor_realm=actor.realm,
        actor_id=actor.id,
        actor_role=actor.role,
        impersonator_realm=behind.realm if behind else None,
        impersonator_id=behind.user_id if behind else None,
        impersonator_role=behind.role if behind else None,
        visit_id=actor.visit_id,
        subject_type=mark.subject_type,
        subject_id=mark.subject_id,
        changes=changes,
        details=mark.details | _means(actor),
        ip_address=work.ip_address,
        request_id=work.request_id,
        is_temporary=text(OF_A_DEMO).bindparams(owner=owner),
    )


def _means(actor: Actor) -> dict[str, str]:
    """By what they did it, if not with their own hands."""
    script = {"api_token_id": str(actor.api_token_id)} if actor.api_token_id else {}
    return script | ({actor.errand[0]: str(actor.errand[1])} if actor.errand else {})


OF_A_DEMO = "(coalesce((SELECT is_temporary FROM tenants WHERE id = :owner), false))"


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
        ip_address: str | None = None,
    ) -> Iterator[Work]:
        """Commits when the block ends, rolls back when it raises.

        Raises UnauditedChange when rows were changed and nothing says what that was.
        """
        with open_session(self.engine, context) as session:
            session.info["journal"] = Journal()
            work = Work(
                session,
                context,
                units=self,
                actor=actor,
                now=now,
                request_id=request_id,
                ip_address=ip_address,
            )
            yield work
            work.close_journal()
            session.commit()
        if work.has_emitted:
            self.nudge()

    @contextmanager
    def tenant(self, tenant_id: UUID, **options: Any) -> Iterator[Work]:
        """A unit of work in one tenant."""
        with self.open(Context(tenant_id=tenant_id), **options) as work:
            yield work
