"""Two businesses on one install, and what a call in an example is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from smoothschedule.core.api import PLATFORM, SITE, TENANT, App
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, make_platform_person, picture, shortly, soon, wire
from tests.mailbox import Mailbox
from tests.web import Browser, signed_in, visitor

BASE = "smoothschedule.localhost"
HOSTS = {PLATFORM: f"platform.{BASE}", SITE: BASE}
UUIDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
TENANT_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id'
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Call:
    """One call that succeeds for the business whose rows it names.

    `version_of` names table and row whose version goes into If-Match. `refusals` is what a
    stranger may hear instead of an answer without our rows. `is_single_use` says that the
    call uses something up, so that the stranger tries with a fresh one. `says` is what the call
    itself tells in plain text: to hear it again betrays nothing.
    """

    path: dict[str, object] = field(default_factory=dict)
    query: dict[str, object] = field(default_factory=dict)
    json: Any = None
    body: bytes | None = None
    content_type: str | None = None
    version_of: tuple[str, UUID] | None = None
    role: Role | None = Role.TENANT_OWNER
    host: str = TENANT
    refusals: tuple[int, ...] = (404,)
    is_single_use: bool = False
    says: frozenset[str] = frozenset()
    #: Whoever makes the call, when it is not simply a person of the role.
    browser: Browser | None = None


@dataclass(slots=True)
class Scene:
    """Our business, about whose rows the examples are, and a rival next door."""

    app: App
    runtime: Runtime
    admin: psycopg.Connection
    mailbox: Mailbox
    business: Business
    rival: Business

    def browser(self, call: Call, *, at: Business | None = None) -> Browser:
        """A browser where the call may be made: at its host, or at another business."""
        if call.browser is not None and at is None:
            return call.browser
        if call.host == TENANT or at is not None:
            place = at or self.business
            if call.host != TENANT:
                return signed_in(self.app, place)
            person = place.people[call.role] if call.role else None
            return signed_in(self.app, place, person) if person else visitor(self.app, place)
        browser = Browser(self.app, HOSTS[call.host])
        if call.role is not None and call.host == PLATFORM:
            browser.enter(make_platform_person(self.runtime, call.role))
        return browser

    def version(self, call: Call) -> int | None:
        """The version that the row has now, while there is one."""
        if call.version_of is None:
            return None
        table, id = call.version_of
        row = self.admin.execute(f"SELECT version FROM {table} WHERE id = %s", [id]).fetchone()
        return int(row[0]) if row is not None else None

    def rows(self, business: Business) -> dict[str, list[str]]:
        """Every row of the business in every table, as text."""
        tables = [name for (name,) in self.admin.execute(TENANT_TABLES)]
        found: dict[str, list[str]] = {table: [] for table in [*tables, "tenants"]}
        columns = {"tenants": "id"}
        each = (
            f"SELECT '{table}', row_to_json(t)::text FROM {table} t"
            f" WHERE {columns.get(table, 'tenant_id')} = '{business.id}'"
            for table in found
        )
        for table, row in self.admin.execute(f"{' UNION ALL '.join(each)} ORDER BY 1, 2"):
            found[table].append(row)
        return found

    # What examples need to exist beforehand, made by the product itself.

    def owner(self) -> Browser:
        """Our owner's browser."""
        return signed_in(self.app, self.business)

    def visitor(self) -> Browser:
        """A visitor of our booking page."""
        return visitor(self.app, self.business)

    def show_logo(self) -> str:
        """The path of a logo that we have just put up."""
        version = self.owner().get("/tenant").json["version"]
        answer = self.owner().call(
            "PUT", "/tenant/logo", data=picture(), content_type="image/png", version=version
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return str(answer.json["logo_url"])

    def domain(self) -> UUID:
        """A domain that we claim."""
        host = f"book-{new_id()}.somewhere.com"
        answer = self.owner().post("/domains", {"host": host})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"])

    def appointment(self, *, days: int = 3) -> UUID:
        """A confirmed appointment of our customer."""
        body = {
            "service_id": str(self.business.service_id),
            "starts_at": wire(soon(days)),
            "customer_id": str(self.business.customer_id),
        }
        answer = self.owner().post("/appointments", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"])

    def visit(self, *acts: str, minutes: int = 90) -> UUID:
        """An appointment that is near, after these acts."""
        body = {
            "service_id": str(self.business.service_id),
            "starts_at": wire(shortly(minutes)),
            "customer_id": str(self.business.customer_id),
        }
        owner = self.owner()
        id = UUID(owner.post("/appointments", body).json["id"])
        for version, act in enumerate(acts, 1):
            answer = owner.post(f"/appointments/{id}/{act}", version=version)
            assert answer.status_code == 200, answer.get_data(as_text=True)
        return id

    def questions(self) -> tuple[str, str]:
        """Our service asks for a text and a file; returns the ids of the questions."""
        path = f"/services/{self.business.service_id}"
        owner = self.owner()
        asked = [{"kind": "text", "label": "Allergies?"}, {"kind": "file", "label": "A photo"}]
        version = owner.get(path).json["version"]
        answer = owner.patch(path, {"questions": asked}, version=version)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        text, file = (str(each["id"]) for each in answer.json["questions"])
        return text, file

    def a_class(self) -> UUID:
        """A service with six seats."""
        body = {
            "name": "Yoga",
            "duration_minutes": 60,
            "capacity": 6,
            "requirements": [{"kind": "staff", "resource_ids": [str(self.business.staff_id)]}],
        }
        answer = self.owner().post("/services", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"])

    def waiting(self) -> UUID:
        """Our customer waits for our service."""
        day = f"{soon(5):%Y-%m-%d}"
        body = {
            "service_id": str(self.business.service_id),
            "customer_id": str(self.business.customer_id),
            "from_day": day,
            "until_day": day,
        }
        answer = self.owner().post("/waitlist", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"])

    def offered(self) -> str:
        """The token of our customer's place on the waitlist, with an offer."""
        body = {"starts_at": wire(soon(5))}
        path = f"/waitlist/{self.waiting()}/offer"
        assert self.owner().post(path, body, version=1).status_code == 200
        customer = signed_in(self.app, self.business, self.business.people[Role.CUSTOMER])
        return str(customer.get("/my/waitlist").json["items"][0]["path"]).removeprefix("/w/")

    def session(self) -> UUID:
        """A session of a class that nobody comes to yet."""
        body = {"service_id": str(self.a_class()), "starts_at": wire(soon(5))}
        answer = self.owner().post("/class-sessions", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"])

    def participant(self, session_id: UUID) -> None:
        """Our customer comes to the session."""
        body = {"customer_id": str(self.business.customer_id)}
        answer = self.owner().post(f"/appointments/{session_id}/participants", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)

    def series(self) -> UUID:
        """The first of three appointments that repeat."""
        body = {
            "service_id": str(self.business.service_id),
            "starts_at": wire(soon(3)),
            "rule": "FREQ=WEEKLY;COUNT=3",
            "customer_id": str(self.business.customer_id),
        }
        answer = self.owner().post("/series", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["items"][0]["appointment_id"])

    def feed(self, browser: Browser, path: str) -> tuple[UUID, str]:
        """Id and secret of a private calendar address that the person has just made."""
        answer = browser.post(path)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        token = str(answer.json["url"]).rpartition("/")[2].removesuffix(".ics")
        return UUID(answer.json["id"]), token

    def busy_source(self) -> UUID:
        """A calendar kept elsewhere by which our staff are busy."""
        path = f"/resources/{self.business.staff_id}/busy-sources"
        body = {"name": "Private", "url": "https://calendars.invalid/a.ics"}
        answer = self.owner().post(path, body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"])

    def webhook(self) -> UUID:
        """A webhook of ours whose address leads nowhere."""
        body = {
            "name": "Books",
            "url": "https://hooks.invalid/x",
            "topics": ["appointment.booked"],
        }
        answer = self.owner().post("/webhooks", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return UUID(answer.json["id"])

    def webhook_message(self) -> dict[str, UUID]:
        """A webhook of ours and a message that was sent to it."""
        id = self.webhook()
        answer = self.owner().post(f"/webhooks/{id}/test")
        assert answer.status_code == 202, answer.get_data(as_text=True)
        return {"webhook_id": id, "delivery_id": UUID(answer.json["id"])}

    def request(self) -> UUID:
        """An appointment that waits for approval."""
        booked = self._booked(self.hold(service_id=self.business.approval_service_id))
        assert booked["state"] == "pending"
        row = self.admin.execute("SELECT id FROM appointments WHERE state = 'pending'").fetchone()
        assert row is not None
        return UUID(str(row[0]))

    def hold(self, *, service_id: UUID | None = None, days: int = 4) -> str:
        """The token of a held slot."""
        body = {
            "service_id": str(service_id or self.business.service_id),
            "starts_at": wire(soon(days)),
        }
        answer = self.visitor().post("/public/holds", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return str(answer.json["token"])

    def booking(self) -> tuple[str, UUID]:
        """Manage token and id of a booking made by a visitor."""
        token = self._booked(self.hold())["manage_token"]
        row = self.admin.execute("SELECT id FROM appointments WHERE state = 'confirmed'").fetchone()
        assert row is not None
        return token, UUID(str(row[0]))

    def _booked(self, hold_token: str) -> dict[str, Any]:
        body = {"hold_token": hold_token, "name": "Vera Visitor", "email": "vera@example.com"}
        answer = self.visitor().post("/public/bookings", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        document: dict[str, Any] = answer.json
        return document
