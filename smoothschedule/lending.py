"""HTTP of what one may lend: the rights page's own words for each permission."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.access import MATRIX, PERMISSIONS
from smoothschedule.core.api import (
    PLATFORM,
    TENANT,
    Blueprint,
    current_work,
    in_person_permissions,
)
from smoothschedule.core.schemas import Schema
from smoothschedule.users.grants import lendable
from smoothschedule.users.rules import Role

lending = Blueprint(
    "lending",
    __name__,
    url_prefix="/api/v1/grants",
    description="What may be lent",
    hosts=frozenset({TENANT, PLATFORM}),
)
blueprints = [lending]
#: Whom one could lend these to has them already.
EVERYBODYS = MATRIX[Role.TENANT_STAFF] & MATRIX[Role.CUSTOMER]


class LendableSchema(Schema):
    action = ma.fields.String(required=True)
    meaning = ma.fields.String(required=True)


class LendableListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(LendableSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)


@lending.endpoint("GET", "/lendable", "listLendable")
@lending.requires("view_grants")
@lending.response(200, LendableListSchema)
def list_lendable() -> dict[str, Any]:
    """The permissions that one may lend, each with its meaning in words."""
    found = lendable(current_work(), personal=in_person_permissions()) - EVERYBODYS
    items = [{"action": a, "meaning": m} for a, m in PERMISSIONS.items() if a in found]
    return {"items": items, "next": None}
