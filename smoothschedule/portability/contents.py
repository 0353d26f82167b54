"""What of a business goes into its archive, table by table, and what does not, and why.

tests/house holds this against the tables, so that a new one is not silently left behind.
docs/export.md says what the archive looks like.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Column, Table

from smoothschedule.contracts.queries.stored import PATHS
from smoothschedule.core.db import Base
from smoothschedule.scheduling.models import IntakeFile

#: Tables whose rows go into `tables/NAME.jsonl`.
EXPORTED: Final = (
    "agendas",
    "allocations",
    "appointment_addons",
    "appointment_answers",
    "appointment_changes",
    "appointment_mails",
    "appointment_series",
    "appointments",
    "audit_events",
    "availability_windows",
    "bulk_send_rows",
    "bulk_sends",
    "closures",
    "contract_assets",
    "contract_copies",
    "contract_events",
    "contract_files",
    "contract_signers",
    "contract_templates",
    "contract_values",
    "contracts",
    "customers",
    "date_override_windows",
    "date_overrides",
    "erasure_requests",
    "intake_files",
    "locations",
    "mail_texts",
    "permission_grants",
    "requirement_candidates",
    "resources",
    "service_addons",
    "service_contracts",
    "service_questions",
    "service_requirements",
    "service_segments",
    "services",
    "signature_images",
    "template_versions",
    "time_off",
    "users",
    "visits",
    "waitlist_entries",
    "waitlist_offers",
)
_SECRET: Final = "its rows are secrets, which are made anew elsewhere"  # noqa: S105 - a sentence
_MACHINERY: Final = "the machinery's own, of no meaning elsewhere"
#: Table -> why it stays here.
LEFT_OUT: Final[Mapping[str, str]] = {
    "api_tokens": _SECRET,
    "business_exports": _MACHINERY,
    "busy_sources": "the addresses of private calendars are secrets",
    "busy_times": "read from private calendars, not the business's own",
    "calendar_feeds": _SECRET,
    "customer_import_rows": "what became of files; the customers themselves are exported",
    "customer_imports": "what became of files; the customers themselves are exported",
    "customer_merges": "what a merge could be taken back to; the customers are exported",
    "departure_rows": "what an undo needs; the appointments themselves are exported",
    "departures": "what an undo needs; the appointments themselves are exported",
    "email_changes": _SECRET,
    "idempotency_keys": _MACHINERY,
    "invitations": "their links work here alone",
    "jobs": _MACHINERY,
    "outbox_events": _MACHINERY,
    "recovery_codes": _SECRET,
    "saved_signatures": "encrypted with this install's own key",
    "second_factors": _SECRET,
    "sessions": _SECRET,
    "signer_codes": _SECRET,
    "signer_handovers": _SECRET,
    "tenant_domains": "a domain is shown anew to be the business's own",
    "uploads": "files on their way; what they became is exported",
    "user_links": _SECRET,
    "webhook_deliveries": "messages that were sent; what they tell of is exported",
    "webhooks": "their addresses and secrets are secrets",
}
#: (table, column) of every key of the store.
KEYS: Final = frozenset((path.class_.__tablename__, path.key) for path in (*PATHS, IntakeFile.path))
#: (table, column) where JSON's null is a value and not the lack of one: what a signer emptied.
NULLS: Final = frozenset({("contract_values", "value")})


def columns_of(table: Table) -> list[Column[Any]]:
    """What is told of a row: no secret, nothing that follows from the rest, no tenant."""
    return [
        column
        for column in table.columns
        if column.info.get("audit") != "secret"
        and column.computed is None
        and column.name != "tenant_id"
    ]


def exported_tables() -> list[Table]:
    """The tables that are exported, those first that others refer to."""
    return [table for table in Base.metadata.sorted_tables if table.name in EXPORTED]
