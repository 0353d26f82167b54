"""Contracts: what was made from a template for certain people."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.contracts.models.signer import ContractSigner
from smoothschedule.contracts.models.template import NO_LIST, TemplateVersion
from smoothschedule.contracts.rules.states import OPEN, SIGNED_BY_ALL, ContractState, Policy
from smoothschedule.core.db import LARGE, PERSONAL, SECRET, Base, TenantOwned, Versioned, tenant_fk
from smoothschedule.core.finding import folded

TIMESTAMP_STATES = ("none", "stamped", "failed")


def _texts(states: frozenset[ContractState] | type[ContractState]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


class Contract(TenantOwned, Versioned, Base):
    """A contract with its document, its fields and where it stands.

    Its row is locked first by whatever changes where it stands. From the moment it is sent,
    document and fields are what everybody signs and do not change. A customer who goes leaves
    the contract and the names in it. `policy` and `deadline_at` are of contracts that a service
    asked for: an appointment has one such contract at most.
    """

    __tablename__ = "contracts"
    __table_args__ = (
        tenant_fk("template_version_id", "template_versions"),
        tenant_fk("created_by_id", "users"),
        ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            ondelete="SET NULL (customer_id)",
        ),
        tenant_fk("appointment_id", "appointments"),
        CheckConstraint(f"state IN ({_texts(ContractState)})", name="state"),
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint(
            f"timestamp_state IN {TIMESTAMP_STATES}",
            name="timestamp_state",
        ),
        CheckConstraint(f"policy IN {tuple(map(str, Policy))}", name="policy"),
        CheckConstraint("policy IS NULL OR appointment_id IS NOT NULL", name="policy_has_a_visit"),
        CheckConstraint("remind_every_days BETWEEN 1 AND 90", name="remind_every_days"),
        CheckConstraint("expires_in_days BETWEEN 1 AND 366", name="expires_in_days"),
        CheckConstraint(
            "state = 'draft' OR (sent_at IS NOT NULL AND expires_at IS NOT NULL"
            " AND original_pdf_path IS NOT NULL AND original_pdf_sha256 IS NOT NULL)",
            name="sent_is_whole",
        ),
        CheckConstraint(
            "(sealed_pdf_path IS NULL) = (sealed_sha256 IS NULL)", name="sealed_is_whole"
        ),
        CheckConstraint(
            "(state = 'completed') = (sealed_pdf_path IS NOT NULL)", name="completed_is_sealed"
        ),
        CheckConstraint("last_event_number >= 0", name="last_event_number"),
        # Deferred: an archive brings them in the order of their ids.
        ForeignKeyConstraint(
            ["tenant_id", "former_id"],
            ["contracts.tenant_id", "contracts.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        Index("ix_contracts_former", "tenant_id", "former_id"),
        Index("uq_contracts_number", "tenant_id", "number", unique=True),
        Index("ix_contracts_state", "tenant_id", "state", "id"),
        Index("ix_contracts_customer", "tenant_id", "customer_id", "id"),
        Index("ix_contracts_appointment", "tenant_id", "appointment_id"),
        Index("ix_contracts_version", "tenant_id", "template_version_id"),
        Index(
            "uq_contracts_required",
            "tenant_id",
            "appointment_id",
            unique=True,
            postgresql_where=text("policy IS NOT NULL"),
        ),
        Index(
            "ix_contracts_open",
            "tenant_id",
            "expires_at",
            postgresql_where=text(f"state IN ({_texts(OPEN)})"),
        ),
        Index(
            "ix_contracts_unsealed",
            "tenant_id",
            "id",
            postgresql_where=text("state = 'sealing'"),
        ),
    )

    template_version_id: Mapped[UUID]
    #: "C-2026-0001": counted by the business's own year.
    number: Mapped[str] = mapped_column(Text(collation="C"))
    title: Mapped[str]
    #: The contract that came to nothing and in whose place this one is.
    former_id: Mapped[UUID | None]
    message: Mapped[str] = mapped_column(server_default=text("''"), info=PERSONAL)
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    #: None where staff of the platform made it, who have no account here, or the product itself.
    created_by_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    appointment_id: Mapped[UUID | None]
    policy: Mapped[str | None]
    deadline_at: Mapped[datetime | None]
    locale: Mapped[str]
    time_zone: Mapped[str]
    original_pdf_path: Mapped[str | None]
    original_pdf_sha256: Mapped[str | None]
    #: What the document takes up for this contract alone: 0 where it is the template's file.
    original_bytes: Mapped[int] = mapped_column(server_default=text("0"))
    #: What was known when it was sent, as text and fields show it (`rules.naming.facts_json`).
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), info=PERSONAL)
    frames: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=NO_LIST, info=LARGE)
    fields: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=NO_LIST, info=LARGE)
    sealed_pdf_path: Mapped[str | None]
    sealed_sha256: Mapped[str | None]
    sealed_bytes: Mapped[int] = mapped_column(server_default=text("0"))
    timestamp_state: Mapped[str] = mapped_column(server_default=text("'none'"))
    seal_error: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    expires_in_days: Mapped[int] = mapped_column(server_default=text("30"))
    expires_at: Mapped[datetime | None]
    remind_every_days: Mapped[int | None]
    completed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(info=PERSONAL)
    last_event_number: Mapped[int] = mapped_column(server_default=text("0"))
    last_event_hash: Mapped[str | None] = mapped_column(info=SECRET)
    search_title: Mapped[str] = mapped_column(
        Text(collation="C"), Computed("lower(title)", persisted=True)
    )

    template_version: Mapped[TemplateVersion] = relationship(lazy="raise", viewonly=True)
    signers: Mapped[list[ContractSigner]] = relationship(
        lazy="raise",
        viewonly=True,
        order_by="(ContractSigner.routing_order, ContractSigner.id)",
    )

    @property
    def is_open(self) -> bool:
        """Somebody can still sign."""
        return self.state in OPEN

    @property
    def is_signed_by_all(self) -> bool:
        return self.state in SIGNED_BY_ALL


# In the order of the list, with all that a contract is found by.
Index(
    "ix_contracts_found",
    Contract.tenant_id,
    Contract.id,
    folded(Contract.search_title),
    postgresql_include=["search_title", "number"],
)
