"""The business's own device in a signer's hands, and who was mailed the finished document."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, TenantOwned, tenant_fk


class SignerHandover(TenantOwned, Base):
    """Somebody of the team lets a signer sign in person.

    The short link's code is used once and gives the token that the device then signs with. The
    link that was mailed to the signer stays as it is.
    """

    __tablename__ = "signer_handovers"
    __table_args__ = (
        tenant_fk("signer_id", "contract_signers"),
        tenant_fk("host_user_id", "users"),
        CheckConstraint("(used_at IS NULL) = (token_hash IS NULL)", name="used_gives_a_token"),
        UniqueConstraint("tenant_id", "code_hash"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index("ix_signer_handovers_signer", "tenant_id", "signer_id"),
    )

    signer_id: Mapped[UUID]
    host_user_id: Mapped[UUID]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ContractCopy(TenantOwned, Base):
    """One person was told that the contract is complete: `signer:<id>` or `sender`."""

    __tablename__ = "contract_copies"
    __is_audited__ = False  # a note of the mail that left, as that of an appointment is
    __table_args__ = (
        tenant_fk("contract_id", "contracts"),
        UniqueConstraint("tenant_id", "contract_id", "recipient"),
    )

    contract_id: Mapped[UUID]
    recipient: Mapped[str]
