"""Columns and their values in words: `price_minor` 6500 is the price, "$65"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from smoothschedule.access import PERMISSIONS
from smoothschedule.activity.names import Names
from smoothschedule.core.money import amount_of

_SYMBOLS: Final = {"USD": "$", "EUR": "€", "GBP": "£"}
_UNITS: Final = {
    "_minutes": "min",
    "_days": "days",
    "_hours": "h",
    "_seconds": "s",
    "_percent": "%",
}
_ENDINGS: Final = ("_minor", "_id", "_at", "_hash", *_UNITS)
_TWELVE_HOURS: Final = frozenset({"en", "en-US", "en-CA", "en-AU", "en-NZ"})
#: Bookkeeping that says nothing to people.
HIDDEN: Final = frozenset(
    {
        "sequence",
        "blocking",
        "is_blocking",
        "segment",
        "busy_from",
        "busy_until",
        "manage_nonce",
        "manage_token_hash",
        "hold_token_hash",
        "token_hash",
        "link_nonce",
        "last_event_number",
        "last_event_hash",
    }
)
_LABELS: Final = {
    "starts_at": "start",
    "ends_at": "end",
    "is_active": "active",
    "is_public": "public",
    "is_temporary": "demo",
    "user_id": "account",
    "created_by_id": "added by",
    "email": "e-mail",
    "last_sign_in_at": "last sign-in",
    "busy_from": "busy from",
    "change_id": "reason",
}
_THINGS: Final = {
    "tenants": "business",
    "users": "account",
    "platform_users": "account",
    "sessions": "session",
    "platform_sessions": "session",
    "user_links": "link",
    "platform_links": "link",
    "allocations": "time on the calendar",
    "availability_windows": "opening hours",
    "date_overrides": "hours of a day",
    "date_override_windows": "hours of a day",
    "service_segments": "parts of the service",
    "service_addons": "add-ons",
    "appointment_addons": "add-ons",
    "time_off": "time off",
    "closures": "closed days",
    "service_requirements": "staff and rooms needed",
    "requirement_candidates": "staff and rooms needed",
    "contract_templates": "contract template",
    "template_versions": "version of a template",
    "contract_assets": "picture",
    "contract_signers": "signer",
    "signature_images": "signature",
    "saved_signatures": "remembered signature",
    "contract_files": "attached file",
    "signer_codes": "code",
    "service_contracts": "contract of a service",
}
#: What kind of thing a column whose name ends in `_id` names.
_REFERS_TO: Final[Mapping[str, str]] = {
    "target_id": "user",
    "grantee_id": "user",
    "grantor_id": "user",
    "created_by_id": "user",
    "user_id": "user",
    "customer_id": "customer",
    "resource_id": "resource",
    "service_id": "service",
    "location_id": "location",
    "appointment_id": "appointment",
    "change_id": "appointment_change",
    "now_with_id": "resource",
    "swapped_with_id": "appointment",
    "tenant_id": "tenant",
    "visit_id": "visit",
    "departure_id": "departure",
    "contract_id": "contract",
    "template_id": "template",
    "signer_id": "signer",
    "replaced_by_id": "signer",
    "host_user_id": "user",
}


@dataclass(frozen=True, slots=True)
class Words:
    """How values read for one reader: names, zone, currency and locale."""

    names: Names
    zone: ZoneInfo
    currency: str
    locale: str = "en-GB"

    def value(self, column: str, value: Any) -> str:
        """The value as it reads."""
        if value is None or value in ("", [], {}):
            return "nothing"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(self.value(column, item) for item in value)
        if isinstance(value, Mapping):
            return ", ".join(f"{label(key)}: {self.value(key, v)}" for key, v in value.items())
        return self._single(column, value)

    def _single(self, column: str, value: str | int | float) -> str:
        if column == "action" and value in PERMISSIONS:
            return in_words(str(value))
        if found := reference_in(column, value):
            return self._named(*found)
        if column.endswith("_minor") and isinstance(value, int):
            return money(value, self.currency)
        if column.endswith(("_at", "_from", "_until")):
            return self.moment(str(value))
        unit = next((unit for end, unit in _UNITS.items() if column.endswith(end)), "")
        return f"{value} {unit}".strip()

    def _named(self, kind: str, id: UUID) -> str:
        """Whoever it is: a person may be of the business or of the platform."""
        kinds = ("user", "platform_user") if kind == "user" else (kind,)
        known = (self.names.short(kind, id) for kind in kinds)
        return next(filter(None, known), None) or self.names.phrase(kind, id)

    def moment(self, value: str) -> str:
        """ "Thu 26 Nov 2026, 10:00 CET"; what is no moment stays as it is."""
        try:
            at = datetime.fromisoformat(value).astimezone(self.zone)
        except ValueError:
            return value
        has_halves = self.locale in _TWELVE_HOURS
        clock = f"{at:%I:%M %p}".removeprefix("0") if has_halves else f"{at:%H:%M}"
        return f"{at:%a} {at.day} {at:%b %Y}, {clock} {at:%Z}"


def in_words(permission: str) -> str:
    """What the permission lets one do, within a sentence."""
    meaning = PERMISSIONS[permission].removesuffix(".")
    return meaning[:1].lower() + meaning[1:]


def uuid_in(value: Any) -> UUID | None:
    """The id that a JSON value holds, if it is one."""
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None


def reference_in(column: str, value: Any) -> tuple[str, UUID] | None:
    """What a column's value refers to, if to anything that has a name."""
    kind, id = _REFERS_TO.get(column), uuid_in(value)
    return (kind, id) if kind and id else None


def money(minor: int, currency: str) -> str:
    """ "$65", "€4.50", "CHF 12"."""
    amount = amount_of(minor, currency)
    if amount == amount.to_integral_value():
        amount = amount.to_integral_value()
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    return f"{'-' if amount < 0 else ''}{symbol}{abs(amount):,}"


def label(column: str) -> str:
    """The column as people call it."""
    if column in _LABELS:
        return _LABELS[column]
    for ending in _ENDINGS:
        column = column.removesuffix(ending)
    return column.removeprefix("is_").replace("_", " ")


def thing(table: str) -> str:
    """What a row of the table is."""
    return _THINGS.get(table) or table.removesuffix("s").replace("_", " ")
