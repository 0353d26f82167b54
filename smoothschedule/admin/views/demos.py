"""Demo businesses: making them, letting them live longer, throwing them away."""

from __future__ import annotations

from typing import Any, ClassVar

import marshmallow as ma
from werkzeug.wrappers import Response

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import Button, Dialog, Field
from smoothschedule.admin.filters import Choice
from smoothschedule.admin.forms import VersionedForm, read_form, require_version
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.page import acts
from smoothschedule.admin.views.tenants import TONES, choices
from smoothschedule.core.api import current_settings, current_work
from smoothschedule.core.schemas import Schema
from smoothschedule.demo import orders
from smoothschedule.demo.schemas import DAYS
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.tenants.models import STATUSES, Tenant

FLAVOURS = tuple((flavour.value, flavour.value.capitalize()) for flavour in Flavour)
LIVES = Field("days", "Days it lives", kind="number", value="7", high=orders.LONGEST_DAYS)
MAKE = Dialog(
    key="make",
    title="Make a demo business?",
    body="With staff, services, customers and six weeks of appointments; ready in seconds.",
    act="Make it",
    target=".make",
    permission="make_demos",
    fields=(Field("flavour", "Kind", kind="choice", choices=FLAVOURS), LIVES),
)
EXTEND = Dialog(
    key="extend",
    title="Let {name} live on?",
    body="Counted from now.",
    act="Let it live",
    target=".extend",
    permission="make_demos",
    fields=(LIVES,),
)
THROW = Dialog(
    key="throw",
    title="Throw {name} away?",
    body="It is closed to everybody at once and erased with all its people and appointments."
    " This cannot be taken back.",
    act="Throw it away",
    target=".throw",
    permission="make_demos",
    is_danger=True,
)


class MakeForm(Schema):
    flavour = ma.fields.String(required=True, validate=ma.validate.OneOf(dict(FLAVOURS)))
    days = ma.fields.Integer(required=True, validate=DAYS)


class ExtendForm(VersionedForm):
    days = ma.fields.Integer(required=True, validate=DAYS)


def _name(_view: Any, _context: Any, demo: Tenant, _column: str) -> Any:
    settings = current_settings()
    host = settings.subdomain_host(demo.subdomain)
    return cells.strong(demo.name, cells.link(settings.url_of(host), cells.address(host)))


def _log_ins(_view: Any, _context: Any, demo: Tenant, _column: str) -> Any:
    known = orders.log_ins(demo, current_settings())
    if known["password"] is None:
        return cells.quiet("those of development")
    lines = [f"{cells.ROLES[each['role']][0]}: {each['email']}" for each in known["accounts"]]
    return cells.folded("Show", [*lines, f"Password: {known['password']}"], about=demo.name)


def _is_ending(demo: Tenant) -> bool:
    return demo.expires_at is not None and demo.expires_at <= current_work().now


class Demos(Listing):
    """Businesses to show and to throw away."""

    shown = Tenant
    title = "Demos"
    slug = "demos"
    icon = "flask"
    permission = "make_demos"
    empty = "There is no demo business. Make one: it takes seconds."
    dialogs = (MAKE, EXTEND, THROW)
    page_buttons = (Button("make", "Make a demo", ""),)
    notices: ClassVar = {
        "ordered": "The demo is being made. Load this page again in a few seconds.",
        "extended": "The demo lives on.",
        "thrown": "The demo is closed and will be erased.",
    }
    column_list = ("name", "status", "created_at", "expires_at", "log_ins")
    column_labels: ClassVar = {
        "name": "Demo",
        "created_at": "Made",
        "expires_at": "Ends",
        "log_ins": "Log-ins",
    }
    column_sortable_list = ("name", "created_at", "expires_at")
    column_default_sort = ("created_at", True)
    column_searchable_list = ("name", "subdomain")
    column_filters = (Choice(Tenant.status, "Status", choices(STATUSES)),)
    column_formatters: ClassVar = {
        "name": _name,
        "status": lambda _v, _c, demo, _n: cells.badge(
            demo.status.capitalize(), TONES[demo.status]
        ),
        "created_at": lambda _v, _c, demo, _n: cells.moment(demo.created_at),
        "expires_at": lambda _v, _c, demo, _n: cells.moment(demo.expires_at, without="never"),
        "log_ins": _log_ins,
    }
    column_export_list = ("id", "name", "subdomain", "status", "created_at", "expires_at")

    def get_query(self) -> Any:
        """Demos alone."""
        return super().get_query().filter(Tenant.is_temporary)

    def buttons(self, row: Tenant) -> list[Button]:
        if _is_ending(row):
            return []
        values: dict[str, str | None] = {"id": str(row.id), "version": str(row.version)}
        extend = Button("extend", "Extend", row.name, values)
        return [extend, Button("throw", "Throw away", row.name, values)]

    @acts("/make", permission="make_demos")
    def make(self) -> Response:
        """A demo will be there in a moment."""
        asked = read_form(MakeForm)
        orders.order(current_work(), flavour=Flavour(asked["flavour"]), days=asked["days"])
        return self.back("ordered")

    @acts("/extend", permission="make_demos")
    def extend(self) -> Response:
        """The demo lives on."""
        asked = read_form(ExtendForm)
        orders.extend(current_work(), _asked(asked), days=asked["days"])
        return self.back("extended")

    @acts("/throw", permission="make_demos")
    def throw(self) -> Response:
        """The demo is closed and will be erased."""
        orders.throw_away(current_work(), _asked(read_form(VersionedForm)))
        return self.back("thrown")


def _asked(form: dict[str, Any]) -> Tenant:
    found: Tenant = require_version(current_work().get(Tenant, form["id"]), form["version"])
    return found
