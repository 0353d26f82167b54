"""What one may do about erasing customers."""

from __future__ import annotations

from typing import Final

ERASE_CUSTOMERS: Final = "erase_customers"

#: Permission -> what it lets one do, in words for the rights page.
MEANINGS: Final = {
    ERASE_CUSTOMERS: "Erase a customer's personal data for good, and answer who asks for that.",
}
