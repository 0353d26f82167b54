"""HTTP of invitations, as those see them who invite."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.schemas import PageArgs
from smoothschedule.people import queries
from smoothschedule.people.operations import invitations as operations
from smoothschedule.people.permissions import INVITE_PEOPLE, VIEW_TEAM
from smoothschedule.people.schemas import InvitationPage, InvitationSchema, NewInvitationSchema
from smoothschedule.users import throttle

invitations = Blueprint(
    "invitations", __name__, url_prefix="/api/v1/invitations", description="People to come"
)


@invitations.endpoint("GET", "", "listInvitations")
@invitations.requires(VIEW_TEAM)
@invitations.arguments(PageArgs, location="query")
@invitations.response(200, InvitationPage)
def list_invitations(args: dict[str, Any]) -> dict[str, Any]:
    """Invitations that nobody has answered yet, latest first."""
    return queries.invitations(current_work(), **args)


@invitations.endpoint("POST", "", "invite")
@invitations.tells_refusals(operations.note_lasting_access)
@invitations.requires(INVITE_PEOPLE)
@invitations.idempotent
@throttle.mails_by_person
@invitations.arguments(NewInvitationSchema)
@invitations.response(201, InvitationSchema)
def invite(body: dict[str, Any]) -> dict[str, Any]:
    """Mail somebody a link to an account of this role."""
    work = current_work()
    return queries.with_inviters(work, [operations.invite(work, **body)])[0]


@invitations.endpoint("POST", "/<uuid:invitation_id>/resend", "resendInvitation")
@invitations.tells_refusals(operations.note_lasting_access)
@invitations.requires(INVITE_PEOPLE)
@throttle.mails_by_person
@invitations.response(200, InvitationSchema)
def resend_invitation(invitation_id: UUID) -> dict[str, Any]:
    """Mail a fresh link; the old one stops working."""
    work = current_work()
    return queries.with_inviters(work, [operations.send_again(work, invitation_id)])[0]


@invitations.endpoint("DELETE", "/<uuid:invitation_id>", "revokeInvitation")
@invitations.requires(INVITE_PEOPLE)
@invitations.response(204)
def revoke_invitation(invitation_id: UUID) -> None:
    """Take the invitation back; its link stops working."""
    operations.revoke(current_work(), invitation_id)
