"""What people put into a contract: values, signatures and files."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, SECRET, Base, TenantOwned, tenant_fk

HOW = ("drawn", "typed", "uploaded", "remembered")
SIGNATURE_KINDS = ("signature", "initials")


class ContractValue(TenantOwned, Base):
    """What stands in one field now: filled in beforehand, or saved by the signer."""

    __tablename__ = "contract_values"
    __is_audited__ = False  # a form half filled in; what was signed stands in contract_events
    __table_args__ = (
        tenant_fk("contract_id", "contracts"),
        tenant_fk("signer_id", "contract_signers"),
        tenant_fk("signature_image_id", "signature_images"),
        CheckConstraint("saved_by IN ('prefill', 'signer')", name="saved_by"),
        CheckConstraint(
            "(saved_by = 'signer') = (signer_id IS NOT NULL)", name="signer_saved_their_own"
        ),
        UniqueConstraint("tenant_id", "contract_id", "field_id"),
    )

    contract_id: Mapped[UUID]
    field_id: Mapped[str]
    signer_id: Mapped[UUID | None]
    value: Mapped[Any] = mapped_column(JSONB, nullable=False, info=PERSONAL)
    signature_image_id: Mapped[UUID | None]
    saved_by: Mapped[str]
    saved_at: Mapped[datetime]


class SignatureImage(TenantOwned, Base):
    """A signature or initials as drawn, typed or uploaded for one contract."""

    __tablename__ = "signature_images"
    __table_args__ = (
        tenant_fk("contract_id", "contracts"),
        tenant_fk("signer_id", "contract_signers"),
        CheckConstraint(f"how IN {HOW}", name="how"),
        CheckConstraint(f"kind IN {SIGNATURE_KINDS}", name="kind"),
        CheckConstraint("width_px > 0 AND height_px > 0", name="has_a_size"),
        Index("ix_signature_images_contract", "tenant_id", "contract_id", "signer_id"),
    )

    contract_id: Mapped[UUID]
    #: None where the sender's own signature was put in beforehand.
    signer_id: Mapped[UUID | None]
    how: Mapped[str]
    kind: Mapped[str]
    sha256: Mapped[str]
    path: Mapped[str]
    size_bytes: Mapped[int]
    width_px: Mapped[int]
    height_px: Mapped[int]


class SavedSignature(TenantOwned, Base):
    """A signature that somebody asked us to remember, encrypted; deleted when they change it."""

    __tablename__ = "saved_signatures"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint(f"how IN {HOW}", name="how"),
        CheckConstraint(f"kind IN {SIGNATURE_KINDS}", name="kind"),
        CheckConstraint("(user_id IS NULL) <> (customer_id IS NULL)", name="of_one_person"),
        UniqueConstraint("tenant_id", "user_id", "kind"),
        UniqueConstraint("tenant_id", "customer_id", "kind"),
    )

    user_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    kind: Mapped[str]
    how: Mapped[str]
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)


class ContractFile(TenantOwned, Base):
    """A file that a signer attached."""

    __tablename__ = "contract_files"
    __table_args__ = (
        tenant_fk("contract_id", "contracts"),
        tenant_fk("signer_id", "contract_signers"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("size_bytes > 0", name="size"),
        Index("ix_contract_files_contract", "tenant_id", "contract_id", "signer_id"),
    )

    contract_id: Mapped[UUID]
    signer_id: Mapped[UUID]
    field_id: Mapped[str]
    name: Mapped[str] = mapped_column(info=PERSONAL)
    content_type: Mapped[str]
    size_bytes: Mapped[int]
    sha256: Mapped[str]
    path: Mapped[str]
