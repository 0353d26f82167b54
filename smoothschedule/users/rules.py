"""Who is who, and who may become whom: values in, values out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID


class Role(StrEnum):
    """The eight roles. Platform roles have no tenant, tenant roles exactly one."""

    SUPERUSER = "SUPERUSER"
    PLATFORM_MANAGER = "PLATFORM_MANAGER"
    PLATFORM_SALES = "PLATFORM_SALES"
    PLATFORM_SUPPORT = "PLATFORM_SUPPORT"
    TENANT_OWNER = "TENANT_OWNER"
    TENANT_MANAGER = "TENANT_MANAGER"
    TENANT_STAFF = "TENANT_STAFF"
    CUSTOMER = "CUSTOMER"


PLATFORM_ROLES: Final = frozenset(
    {Role.SUPERUSER, Role.PLATFORM_MANAGER, Role.PLATFORM_SALES, Role.PLATFORM_SUPPORT}
)
TENANT_ROLES: Final = frozenset(
    {Role.TENANT_OWNER, Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER}
)


def check_role_matches_tenant(role: Role, tenant_id: UUID | None) -> None:
    """The role and the tenant go together, or ValueError says in plain words why not."""
    if role in TENANT_ROLES and tenant_id is None:
        raise ValueError(f"Users with role {role} must be assigned to a tenant")
    if role in PLATFORM_ROLES and tenant_id is not None:
        raise ValueError(f"Users with role {role} cannot be assigned to a tenant")


class VisitKind(StrEnum):
    """In somebody's place, or inside a business as oneself."""

    MASQUERADE = "masquerade"
    ENTRY = "entry"


class VisitMode(StrEnum):
    """To look only, or to act."""

    VIEW = "view"
    ACT = "act"


class EndReason(StrEnum):
    """Why a visit is over."""

    RELEASED = "released"
    EXPIRED = "expired"
    ACTOR_GONE = "actor_gone"
    TARGET_GONE = "target_gone"
    ROLE_CHANGED = "role_changed"
    SESSION_ENDED = "session_ended"
    ENDED_BY_OWNER = "ended_by_owner"


#: Permission grants last at most this long.
LONGEST_GRANT_MINUTES: Final = 480


@dataclass(frozen=True, slots=True)
class Person:
    """What a masquerade is decided on; `id` None is an account nobody else shares."""

    role: Role
    id: UUID | None = None
    tenant_id: UUID | None = None
    is_temporary: bool = False
    is_active: bool = True
    #: Of a business that is suspended.
    is_suspended: bool = False


class MasqueradeDenial(StrEnum):
    """Why a masquerade does not start."""

    SESSION_OVER = "session-over"
    NESTED = "nested"
    ABSENT = "absent"
    ONESELF = "oneself"
    INACTIVE = "inactive"
    NOT_ALLOWED = "not-allowed"
    SUSPENDED = "suspended"


def masquerade_denial(
    actor: Person | None, target: Person | None, *, inside_masquerade: bool = False
) -> MasqueradeDenial | None:
    """None when `actor` may become `target`, else the reason why not.

    `inside_masquerade` says that the actor is already somebody else: depth is one. No actor
    is one whose session is over, no target one who is not there or not theirs to see.
    """
    if actor is None:
        return MasqueradeDenial.SESSION_OVER
    if inside_masquerade:
        return MasqueradeDenial.NESTED
    return MasqueradeDenial.ABSENT if target is None else _denial_between(actor, target)


def _denial_between(actor: Person, target: Person) -> MasqueradeDenial | None:
    if actor.id is not None and actor.id == target.id:
        return MasqueradeDenial.ONESELF
    if not (actor.is_active and target.is_active):
        return MasqueradeDenial.INACTIVE
    if not _role_reaches(actor, target):
        return MasqueradeDenial.NOT_ALLOWED
    return MasqueradeDenial.SUSPENDED if target.is_suspended else None


def entry_mode(role: Role, *, is_temporary: bool) -> VisitMode | None:
    """How platform staff of this role enter a business as themselves; None: not at all."""
    match role:
        case Role.SUPERUSER | Role.PLATFORM_MANAGER:
            return VisitMode.ACT
        case Role.PLATFORM_SALES:
            return VisitMode.ACT if is_temporary else None
        case Role.PLATFORM_SUPPORT:
            return VisitMode.VIEW
        case _:
            return None


def _role_reaches(actor: Person, target: Person) -> bool:
    match actor.role:
        case Role.SUPERUSER:
            return True
        case Role.PLATFORM_SUPPORT:
            return target.role in TENANT_ROLES
        case Role.PLATFORM_SALES:
            return target.role in TENANT_ROLES and target.is_temporary
        case Role.TENANT_OWNER:
            is_own_tenant = actor.tenant_id is not None and actor.tenant_id == target.tenant_id
            return target.role is Role.TENANT_STAFF and is_own_tenant
        case _:
            return False
