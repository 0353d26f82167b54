"""What stays of a customer's details when a merge is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def unmerged(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    """The details as they were before a merge, but for what was changed since: that stays.

    Tags are a list, of which those go that the merge added.
    """
    back = {name: before[name] if now[name] == after[name] else now[name] for name in before}
    came = [tag for tag in after["tags"] if tag not in before["tags"]]
    return {**back, "tags": [tag for tag in now["tags"] if tag not in came]}
