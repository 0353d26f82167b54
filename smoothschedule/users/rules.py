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


@dataclass(frozen=True, slots=True)
class Person:
    """What a masquerade is decided on; `id` None is an account nobody else shares."""

    role: Role
    id: UUID | None = None
    tenant_id: UUID | None = None
    is_temporary: bool = False
    is_active: bool = True


class MasqueradeDenial(StrEnum):
    """Why a masquerade does not start."""

    NESTED = "nested"
    ONESELF = "oneself"
    INACTIVE = "inactive"
    NOT_ALLOWED = "not-allowed"


def masquerade_denial(
    actor: Person, target: Person, *, inside_masquerade: bool = False
) -> MasqueradeDenial | None:
    """None when `actor` may become `target`, else the reason why not.

    `inside_masquerade` says that the actor is already somebody else: depth is one.
    """
    if inside_masquerade:
        return MasqueradeDenial.NESTED
    if actor.id is not None and actor.id == target.id:
        return MasqueradeDenial.ONESELF
    if not (actor.is_active and target.is_active):
        return MasqueradeDenial.INACTIVE
    return None if _role_reaches(actor, target) else MasqueradeDenial.NOT_ALLOWED


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
