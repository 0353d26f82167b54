"""Where the store keeps the files of contracts.

What people sign is kept by its content: writing it twice changes nothing, and a key never
comes to mean other bytes.
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

Folder = Literal["documents", "sealed", "images", "files", "assets"]


def content_key(tenant_id: UUID, folder: Folder, sha256: str, ending: str) -> str:
    """Of bytes with this hash: tenants/…/contracts/documents/ab12….pdf."""
    return f"tenants/{tenant_id}/contracts/{folder}/{sha256}.{ending}"


def draft_key(tenant_id: UUID, contract_id: UUID) -> str:
    """What a written contract looks like before it is sent; changes with the draft."""
    return f"tenants/{tenant_id}/contracts/drafts/{contract_id}.pdf"


def preview_key(tenant_id: UUID, template_id: UUID) -> str:
    """What a written template looks like with what is only an example."""
    return f"tenants/{tenant_id}/contracts/previews/{template_id}.pdf"
