"""HTTP of changes of address: asked for on the account page, agreed to by links in two mails."""

from __future__ import annotations

from typing import Any

from flask_login import current_user

from smoothschedule.core.api import current_work
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users import accounts, email_changes, throttle
from smoothschedule.users.routes.account import account
from smoothschedule.users.schemas.email_changes import (
    EmailChangeAskSchema,
    EmailChangeLinkSchema,
    EmailLinkSchema,
    MyEmailChangeSchema,
)


@account.endpoint("GET", "/auth/email-change", "getMyEmailChange")
@account.requires("use_account")
@account.response(200, MyEmailChangeSchema)
def get_my_email_change() -> dict[str, Any]:
    """The change of one's address that still waits for a mailbox, if there is one."""
    found = email_changes.waiting(current_work(), current_user.account.id)
    if found is None:
        return {"waiting": None}
    return {
        "waiting": {
            "email": found.new_email,
            "expires_at": found.expires_at,
            "old_confirmed": found.old_confirmed_at is not None,
            "new_confirmed": found.new_confirmed_at is not None,
        }
    }


@account.endpoint("POST", "/auth/email-change", "askEmailChange")
@account.requires("use_account", in_person=True)
@throttle.guesses_of_person
@throttle.mails_of_person
@account.arguments(EmailChangeAskSchema)
@account.response(202)
def ask_email_change(body: dict[str, Any]) -> None:
    """Mail a link to the present address and one to the new; the answer is always the same."""
    accounts.require_password(current_user.account, body["current_password"])
    email_changes.ask(current_work(), current_user.account, body["email"])


@account.endpoint("DELETE", "/auth/email-change", "cancelEmailChange")
@account.requires("use_account", in_person=True)
@account.response(204)
def cancel_email_change() -> None:
    """Take back the change that still waits."""
    email_changes.cancel(current_work(), current_user.account.id)


@account.endpoint("POST", "/auth/email-links/look", "lookAtEmailLink")
@account.public
@throttle.guesses_of_address
@account.arguments(EmailLinkSchema)
@account.response(200, EmailChangeLinkSchema)
def look_at_email_link(body: dict[str, str]) -> dict[str, Any]:
    """What the link in a mail is about; changes nothing."""
    work = current_work()
    return _document(work, email_changes.link_of(work, body["token"]))


@account.endpoint("POST", "/auth/email-links/confirm", "confirmEmailLink")
@account.public
@throttle.guesses_of_address
@account.arguments(EmailLinkSchema)
@account.response(200, EmailChangeLinkSchema)
def confirm_email_link(body: dict[str, str]) -> dict[str, Any]:
    """This mailbox agrees; when the other one has too, the address is the new one."""
    work = current_work()
    return _document(work, email_changes.confirm(work, body["token"]))


@account.endpoint("POST", "/auth/email-links/stop", "stopEmailLink")
@account.public
@throttle.guesses_of_address
@account.arguments(EmailLinkSchema)
@account.response(204)
def stop_email_link(body: dict[str, str]) -> None:
    """The change will not happen, whatever the other mailbox said."""
    email_changes.stop(current_work(), body["token"])


@account.endpoint("POST", "/auth/email-links/undo", "undoEmailLink")
@account.public
@throttle.guesses_of_address
@account.arguments(EmailLinkSchema)
@account.response(204)
def undo_email_link(body: dict[str, str]) -> None:
    """The former address is back, everybody is signed out, a link for a new password is mailed."""
    email_changes.undo(current_work(), body["token"])


def _document(work: Work, link: email_changes.Link) -> dict[str, Any]:
    change, until = link.change, email_changes.expires_at(link.change)
    is_over = change.state in ("waiting", "done") and until <= work.now
    return {
        "side": link.side,
        "state": "expired" if is_over else change.state,
        "old_email": change.old_email,
        "new_email": change.new_email,
        "is_confirmed": link.is_confirmed,
        "expires_at": until,
    }
