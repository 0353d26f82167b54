"""The audit as the platform reads it: sentences, and what changed behind them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import marshmallow as ma
from flask import Response, request
from sqlalchemy import select

from smoothschedule.activity.queries import Filters
from smoothschedule.activity.routes import PLATFORM_READER, download
from smoothschedule.activity.schemas import Day
from smoothschedule.activity.sentences import GROUPS
from smoothschedule.activity.wording import uuid_in
from smoothschedule.admin.page import Page, query_string, shows
from smoothschedule.admin.shown import ShownAccount
from smoothschedule.core.api import current_work
from smoothschedule.core.problems import Malformed
from smoothschedule.core.schemas import Schema, Text
from smoothschedule.tenants.models import Tenant

PAGE_SIZE = 50


class AuditArgs(Schema):
    """What is looked for: empty fields of the form look for nothing."""

    business = Text(max=63, load_default="")
    person = Text(max=254, load_default="")
    group = ma.fields.String(load_default="", validate=ma.validate.OneOf(("", *GROUPS)))
    from_day = Day(data_key="from", load_default=None)
    to_day = Day(data_key="to", load_default=None)
    after = Text(max=500, load_default="")


class Audit(Page):
    """What happened in the businesses that the role may see, and on the platform itself."""

    permission = "view_audit"

    def __init__(self) -> None:
        super().__init__(
            name="Audit", endpoint="console_audit", url="/admin/audit", menu_icon_value="history"
        )

    @shows("/")
    def index_view(self) -> Response:
        """The entries, newest first."""
        asked = _asked()
        after = asked.pop("after") or None
        found = PLATFORM_READER.page(
            current_work(), Filters(**_filters(asked)), limit=PAGE_SIZE, after=after
        )
        return self.render(
            "console/audit.html",
            entries=found["items"],
            next=found["next"],
            groups=GROUPS.items(),
            query=query_string(without=("after",)),
            is_later=after is not None,
        )

    @shows("/export.csv")
    def export_view(self) -> Response:
        """All of the entries as looked for."""
        asked = _asked()
        asked.pop("after")
        return download(PLATFORM_READER, "audit", _filters(asked))


def _asked() -> dict[str, Any]:
    given = {name: value for name, value in request.args.items() if value.strip()}
    try:
        found: dict[str, Any] = AuditArgs().load(given)
    except ma.ValidationError as error:
        raise Malformed(errors={"query": error.messages}) from None
    return found


def _filters(asked: dict[str, Any]) -> dict[str, Any]:
    business, person = asked.pop("business"), asked.pop("person")
    tenant_id = _tenant(business) if business else None
    return asked | {
        "group": asked["group"] or None,
        "tenant_id": tenant_id,
        "person_id": _person(person, tenant_id) if person else None,
    }


def _tenant(subdomain: str) -> UUID:
    query = select(Tenant.id).where(Tenant.subdomain == subdomain.lower())
    found = current_work().session.scalar(query)
    if found is None:
        raise Malformed(errors={"query": {"Business": ["There is no business at this address."]}})
    return found


def _person(written: str, tenant_id: UUID | None) -> UUID:
    """Somebody by e-mail or id."""
    if id := uuid_in(written):
        return id
    query = select(ShownAccount.id).where(ShownAccount.email == written.lower())
    if tenant_id is not None:
        query = query.where(ShownAccount.tenant_id == tenant_id)
    found = current_work().session.scalars(query.limit(2)).all()
    if len(found) == 1:
        return found[0]
    words = (
        "Several people have this address: name the business too."
        if found
        else ("Nobody has this address.")
    )
    raise Malformed(errors={"query": {"Person": [words]}})
