"""HTTP of the words of a business's mails."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.core.problems import NotFound
from smoothschedule.scheduling.mails.samples import sample_values
from smoothschedule.scheduling.mails.texts import Wording, lacking
from smoothschedule.scheduling.mails.writing import Letterhead, letter
from smoothschedule.scheduling.operations import mail_texts as operations
from smoothschedule.scheduling.queries import mail_texts as queries
from smoothschedule.scheduling.rules.mails import TextKind
from smoothschedule.scheduling.schemas.mail_texts import (
    MailPreviewSchema,
    MailTextListSchema,
    MailTextSchema,
    NewMailTextSchema,
)
from smoothschedule.tenants.quotas import own_tenant

mail_texts = Blueprint(
    "mail_texts", __name__, url_prefix="/api/v1", description="The words of a business's mails"
)
EDIT = "edit_tenant"


@mail_texts.endpoint("GET", "/mail-texts", "listMailTexts")
@mail_texts.requires(EDIT)
@mail_texts.response(200, MailTextListSchema)
def list_mail_texts() -> dict[str, Any]:
    """What each kind of mail says, and which variables may stand in it."""
    return {"items": queries.mail_texts(current_work())}


@mail_texts.endpoint("PUT", "/mail-texts/<kind>", "setMailText")
@mail_texts.requires(EDIT)
@mail_texts.matches
@mail_texts.arguments(NewMailTextSchema)
@mail_texts.response(200, MailTextSchema)
def set_mail_text(body: dict[str, Any], kind: str) -> dict[str, Any]:
    """Say it in one's own words from now on; version 0 are ours."""
    work, found = current_work(), _kind(kind)
    own = operations.word(work, found, Wording(**body), version=expected_version())
    return queries.document(found, tagged(own))


@mail_texts.endpoint("DELETE", "/mail-texts/<kind>", "resetMailText")
@mail_texts.requires(EDIT)
@mail_texts.matches
@mail_texts.response(200, MailTextSchema)
def reset_mail_text(kind: str) -> dict[str, Any]:
    """Go back to our words."""
    found = _kind(kind)
    operations.reset(current_work(), found, version=expected_version())
    return queries.document(found, None)


@mail_texts.endpoint("POST", "/mail-texts/<kind>/preview", "previewMailText")
@mail_texts.requires(EDIT)
@mail_texts.arguments(NewMailTextSchema)
@mail_texts.response(200, MailPreviewSchema)
def preview_mail_text(body: dict[str, Any], kind: str) -> dict[str, Any]:
    """The mail as it would look, about an invented appointment; nothing is sent or kept."""
    work, found, wording = current_work(), _kind(kind), Wording(**body)
    operations.require_known(found, wording)
    tenant = own_tenant(work)
    head = Letterhead.of(work, tenant, current_settings())
    written = letter(wording, sample_values(found, tenant, head, now=work.now), head)
    return {
        "subject": written.subject,
        "text": written.text,
        "html": written.html,
        "lacks": lacking(found, wording),
    }


def _kind(name: str) -> TextKind:
    try:
        return TextKind(name)
    except ValueError:
        raise NotFound from None
