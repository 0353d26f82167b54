"""Permission grants: one permission lent to one person for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, ScalarSelect, func, select, text
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, object_session

from smoothschedule.core.db import PERSONAL, Base, TenantOwned, new_id
from smoothschedule.users.rules import LONGEST_GRANT_MINUTES


class Party(Protocol):
    """Who lends or borrows: an account of a business or of the platform."""

    @property
    def realm(self) -> str: ...

    @property
    def id(self) -> UUID: ...

    @property
    def email(self) -> str: ...


class PermissionGrant(TenantOwned, Base):
    """`grantor` lends `grantee` one permission in one business; it ends by the clock alone.

    `closed_at` is when the sweeper wrote down that it is over; nothing asks for it.
    """

    __tablename__ = "permission_grants"

    grantor_realm: Mapped[str]
    grantor_id: Mapped[UUID]
    grantor_email: Mapped[str] = mapped_column(info=PERSONAL)
    grantee_realm: Mapped[str]
    grantee_id: Mapped[UUID]
    grantee_email: Mapped[str] = mapped_column(info=PERSONAL)
    action: Mapped[str]
    reason: Mapped[str] = mapped_column(info=PERSONAL)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    #: Of a demo business: sales may see it.
    is_temporary: Mapped[bool] = mapped_column(server_default=text("false"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        longest = f"created_at + interval '{LONGEST_GRANT_MINUTES} minutes'"
        return (
            CheckConstraint("grantor_realm IN ('tenant', 'platform')", name="grantor_realm"),
            CheckConstraint("grantee_realm IN ('tenant', 'platform')", name="grantee_realm"),
            CheckConstraint("grantor_id <> grantee_id", name="not_oneself"),
            CheckConstraint(
                f"expires_at > created_at AND expires_at <= {longest}", name="duration"
            ),
            Index("ix_permission_grants_grantee", "tenant_id", "grantee_id", "expires_at"),
        )

    @classmethod
    def create_grant(  # noqa: PLR0917 - the names that the form of a grant has
        cls,
        grantor: Party,
        grantee: Party,
        action: str,
        reason: str,
        duration_minutes: int = 30,
        **of_tenant: Any,
    ) -> PermissionGrant:
        """The grant is in the grantor's session, from now on by the database's clock.

        `of_tenant` (`tenant_id`, `is_temporary`) says where, when the grantor lives on the
        platform. Who may grant what is decided in users/grants.py.
        """
        session = _session_of(grantor)
        grant = cls(
            id=new_id(),
            grantor_realm=grantor.realm,
            grantor_id=grantor.id,
            grantor_email=grantor.email,
            grantee_realm=grantee.realm,
            grantee_id=grantee.id,
            grantee_email=grantee.email,
            action=action,
            reason=reason,
            expires_at=_now(session) + timedelta(minutes=duration_minutes),
            **of_tenant,
        )
        session.add(grant)
        return grant

    def is_active(self, now: datetime | None = None) -> bool:
        """Whether it lends anything now (by the database's clock, unless said)."""
        return self.state(now) == "active"

    def state(self, now: datetime | None = None) -> str:
        """active, expired or revoked."""
        if self.revoked_at is not None:
            return "revoked"
        return "active" if self.expires_at > (now or _now(_session_of(self))) else "expired"

    def revoke(self, by_id: UUID | None = None) -> None:
        """It lends nothing any more."""
        self.revoked_at, self.revoked_by_id = _now(_session_of(self)), by_id


def lent_to(realm: str, grantee_id: UUID | ColumnElement[UUID]) -> ScalarSelect[list[str]]:
    """The permissions that active grants lend this person here, as a subquery."""
    lent = select(PermissionGrant.action).where(
        PermissionGrant.grantee_realm == realm,
        PermissionGrant.grantee_id == grantee_id,
        PermissionGrant.revoked_at.is_(None),
        PermissionGrant.expires_at > func.now(),
    )
    # Said, since a subquery of a subquery would not find the grantee's row by itself.
    lent = lent.correlate_except(PermissionGrant)
    return select(func.array(lent.scalar_subquery())).scalar_subquery()


def _session_of(row: object) -> Session:
    session = object_session(row)
    if session is None:
        raise RuntimeError("This row belongs to no unit of work.")
    return session


def _now(session: Session) -> datetime:
    now = session.scalar(select(func.transaction_timestamp()))
    assert now is not None
    return now
