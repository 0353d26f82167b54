"""What contracts refuse, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from smoothschedule.contracts.rules.fields import Flaw
from smoothschedule.core.problems import Clash, Malformed, Over, Stale, constraint_means


class TemplateFlawed(Malformed):
    slug = "template-flawed"
    title = "Something in this template cannot be like that."


class TemplateNotReady(Clash):
    slug = "template-not-ready"
    title = "This template is not finished yet."


class TemplateArchived(Clash):
    slug = "template-archived"
    title = "This template is in the archive. Take it out first."


class WrongKind(Clash):
    slug = "wrong-kind"
    title = "This is not that kind of template."


class UnfitTemplate(Malformed):
    slug = "unfit-template"
    title = "This template does not fit bookings."


class NotADraft(Clash):
    slug = "not-a-draft"
    title = "This contract was sent already."


class NotOpen(Clash):
    slug = "contract-not-open"
    title = "Nobody can sign this contract any more."


class NotEnded(Clash):
    slug = "contract-not-ended"
    title = "Only what was voided, declined or has run out can be sent again as new."


class DocumentGone(Over):
    slug = "document-gone"
    title = "This document is no longer kept. What happened with it is."


class ContractNotReady(Malformed):
    slug = "contract-not-ready"
    title = "Something is missing before this contract can be sent."


class SignerActed(Clash):
    slug = "signer-acted"
    title = "This person has signed or declined already."


class NotAsked(Clash):
    slug = "signer-not-asked"
    title = "It is not this person's turn yet."


class RemindedAlready(Clash):
    slug = "reminded-already"
    title = "A mail went to them a moment ago. Please give them a little time."


class AssetRefused(Malformed):
    slug = "asset-refused"
    title = "Please choose a PNG or JPEG picture of 2 MB at most."


def flawed(flaws: Iterable[Flaw]) -> TemplateFlawed:
    """The refusal that names each field and what is wrong with it."""
    fields: dict[str, list[str]] = {}
    general = []
    for flaw in flaws:
        if flaw.field_id is None:
            general.append(flaw.sentence)
        else:
            fields.setdefault(flaw.field_id, []).append(flaw.sentence)
    errors: dict[str, Any] = {"fields": fields} if fields else {}
    if general:
        errors["roles"] = general
    first = next(iter([*general, *(each for told in fields.values() for each in told)]))
    return TemplateFlawed(first, errors={"json": errors})


def wrong(**errors: list[str] | Mapping[str, Any]) -> ContractNotReady:
    """The refusal of what was said about a contract, beside the fields it concerns."""
    return ContractNotReady(_first(errors), errors={"json": errors})


def _first(errors: Mapping[str, Any]) -> str | None:
    for told in errors.values():
        if isinstance(told, str):
            return told
        found = told[0] if isinstance(told, list) and told else None
        found = _first(told) if isinstance(told, Mapping) else found
        if isinstance(found, Mapping):
            found = _first(found)
        if found:
            return str(found)
    return None


# Two chose the first at once.
constraint_means("uq_service_contracts_tenant_id_service_id", Stale)
