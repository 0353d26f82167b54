"""The evidence in words: each event of a contract as one English sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_SENTENCES: Final = {
    "sent": "{who} sent the contract{instead}.",
    "asked": "{who} was asked to sign.",
    "reminded": "{who} was reminded.",
    "link_renewed": "{who} got a new link{from_hand}; the old one stopped working.",
    "replaced": "{who} was replaced by {heir}.{named}",
    "document_renewed": "The document was corrected and names {heir}.",
    "viewed": "{who} opened the contract.",
    "code_sent": "A code was mailed to {who}.",
    "verified": "{who} entered the code that was mailed.",
    "consented": "{who} agreed to sign electronically (text {version}, {language}).",
    "handed_over": "A device of the business was handed to {who}.",
    "signed": "{who} signed.",
    "declined": "{who} declined: {reason}",
    "delegated": "{who} let {to_name} ({to_email}) sign instead.{named}",
    "sent_again": "It was sent again as {number}.",
    "signed_by_all": "Everybody had signed.",
    "voided": "The sender took the contract back: {reason}",
    "expired": "The time to sign was over.",
    "sealed": "The document was sealed.",
    "seal_failed": "The document could not be sealed.",
    "seal_retried": "Sealing was tried again.",
}


def event_sentence(kind: str, *, who: str | None, details: Mapping[str, Any]) -> str:
    """What happened. `who` is the signer it happened to or by; unknown kinds say their name."""
    pattern = _SENTENCES.get(kind, kind.replace("_", " ").capitalize() + ".")
    heir = details.get("heir")
    known = {**details, "heir": heir.get("name") if isinstance(heir, Mapping) else heir}
    known["named"] = f" The document names {who or 'them'} still." if still_named(details) else ""
    known["from_hand"] = " from the business itself" if details.get("by") == "hand" else ""
    former = details.get("former_number")
    known["instead"] = f" in place of {former}" if former else ""
    return pattern.format_map(_Words(known, who=who or "Somebody"))


def still_named(details: Mapping[str, Any]) -> bool:
    """Whether the document went on to name whoever was replaced."""
    return bool(details.get("still_named"))


class _Words(dict[str, Any]):
    """A detail that an event lacks leaves a gap instead of an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def stand_in_words(former: Mapping[str, Any]) -> str:
    """In whose place somebody signs, who had it next, and why."""
    said, heir = f"{former['name']} ({former['email']})", former["heir"]
    said += (
        f", who let {heir} sign"
        if former["is_delegated"]
        else f", in whose place the sender put {heir}"
    )
    said += f": {former['reason'].rstrip('.')}." if former["reason"] else "."
    return f"{said} The document names {former['name']}." if former["is_named"] else said


def verification_words(how: str | None, *, host: str | None) -> str:
    """How it was seen that somebody is who they are."""
    return {
        "in_person": f"in person, by {host or 'the business'}, on the business's device",
        "code": "by their link and a six-digit code mailed to the address",
        "handed_link": "by a link that the business passed on itself, not by mail",
        "link": "by a link mailed to the address",
    }.get(how or "link", "by a link mailed to the address")
