"""HTTP of the platform's own accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import PLATFORM, Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.schemas import PageArgs
from smoothschedule.people import queries
from smoothschedule.people.operations import platform_staff as operations
from smoothschedule.people.permissions import MANAGE_PLATFORM_STAFF, VIEW_PLATFORM_STAFF
from smoothschedule.people.schemas import (
    NewPlatformAccountSchema,
    PlatformAccountPage,
    PlatformAccountSchema,
    PlatformRoleSchema,
)
from smoothschedule.users.models import PlatformUser

platform_staff = Blueprint(
    "platform_staff",
    __name__,
    url_prefix="/api/v1/platform/staff",
    description="Who works on the platform",
    hosts=frozenset({PLATFORM}),
)


def matched(user_id: UUID) -> PlatformUser:
    """The account, locked, if the caller saw its current version; raises NotFound, Stale."""
    return require_match(current_work().get(PlatformUser, user_id, lock=True))


@platform_staff.endpoint("GET", "", "listPlatformStaff")
@platform_staff.requires(VIEW_PLATFORM_STAFF)
@platform_staff.arguments(PageArgs, location="query")
@platform_staff.response(200, PlatformAccountPage)
def list_platform_staff(args: dict[str, Any]) -> dict[str, Any]:
    """The platform's accounts, by e-mail."""
    return queries.platform_staff(current_work(), **args)


@platform_staff.endpoint("POST", "", "createPlatformAccount")
@platform_staff.requires(MANAGE_PLATFORM_STAFF)
@platform_staff.arguments(NewPlatformAccountSchema)
@platform_staff.response(201, PlatformAccountSchema)
def create_platform_account(body: dict[str, str]) -> PlatformUser:
    """Make an account; its person is mailed a link to choose a password."""
    return tagged(operations.add(current_work(), **body))


@platform_staff.endpoint("PATCH", "/<uuid:user_id>", "changePlatformRole")
@platform_staff.requires(MANAGE_PLATFORM_STAFF)
@platform_staff.matches
@platform_staff.arguments(PlatformRoleSchema)
@platform_staff.response(200, PlatformAccountSchema)
def change_platform_role(body: dict[str, str], user_id: UUID) -> PlatformUser:
    """Give an account another role, from its next click on."""
    return tagged(operations.change_role(current_work(), matched(user_id), body["role"]))


@platform_staff.endpoint("POST", "/<uuid:user_id>/deactivate", "deactivatePlatformAccount")
@platform_staff.requires(MANAGE_PLATFORM_STAFF)
@platform_staff.matches
@platform_staff.response(200, PlatformAccountSchema)
def deactivate_platform_account(user_id: UUID) -> PlatformUser:
    """Sign an account out everywhere and let it in no more."""
    return tagged(operations.deactivate(current_work(), matched(user_id)))


@platform_staff.endpoint("POST", "/<uuid:user_id>/reactivate", "reactivatePlatformAccount")
@platform_staff.requires(MANAGE_PLATFORM_STAFF)
@platform_staff.matches
@platform_staff.response(200, PlatformAccountSchema)
def reactivate_platform_account(user_id: UUID) -> PlatformUser:
    """Let an account in again."""
    return tagged(operations.reactivate(current_work(), matched(user_id)))
