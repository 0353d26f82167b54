"""Who signs, and what shows that it is them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.contracts.rules.states import Party, SignerKind, SignerState
from smoothschedule.core.db import (
    PERSONAL,
    SECRET,
    Base,
    TenantOwned,
    Versioned,
    tenant_fk,
)


class ContractSigner(TenantOwned, Versioned, Base):
    """One person of a contract, by name and address as they were when it was made.

    Their link is sent again with reminders, so it is derived from `link_nonce` as that of a
    booking is; `token_hash` finds them. The signer's own version guards what they send, so that
    people who sign at once do not stop each other.
    """

    __tablename__ = "contract_signers"
    __table_args__ = (
        tenant_fk("contract_id", "contracts"),
        tenant_fk("user_id", "users"),
        ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            ondelete="SET NULL (customer_id)",
        ),
        tenant_fk("host_user_id", "users"),
        # Deferred: whoever is replaced leaves the role before another can take it.
        ForeignKeyConstraint(
            ["tenant_id", "replaced_by_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint(f"kind IN {tuple(map(str, SignerKind))}", name="kind"),
        CheckConstraint(f"party IN {tuple(map(str, Party))}", name="party"),
        CheckConstraint(f"state IN {tuple(map(str, SignerState))}", name="state"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("email = lower(email) AND email <> ''", name="email_lower"),
        CheckConstraint("routing_order BETWEEN 1 AND 100", name="routing_order"),
        CheckConstraint(
            "(link_nonce IS NULL) = (token_hash IS NULL)"
            " AND (link_nonce IS NULL) = (token_expires_at IS NULL)",
            name="link_is_whole",
        ),
        CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name="signed_has_a_time"),
        CheckConstraint("(state = 'replaced') = (replaced_by_id IS NOT NULL)", name="replaced_by"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index(
            "uq_contract_signers_role",
            "tenant_id",
            "contract_id",
            "role_key",
            unique=True,
            postgresql_where=text("state <> 'replaced'"),
        ),
        Index("ix_contract_signers_contract", "tenant_id", "contract_id", "routing_order", "id"),
        Index("ix_contract_signers_email", "tenant_id", "email"),
        Index("ix_contract_signers_customer", "tenant_id", "customer_id"),
        Index("ix_contract_signers_user", "tenant_id", "user_id"),
    )

    contract_id: Mapped[UUID]
    role_key: Mapped[str]
    kind: Mapped[str]
    party: Mapped[str]
    user_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(info=PERSONAL)
    email: Mapped[str] = mapped_column(Text(collation="C"), info=PERSONAL)
    routing_order: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    link_nonce: Mapped[str | None] = mapped_column(info=SECRET)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    token_expires_at: Mapped[datetime | None] = mapped_column(info=SECRET)
    requires_code: Mapped[bool] = mapped_column(server_default=text("false"))
    code_verified_at: Mapped[datetime | None]
    notified_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    viewed_at: Mapped[datetime | None]
    consented_at: Mapped[datetime | None]
    consent_version: Mapped[str | None]
    consent_sha256: Mapped[str | None]
    consent_language: Mapped[str | None]
    signed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str | None] = mapped_column(info=PERSONAL)
    signed_ip: Mapped[str | None] = mapped_column(info=PERSONAL)
    user_agent: Mapped[str | None] = mapped_column(info=PERSONAL)
    #: Signed on the business's own device, handed over by `host_user_id`.
    is_in_person: Mapped[bool] = mapped_column(server_default=text("false"))
    host_user_id: Mapped[UUID | None]
    replaced_by_id: Mapped[UUID | None]
    search_name: Mapped[str] = mapped_column(
        Text(collation="C"), Computed("lower(name)", persisted=True)
    )


class SignerCode(TenantOwned, Base):
    """Six digits mailed to a signer; derived from `code_nonce`, so that only the hash is kept."""

    __tablename__ = "signer_codes"
    __table_args__ = (
        tenant_fk("signer_id", "contract_signers"),
        CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
        Index("ix_signer_codes_signer", "tenant_id", "signer_id", "id"),
    )

    signer_id: Mapped[UUID]
    code_nonce: Mapped[str] = mapped_column(info=SECRET)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    sent_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
