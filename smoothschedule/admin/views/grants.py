"""Permission grants: what is lent to whom, for how long, and taking it back."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_login import current_user
from sqlalchemy import ColumnElement, func
from werkzeug.wrappers import Response

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import Button, Dialog
from smoothschedule.admin.filters import Choice, Contains
from smoothschedule.admin.forms import RowsForm, read_form
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.page import acts
from smoothschedule.admin.shown import ShownGrant
from smoothschedule.core.api import current_work
from smoothschedule.users import grants as operations

REVOKE = Dialog(
    key="revoke",
    title="Take {name} back?",
    body="From this second on the permission is refused again. What was done with it stays.",
    act="Take back",
    target=".revoke",
    permission="grant_permissions",
    is_danger=True,
)
STATES = (("active", "Active"), ("expired", "Expired"), ("revoked", "Revoked"))
TONES = {"active": "ok", "expired": "neutral", "revoked": "danger"}


def _is_in(state: str) -> ColumnElement[bool]:
    if state == "revoked":
        return ShownGrant.revoked_at.is_not(None)
    is_running = ShownGrant.expires_at > func.now()
    return ShownGrant.revoked_at.is_(None) & (is_running if state == "active" else ~is_running)


def state_of(grant: ShownGrant) -> str:
    """active, expired or revoked, by the database's clock."""
    if grant.revoked_at is not None:
        return "revoked"
    return "active" if grant.expires_at > current_work().now else "expired"


def _state(_view: Any, _context: Any, grant: ShownGrant, _column: str) -> Any:
    state = state_of(grant)
    shown = cells.badge(state.capitalize(), TONES[state])
    if state == "active":
        return shown + cells.under(cells.countdown(grant.expires_at, current_work().now))
    return shown + cells.under(cells.moment(grant.revoked_at or grant.expires_at))


def _what(_view: Any, _context: Any, grant: ShownGrant, _column: str) -> Any:
    return cells.strong(grant.action.replace("_", " ").capitalize(), f"“{grant.reason}”")


class Grants(Listing):
    """What is lent; support sees what is lent to them."""

    shown = ShownGrant
    title = "Permission grants"
    slug = "grants"
    icon = "key"
    permission = "view_own_grants"
    empty = "Nothing is lent to anybody."
    dialogs = (REVOKE,)
    bulk = "revoke"
    notices: ClassVar = {"revoked": "It is taken back: the permission is refused from now on."}
    column_list = ("action", "grantee_email", "grantor_email", "business", "expires_at")
    column_labels: ClassVar = {
        "action": "Permission",
        "grantee_email": "Lent to",
        "grantor_email": "By",
        "expires_at": "State",
    }
    column_sortable_list = ("action", "grantee_email", "business", "expires_at")
    column_default_sort = ("created_at", True)
    column_searchable_list = ("action", "grantee_email", "grantor_email", "business")
    column_filters = (
        Choice(ShownGrant.revoked_at, "State", STATES, condition=_is_in),
        Contains(ShownGrant.business, "Business"),
    )
    column_formatters: ClassVar = {
        "action": _what,
        "grantee_email": lambda _v, _c, grant, _n: cells.line(cells.address(grant.grantee_email)),
        "grantor_email": lambda _v, _c, grant, _n: cells.line(cells.address(grant.grantor_email)),
        "expires_at": _state,
    }
    column_export_list = (
        "id",
        "action",
        "reason",
        "grantee_email",
        "grantor_email",
        "business",
        "created_at",
        "expires_at",
        "revoked_at",
    )

    def get_query(self) -> Any:
        """One's own, unless one may see everybody's."""
        query = super().get_query()
        if current_work().actor.may("view_grants"):
            return query
        return query.filter(ShownGrant.grantee_id == current_user.account.id)

    def buttons(self, row: ShownGrant) -> list[Button]:
        if not self.is_choosable(row):
            return []
        return [Button("revoke", "Take back", self.name_of(row), {"id": str(row.id)})]

    def name_of(self, row: ShownGrant) -> str:
        return f"“{row.action.replace('_', ' ')}” of {row.grantee_email}"

    def is_choosable(self, row: ShownGrant) -> bool:
        return state_of(row) == "active"

    @acts("/revoke", permission="grant_permissions", in_person=True)
    def revoke(self) -> Response:
        """The permissions are taken back, all or none."""
        operations.revoke(current_work(), read_form(RowsForm)["id"])
        return self.back("revoked")
