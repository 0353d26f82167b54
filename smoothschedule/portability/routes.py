"""HTTP of exports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g

from smoothschedule.core.api import Blueprint, current_runtime, current_work
from smoothschedule.portability import exporting
from smoothschedule.portability.models import BusinessExport
from smoothschedule.portability.permissions import EXPORT_BUSINESS
from smoothschedule.portability.schemas import (
    BusinessExportListSchema,
    BusinessExportSchema,
    ExportLinkSchema,
    ExportWishSchema,
)
from smoothschedule.users import throttle

portability = Blueprint(
    "exports", __name__, url_prefix="/api/v1", description="Everything as one archive"
)
blueprints = [portability]


@portability.endpoint("GET", "/business-exports", "listBusinessExports")
@portability.requires(EXPORT_BUSINESS)
@portability.response(200, BusinessExportListSchema)
def list_business_exports() -> dict[str, Any]:
    """The latest exports, newest first."""
    return {"items": exporting.exports(current_work())}


@portability.endpoint("POST", "/business-exports", "exportBusiness")
@portability.requires(EXPORT_BUSINESS, in_person=True)
@throttle.guesses_of_person
@portability.arguments(ExportWishSchema)
@portability.response(202, BusinessExportSchema)
def export_business(body: dict[str, str]) -> BusinessExport:
    """Have everything that the business has made into one archive, by one's own password."""
    return exporting.ask(current_work(), password=body["password"])


@portability.endpoint("POST", "/business-exports/<uuid:export_id>/link", "linkBusinessExport")
@portability.requires(EXPORT_BUSINESS, in_person=True)
@portability.response(200, ExportLinkSchema)
def link_business_export(export_id: UUID) -> dict[str, str]:
    """An address that gives the archive to whoever has it, for ten minutes."""
    key = exporting.key_of(current_work(), export_id)
    name = f"{g.tenant.subdomain}-export.zip"
    link = current_runtime().files.link(
        key,
        expires_seconds=exporting.LINK_SECONDS,
        filename=name,
        content_type=exporting.ZIP,
    )
    return {"url": link}
