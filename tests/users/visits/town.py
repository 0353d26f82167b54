"""The real product beside its model: what is looked at after every step of a walk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask

from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Person, make_business, make_platform_person
from tests.users.visits.model import LENT, Figure, Loan, Login, Seat, Stay
from tests.visiting import PLATFORM_HOST, forget_logs, log_lines
from tests.web import Browser

NAMES = ("support", "root", "owner", "manager", "staff", "customer")
_numbers = count(1)

#: What a visit to look only may leave behind: that it was, and what was refused.
OF_VISITS = ["visit.began", "session.ended", "session.renewed"] + [
    f"masquerade.{what}" for what in ("started", "ended", "denied")
]
WRITTEN_WHILE_LOOKING = (
    "SELECT e.tag FROM audit_events e JOIN visits v ON v.id = e.visit_id"
    " WHERE e.tenant_id = %s AND v.mode = 'view' AND v.kind = 'masquerade' AND e.tag <> ALL(%s)"
)
OTHER_IDENTITIES = (
    "SELECT e.tag FROM audit_events e LEFT JOIN visits v ON v.id = e.visit_id"
    " WHERE e.tenant_id = %s AND (e.visit_id IS NOT NULL OR e.impersonator_id IS NOT NULL)"
    " AND CASE WHEN v.target_id IS NULL THEN (e.actor_id, e.impersonator_id)"
    "  IS DISTINCT FROM (v.actor_id, NULL)"
    " ELSE (e.actor_id, e.impersonator_id) IS DISTINCT FROM (v.target_id, v.actor_id) END"
)
IN_TWO_PLACES = (
    "SELECT actor_id FROM visits WHERE ended_at IS NULL GROUP BY actor_id HAVING count(*) > 1"
)
ENDED = (
    "SELECT id::text FROM visits"
    " WHERE ended_at IS NOT NULL AND kind = 'masquerade' AND tenant_id = %s"
)
END_EARLIER_WALKS = (
    "UPDATE visits SET ended_at = now(), end_reason = 'expired' WHERE ended_at IS NULL"
)
IDENTITIES = (
    "SELECT e.actor_id, e.impersonator_id, v.actor_id, v.mode FROM audit_events e"
    " LEFT JOIN visits v ON v.id = e.visit_id WHERE e.request_id = %s"
)
ROWS = (
    "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM locations),"
    " (SELECT count(*) FROM audit_events WHERE changes <> '[]'), (SELECT count(*) FROM jobs)"
)


@dataclass(frozen=True, slots=True)
class Product:
    """The real thing, and what was seen of it on all walks together."""

    app: Flask
    runtime: Runtime
    admin: psycopg.Connection
    seen: Counter[str]


class Town:
    """A business, the platform, their people and the browsers of these."""

    def __init__(self, product: Product) -> None:
        self.app, self.runtime, self.admin = product.app, product.runtime, product.admin
        self.seen = product.seen
        self.admin.execute(END_EARLIER_WALKS)
        forget_logs(self.runtime)
        self.business = make_business(self.runtime, f"walk{next(_numbers)}")
        self.figures = self._figures()
        self.seats: list[Seat] = []
        self.stays: list[Stay] = []
        self.loans: list[Loan] = []
        self.ghosts: list[tuple[str, str]] = []
        # Two who never visit anybody keep the town running.
        self.keeper = self.browser_of(self.figures["owner"])
        self.chief = Browser(self.app, PLATFORM_HOST).enter(
            make_platform_person(self.runtime, Role.SUPERUSER)
        )

    def _figures(self) -> dict[str, Figure]:
        people = self.business.people
        found: dict[str, Person] = {
            "support": make_platform_person(self.runtime, Role.PLATFORM_SUPPORT),
            "root": make_platform_person(self.runtime, Role.SUPERUSER),
            "owner": people[Role.TENANT_OWNER],
            "manager": people[Role.TENANT_MANAGER],
            "staff": people[Role.TENANT_STAFF],
            "customer": people[Role.CUSTOMER],
        }
        return {name: Figure(person, person.role) for name, person in found.items()}

    def host_of(self, figure: Figure) -> str:
        return PLATFORM_HOST if figure.is_of_platform else self.business.host

    def browser_of(self, figure: Figure) -> Browser:
        tenant_id = None if figure.is_of_platform else self.business.id
        return Browser(self.app, self.host_of(figure)).enter(figure.person, tenant_id=tenant_id)

    def sit_down(self, figure: Figure, browser: Browser) -> Seat:
        """A browser where this person is signed in; it takes the place of one that was."""
        for old in [s for s in self.seats if s.stay is None and s.login.figure is figure][1:]:
            self.seats.remove(old)
        self.seats.append(Seat(browser, Login(figure)))
        return self.seats[-1]

    def forget_secret(self, seat: Seat, secret: str | None) -> None:
        """This secret was replaced: from now on it opens nothing."""
        assert secret is not None
        assert seat.browser.cookie != secret
        self.ghosts = [*self.ghosts[-1:], (seat.browser.host, secret)]

    def version_of(self, figure: Figure) -> int:
        table = "platform_users" if figure.is_of_platform else "users"
        query = f"SELECT version FROM {table} WHERE id = %s"
        ((version,),) = self.admin.execute(query, [figure.person.id])
        return int(version)

    def rows(self) -> Any:
        return self.admin.execute(ROWS).fetchone()

    def settle(self) -> None:
        """A visit that somebody is on ends with the first thing that makes it end."""
        for stay in self.stays:
            if stay.token is None and not stay.stands:
                stay.is_over = True

    def check(self) -> None:
        """Everything that holds at any moment."""
        self.settle()
        for seat in self.seats:
            self._check_seat(seat)
        for host, secret in self.ghosts:
            ghost = Browser(self.app, host)
            ghost.keep_cookie(secret)
            assert ghost.get("/me").status_code == 401
        self._check_logs()
        assert self._found(IN_TWO_PLACES) == []
        assert self._found(OTHER_IDENTITIES, [self.business.id]) == []
        assert self._found(WRITTEN_WHILE_LOOKING, [self.business.id, OF_VISITS]) == []

    def _check_seat(self, seat: Seat) -> None:
        answer = seat.browser.get("/me")
        assert answer.status_code == (200 if seat.is_in else 401), answer.get_data(as_text=True)
        if not seat.is_in:
            self.seen["turned away"] += 1
            return
        me, shown = answer.json, seat.shown
        seat.browser.csrf_token = me["csrf_token"]
        assert me["user"]["id"] == str(shown.person.id)
        assert me["user"]["role"] == shown.role
        if seat.is_at_business:
            assert (LENT in me["permissions"]) == seat.holds_lent(self.loans)
        visit = me["visit"] and (
            me["visit"]["kind"],
            me["visit"]["mode"],
            me["visit"]["actor"]["email"],
        )
        stay = seat.stay
        kind = "entry" if seat.is_entry else "masquerade"
        assert visit == (stay and (kind, stay.mode, stay.actor.person.email))
        self.seen[f"is in on {kind}" if stay else "is in"] += 1

    def _check_logs(self) -> None:
        lines = log_lines(self.runtime)
        started = [line["visit_id"] for line in lines if line["action"] == "HIJACK_START"]
        ended = [line["visit_id"] for line in lines if line["action"] == "HIJACK_END"]
        assert len(set(started)) == len(started)
        assert len(set(ended)) == len(ended)
        assert set(ended) <= set(started)
        assert sorted(ended) == sorted(self._found(ENDED, [self.business.id]))

    def _found(self, query: str, values: list[Any] | None = None) -> list[Any]:
        return [row[0] for row in self.admin.execute(query, values)]

    def check_told(self, seat: Seat, request_id: str) -> None:
        """The audit knows this write by whom it was, and by whom it really was."""
        stay = seat.stay
        behind: UUID | None = stay.actor.person.id if stay else None
        impersonator = None if seat.is_entry else behind
        wanted = (seat.shown.person.id, impersonator, behind, stay.mode if stay else None)
        told = self.admin.execute(IDENTITIES, [request_id]).fetchall()
        assert told
        assert set(told) == {wanted}
