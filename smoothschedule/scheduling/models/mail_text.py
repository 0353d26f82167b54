"""What a business says in its mails where it has its own words."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from smoothschedule.core.db import Base, TenantOwned, Versioned
from smoothschedule.scheduling.rules.mails import TextKind

KINDS = tuple(kind.value for kind in TextKind)


class MailText(TenantOwned, Versioned, Base):
    """Subject and body of one kind of mail, with variables; without a row ours are sent."""

    __tablename__ = "mail_texts"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("subject <> '' AND body <> ''", name="says_something"),
        UniqueConstraint("tenant_id", "kind"),
    )

    kind: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
