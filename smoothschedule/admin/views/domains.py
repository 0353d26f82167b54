"""Domains: which hosts businesses claim, what their DNS says, and asking it again."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import ColumnElement
from werkzeug.wrappers import Response

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import Button, Dialog
from smoothschedule.admin.filters import Choice, Contains
from smoothschedule.admin.forms import RowForm, read_form
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.page import acts
from smoothschedule.admin.shown import ShownDomain
from smoothschedule.core import throttle
from smoothschedule.core.api import current_settings, current_work
from smoothschedule.tenants import domains as operations
from smoothschedule.tenants.models import TenantDomain

CHECK = Dialog(
    key="check",
    title="Ask the DNS of {name} now?",
    body="A worker looks for the record that proves whose host it is, and for where it points.",
    act="Check now",
    target=".check",
    permission="edit_tenants",
)
RECORDS = Dialog(
    key="records",
    title="Write the DNS records of {name}?",
    body="In the Route53 zone that is noted with the domain. Records of the same name there are"
    " replaced; the DNS is asked afterwards.",
    act="Write the records",
    target=".records",
    permission="edit_tenants",
)
STATES = (("verified", "Verified"), ("waiting", "Not verified"))
FINDINGS = {
    "found": "The record is there",
    "missing": "The record is missing",
    "wrong": "The record says something else",
    "no_such_name": "There is no such name",
    "server_failed": "The DNS server failed",
    "no_answer": "The DNS did not answer",
    "held": "Another business has it",
}


def _is_in(state: str) -> ColumnElement[bool]:
    verified = ShownDomain.verified_at.is_not(None)
    return verified if state == "verified" else ~verified


def _state(_view: Any, _context: Any, domain: ShownDomain, _column: str) -> Any:
    if domain.verified_at is not None:
        return cells.badge("Verified", "ok") + cells.under(cells.moment(domain.verified_at))
    return cells.badge("Not verified", "warn")


def _finding(_view: Any, _context: Any, domain: ShownDomain, _column: str) -> Any:
    if domain.checked_at is None:
        return cells.quiet("not checked yet")
    words = FINDINGS.get(domain.finding or "", domain.finding or "–")
    way = "points here" if domain.is_pointed_here else "does not point here"
    again = f"; {domain.failures} checks in a row said no" if domain.failures > 1 else ""
    return cells.strong(words, f"{way}{again}")


class Domains(Listing):
    """Hosts of businesses' own; sales sees those of demo businesses."""

    shown = ShownDomain
    title = "Domains"
    slug = "domains"
    icon = "world"
    permission = "view_tenants"
    empty = "No business has a domain of its own yet."
    dialogs = (CHECK, RECORDS)
    notices: ClassVar = {
        "asked": "A worker asks the DNS now; the answer is here in a moment.",
        "writing": "A worker writes the records now and asks the DNS then.",
    }
    column_list = ("host", "business", "verified_at", "finding", "checked_at", "route53_zone_id")
    column_labels: ClassVar = {
        "verified_at": "State",
        "finding": "Last answer",
        "checked_at": "Checked",
        "route53_zone_id": "Route53 zone",
    }
    column_sortable_list = ("host", "business", "verified_at", "checked_at")
    column_default_sort = ("host", False)
    column_searchable_list = ("host", "business")
    column_filters = (
        Choice(ShownDomain.verified_at, "State", STATES, condition=_is_in),
        Choice(ShownDomain.finding, "Last answer", tuple(FINDINGS.items())),
        Contains(ShownDomain.business, "Business"),
    )
    column_formatters: ClassVar = {
        "verified_at": _state,
        "finding": _finding,
        "checked_at": lambda _v, _c, row, _n: cells.moment(row.checked_at, without="never"),
        "route53_zone_id": lambda _v, _c, row, _n: row.route53_zone_id or cells.quiet("not ours"),
    }
    column_export_list = (
        "id",
        "host",
        "business",
        "verified_at",
        "finding",
        "is_pointed_here",
        "failures",
        "checked_at",
        "route53_zone_id",
    )

    def buttons(self, row: ShownDomain) -> list[Button]:
        values: dict[str, str | None] = {"id": str(row.id)}
        check = Button("check", "Check now", row.host, values)
        if row.route53_zone_id is None:
            return [check]
        return [check, Button("records", "Write records", row.host, values)]

    def name_of(self, row: ShownDomain) -> str:
        return row.host

    @acts("/check", permission="edit_tenants")
    @throttle.checks_of_business
    def check(self) -> Response:
        """The host's DNS is asked."""
        work = current_work()
        operations.ask_for_check(work, work.get(TenantDomain, read_form(RowForm)["id"]))
        return self.back("asked")

    @acts("/records", permission="edit_tenants")
    def records(self) -> Response:
        """The host's records will stand in its zone."""
        work = current_work()
        found = work.get(TenantDomain, read_form(RowForm)["id"])
        operations.ask_for_records(work, found, zone_id=None, settings=current_settings())
        return self.back("writing")
