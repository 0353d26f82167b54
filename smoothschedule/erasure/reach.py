"""Where in the database something of a customer may be, and which fate it has.

tests/house holds this against the tables: every column that is marked as personal, and every
reference to customers, stands in one of these lists, so no new one can be forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: "table.column" -> the key of its fate (rules/fates.py).
REACHED: Final[Mapping[str, str]] = {
    "appointment_answers.value": "answers",
    "appointment_changes.reason": "visits",
    "appointment_series.customer_id": "visits",
    "appointments.cancel_reason": "visits",
    "appointments.customer_id": "visits",
    "appointments.notes": "visits",
    "bulk_send_rows.customer_id": "unsigned",
    "bulk_send_rows.email": "unsigned",
    "bulk_send_rows.name": "unsigned",
    "bulk_send_rows.values": "unsigned",
    "calendar_feeds.customer_id": "links",
    "contract_files.name": "unsigned",
    "contract_signers.customer_id": "unsigned",
    "contract_signers.decline_reason": "unsigned",
    "contract_signers.email": "unsigned",
    "contract_signers.name": "unsigned",
    "contract_signers.signed_ip": "unsigned",
    "contract_signers.user_agent": "unsigned",
    "contract_values.value": "unsigned",
    "contracts.customer_id": "unsigned",
    "contracts.end_reason": "unsigned",
    "contracts.facts": "unsigned",
    "contracts.message": "unsigned",
    "customer_import_rows.before": "imports",
    "customer_import_rows.cells": "imports",
    "customer_import_rows.reason": "imports",
    "customer_imports.sample": "imports",
    "customer_merges.after": "details",
    "customer_merges.before": "details",
    "customer_merges.gone": "details",
    "customer_merges.stays_id": "details",
    "customers.email": "details",
    "customers.name": "details",
    "customers.notes": "details",
    "customers.phone": "details",
    "customers.tags": "details",
    "customers.time_zone": "details",
    "email_changes.new_email": "account",
    "email_changes.old_email": "account",
    "erasure_requests.answer": "details",
    "erasure_requests.customer_id": "details",
    "intake_files.name": "answers",
    "invitations.email": "account",
    "invitations.name": "account",
    "saved_signatures.customer_id": "signatures",
    "sessions.ip_address": "account",
    "sessions.user_agent": "account",
    "users.email": "account",
    "users.name": "account",
    "visits.target_email": "account",
    "waitlist_entries.customer_id": "waiting",
}
#: "table.column" -> why an erasure leaves it.
NOT_OF_CUSTOMERS: Final[Mapping[str, str]] = {
    "bulk_sends.message": "written to everybody alike",
    "customer_imports.file_name": "the name that the team gave its file",
    "permission_grants.grantee_email": "permissions are lent to the team",
    "permission_grants.grantor_email": "permissions are lent by the team",
    "permission_grants.reason": "about the team",
    "time_off.reason": "about the team",
    "uploads.file_name": "the name that the team gave its file",
    "visits.actor_email": "who visited, not whom",
    "visits.actor_name": "who visited, not whom",
    "visits.reason": "why the platform or the owner looked; kept as proof of it",
}
