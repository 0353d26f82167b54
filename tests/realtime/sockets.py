"""Who connects at a business, and what changes there."""

from __future__ import annotations

from collections.abc import Callable

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.sockets import Socket
from tests.web import signed_in, visitor

Connect = Callable[..., Socket]


def ticket_of(app: App, business: Business) -> dict[str, str]:
    answer = visitor(app, business).post("/public/socket-ticket")
    return {"ticket": answer.json["ticket"]}


def book(app: App, business: Business, *, days: int = 3) -> str:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(days)),
        "customer_id": str(business.customer_id),
    }
    answer = signed_in(app, business).post("/appointments", body)
    assert answer.status_code == 201
    return str(answer.json["id"])


def desk(app: App, connect: Connect, business: Business, role: Role = Role.TENANT_OWNER) -> Socket:
    browser = signed_in(app, business, business.people[role])
    return connect(business.host, cookie=browser.cookie)
