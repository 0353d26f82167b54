"""Services that ask for a contract."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from smoothschedule.contracts.rules.states import Policy
from smoothschedule.core.db import Base, TenantOwned, Versioned, tenant_fk


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
