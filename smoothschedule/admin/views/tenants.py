"""Businesses: their plan and status, and closing or opening them."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_login import current_user
from werkzeug.wrappers import Response

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import REASON, Button, Dialog
from smoothschedule.admin.filters import Choice, Flag, Since, Until
from smoothschedule.admin.forms import ReasonForm, VersionedForm, read_form, require_version
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.page import acts
from smoothschedule.core.api import current_settings, current_work
from smoothschedule.tenants import settings as operations
from smoothschedule.tenants.models import PLANS, STATUSES, Tenant
from smoothschedule.users.rules import Role, entry_mode
from smoothschedule.users.visits.refusals import EntryRefused, EntrySuspended

TONES = {"trial": "warn", "active": "ok", "suspended": "danger"}
SUSPEND = Dialog(
    key="suspend",
    title="Suspend {name}?",
    body="Its booking page and its team are locked out at once. Nothing is deleted, and it can"
    " be opened again.",
    act="Suspend",
    target=".suspend",
    permission="edit_tenants",
    fields=(REASON,),
    is_danger=True,
)
ACTIVATE = Dialog(
    key="activate",
    title="Open {name} again?",
    body="Its booking page and its team can be reached again at once.",
    act="Open again",
    target=".activate",
    permission="edit_tenants",
)
ENTER = Dialog(
    key="enter",
    title="Enter {name}?",
    body="As yourself, for an hour at most. A banner says so on every page, everything is in the"
    " audit, and the owner sees it in Activity.",
    act="Enter",
    target="/api/v1/platform/entries",
    permission="enter_tenants",
    fields=(REASON,),
)


def choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Names of the machine, in words."""
    return [(value, value.capitalize()) for value in values]


def _name(_view: Any, _context: Any, tenant: Tenant, _column: str) -> Any:
    settings = current_settings()
    host = settings.subdomain_host(tenant.subdomain)
    return cells.strong(tenant.name, cells.link(settings.url_of(host), host))


def _status(_view: Any, _context: Any, tenant: Tenant, _column: str) -> Any:
    shown = cells.badge(tenant.status.capitalize(), TONES[tenant.status])
    return shown + cells.under(tenant.status_reason) if tenant.status_reason else shown


def _no_entry(tenant: Tenant) -> str | None:
    """Why the one who is looking cannot enter the business."""
    role = Role(current_user.account.role)
    if entry_mode(role, is_temporary=tenant.is_temporary) is None:
        return EntryRefused.title
    return EntrySuspended.title if tenant.is_suspended else None


class Tenants(Listing):
    """Every business that the role may see."""

    shown = Tenant
    title = "Businesses"
    slug = "tenants"
    icon = "building-store"
    permission = "view_tenants"
    empty = "There is no business yet."
    dialogs = (ENTER, SUSPEND, ACTIVATE)
    notices: ClassVar = {
        "suspended": "The business is suspended.",
        "activated": "The business is open again.",
    }
    column_list = ("name", "status", "plan", "is_temporary", "created_at")
    column_labels: ClassVar = {
        "name": "Business",
        "is_temporary": "Kind",
        "created_at": "Since",
    }
    column_sortable_list = ("name", "status", "plan", "created_at")
    column_default_sort = ("created_at", True)
    column_searchable_list = ("name", "subdomain")
    column_filters = (
        Choice(Tenant.status, "Status", choices(STATUSES)),
        Choice(Tenant.plan, "Plan", choices(PLANS)),
        Flag(Tenant.is_temporary, "Kind", yes="Demo", no="Real"),
        Since(Tenant.created_at, "Since"),
        Until(Tenant.created_at, "Until"),
    )
    column_formatters: ClassVar = {
        "name": _name,
        "status": _status,
        "plan": lambda _v, _c, tenant, _n: tenant.plan.capitalize(),
        "is_temporary": lambda _v, _c, tenant, _n: (
            cells.badge("Demo") if tenant.is_temporary else cells.quiet("Business")
        ),
        "created_at": lambda _v, _c, tenant, _n: cells.day(tenant.created_at),
    }
    column_export_list = (
        "id",
        "name",
        "subdomain",
        "status",
        "status_reason",
        "plan",
        "is_temporary",
        "time_zone",
        "created_at",
    )

    def buttons(self, row: Tenant) -> list[Button]:
        values: dict[str, str | None] = {"id": str(row.id), "version": str(row.version)}
        enter = Button("enter", "Enter", row.name, {"tenant_id": str(row.id)}, _no_entry(row))
        if row.is_suspended:
            return [enter, Button("activate", "Open again", row.name, values)]
        return [enter, Button("suspend", "Suspend", row.name, values)]

    @acts("/suspend", permission="edit_tenants")
    def suspend(self) -> Response:
        """The business is closed to everybody."""
        asked = read_form(ReasonForm)
        operations.suspend(current_work(), self._asked(asked), reason=asked["reason"])
        return self.back("suspended")

    @acts("/activate", permission="edit_tenants")
    def activate(self) -> Response:
        """The business is open again."""
        operations.activate(current_work(), self._asked(read_form(VersionedForm)))
        return self.back("activated")

    def _asked(self, form: dict[str, Any]) -> Tenant:
        found = current_work().get(Tenant, form["id"])
        require_version(found, form["version"])
        return found
