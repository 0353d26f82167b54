"""HTTP of rights: what roles may do beyond their own line."""

from __future__ import annotations

from typing import Any

from flask import g

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.people.operations.rights import open_rights
from smoothschedule.people.permissions import EDIT_RIGHTS, OPENABLE
from smoothschedule.people.schemas import OpenedRightsSchema, RightsSchema
from smoothschedule.tenants.models import Tenant

rights = Blueprint(
    "rights", __name__, url_prefix="/api/v1", description="What roles may do beyond their own line"
)


def document(tenant: Tenant) -> dict[str, Any]:
    """The business's rights as RightsSchema shows them."""
    return {
        "roles": [
            {
                "role": role,
                "rights": [
                    {
                        "permission": permission,
                        "meaning": meaning,
                        "is_open": permission in tenant.opened_rights.get(role, ()),
                    }
                    for permission, meaning in openable.items()
                ],
            }
            for role, openable in OPENABLE.items()
        ],
        "customers_may_register": tenant.customers_may_register,
        "version": tenant.version,
    }


@rights.endpoint("GET", "/rights", "getRights")
@rights.requires(EDIT_RIGHTS)
@rights.response(200, RightsSchema)
def get_rights() -> dict[str, Any]:
    """What can be opened to other roles, and what is."""
    return document(tagged(g.tenant))


@rights.endpoint("PUT", "/rights", "setRights")
@rights.requires(EDIT_RIGHTS)
@rights.matches
@rights.arguments(OpenedRightsSchema)
@rights.response(200, RightsSchema)
def set_rights(body: dict[str, Any]) -> dict[str, Any]:
    """Open these permissions to these roles, and no others."""
    found = require_match(g.tenant)
    may_register = body["customers_may_register"]
    changed = open_rights(
        current_work(), found, wanted=body["opened"], customers_may_register=may_register
    )
    return document(tagged(changed))
