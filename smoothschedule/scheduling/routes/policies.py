"""HTTP of what a change of the business's settings would move."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.scheduling.queries.policies import zone_preview
from smoothschedule.scheduling.schemas.policies import ZonePreviewArgs, ZonePreviewSchema

policies = Blueprint("policies", __name__, url_prefix="/api/v1", description="The business itself")


@policies.endpoint("GET", "/tenant/zone-preview", "previewTimeZone")
@policies.requires("edit_tenant")
@policies.arguments(ZonePreviewArgs, location="query")
@policies.response(200, ZonePreviewSchema)
def preview_time_zone(args: dict[str, Any]) -> dict[str, Any]:
    """How many locations and coming appointments another time zone concerns."""
    return zone_preview(current_work(), **args)
