"""Why a customer is erased: a choice, so that the audit can tell it without a word about them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Because(StrEnum):
    """The grounds of article 17 (1) GDPR, and the business's own retention."""

    ASKED = "asked"
    NOT_NEEDED = "not_needed"
    OBJECTED = "objected"
    UNLAWFUL = "unlawful"
    REQUIRED = "required"
    NOT_SEEN = "not_seen"


#: What a person may choose; NOT_SEEN is the clock's alone.
CHOICES: Final = tuple(each for each in Because if each is not Because.NOT_SEEN)
