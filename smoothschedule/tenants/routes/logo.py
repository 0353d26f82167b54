"""HTTP of the business's logo: the picture itself is the body."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, g, request

from smoothschedule.core.api import Blueprint, current_runtime, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.scanning import scanned
from smoothschedule.tenants import branding
from smoothschedule.tenants.routes.business import tenant_document
from smoothschedule.tenants.schemas.business import TenantSchema

logo = Blueprint("logo", __name__, url_prefix="/api/v1", description="The business itself")
public_logo = Blueprint(
    "public_logo", __name__, url_prefix="/api/v1/public", description="The booking page"
)
PICTURE = {
    "required": True,
    "content": {
        kind: {"schema": {"type": "string", "format": "binary"}} for kind in branding.MIMETYPES
    },
}


@logo.endpoint("PUT", "/tenant/logo", "setLogo")
@logo.requires("edit_tenant")
@logo.matches
@logo.doc(requestBody=PICTURE)
@logo.response(200, TenantSchema)
def set_logo() -> dict[str, Any]:
    """Show this PNG, JPEG or WebP picture as the business's logo; 1 MB at most."""
    found = require_match(g.tenant)
    if request.mimetype not in branding.MIMETYPES:
        raise branding.LogoRefused
    changed = branding.set_logo(
        current_work(), found, scanned(request.get_data()), files=current_runtime().files
    )
    return tenant_document(tagged(changed))


@logo.endpoint("DELETE", "/tenant/logo", "removeLogo")
@logo.requires("edit_tenant")
@logo.matches
@logo.response(200, TenantSchema)
def remove_logo() -> dict[str, Any]:
    """Show the business's name instead of a logo."""
    found = require_match(g.tenant)
    return tenant_document(tagged(branding.remove_logo(current_work(), found)))


@public_logo.endpoint("GET", "/logo/<uuid:logo_id>", "getLogo")
@public_logo.public
@public_logo.doc(
    responses={
        200: {
            "description": "The picture",
            "content": {branding.STORED_AS: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
)
def get_logo(logo_id: UUID) -> Response:
    """The business's logo; each has an address of its own, so browsers may keep it."""
    content = branding.logo_file(g.tenant, logo_id, files=current_runtime().files)
    response = Response(content, mimetype=branding.STORED_AS)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    # Mails show it too, in the pages of whoever reads them.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
