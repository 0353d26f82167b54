"""What an appointment was before each act: its history, and what undo goes back to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, Base, TenantOwned, tenant_fk
from smoothschedule.scheduling.rules.states import Act, State

ACTS = tuple(act.value for act in Act)
STATES = tuple(state.value for state in State)


class AppointmentChange(TenantOwned, Base):
    """One act on an appointment, how it was before, and why in the words of whoever did it.

    The audit says who; its row names this one, so that reasons can be erased with a person.
    """

    __tablename__ = "appointment_changes"
    __is_audited__ = False  # it is itself part of the record, and the audit names it
    __table_args__ = (
        tenant_fk("appointment_id", "appointments"),
        CheckConstraint(f"act IN {ACTS}", name="act"),
        CheckConstraint(f"from_state IN {STATES}", name="from_state"),
        CheckConstraint(f"to_state IN {STATES}", name="to_state"),
        Index("ix_appointment_changes_appointment", "tenant_id", "appointment_id", "id"),
        Index(
            "ix_appointment_changes_batch",
            "tenant_id",
            "batch_id",
            postgresql_where=text("batch_id IS NOT NULL"),
        ),
    )

    appointment_id: Mapped[UUID]
    act: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    from_starts_at: Mapped[datetime]
    #: Unknown for acts of before lengths could change.
    from_ends_at: Mapped[datetime | None]
    from_resource_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))
    #: It then stood on purpose over another appointment.
    from_overlap: Mapped[bool] = mapped_column(server_default=text("false"))
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)
    #: The guest was written to; taking back what nobody heard of is told nobody either.
    is_told: Mapped[bool] = mapped_column(server_default=text("true"))
    #: The same for all that one act on a series changed.
    batch_id: Mapped[UUID | None]
