"""What a service asks whoever books it, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.core.db import PERSONAL, SECRET, Base, TenantOwned, tenant_fk
from smoothschedule.scheduling.rules.intake import Kind

KINDS = tuple(kind.value for kind in Kind)


class ServiceQuestion(TenantOwned, Base):
    """One question of a service, as it is asked from now on; see rules/intake.py for `limits`."""

    __tablename__ = "service_questions"
    __table_args__ = (
        tenant_fk("service_id", "services"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("label <> ''", name="label_given"),
        CheckConstraint("position >= 0", name="position"),
        Index("ix_service_questions_service", "tenant_id", "service_id", "position"),
    )

    service_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str]
    label: Mapped[str]
    help: Mapped[str] = mapped_column(server_default=text("''"))
    is_required: Mapped[bool] = mapped_column(server_default=text("false"))
    options: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    limits: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))


class IntakeFile(TenantOwned, Base):
    """A file sent in answer to a question.

    It is nobody's until an answer takes it by its token, and is dropped a day later if none does.
    """

    __tablename__ = "intake_files"
    __is_audited__ = False  # it is nothing before an answer names it, and the answer tells
    __table_args__ = (
        tenant_fk("appointment_id", "appointments"),
        ForeignKeyConstraint(
            ["tenant_id", "question_id"],
            ["service_questions.tenant_id", "service_questions.id"],
            ondelete="SET NULL (question_id)",
        ),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("size_bytes > 0", name="size"),
        Index("uq_intake_files_token", "tenant_id", "token_hash", unique=True),
        Index("ix_intake_files_appointment", "tenant_id", "appointment_id"),
        Index("ix_intake_files_question", "tenant_id", "question_id"),
        Index(
            "ix_intake_files_unclaimed",
            "tenant_id",
            "created_at",
            postgresql_where=text("appointment_id IS NULL"),
        ),
    )

    question_id: Mapped[UUID | None]
    appointment_id: Mapped[UUID | None]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    content_type: Mapped[str]
    size_bytes: Mapped[int]
    path: Mapped[str]


class AppointmentAnswer(TenantOwned, Base):
    """An answer with its question as it was asked: later changes of the service leave it be."""

    __tablename__ = "appointment_answers"
    __table_args__ = (
        tenant_fk("appointment_id", "appointments"),
        tenant_fk("file_id", "intake_files"),
        ForeignKeyConstraint(
            ["tenant_id", "question_id"],
            ["service_questions.tenant_id", "service_questions.id"],
            ondelete="SET NULL (question_id)",
        ),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(
            "(kind = 'file') = (file_id IS NOT NULL) AND (kind = 'file') = (value IS NULL)",
            name="is_whole",
        ),
        UniqueConstraint("tenant_id", "appointment_id", "question_id"),
        Index("ix_appointment_answers_question", "tenant_id", "question_id"),
        Index("ix_appointment_answers_file", "tenant_id", "file_id"),
    )

    appointment_id: Mapped[UUID]
    question_id: Mapped[UUID | None]
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str]
    question: Mapped[str]
    help: Mapped[str] = mapped_column(server_default=text("''"))
    value: Mapped[Any] = mapped_column(JSONB(none_as_null=True), nullable=True, info=PERSONAL)
    file_id: Mapped[UUID | None]
    answered_at: Mapped[datetime]

    file: Mapped[IntakeFile | None] = relationship(lazy="raise", viewonly=True)
