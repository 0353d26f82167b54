"""People: everybody with an account, at a business or on the platform."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_login import current_user

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import REASON, Button, Dialog, Field
from smoothschedule.admin.filters import Choice, Contains, Flag
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.shown import ShownAccount
from smoothschedule.core.api import current_work
from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.users.rules import Person, Role, VisitMode, masquerade_denial
from smoothschedule.users.visits.refusals import WORDS
from smoothschedule.users.visits.starting import as_person

ROLES = [(name, words) for name, (words, _tone) in cells.ROLES.items()]
MASQUERADE = Dialog(
    key="masquerade",
    title="Be in {name}’s place?",
    body="For an hour at most. A banner says so on every page, everything is in the audit under"
    " both names, and the owner sees it in Activity.",
    act="Begin",
    target="/api/v1/platform/masquerades",
    permission="masquerade",
    fields=(
        REASON,
        Field(
            "mode",
            "To do what",
            kind="choice",
            choices=((VisitMode.VIEW, "Only look"), (VisitMode.ACT, "Look and act")),
        ),
    ),
)


def _denial(person: ShownAccount) -> str | None:
    """Why the one who is looking cannot be in the person's place."""
    target = Person(
        Role(person.role),
        id=person.id,
        tenant_id=None if person.tenant_id == PLATFORM_ID else person.tenant_id,
        is_temporary=person.is_temporary,
        is_active=person.is_active,
        is_suspended=person.tenant_status == "suspended",
    )
    denial = masquerade_denial(
        as_person(current_user.account, None),
        target,
        inside_masquerade=current_work().actor.visit_id is not None,
    )
    return WORDS[denial][1] if denial else None


def _name(_view: Any, _context: Any, person: ShownAccount, _column: str) -> Any:
    return cells.strong(person.name, cells.address(person.email))


def _state(_view: Any, _context: Any, person: ShownAccount, _column: str) -> Any:
    return cells.badge("Active", "ok") if person.is_active else cells.badge("Deactivated")


def _business(_view: Any, _context: Any, person: ShownAccount, _column: str) -> Any:
    if person.tenant_id == PLATFORM_ID:
        return cells.quiet(person.business)
    return f"{person.business} (demo)" if person.is_temporary else person.business


class Accounts(Listing):
    """Who has an account; sales sees those of demo businesses."""

    shown = ShownAccount
    title = "Users"
    slug = "users"
    icon = "users"
    permission = "view_accounts"
    empty = "Nobody has an account yet."
    dialogs = (MASQUERADE,)
    column_list = ("name", "role", "business", "is_active", "last_sign_in_at")
    column_labels: ClassVar = {
        "name": "Person",
        "is_active": "State",
        "last_sign_in_at": "Last here",
    }
    column_sortable_list = ("name", "role", "business", "last_sign_in_at")
    column_default_sort = ("created_at", True)
    column_searchable_list = ("name", "email")
    column_filters = (
        Choice(ShownAccount.role, "Role", ROLES),
        Contains(ShownAccount.subdomain, "Business address"),
        Flag(ShownAccount.is_active, "State", yes="Active", no="Deactivated"),
        Flag(ShownAccount.is_temporary, "Kind", yes="Demo", no="Real"),
    )
    column_formatters: ClassVar = {
        "name": _name,
        "role": lambda _v, _c, person, _n: cells.role(person.role),
        "business": _business,
        "is_active": _state,
        "last_sign_in_at": lambda _v, _c, person, _n: cells.moment(
            person.last_sign_in_at, without="never"
        ),
    }
    column_export_list = (
        "id",
        "name",
        "email",
        "role",
        "business",
        "subdomain",
        "is_active",
        "is_temporary",
        "last_sign_in_at",
        "created_at",
    )

    def buttons(self, row: ShownAccount) -> list[Button]:
        tenant_id = None if row.tenant_id == PLATFORM_ID else str(row.tenant_id)
        values = {"tenant_id": tenant_id, "user_id": str(row.id)}
        return [Button("masquerade", "Masquerade", row.name, values, denial=_denial(row))]
