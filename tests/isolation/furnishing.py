"""Rows for tables that the ordinary business of a test leaves empty, made by the product."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.operations.busy_sources import Answer, take_over
from smoothschedule.users.rules import Role
from tests.factories import PASSWORD, Business, picture, soon, wire
from tests.uploading import send
from tests.web import Browser, signed_in

ALL_DAY = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]


def offer_in_parts(browser: Browser, made: Business) -> None:
    """A service in parts with something to book along, and an appointment with it."""
    body = {
        "name": "In parts",
        "duration_minutes": 30,
        "requirements": [{"kind": "room", "resource_ids": [str(made.room_id)]}],
        "segments": [{"duration_minutes": 30, "holds": [0]}],
        "addons": [{"name": "Tea", "extra_minutes": 5, "price_minor": 300}],
    }
    service = browser.post("/services", body)
    assert service.status_code == 201
    wish = {
        "service_id": service.json["id"],
        "starts_at": wire(soon(12)),
        "customer_id": str(made.customer_id),
        "addon_ids": [service.json["addons"][0]["id"]],
    }
    assert browser.post("/appointments", wish).status_code == 201


def take_hours_away(browser: Browser, made: Business) -> None:
    """A day that differs, time off and a closed day."""
    away = {"starts_at": wire(soon(30)), "ends_at": wire(soon(31))}
    entered = browser.post("/time-off", {"resource_id": str(made.staff_id), **away})
    assert entered.status_code == 201
    day = f"{soon(30):%Y-%m-%d}"
    closed = {"location_id": str(made.location_id), "name": "Holiday"}
    added = browser.post("/closures", {**closed, "starts_on": day, "ends_on": day})
    assert added.status_code == 201
    override = {"on_day": day, "windows": [{"opens": "09:00", "closes": "10:00"}]}
    path = f"/resources/{made.staff_id}"
    version = browser.get(path).json["version"]
    assert browser.call("PUT", f"{path}/overrides", override, version=version).status_code == 200


def reach_other_calendars(browser: Browser, made: Business, runtime: Runtime) -> None:
    """A private link, a calendar kept elsewhere with a busy time, a daily mail, a mail text."""
    path = f"/resources/{made.staff_id}"
    assert browser.post(f"{path}/feeds").status_code == 201
    elsewhere = {"name": "Private", "url": "https://calendars.invalid/a.ics"}
    source = browser.post(f"{path}/busy-sources", elsewhere)
    assert source.status_code == 201
    start = int(soon(40).timestamp())
    with runtime.units.tenant(made.id) as work:
        said = Answer([(start, start + 3600)], skipped=0)
        assert take_over(work, UUID(source.json["id"]), said)
    text = {"subject": "Hello", "body": "{{details}}"}
    assert browser.call("PUT", "/mail-texts/change", text, version=0).status_code == 200


def ask_and_answer(browser: Browser, made: Business) -> None:
    """A service that asks for a file, and an appointment with the answer."""
    body = {
        "name": "With a photo",
        "duration_minutes": 30,
        "requirements": [{"kind": "room", "resource_ids": [str(made.room_id)]}],
        "questions": [{"kind": "file", "label": "A photo"}],
    }
    service = browser.post("/services", body).json
    question = service["questions"][0]["id"]
    parts = {"file": (BytesIO(picture()), "me.png")}
    sent = browser.call("POST", f"/public/questions/{question}/files", data=parts)
    assert sent.status_code == 201
    wish = {
        "service_id": service["id"],
        "starts_at": wire(soon(13)),
        "customer_id": str(made.customer_id),
        "answers": {question: sent.json["token"]},
    }
    assert browser.post("/appointments", wish).status_code == 201


def wait_for_a_time(browser: Browser, made: Business) -> None:
    """A customer on the waitlist, with an offer."""
    day = f"{soon(14):%Y-%m-%d}"
    wish = {"service_id": str(made.service_id), "customer_id": str(made.customer_id)}
    waits = browser.post("/waitlist", {**wish, "from_day": day, "until_day": day})
    assert waits.status_code == 201
    path = f"/waitlist/{waits.json['id']}/offer"
    assert browser.post(path, {"starts_at": wire(soon(14))}, version=1).status_code == 200


def listen_in(browser: Browser, made: Business) -> None:
    """A webhook, and a message on its way to it."""
    hook = {
        "name": made.mark,
        "url": f"https://{made.subdomain}.invalid/x",
        "topics": ["customer.changed"],
    }
    added = browser.post("/webhooks", hook)
    assert added.status_code == 201
    assert browser.post(f"/webhooks/{added.json['id']}/test").status_code == 202


def ask_by_themselves(app: App, made: Business) -> None:
    """Staff want their day by mail, a customer to be forgotten, the owner an export."""
    staff = signed_in(app, made, made.people[Role.TENANT_STAFF])
    assert staff.call("PUT", "/agenda", {"hour": 7}).status_code == 200
    customer = signed_in(app, made, made.people[Role.CUSTOMER])
    assert customer.post("/my/erasure").status_code == 200
    owner = signed_in(app, made)
    assert owner.post("/business-exports", {"password": PASSWORD}).status_code == 202


def import_customers(browser: Browser) -> None:
    """A file of customers, checked by the next who delivers."""
    file = b"Name,E-mail\nIvy Import,ivy@people.example\nNobody,not-an-address\n"
    upload_id = send(browser, "/customer-imports", file)
    taken = browser.post("/customer-imports", {"upload_id": upload_id})
    assert taken.status_code == 201
    reading = {"columns": ["name", "email"], "existing": "skip", "date_order": "dmy"}
    checked = browser.post(f"/customer-imports/{taken.json['id']}/check", reading)
    assert checked.status_code == 202


def merge_somebody(browser: Browser, made: Business) -> None:
    """The customer was there twice."""
    twice = browser.post("/customers", {"name": "Ann"}).json["id"]
    path = f"/customers/{made.customer_id}"
    version = browser.get(path).json["version"]
    body = {"other_id": twice, "other_version": 1}
    assert browser.post(f"{path}/merge", body, version=version).status_code == 200


def switch_off(browser: Browser, made: Business) -> None:
    """A room that is used no more, and what becomes of its appointment."""
    place = {"location_id": str(made.location_id)}
    room = browser.post("/resources", {**place, "kind": "room", "name": "Former"}).json["id"]
    path = f"/resources/{room}"
    assert browser.call("PUT", f"{path}/hours", {"hours": ALL_DAY}, version=1).status_code == 200
    needs = [{"kind": "room", "resource_ids": [room]}]
    body = {"name": "In the room", "duration_minutes": 30, "requirements": needs}
    service = browser.post("/services", body).json["id"]
    wish = {"starts_at": wire(soon(15)), "customer_id": str(made.customer_id)}
    assert browser.post("/appointments", {**wish, "service_id": service}).status_code == 201
    version = browser.get(path).json["version"]
    decided = {"do": "cancel", "notify": False}
    assert browser.post(f"{path}/deactivate", decided, version=version).status_code == 202
