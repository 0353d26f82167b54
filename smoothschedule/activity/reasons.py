"""Why something was refused or ended, and what for, as the ends of sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from smoothschedule.users.rules import EndReason, MasqueradeDenial

#: Why a visit ended.
ENDED: Final[Mapping[str, str]] = {
    EndReason.RELEASED: "",
    EndReason.EXPIRED: ": its time was up",
    EndReason.ACTOR_GONE: ": whoever made it is no longer there",
    EndReason.TARGET_GONE: ": that account is no longer active",
    EndReason.ROLE_CHANGED: ": a role changed",
    EndReason.SESSION_ENDED: ": the session behind it ended",
    EndReason.ENDED_BY_OWNER: ": the owner ended it",
}
#: Why somebody could not be in another's place.
DENIED: Final[Mapping[str, str]] = {
    MasqueradeDenial.SESSION_OVER: ": their session was over",
    MasqueradeDenial.NESTED: ": they were in somebody's place already",
    MasqueradeDenial.ABSENT: ": there is nobody of this kind",
    MasqueradeDenial.ONESELF: ": that is their own account",
    MasqueradeDenial.INACTIVE: ": that account is not active",
    MasqueradeDenial.NOT_ALLOWED: ": their role does not allow it",
    MasqueradeDenial.SUSPENDED: ": the business is suspended",
}
#: Why a visit did not start, by the slug of the problem that was answered.
REFUSED: Final[Mapping[str, str]] = {
    "visit-open": ": they were on another visit",
    "entry-refused": ": their role enters demo businesses only",
    "not-while-visiting": ": they were on a visit",
    "not-by-token": ": it was a script that asked",
    "not-found": ": there is no such business",
    "not-signed-in": ": they were not signed in",
    "visit-over": ": the visit they were on was over",
    "second-factor-missing": ": they had no second factor",
    "csrf": ": the page they asked from was out of date",
    "foreign-origin": ": it was asked from another site",
    "two-identities": ": a session and an API token came together",
    "view-only": ": they were there to look only",
    "malformed": ": something in the request was not valid",
    "bad-request": ": the request could not be read",
    "too-large": ": the request was too large",
    "too-many-attempts": ": there were too many attempts",
    "contended": ": somebody else was changing the same thing",
    "stale": ": it was changed meanwhile",
    "clash": ": it did not fit what was there",
    "over": ": it was over",
    "version-missing": ": the request named no version",
    "tenant-suspended": ": the business is suspended",
    "unknown-host": ": there is no business at that address",
    "unavailable": ": the service was away for a moment",
    "internal": ": something went wrong on our side",
}
BECAUSE: Final[Mapping[str, str]] = {**REFUSED, **ENDED, **DENIED}
#: What a link that is mailed is for.
LINKS: Final[Mapping[str, str]] = {
    "password_reset": " to choose a password",
    "handover": " to the new business",
    "invitation": " to an account",
    "signing": " to sign a contract",
    "copy": " to a signed contract",
    "email_change_old": " to agree to another address",
    "email_change_new": " to confirm a new address",
    "email_change_undo": " to take a change of address back",
}


def because(reason: str) -> str:
    """The reason in words; what a person wrote themselves stands in brackets."""
    return BECAUSE.get(reason, f" ({reason})")
