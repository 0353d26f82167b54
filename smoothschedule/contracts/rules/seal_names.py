"""Which contract a seal is about: its reason names business and contract at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

_ID: Final = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_NAMES: Final = re.compile(rf"\A(.*): [^:]+ \(({_ID})/({_ID})\)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Named:
    """What a seal's reason names. `business`: as it was called when the seal was made."""

    business: str
    tenant_id: UUID
    contract_id: UUID


def seal_reason(business: str, number: str, tenant_id: UUID, contract_id: UUID) -> str:
    """What stands in the seal: words for people, then the ids."""
    return f"{business}: {number} ({tenant_id}/{contract_id})"


def named_in(reason: str | None) -> Named | None:
    """What a seal's reason names, or None for a reason of another kind."""
    found = _NAMES.search(reason or "")
    return Named(found[1], UUID(found[2]), UUID(found[3])) if found else None
