"""What the routes of scheduling speak of, for tests of all of them."""

from __future__ import annotations

from datetime import datetime

import psycopg

from smoothschedule.core.api import App
from tests.factories import Business, shortly, soon, wire
from tests.web import signed_in, visitor


class Things(dict[str, str]):
    """The ids of everything that the routes speak of, by name; each is made when it is named."""

    def __init__(self, app: App, business: Business, admin: psycopg.Connection) -> None:
        super().__init__(
            location=str(business.location_id),
            staff=str(business.staff_id),
            service=str(business.service_id),
            customer=str(business.customer_id),
        )
        self.app, self.business, self.admin = app, business, admin
        self.owner = signed_in(app, business)

    def __missing__(self, name: str) -> str:
        self[name] = getattr(self, f"_{name}")()
        return self[name]

    def _appointment(self) -> str:
        return self._another(soon(2))

    def _request(self) -> str:
        guest = visitor(self.app, self.business)
        wish = {
            "service_id": str(self.business.approval_service_id),
            "starts_at": wire(soon(2, hour=12)),
        }
        held = guest.post("/public/holds", wish).json
        said = {"hold_token": held["token"], "name": "Vera", "email": "vera@guests.example"}
        assert guest.post("/public/bookings", said).status_code == 201
        id: str = self.owner.get("/appointments?state=pending").json["items"][0]["id"]
        return id

    def _later(self) -> str:
        return self._another(soon(2, hour=15))

    def _near(self) -> str:
        return self._another(shortly(120))

    def _begun(self) -> str:
        begun = self._another(shortly(60))
        self.admin.execute("UPDATE appointments SET starts_at = now() WHERE id = %s", [begun])
        return begun

    def _here(self) -> str:
        return self._another(shortly(180), "check-in")

    def _cancelled(self) -> str:
        return self._another(soon(2, hour=17), "cancel")

    def _repeated(self) -> str:
        return self._series(soon(20))

    def _shifted(self) -> str:
        shifted = self._series(soon(20, hour=16))
        step = f"/appointments/{shifted}/series/cancel"
        assert self.owner.post(step, {"scope": "all"}, version=1).status_code == 200
        return shifted

    def _wish(self, at: datetime) -> dict[str, str]:
        return {
            "starts_at": wire(at),
            "customer_id": self["customer"],
            "service_id": self["service"],
        }

    def _another(self, at: datetime, act: str | None = None) -> str:
        """One more appointment, after that act."""
        id: str = self.owner.post("/appointments", self._wish(at)).json["id"]
        if act:
            assert self.owner.post(f"/appointments/{id}/{act}", version=1).status_code == 200
        return id

    def _series(self, at: datetime) -> str:
        """The first of two appointments that repeat."""
        asked = self._wish(at) | {"rule": "FREQ=WEEKLY;COUNT=2"}
        items = self.owner.post("/series", asked).json["items"]
        return str(items[0]["appointment_id"])
