"""What happens to people of a business and to staff of the platform."""

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    tag = Tag.INVITATION_SENT
    invitation_id: UUID


@dataclass(frozen=True, slots=True)
class InvitationRevoked(Event):
    tag = Tag.INVITATION_REVOKED
    invitation_id: UUID


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Event):
    tag = Tag.INVITATION_ACCEPTED
    invitation_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True)
class RegistrationAsked(Event):
    tag = Tag.REGISTRATION_ASKED
    invitation_id: UUID


@dataclass(frozen=True, slots=True)
class KnownPersonRegistered(Event):
    """Somebody asked for an account with the address of one that is there already."""

    tag = Tag.REGISTRATION_OF_KNOWN
    user_id: UUID


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    tag = Tag.ROLE_CHANGED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class PersonDeactivated(Event):
    tag = Tag.USER_DEACTIVATED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class PersonReactivated(Event):
    tag = Tag.USER_REACTIVATED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class OwnershipTransferred(Event):
    tag = Tag.OWNERSHIP_TRANSFERRED
    user_id: UUID
    former_owner_id: UUID


@dataclass(frozen=True, slots=True)
class RightsChanged(Event):
    """These roles may do other things than before; without any, customers may register or not."""

    tag = Tag.RIGHTS_CHANGED
    tenant_id: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlatformAccountMade(Event):
    tag = Tag.USER_CREATED
    user_id: UUID
