"""Visits: who is or was in somebody's place or inside a business, and why."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_login import current_user
from sqlalchemy import ColumnElement, func
from werkzeug.wrappers import Response

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import Button, Dialog
from smoothschedule.admin.filters import Choice, Contains, Since, Until
from smoothschedule.admin.forms import RowForm, read_form
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.page import acts
from smoothschedule.admin.shown import ShownVisit
from smoothschedule.core.api import current_work
from smoothschedule.users.routes.platform_visits import end_own_visit

END = Dialog(
    key="end",
    title="End your visit to {name}?",
    body="Its windows there are signed out at once.",
    act="End the visit",
    target=".end",
    permission="view_visits",
)
KINDS = {"masquerade": "In somebody’s place", "entry": "As oneself"}
MODES = {"view": "to look", "act": "to act"}
STATES = (("open", "Open"), ("over", "Over"))


def _is_in(state: str) -> ColumnElement[bool]:
    is_open = ShownVisit.ended_at.is_(None) & (ShownVisit.expires_at > func.now())
    return is_open if state == "open" else ~is_open


def is_open(visit: ShownVisit) -> bool:
    """Whether somebody may be there still, by the database's clock."""
    return visit.ended_at is None and visit.expires_at > current_work().now


def _state(_view: Any, _context: Any, visit: ShownVisit, _column: str) -> Any:
    if is_open(visit):
        left = cells.countdown(visit.expires_at, current_work().now)
        return cells.badge("Open", "warn") + cells.under(left)
    words = (visit.end_reason or "expired").replace("_", " ").capitalize()
    return cells.badge(words) + cells.under(cells.moment(visit.ended_at or visit.expires_at))


def _who(_view: Any, _context: Any, visit: ShownVisit, _column: str) -> Any:
    shown = cells.strong(visit.actor_name, cells.address(visit.actor_email))
    return shown + cells.role(visit.actor_role)


def _whom(_view: Any, _context: Any, visit: ShownVisit, _column: str) -> Any:
    if visit.target_email is None:
        return cells.quiet("as oneself")
    return cells.line(cells.address(visit.target_email)) + cells.role(visit.target_role or "")


def _why(_view: Any, _context: Any, visit: ShownVisit, _column: str) -> Any:
    return cells.strong(f"“{visit.reason}”", f"{KINDS[visit.kind]}, {MODES[visit.mode]}")


class Visits(Listing):
    """Open and past visits; everybody's for managers and superusers, one's own for others."""

    shown = ShownVisit
    title = "Visits"
    slug = "visits"
    icon = "eye"
    permission = "view_visits"
    empty = "Nobody has been in somebody’s place or inside a business."
    dialogs = (END,)
    notices: ClassVar = {"ended": "The visit is over."}
    column_list = ("reason", "actor_name", "target_email", "business", "expires_at", "created_at")
    column_labels: ClassVar = {
        "reason": "Visit",
        "actor_name": "Who",
        "target_email": "In the place of",
        "expires_at": "State",
        "created_at": "Began",
    }
    column_sortable_list = ("actor_name", "business", "created_at")
    column_default_sort = ("created_at", True)
    column_searchable_list = ("reason", "actor_email", "target_email", "business")
    column_filters = (
        Choice(ShownVisit.ended_at, "State", STATES, condition=_is_in),
        Choice(ShownVisit.kind, "Kind", tuple(KINDS.items())),
        Contains(ShownVisit.business, "Business"),
        Since(ShownVisit.created_at, "Since"),
        Until(ShownVisit.created_at, "Until"),
    )
    column_formatters: ClassVar = {
        "reason": _why,
        "actor_name": _who,
        "target_email": _whom,
        "expires_at": _state,
        "created_at": lambda _v, _c, visit, _n: cells.moment(visit.created_at),
    }
    column_export_list = (
        "id",
        "kind",
        "mode",
        "reason",
        "actor_email",
        "actor_role",
        "target_email",
        "target_role",
        "business",
        "created_at",
        "expires_at",
        "ended_at",
        "end_reason",
    )

    def get_query(self) -> Any:
        """One's own, unless one may see everybody's."""
        query = super().get_query()
        if current_work().actor.may("view_all_visits"):
            return query
        return query.filter(ShownVisit.actor_id == current_user.account.id)

    def buttons(self, row: ShownVisit) -> list[Button]:
        if not is_open(row) or row.actor_id != current_user.account.id:
            return []
        return [Button("end", "End", row.business, {"id": str(row.id)})]

    @acts("/end", permission="view_visits", in_person=True)
    def end(self) -> Response:
        """One's own visit is over."""
        end_own_visit(current_work(), read_form(RowForm)["id"])
        return self.back("ended")
