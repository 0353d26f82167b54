"""Two people who give the same service: one of them leaves, and the other may stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from smoothschedule.core.api import App
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import Browser, signed_in

ALL_DAY = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]


@dataclass(slots=True)
class Shop:
    """Two people who give the same service; the first has appointments."""

    browser: Browser
    business: Business
    other_id: str

    @property
    def path(self) -> str:
        return f"/resources/{self.business.staff_id}"

    def book(self, days: int, *, with_: str | None = None) -> str:
        body = {
            "service_id": str(self.business.service_id),
            "starts_at": wire(soon(days)),
            "customer_id": str(self.business.customer_id),
            "resource_ids": [with_ or str(self.business.staff_id)],
        }
        answer = self.browser.post("/appointments", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return str(answer.json["id"])

    def version(self) -> int:
        return int(self.browser.get(self.path).json["version"])

    def preview(self, **wish: Any) -> dict[str, Any]:
        answer = self.browser.post(f"{self.path}/preview-deactivation", wish)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        document: dict[str, Any] = answer.json
        return document

    def leave(self, **wish: Any) -> str:
        """The resource is off; the job has not run yet."""
        answer = self.browser.post(f"{self.path}/deactivate", wish, version=self.version())
        assert answer.status_code == 202, answer.get_data(as_text=True)
        assert not answer.json["resource"]["is_active"]
        return str(answer.json["departure"]["id"])

    def left(self, mailbox: Mailbox, **wish: Any) -> dict[str, Any]:
        id = self.leave(**wish)
        mailbox.deliver()
        return self.departure(id)

    def departure(self, id: str) -> dict[str, Any]:
        document: dict[str, Any] = self.browser.get(f"/departures/{id}").json
        return document

    def left_behind(self, id: str) -> list[tuple[str, str]]:
        items = self.browser.get(f"/departures/{id}/left-behind").json["items"]
        return [(each["id"], each["reason"]) for each in items]

    def undo(self, mailbox: Mailbox, id: str) -> dict[str, Any]:
        answer = self.browser.post(f"/departures/{id}/undo")
        assert answer.status_code == 202, answer.get_data(as_text=True)
        assert self.browser.get(self.path).json["is_active"]
        mailbox.deliver()
        return self.departure(id)

    def who_serves(self, id: str) -> tuple[str, str]:
        seen = self.browser.get(f"/appointments/{id}").json
        return seen["state"], seen["allocations"][0]["resource_id"]


def open_shop(app: App, business: Business) -> Shop:
    """The shop, with nothing booked."""
    browser = signed_in(app, business)
    body = {"location_id": str(business.location_id), "kind": "staff", "name": "Second"}
    other = browser.post("/resources", body).json
    path = f"/resources/{other['id']}/hours"
    assert browser.call("PUT", path, {"hours": ALL_DAY}, version=1).status_code == 200
    needs = [{"kind": "staff", "resource_ids": [str(business.staff_id), other["id"]]}]
    service = f"/services/{business.service_id}"
    version = browser.get(service).json["version"]
    assert browser.patch(service, {"requirements": needs}, version=version).status_code == 200
    return Shop(browser, business, other["id"])
