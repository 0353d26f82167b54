"""HTTP of the pictures in written templates: the picture itself is the body."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from smoothschedule.contracts.models import ContractAsset
from smoothschedule.contracts.operations import assets as operations
from smoothschedule.contracts.permissions import EDIT_TEMPLATES, VIEW_CONTRACTS
from smoothschedule.contracts.problems import AssetRefused
from smoothschedule.contracts.schemas.template import ContractAssetSchema
from smoothschedule.core.api import Blueprint, current_runtime, current_work
from smoothschedule.core.problems import NotFound
from smoothschedule.core.scanning import scanned
from smoothschedule.storage.port import FileMissingError

assets = Blueprint(
    "contract_assets", __name__, url_prefix="/api/v1", description="What contracts are made from"
)
BINARY = {"schema": {"type": "string", "format": "binary"}}
PICTURE = {"required": True, "content": dict.fromkeys(operations.MIMETYPES, BINARY)}
SHOWN = {200: {"description": "The picture", "content": {operations.STORED_AS: BINARY}}}


@assets.endpoint("POST", "/contract-assets", "createContractAsset")
@assets.requires(EDIT_TEMPLATES)
@assets.doc(requestBody=PICTURE)
@assets.response(201, ContractAssetSchema)
def create_asset() -> dict[str, Any]:
    """Add a PNG or JPEG picture of 2 MB at most, to be shown in written templates."""
    request.max_content_length = operations.MOST_BYTES + 1
    if request.mimetype not in operations.MIMETYPES:
        raise AssetRefused
    content = scanned(request.get_data())
    found = operations.add_asset(current_work(), content, files=current_runtime().files)
    return {
        "id": found.id,
        "url": f"/api/v1/contract-assets/{found.id}",
        "width_px": found.width_px,
        "height_px": found.height_px,
    }


@assets.endpoint("GET", "/contract-assets/<uuid:asset_id>", "getContractAsset")
@assets.requires(VIEW_CONTRACTS)
@assets.doc(responses=SHOWN)
def get_asset(asset_id: UUID) -> Response:
    """The picture; it never changes, so browsers may keep it."""
    found = current_work().get(ContractAsset, asset_id)
    try:
        with current_runtime().files.open(found.path) as file:
            response = Response(file.read(), mimetype=operations.STORED_AS)
    except FileMissingError:
        raise NotFound from None
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
