"""Businesses: their plan and status, and closing or opening them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

import marshmallow as ma
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import REASON, Button, Dialog, Field
from smoothschedule.admin.filters import Choice, Flag, Since, Until
from smoothschedule.admin.forms import ReasonForm, VersionedForm, read_form, require_version
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.page import acts
from smoothschedule.core.api import current_runtime, current_settings, current_work
from smoothschedule.tenants import settings as operations
from smoothschedule.tenants.models import PLANS, STATUSES, Tenant
from smoothschedule.tenants.plan_document import uses_inside
from smoothschedule.tenants.rules import plans
from smoothschedule.tenants.rules.plans import Limit
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

CHANGE_PLAN = Dialog(
    key="plan",
    title="Change the plan of {name}?",
    body="It counts at once. What the business has beyond a smaller plan stays; only adding is"
    " refused. The price is noted down; no money moves.",
    act="Change the plan",
    target=".plan",
    permission="change_plans",
    fields=(
        Field(
            "plan",
            "Plan",
            kind="choice",
            choices=tuple((plan.name, plan.title) for plan in plans.PLANS.values()),
        ),
        Field(
            "price",
            "Price a month, in US dollars",
            hint="Left empty, the list price counts.",
            high=10,
            is_required=False,
        ),
    ),
)
LONGEST_TRIAL = 365
EXTEND_TRIAL = Dialog(
    key="trial",
    title="When does the trial of {name} end?",
    body="Counted from now, in place of the day it ended on before.",
    act="Set the trial",
    target=".trial",
    permission="change_plans",
    fields=(Field("days", "Days from now", kind="number", value="14", high=LONGEST_TRIAL),),
)


NO_PRICE = "Please give dollars and whole cents, such as 29 or 29.50."


class Price(ma.fields.Decimal):
    """Dollars and whole cents; None when it is left empty."""

    default_error_messages = {"invalid": NO_PRICE, "special": NO_PRICE}  # noqa: RUF012 (as there)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not value.strip():
            return None
        price: Decimal = super()._deserialize(value.strip(), attr, data, **kwargs)
        if not 0 <= price <= 1_000_000 or price * 100 != int(price * 100):
            raise ma.ValidationError(NO_PRICE)
        return price


class PlanForm(VersionedForm):
    plan = ma.fields.String(required=True, validate=ma.validate.OneOf(PLANS))
    price = Price(required=True)


class TrialForm(VersionedForm):
    days = ma.fields.Integer(required=True, validate=ma.validate.Range(min=1, max=LONGEST_TRIAL))


def choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Names of the machine, in words."""
    return [(value, value.capitalize()) for value in values]


def _name(_view: Any, _context: Any, tenant: Tenant, _column: str) -> Any:
    settings = current_settings()
    host = settings.subdomain_host(tenant.subdomain)
    return cells.strong(tenant.name, cells.link(settings.url_of(host), cells.address(host)))


def _status(_view: Any, _context: Any, tenant: Tenant, _column: str) -> Any:
    shown = cells.badge(tenant.status.capitalize(), TONES[tenant.status])
    if tenant.is_temporary:
        shown += Markup(" ") + cells.badge("Demo")
    if tenant.status == "trial" and tenant.trial_ends_at is not None:
        return shown + cells.under(Markup("until {}").format(cells.day(tenant.trial_ends_at)))
    return shown + cells.under(tenant.status_reason) if tenant.status_reason else shown


def _plan(_view: Any, _context: Any, tenant: Tenant, _column: str) -> Any:
    price = f"{tenant.plan_price_minor / 100:,.2f} {tenant.plan_currency} a month"
    return plans.PLANS[tenant.plan].title + cells.under(price)


def _use(_view: Any, _context: Any, tenant: Tenant, _column: str) -> Any:
    units = current_runtime().units
    seats, appointments = uses_inside(
        units, tenant.id, of=(Limit.STAFF, Limit.APPOINTMENTS_A_MONTH)
    )
    this_month = cells.under(f"{_counted(appointments, 'appointment')} this month")
    return cells.line(_counted(seats, "seat")) + this_month


def _counted(use: dict[str, Any], noun: str) -> str:
    within = "" if use["included"] is None else f" of {use['included']:,}"
    is_one = (use["included"] or use["used"]) == 1
    return f"{use['used']:,}{within} {noun}{'' if is_one else 's'}"


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
    dialogs = (ENTER, CHANGE_PLAN, EXTEND_TRIAL, SUSPEND, ACTIVATE)
    notices: ClassVar = {
        "suspended": "The business is suspended.",
        "activated": "The business is open again.",
        "planned": "The business is on the plan.",
        "extended": "The trial ends on the new day.",
    }
    column_list = ("name", "status", "plan", "use", "created_at")
    column_labels: ClassVar = {
        "name": "Business",
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
        "plan": _plan,
        "use": _use,
        "created_at": lambda _v, _c, tenant, _n: cells.day(tenant.created_at),
    }
    column_export_list = (
        "id",
        "name",
        "subdomain",
        "status",
        "status_reason",
        "plan",
        "plan_price_minor",
        "plan_currency",
        "trial_ends_at",
        "is_temporary",
        "expires_at",
        "time_zone",
        "created_at",
    )

    def buttons(self, row: Tenant) -> list[Button]:
        values: dict[str, str | None] = {"id": str(row.id), "version": str(row.version)}
        enter = Button("enter", "Enter", row.name, {"tenant_id": str(row.id)}, _no_entry(row))
        plan = Button("plan", "Plan", row.name, values | {"plan": row.plan})
        if row.is_suspended:
            return [enter, plan, Button("activate", "Open again", row.name, values)]
        suspend = Button("suspend", "Suspend", row.name, values)
        if row.status == "trial":
            return [enter, plan, Button("trial", "Trial", row.name, values), suspend]
        return [enter, plan, suspend]

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

    @acts("/plan", permission="change_plans")
    def plan(self) -> Response:
        """The business is on the plan, for the price."""
        asked = read_form(PlanForm)
        minor = None if asked["price"] is None else int(asked["price"] * 100)
        found = self._asked(asked)
        operations.change_plan(
            current_work(), found, plan=asked["plan"], price_minor=minor, currency="USD"
        )
        return self.back("planned")

    @acts("/trial", permission="change_plans")
    def trial(self) -> Response:
        """The trial ends so many days from now."""
        asked, work = read_form(TrialForm), current_work()
        ends_at = work.now + timedelta(days=asked["days"])
        operations.extend_trial(work, self._asked(asked), ends_at=ends_at)
        return self.back("extended")

    def _asked(self, form: dict[str, Any]) -> Tenant:
        found = current_work().get(Tenant, form["id"])
        require_version(found, form["version"])
        return found
