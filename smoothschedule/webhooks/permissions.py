"""What one may be allowed to do about webhooks."""

from typing import Final

MANAGE_WEBHOOKS: Final = "manage_webhooks"

MEANINGS: Final = {
    MANAGE_WEBHOOKS: "Let other programs hear what happens here, and see what was sent to them.",
}
