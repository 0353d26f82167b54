"""HTTP of joining: what a mailed link opens, and how customers ask for one."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.people.models import Invitation
from smoothschedule.people.operations import invitations as operations, joining as acts
from smoothschedule.people.schemas import (
    AcceptInvitationSchema,
    InvitationTokenSchema,
    OpenInvitationSchema,
    RegistrationSchema,
)
from smoothschedule.users import throttle
from smoothschedule.users.routes.account import welcome
from smoothschedule.users.schemas.account import MeSchema

joining = Blueprint(
    "joining", __name__, url_prefix="/api/v1/auth", description="Becoming a person of the business"
)


@joining.endpoint("POST", "/registrations", "register")
@joining.public
@throttle.mails_of_account
@throttle.asks_of_address
@joining.arguments(RegistrationSchema)
@joining.response(202)
def register(body: dict[str, str]) -> None:
    """Mail a link to an account, or to the one there is; the answer is the same either way."""
    operations.register(current_work(), **body)


@joining.endpoint("POST", "/invitation", "openInvitation")
@joining.public
@throttle.guesses_of_address
@joining.arguments(InvitationTokenSchema)
@joining.response(200, OpenInvitationSchema)
def open_invitation(body: dict[str, str]) -> Invitation:
    """What this link still opens. A POST, so that the secret is in no address and no log."""
    return acts.invitation_of(current_work(), body["token"])


@joining.endpoint("POST", "/invitation/accept", "acceptInvitation")
@joining.public
@throttle.guesses_of_address
@joining.arguments(AcceptInvitationSchema)
@joining.response(200, MeSchema)
def accept_invitation(body: dict[str, str]) -> dict[str, Any]:
    """Make the account that the link opens, and sign in with it."""
    work = current_work()
    token, name, password = body["token"], body["name"], body["password"]
    return welcome(work, acts.accept(work, token, name=name, password=password))
