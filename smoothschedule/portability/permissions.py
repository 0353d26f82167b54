"""Who may take the business's data away."""

from __future__ import annotations

from typing import Final

EXPORT_BUSINESS: Final = "export_business"

#: Permission -> what it lets one do, in words for the rights page.
MEANINGS: Final = {
    EXPORT_BUSINESS: "Take everything that the business has away as one archive.",
}
