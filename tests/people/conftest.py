"""People at work: whoever is in the business, invited or about to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.mailbox import Mailbox, link_token
from tests.web import signed_in

GUEST = {"email": "nell@people.example", "name": "Nell New", "role": Role.TENANT_STAFF}


@pytest.fixture
def invited(app: App, business: Business, mailbox: Mailbox) -> Callable[..., tuple[UUID, str]]:
    """Invites somebody as the owner; returns the invitation's id and the mailed secret."""

    def invite(**changes: Any) -> tuple[UUID, str]:
        answer = signed_in(app, business).post("/invitations", GUEST | changes)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"]), link_token(mailbox.deliver()[-1])

    return invite


@pytest.fixture
def row(admin: psycopg.Connection) -> Callable[..., Any]:
    """One column or several of one row, read by the administrator."""

    def read(query: str, *values: object) -> Any:
        found = admin.execute(query, values).fetchone()  # type: ignore[arg-type]
        return found[0] if found is not None and len(found) == 1 else found

    return read
