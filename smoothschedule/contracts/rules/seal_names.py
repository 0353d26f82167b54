"""Which contract a seal is about: its reason names business and contract at its end."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

_ID: Final = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_NAMES: Final = re.compile(rf"\(({_ID})/({_ID})\)\Z")


def seal_reason(business: str, number: str, tenant_id: UUID, contract_id: UUID) -> str:
    """What stands in the seal: words for people, then the ids."""
    return f"{business}: {number} ({tenant_id}/{contract_id})"


def named_in(reason: str | None) -> tuple[UUID, UUID] | None:
    """Tenant and contract that a seal's reason names, or None for a reason of another kind."""
    found = _NAMES.search(reason or "")
    return (UUID(found[1]), UUID(found[2])) if found else None
