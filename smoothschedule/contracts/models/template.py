"""Templates, the versions that contracts were made from, and the pictures in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.core.db import LARGE, SECRET, Base, TenantOwned, Versioned, tenant_fk

KINDS = ("pdf", "html")
PREFLIGHT_STATES = ("none", "checking", "ready", "refused")
NO_LIST, NO_OBJECT = text("'[]'"), text("'{}'")


class ContractTemplate(TenantOwned, Versioned, Base):
    """A contract that can be made again and again; may be edited at any time.

    `body` is an editor's document and only of `html`; the file is only of `pdf`. The prepared
    file and what was uploaded are keys of the storage. `preflight_*` tell of the last upload;
    the file before it stays until a new one is ready.
    """

    __tablename__ = "contract_templates"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("kind = 'html' OR body IS NULL", name="body_is_of_html"),
        CheckConstraint("kind = 'pdf' OR pdf_path IS NULL", name="file_is_of_pdf"),
        CheckConstraint(
            "(pdf_path IS NULL) = (pdf_sha256 IS NULL) AND"
            " (pdf_path IS NULL) = (pdf_bytes IS NULL)",
            name="file_is_whole",
        ),
        CheckConstraint(f"preflight_state IN {PREFLIGHT_STATES}", name="preflight_state"),
        CheckConstraint(
            "(preflight_state = 'refused') = (preflight_code IS NOT NULL)", name="refusal_says_why"
        ),
        CheckConstraint("preflight_progress BETWEEN 0 AND 100", name="preflight_progress"),
        Index("ix_contract_templates_name", "tenant_id", "search_name", "id"),
    )

    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    kind: Mapped[str]
    roles: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=NO_LIST, info=LARGE)
    fields: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=NO_LIST, info=LARGE)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), info=LARGE)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=NO_OBJECT)
    pdf_path: Mapped[str | None]
    pdf_sha256: Mapped[str | None]
    pdf_bytes: Mapped[int | None]
    #: One {"width_pt", "height_pt"} for each page, as it is displayed.
    frames: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=NO_LIST, info=LARGE)
    #: The form's own fields, as they stood in the upload: offered to be taken over.
    form_fields: Mapped[list[dict[str, Any]]] = mapped_column(
        JSONB, server_default=NO_LIST, info=LARGE
    )
    upload_path: Mapped[str | None]
    upload_name: Mapped[str | None]
    #: Encrypted, until the file has been opened with it.
    upload_password: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    preflight_state: Mapped[str] = mapped_column(server_default=text("'none'"))
    preflight_progress: Mapped[int] = mapped_column(server_default=text("0"))
    preflight_code: Mapped[str | None]
    preflight_sentence: Mapped[str | None]
    is_archived: Mapped[bool] = mapped_column(server_default=text("false"))
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now(), sort_order=91
    )
    search_name: Mapped[str] = mapped_column(
        Text(collation="C"), Computed("lower(name)", persisted=True)
    )


class TemplateVersion(TenantOwned, Base):
    """A template as it was when contracts were made from it; never changed."""

    __tablename__ = "template_versions"
    __table_args__ = (
        tenant_fk("template_id", "contract_templates"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("number > 0", name="number"),
        UniqueConstraint("tenant_id", "template_id", "number"),
        UniqueConstraint("tenant_id", "template_id", "content_sha256"),
    )

    template_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]
    roles: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info=LARGE)
    fields: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info=LARGE)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), info=LARGE)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    pdf_path: Mapped[str | None]
    pdf_sha256: Mapped[str | None]
    frames: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info=LARGE)
    content_sha256: Mapped[str]

    template: Mapped[ContractTemplate] = relationship(lazy="raise", viewonly=True)


class ContractAsset(TenantOwned, Base):
    """A picture that written templates may show."""

    __tablename__ = "contract_assets"
    __table_args__ = (
        CheckConstraint("width_px > 0 AND height_px > 0", name="has_a_size"),
        UniqueConstraint("tenant_id", "sha256"),
    )

    sha256: Mapped[str]
    path: Mapped[str]
    size_bytes: Mapped[int]
    width_px: Mapped[int]
    height_px: Mapped[int]
