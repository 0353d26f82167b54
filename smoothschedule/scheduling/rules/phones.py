"""Phone numbers as people type them: with or without the country, with any spacing."""

from __future__ import annotations

import re
from typing import Final

#: The numbers after which a number is one's own within a country (ITU-T E.164). None begins
#: another, since PostgreSQL takes the longest that fits and Python the first.
COUNTRY: Final = (
    "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    "|2[1-689][0-9]|3[578][0-9]|42[0-9]|5[09][0-9]|6[7-9][0-9]|8[035789][0-9]|9[679][0-9]"
)
_ABROAD: Final = re.compile(r"[^0-9]*([+]|00)")


def digits(phone: str | None) -> str:
    """A phone number without signs and spaces."""
    return "".join(char for char in phone or "" if char in "0123456789")


def local(phone: str) -> str:
    """The digits of the number within its country, without the zero that is dialled first."""
    found = digits(phone)
    if _ABROAD.match(phone):
        found = re.sub(f"^({COUNTRY})", "", found.lstrip("0"))
    return found.lstrip("0")
