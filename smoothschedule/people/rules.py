"""Who looks after whom, and who may be given what: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from smoothschedule.people.permissions import CHANGE_ROLES, OPENABLE
from smoothschedule.users.rules import PLATFORM_ROLES, Role

#: What people of the business can be made by a change of role. Nobody becomes a customer by
#: it: who leaves the team is deactivated. Nobody becomes the owner by it either.
TEAM_ROLES: Final = frozenset({Role.TENANT_MANAGER, Role.TENANT_STAFF})
#: Roles whose rights would outlast the visit of whoever gave them in another's place.
LASTING_ROLES: Final = frozenset({Role.TENANT_OWNER, Role.TENANT_MANAGER})
_BY_EVERYBODY: Final = frozenset({Role.TENANT_STAFF, Role.CUSTOMER})


def looks_after(permissions: frozenset[str], role: str) -> bool:
    """Whether holders of these permissions may invite, deactivate or link people of the role.

    The owner is nobody's to change, and managers are the owner's.
    """
    return role in _BY_EVERYBODY or (role == Role.TENANT_MANAGER and CHANGE_ROLES in permissions)


def may_inherit(role: str, *, is_active: bool) -> bool:
    """Whether a person of this role can become the owner."""
    return role in TEAM_ROLES and is_active


def is_openable(wanted: Mapping[str, Iterable[str]]) -> bool:
    """Whether each of these permissions can be opened to its role."""
    openable: dict[str, frozenset[str]] = {
        role.value: frozenset(meanings) for role, meanings in OPENABLE.items()
    }
    return all(frozenset(asked) <= openable.get(role, set()) for role, asked in wanted.items())


def rules_over(role: str, other: str) -> bool:
    """Whether platform staff of `role` may make, change or deactivate staff of `other`."""
    if role == Role.SUPERUSER:
        return other in PLATFORM_ROLES
    return role == Role.PLATFORM_MANAGER and other in PLATFORM_ROLES - {Role.SUPERUSER}
