"""Services that ask for a contract."""

from __future__ import annotations

import secrets
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr

from smoothschedule.contracts.rules.states import Policy
from smoothschedule.core.db import Base, TenantOwned, Versioned, tenant_fk

#: Leaves room to count on: on the wire a version has nine digits at most.
FIRST_VERSIONS: Final = 900_000_000


def _next_version(version: int | None) -> int:
    """Counts up from anywhere: of what was removed and chosen anew nobody has seen a version."""
    return version + 1 if version else 1 + secrets.randbelow(FIRST_VERSIONS)


class ServiceContract(TenantOwned, Versioned, Base):
    """Booking the service makes a contract from the template for whoever comes.

    They sign as `customer_role_key`. `deadline_hours` counts back from when the appointment
    starts, and is of the policy `cancel`.
    """

    __tablename__ = "service_contracts"
    __table_args__ = (
        tenant_fk("service_id", "services"),
        tenant_fk("template_id", "contract_templates"),
        CheckConstraint(f"policy IN {tuple(map(str, Policy))}", name="policy"),
        CheckConstraint("deadline_hours BETWEEN 0 AND 720", name="deadline_hours"),
        CheckConstraint(
            "(policy = 'cancel') = (deadline_hours IS NOT NULL)", name="cancelling_has_a_deadline"
        ),
        UniqueConstraint("tenant_id", "service_id"),
    )

    service_id: Mapped[UUID]
    template_id: Mapped[UUID]
    policy: Mapped[str]
    deadline_hours: Mapped[int | None]
    customer_role_key: Mapped[str]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version, "version_id_generator": _next_version}
