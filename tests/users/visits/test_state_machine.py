"""Visits and grants in any order: what must hold holds after every step."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import count

import psycopg
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import close_visits
from smoothschedule.users.rules import Role
from tests.factories import PASSWORD
from tests.users.visits.model import LENT, Figure, Loan, Login, Seat, Stay
from tests.users.visits.town import NAMES, Product, Town
from tests.visiting import arrive, ask_entry, ask_masquerade, log_lines, token_in
from tests.web import Browser, check_problem

TIME_PASSES = (
    "UPDATE visits SET created_at = created_at - %(by)s, expires_at = expires_at - %(by)s,"
    " handover_until = handover_until - %(by)s WHERE ended_at IS NULL;"
    "UPDATE permission_grants SET created_at = created_at - %(by)s,"
    " expires_at = expires_at - %(by)s WHERE revoked_at IS NULL"
)
OTHER_ROLE = {
    Role.TENANT_MANAGER: Role.TENANT_STAFF,
    Role.TENANT_STAFF: Role.TENANT_MANAGER,
    Role.PLATFORM_SUPPORT: Role.PLATFORM_MANAGER,
    Role.PLATFORM_MANAGER: Role.PLATFORM_SUPPORT,
}
MAY_MASQUERADE = (Role.SUPERUSER, Role.PLATFORM_SUPPORT, Role.TENANT_OWNER)
picks = st.integers(0, 7)
TARGETS = ("owner", "manager", "staff", "staff", "customer")
_numbers = count(1)


def refusal(seat: Seat, target: Figure, stays: list[Stay]) -> int | None:
    """How this browser's wish to be in the target's place is refused; None: it is not."""
    actor = seat.login.figure
    if actor.role not in MAY_MASQUERADE:
        return 403
    if actor is target or not target.is_active:
        return 409
    if actor.role == Role.TENANT_OWNER and target.role != Role.TENANT_STAFF:
        return 403
    return 409 if any(s.keeps_from_another for s in stays if s.actor is actor) else None


class Walk(RuleBasedStateMachine):
    """People come, go, visit, lend and lose their place, at random."""

    product: Product

    def __init__(self) -> None:
        super().__init__()
        self.town = Town(self.product)
        for name in ("support", "root", "owner", "staff"):
            figure = self.town.figures[name]
            self.town.sit_down(figure, self.town.browser_of(figure))

    def seats(self, *, visiting: bool | None = None, is_in: bool = True) -> list[Seat]:
        """Browsers, of those who are in (or not), on a visit (or not)."""
        return [
            seat
            for seat in self.town.seats
            if seat.is_in == is_in and visiting in (None, seat.stay is not None)
        ]

    def travellers(self) -> list[Seat]:
        who = [self.town.figures[name] for name in ("support", "root", "owner")]
        return [seat for seat in self.seats(visiting=False) if seat.login.figure in who]

    def staff(self) -> list[Seat]:
        return [seat for seat in self.travellers() if seat.login.figure.is_of_platform]

    def waiting(self) -> list[Stay]:
        return [stay for stay in self.town.stays if stay.token]

    @invariant()
    def what_must_hold_holds(self) -> None:
        self.town.check()

    @initialize(name=st.sampled_from(["", *TARGETS]), mode=st.sampled_from(["view", "act"]))
    def some_are_on_a_visit(self, name: str, mode: str) -> None:
        if name:
            self.masquerade(0, name, mode, is_quick=True)
        else:
            self.enter(0)
        self.masquerade(2, "staff", mode, is_quick=True)

    @rule(name=st.sampled_from(NAMES))
    def sign_in(self, name: str) -> None:
        figure = self.town.figures[name]
        browser = Browser(self.town.app, self.town.host_of(figure))
        if figure.is_active:
            self.town.sit_down(figure, browser.sign_in(figure.person))
            return
        body = {"email": figure.person.email, "password": PASSWORD}
        check_problem(browser.post("/auth/sign-in", body), 401, "wrong-credentials")
        self.saw("inactive kept out")

    @precondition(lambda self: self.seats())
    @rule(pick=picks)
    def sign_out(self, pick: int) -> None:
        seat = self.one(self.seats(), pick)
        secret = seat.browser.cookie
        assert seat.browser.post("/auth/sign-out").status_code == 204
        self.leave(seat)
        self.town.forget_secret(seat, secret)
        if seat.stay is None or not seat.stay.actor.is_of_platform:
            seat.login.is_over = True

    @precondition(lambda self: self.travellers())
    @rule(
        pick=picks,
        name=st.sampled_from(TARGETS),
        mode=st.sampled_from(["view", "act"]),
        is_quick=st.sampled_from([True, True, True, False]),
    )
    def masquerade(self, pick: int, name: str, mode: str, is_quick: bool) -> None:
        seat, target = self.one(self.travellers(), pick), self.town.figures[name]
        expected = refusal(seat, target, self.town.stays)
        secret = seat.browser.cookie
        if seat.login.figure.is_of_platform:
            answer = ask_masquerade(
                seat.browser, self.town.business.id, target.person.id, mode=mode
            )
        else:
            body = {"user_id": str(target.person.id), "mode": mode, "reason": "to see"}
            answer = seat.browser.post("/masquerades", body)
        if expected is not None:
            check_problem(answer, expected)
            assert log_lines(self.town.runtime)[-1]["action"] == "HIJACK_DENIED"
            self.saw(f"masquerade refused {expected}")
            return
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.saw(f"masquerade to {mode}")
        self.town.forget_secret(seat, secret)
        stay = self.begin(seat, target, mode)
        if seat.login.figure.is_of_platform:
            stay.token = token_in(answer)
            if is_quick:
                self.come_in(stay)
        else:
            seat.stay = stay

    @precondition(lambda self: self.seats(visiting=True))
    @rule(pick=picks, name=st.sampled_from(TARGETS))
    def masquerade_deeper(self, pick: int, name: str) -> None:
        seat = self.one(self.seats(visiting=True), pick)
        id = self.town.figures[name].person.id
        body = {"user_id": str(id), "mode": "act", "reason": "deeper"}
        check_problem(seat.browser.post("/masquerades", body), 403)
        assert log_lines(self.town.runtime)[-1]["action"] == "HIJACK_DENIED"

    @precondition(lambda self: self.staff())
    @rule(pick=picks)
    def enter(self, pick: int) -> None:
        seat = self.one(self.staff(), pick)
        actor = seat.login.figure
        secret = seat.browser.cookie
        answer = ask_entry(seat.browser, self.town.business.id)
        if any(stay.keeps_from_another for stay in self.town.stays if stay.actor is actor):
            check_problem(answer, 409, "visit-open")
            return
        self.town.forget_secret(seat, secret)
        mode = "view" if actor.role == Role.PLATFORM_SUPPORT else "act"
        stay = self.begin(seat, None, mode)
        stay.token = token_in(answer)
        self.come_in(stay)
        self.saw(f"entry to {mode}")

    @precondition(lambda self: self.waiting())
    @rule(pick=picks)
    def arrive_late(self, pick: int) -> None:
        stay = self.waiting()[pick % len(self.waiting())]
        if stay.stands:
            self.come_in(stay)
            return
        browser = Browser(self.town.app, self.town.business.host)
        answer = browser.post("/auth/visit/redeem", {"token": stay.token})
        is_target_gone = stay.is_in_time and stay.actor_stands
        check_problem(answer, 401 if is_target_gone else 410)
        stay.is_over = stay.is_over or is_target_gone
        self.saw("came too late")

    @precondition(lambda self: self.seats(visiting=True))
    @rule(pick=picks)
    def stop(self, pick: int) -> None:
        seat = self.one(self.seats(visiting=True), pick)
        secret = seat.browser.cookie
        assert seat.browser.post("/auth/visit/stop").status_code == 200
        self.saw("stopped")
        self.go_back(seat, secret)

    @precondition(lambda self: [s for s in self.seats(is_in=False) if s.stay])
    @rule(pick=picks)
    def come_back_from_what_is_over(self, pick: int) -> None:
        seat = self.one([s for s in self.seats(is_in=False) if s.stay], pick)
        secret = seat.browser.cookie
        answer = seat.browser.post("/auth/visit/return")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.saw("came back from what was over")
        self.go_back(seat, secret)

    @precondition(lambda self: self.travellers())
    @rule(pick=picks)
    def come_back_to_oneself(self, pick: int) -> None:
        seat = self.one(self.travellers(), pick)
        secret = seat.browser.cookie
        assert seat.browser.post("/auth/visit/return").json == {"url": "/app"}
        self.town.forget_secret(seat, secret)
        for stay in self.town.stays:
            stay.is_over = stay.is_over or stay.actor is seat.login.figure

    @precondition(lambda self: self.seats(visiting=True))
    @rule(pick=picks)
    def owner_ends_a_visit(self, pick: int) -> None:
        seat = self.one(self.seats(visiting=True), pick)
        assert seat.stay is not None
        visit_id = seat.browser.get("/me").json["visit"]["id"]
        ended = self.town.keeper.post(f"/visits/{visit_id}/end")
        assert ended.json["end_reason"] == "ended_by_owner"
        seat.stay.is_over = True

    @rule(name=st.sampled_from(["manager", "staff", "support"]))
    def lend(self, name: str) -> None:
        figure = self.town.figures[name]
        body = {"grantee_id": str(figure.person.id), "action": LENT, "reason": "busy"}
        if figure.is_of_platform:
            where = {"tenant_id": str(self.town.business.id)}
            answer = self.town.chief.post("/platform/grants", body | where)
        else:
            answer = self.town.keeper.post("/grants", body)
        if not figure.is_active or figure.role == Role.PLATFORM_MANAGER:
            check_problem(answer, 409, "not-to-them")
            return
        assert answer.status_code == 201, answer.get_data(as_text=True)
        self.town.loans.append(Loan(answer.json["id"], figure))

    @precondition(lambda self: self.town.loans)
    @rule(pick=picks)
    def take_back(self, pick: int) -> None:
        loan = self.town.loans[pick % len(self.town.loans)]
        answer = self.town.keeper.post(f"/grants/{loan.id}/revoke")
        if not loan.is_active:
            check_problem(answer, 409, "grant-over")
            return
        assert answer.json["state"] == "revoked"
        loan.is_revoked = True
        self.saw("taken back")

    @rule(name=st.sampled_from(["manager", "staff", "staff", "support", "root"]))
    def turn_out_or_let_in_again(self, name: str) -> None:
        figure = self.town.figures[name]
        verb = "deactivate" if figure.is_active else "reactivate"
        answer = self.office(figure, "POST", f"/{verb}")
        figure.is_active = not figure.is_active
        assert answer["is_active"] == figure.is_active
        for login in self.logins():
            login.is_over = login.is_over or login.figure is figure
        self.saw(verb)

    @rule(name=st.sampled_from(["manager", "staff", "support"]))
    def change_role(self, name: str) -> None:
        figure = self.town.figures[name]
        role = OTHER_ROLE[figure.role]
        assert self.office(figure, "PATCH", "", {"role": role})["role"] == role
        figure.role = role

    @rule(minutes=st.sampled_from([1, 29, 31]), is_swept=st.booleans())
    def time_passes(self, minutes: int, is_swept: bool) -> None:
        for statement in TIME_PASSES.split(";"):
            self.town.admin.execute(statement, {"by": timedelta(minutes=minutes)})
        for one in (*self.town.stays, *self.town.loans):
            one.age += minutes
        if is_swept:
            close_visits(self.town.runtime)

    @precondition(lambda self: [s for s in self.seats() if s.is_at_business])
    @rule(pick=picks, is_lent=st.booleans())
    def write(self, pick: int, is_lent: bool) -> None:
        seat = self.one([s for s in self.seats() if s.is_at_business], pick)
        name = f"Made {next(_numbers)}"
        before = self.town.rows()
        if is_lent:
            may = seat.may_use_lent(self.town.loans)
            answer = seat.browser.post("/locations", {"name": name, "time_zone": "UTC"})
        else:
            may = seat.may_add_customers
            answer = seat.browser.post("/customers", {"name": name})
        if may:
            assert answer.status_code == 201, answer.get_data(as_text=True)
            self.town.check_told(seat, answer.headers["X-Request-ID"])
        else:
            check_problem(answer, 403)
            assert self.town.rows() == before
        kind = f"on a visit to {seat.stay.mode}" if seat.stay else "as themselves"
        self.saw(f"{'wrote' if may else 'wrote nothing'} {kind}")

    # What the steps are made of

    def saw(self, what: str) -> None:
        self.town.seen[what] += 1

    def one(self, seats: list[Seat], pick: int) -> Seat:
        return seats[pick % len(seats)]

    def logins(self) -> list[Login]:
        return [s.login for s in self.town.seats] + [stay.own for stay in self.town.stays]

    def begin(self, seat: Seat, target: Figure | None, mode: str) -> Stay:
        """Somebody's visit begins; whatever they had before is over."""
        for old in self.town.stays:
            old.is_over = old.is_over or old.actor is seat.login.figure
        self.town.stays.append(Stay(seat.login, target, mode))
        return self.town.stays[-1]

    def come_in(self, stay: Stay) -> None:
        assert stay.token is not None
        browser = arrive(self.town.app, self.town.business, stay.token)
        stay.token = None
        self.town.seats.append(Seat(browser, stay.own, stay))

    def leave(self, seat: Seat) -> None:
        self.town.seats.remove(seat)
        if seat.stay is not None:
            seat.stay.is_over = True

    def go_back(self, seat: Seat, secret: str | None) -> None:
        """This browser's visit is over; it is its own person's again if they started here."""
        assert seat.stay is not None
        self.leave(seat)
        self.town.forget_secret(seat, secret)
        if not seat.stay.actor.is_of_platform and seat.login.holds:
            seat.stay = None
            self.town.seats.append(seat)

    def office(
        self, figure: Figure, method: str, path: str, body: dict[str, str] | None = None
    ) -> dict[str, object]:
        """Those who keep the town running change an account."""
        browser = self.town.chief if figure.is_of_platform else self.town.keeper
        folder = "/platform/staff" if figure.is_of_platform else "/users"
        version = self.town.version_of(figure)
        answer = browser.call(method, f"{folder}/{figure.person.id}{path}", body, version=version)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        found: dict[str, object] = answer.json
        return found


#: Else the walks would hold without having been anywhere.
MUST_BE_SEEN = {
    "is in on masquerade",
    "is in on entry",
    "turned away",
    "masquerade to view",
    "masquerade to act",
    "wrote on a visit to act",
    "wrote nothing on a visit to view",
    "wrote as themselves",
}


def test_on_any_walk_everybody_is_who_they_are_and_may_what_they_may(
    app: App, runtime: Runtime, admin: psycopg.Connection
) -> None:
    seen: Counter[str] = Counter()
    walk = type("Walk", (Walk,), {"product": Product(app, runtime, admin, seen)})
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=10,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert set(seen) >= MUST_BE_SEEN
