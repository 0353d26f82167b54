"""The words of a business's mails: its own, or ours as long as it has none."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.mails.texts import (
    DEFAULTS,
    MEANINGS,
    Wording,
    lacking,
    variables_of,
)
from smoothschedule.scheduling.models import MailText
from smoothschedule.scheduling.rules.mails import TextKind


def wording_of(work: Work, kind: TextKind) -> Wording:
    """The words that are sent now."""
    found = own_text(work, kind)
    return Wording(found.subject, found.body) if found else DEFAULTS[kind]


def own_text(work: Work, kind: TextKind, *, lock: bool = False) -> MailText | None:
    """The business's own words, if it has any for this kind."""
    query = select(MailText).where(MailText.kind == kind.value)
    return work.session.scalar(query.with_for_update() if lock else query)


def mail_texts(work: Work) -> list[dict[str, Any]]:
    """Every kind with its words, in the order of an appointment's life."""
    own = {text.kind: text for text in work.session.scalars(select(MailText))}
    return [document(kind, own.get(kind.value)) for kind in TextKind]


def document(kind: TextKind, own: MailText | None) -> dict[str, Any]:
    """One kind as MailTextSchema shows it; version 0 are our words."""
    said = Wording(own.subject, own.body) if own else DEFAULTS[kind]
    return {
        "kind": kind.value,
        "subject": said.subject,
        "body": said.body,
        "is_own": own is not None,
        "version": own.version if own else 0,
        "variables": [{"name": n, "meaning": MEANINGS[n]} for n in variables_of(kind)],
        "lacks": lacking(kind, said),
    }
