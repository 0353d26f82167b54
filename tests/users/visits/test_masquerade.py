"""Being in somebody's place: who may, how it starts and ends, and what is kept of it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.tokens import session_key
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import close_visits
from smoothschedule.users.rules import PLATFORM_ROLES, Role
from tests.factories import Business, make_business, make_platform_person
from tests.mailbox import Mailbox, text_of
from tests.visiting import (
    arrive,
    ask_masquerade,
    begin_here,
    enter,
    forget_logs,
    log_lines,
    masquerade,
    platform_browser,
    take_csrf,
    token_in,
)
from tests.web import Browser, check_problem, signed_in, visitor

Admin = psycopg.Connection


@pytest.fixture(autouse=True)
def _empty_logs(runtime: Runtime) -> None:
    forget_logs(runtime)


def tags(admin: Admin) -> list[str]:
    return [tag for (tag,) in admin.execute("SELECT tag FROM audit_events ORDER BY id")]


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
@pytest.mark.parametrize("is_temporary", [False, True])
def test_platform_roles_reach_whom_the_matrix_says(
    app: App, runtime: Runtime, role: Role, is_temporary: bool
) -> None:
    business = make_business(runtime, "tryout", is_temporary=is_temporary)
    allowed = {Role.SUPERUSER, Role.PLATFORM_SUPPORT} | (
        {Role.PLATFORM_SALES} if is_temporary else set()
    )
    for person in business.people.values():
        browser, _ = platform_browser(app, runtime, role)
        answer = ask_masquerade(browser, business.id, person.id)
        if role in allowed:
            assert answer.status_code == 200, answer.json
        else:
            # What sales may not see is not there for them.
            check_problem(answer, 404 if role == Role.PLATFORM_SALES else 403)
    actions = {line["action"] for line in log_lines(runtime)}
    assert actions == ({"HIJACK_START"} if role in allowed else {"HIJACK_DENIED"})


@pytest.mark.parametrize(
    "role", [Role.TENANT_OWNER, Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER]
)
def test_an_owner_reaches_staff_only_and_nobody_else_of_a_business_reaches_anybody(
    app: App, runtime: Runtime, business: Business, rival: Business, admin: Admin, role: Role
) -> None:
    browser = signed_in(app, business, business.people[role])
    others = [business.people[r] for r in (Role.TENANT_MANAGER, Role.CUSTOMER) if r != role]
    theirs = rival.people[Role.TENANT_STAFF]
    staff = [] if role == Role.TENANT_OWNER else [business.people[Role.TENANT_STAFF]]
    for person in (*others, *staff, theirs):
        answer = browser.post(
            "/masquerades", {"user_id": str(person.id), "mode": "act", "reason": "why not"}
        )
        is_theirs = person is theirs and role == Role.TENANT_OWNER
        check_problem(answer, 404 if is_theirs else 403)
    lines = log_lines(runtime)
    assert {line["action"] for line in lines} == {"HIJACK_DENIED"}
    assert len(lines) == len(others) + len(staff) + 1 == tags(admin).count("masquerade.denied")
    assert {line["hijacker_email"] for line in lines} == {business.people[role].email}
    assert rival.people[Role.TENANT_STAFF].email not in str(lines)


def test_support_comes_over_acts_and_goes_back(  # noqa: PLR0915 - one story
    app: App, runtime: Runtime, business: Business, admin: Admin, mailbox: Mailbox
) -> None:
    browser, support = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    before = str(browser.cookie)
    inside = masquerade(app, browser, business, business.owner)
    assert browser.cookie != before
    old = Browser(app, browser.host)
    old.keep_cookie(before)
    check_problem(old.get("/me"), 401, "not-signed-in")
    me = inside.get("/me").json
    assert me["user"]["id"] == str(business.owner.id)
    assert me["visit"]["actor"]["email"] == support.email
    assert me["visit"]["can_write"]
    created = inside.post("/customers", {"name": "Made inside"})
    assert created.status_code == 201
    row = admin.execute(
        "SELECT actor_id, actor_role, impersonator_id, impersonator_role, visit_id IS NOT NULL"
        " FROM audit_events WHERE tag = 'customer.changed' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row == (business.owner.id, "TENANT_OWNER", support.id, "PLATFORM_SUPPORT", True)
    (mail,) = [mail for mail in mailbox.deliver() if mail["To"] == business.owner.email]
    assert "ticket 7" in text_of(mail)
    (seen,) = signed_in(app, business).get("/visits").json["items"]
    assert (seen["actor"]["email"], seen["is_open"]) == (support.email, True)
    kept = str(inside.cookie)
    stopped = inside.post("/auth/visit/stop")
    assert stopped.json["url"].endswith("/app/visit-over")
    assert stopped.json["url"].startswith("http://platform.")
    inside.keep_cookie(kept)
    check_problem(inside.get("/me"), 401, "visit-over")
    gone = str(browser.cookie)
    assert browser.post("/auth/visit/return").json == {"url": "/app"}
    assert browser.cookie != gone
    assert browser.get("/me").json["visit"] is None
    lines = log_lines(runtime)
    assert [line["action"] for line in lines] == ["HIJACK_START", "HIJACK_END"]
    for line in lines:
        assert list(line)[:6] == [
            "timestamp",
            "action",
            "hijacker_email",
            "hijacked_email",
            "ip_address",
            "session_key",
        ]
        assert (line["hijacker_email"], line["hijacked_email"]) == (
            support.email,
            business.owner.email,
        )
        assert line["session_key"] == session_key(before)
        assert before not in str(line)


def test_an_owner_is_in_staffs_place_and_comes_back(
    app: App, runtime: Runtime, business: Business
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    browser = signed_in(app, business)
    first = str(browser.cookie)
    second = str(begin_here(browser, staff).cookie)
    assert browser.get("/me").json["user"]["id"] == str(staff.id)
    check_problem(browser.patch("/tenant", {"name": "No"}, version=1), 403, "not-allowed")
    answer = browser.post("/auth/visit/stop")
    assert answer.json == {"url": "/app"}
    third = str(browser.cookie)
    assert len({first, second, third}) == 3
    assert take_csrf(browser).get("/me").json["user"]["id"] == str(business.owner.id)
    for over in (first, second):
        back = visitor(app, business)
        back.keep_cookie(over)
        check_problem(back.get("/me"), 401)
    assert [line["action"] for line in log_lines(runtime)] == ["HIJACK_START", "HIJACK_END"]


def test_to_look_only_is_refused_by_postgresql_itself(
    app: App, runtime: Runtime, business: Business, admin: Admin
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    inside = masquerade(app, browser, business, business.owner, mode="view")
    assert inside.get("/customers").status_code == 200
    before = admin.execute("SELECT count(*) FROM customers").fetchone()
    check_problem(inside.post("/customers", {"name": "No"}, key="k"), 403, "view-only")
    check_problem(inside.post("/customers", {"name": "No"}), 403, "view-only")
    assert admin.execute("SELECT count(*) FROM customers").fetchone() == before
    assert inside.post("/auth/visit/stop").status_code == 200


PERSONAL: list[tuple[str, str, Any]] = [
    ("POST", "/masquerades", {"user_id": "0" * 32, "mode": "act", "reason": "deeper"}),
    ("DELETE", "/auth/sessions/0199aaaa-0000-7000-8000-000000000000", None),
    ("POST", "/grants", {"grantee_id": "0" * 32, "action": "view_team", "reason": "x"}),
]


@pytest.mark.parametrize(("method", "path", "body"), PERSONAL)
@pytest.mark.parametrize("kind", ["masquerade", "entry"])
def test_what_is_personal_is_refused_on_every_visit(
    app: App, runtime: Runtime, business: Business, kind: str, method: str, path: str, body: Any
) -> None:
    browser, _ = platform_browser(app, runtime, Role.SUPERUSER)
    inside = (
        masquerade(app, browser, business, business.owner)
        if kind == "masquerade"
        else enter(app, browser, business)
    )
    check_problem(inside.call(method, path, body), 403, "not-while-visiting")
    if path == "/masquerades":
        assert log_lines(runtime)[-1]["action"] == "HIJACK_DENIED"


HOUR_PASSED = (
    "UPDATE visits SET created_at = created_at - interval '60 minutes',"
    " handover_until = handover_until - interval '60 minutes',"
    " expires_at = expires_at - interval '60 minutes'"
)
MIDWAY = {
    "target deactivated": (
        "UPDATE users SET is_active = false WHERE id = %(target)s",
        "target_gone",
    ),
    "target's role changed": (
        "UPDATE users SET role = 'TENANT_STAFF' WHERE id = %(target)s",
        "role_changed",
    ),
    "actor deactivated": ("UPDATE platform_users SET is_active = false", "actor_gone"),
    "actor's role changed": ("UPDATE platform_users SET role = 'PLATFORM_SALES'", "actor_gone"),
    "actor signed out": ("UPDATE platform_sessions SET revoked_at = now()", "actor_gone"),
    "an hour passed": (
        HOUR_PASSED,
        "expired",
    ),
}


@pytest.mark.parametrize("what", MIDWAY)
def test_it_ends_at_once_when_something_changes_midway(
    app: App, runtime: Runtime, business: Business, admin: Admin, what: str
) -> None:
    target = business.people[Role.TENANT_MANAGER]
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    inside = masquerade(app, browser, business, target)
    statement, reason = MIDWAY[what]
    admin.execute(statement, {"target": target.id} if "%(" in statement else None)
    for _ in range(2):
        problem = check_problem(inside.get("/customers"), 401, "visit-over")
        assert problem["reason"] == reason
        assert problem["return_url"].endswith("/app/visit-over")
    assert admin.execute("SELECT end_reason FROM visits").fetchone() == (reason,)
    ends = [line for line in log_lines(runtime) if line["action"] == "HIJACK_END"]
    assert [line["reason"] for line in ends] == [reason]
    assert inside.page("/").status_code == 200  # the public pages stay


@pytest.mark.parametrize("kind", ["masquerade", "entry"])
def test_a_visit_in_a_business_that_was_suspended_can_be_stopped_there(
    app: App, runtime: Runtime, business: Business, admin: Admin, kind: str
) -> None:
    browser, _ = platform_browser(app, runtime, Role.SUPERUSER)
    if kind == "entry":
        inside = enter(app, browser, business)
    else:
        inside = masquerade(app, browser, business, business.owner, mode="view")
    admin.execute("UPDATE tenants SET status = 'suspended'")
    check_problem(inside.get("/me"), 403, "tenant-suspended")
    stopped = inside.post("/auth/visit/stop")
    assert stopped.json["url"].endswith("/app/visit-over")
    assert admin.execute("SELECT end_reason FROM visits").fetchone() == ("released",)
    # Nobody else does anything there meanwhile.
    owner = signed_in(app, business)
    check_problem(owner.post("/auth/visit/stop"), 409, "no-visit")
    check_problem(owner.post("/auth/sign-out"), 403, "tenant-suspended")


def test_whoever_was_in_staffs_place_for_an_hour_finds_back(
    app: App, runtime: Runtime, business: Business, admin: Admin
) -> None:
    browser = begin_here(signed_in(app, business), business.people[Role.TENANT_STAFF])
    admin.execute(HOUR_PASSED)
    assert close_visits(runtime) == 1
    problem = check_problem(browser.get("/me"), 401, "visit-over")
    assert (problem["reason"], problem["return_url"]) == ("expired", "/app/visit-over")
    assert browser.post("/auth/visit/return").json == {"url": "/app"}
    assert browser.get("/me").json["user"]["id"] == str(business.owner.id)
    assert [line["action"] for line in log_lines(runtime)] == ["HIJACK_START", "HIJACK_END"]


def test_only_one_visit_at_a_time_also_from_another_tab(
    app: App, runtime: Runtime, business: Business
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    masquerade(app, browser, business, business.owner)
    answer = ask_masquerade(browser, business.id, business.people[Role.CUSTOMER].id)
    problem = check_problem(answer, 409, "visit-open")
    ended = browser.post(f"/platform/visits/{problem['visit']['id']}/end")
    assert ended.json["end_reason"] == "released"
    again = ask_masquerade(browser, business.id, business.people[Role.CUSTOMER].id)
    assert again.status_code == 200


def test_one_that_was_never_taken_up_has_its_end_in_the_log_before_the_next_begins(
    app: App, runtime: Runtime, business: Business, admin: Admin
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    token_in(ask_masquerade(browser, business.id, business.owner.id))
    admin.execute("UPDATE visits SET handover_until = now()")
    answer = ask_masquerade(take_csrf(browser), business.id, business.people[Role.CUSTOMER].id)
    assert answer.status_code == 200
    first, end, second = log_lines(runtime)
    assert [line["action"] for line in (first, end, second)] == [
        "HIJACK_START",
        "HIJACK_END",
        "HIJACK_START",
    ]
    assert (end["visit_id"], end["reason"]) == (first["visit_id"], "expired")
    assert second["visit_id"] != first["visit_id"]


@pytest.mark.parametrize("spoilt", ["used", "late", "tampered", "foreign"])
def test_a_handover_that_is_not_good_lets_nobody_in(
    app: App,
    runtime: Runtime,
    business: Business,
    rival: Business,
    admin: Admin,
    spoilt: str,
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    token = token_in(ask_masquerade(browser, business.id, business.owner.id))
    place = rival if spoilt == "foreign" else business
    if spoilt == "used":
        arrive(app, business, token)
    if spoilt == "late":
        admin.execute("UPDATE visits SET handover_until = now()")
    if spoilt == "tampered":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    answer = visitor(app, place).post("/auth/visit/redeem", {"token": token})
    check_problem(answer, 410, "link-expired")
    assert log_lines(runtime, "security")[-1]["action"] == "LINK_REFUSED"
    assert token not in str(log_lines(runtime, "security"))
    row = admin.execute("SELECT row_to_json(v)::text FROM visits v").fetchone()
    assert token not in str(row)


def refused(answer: Any, status: int, reason: str) -> None:
    assert check_problem(answer, status, "masquerade-refused")["reason"] == reason


def test_oneself_the_inactive_the_absent_and_the_suspended_are_refused(
    app: App, runtime: Runtime, business: Business, admin: Admin
) -> None:
    browser, root = platform_browser(app, runtime, Role.SUPERUSER)
    refused(ask_masquerade(browser, None, root.id), 409, "oneself")
    refused(ask_masquerade(browser, business.id, root.id), 404, "absent")
    customer = business.people[Role.CUSTOMER]
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [customer.id])
    refused(ask_masquerade(browser, business.id, customer.id), 409, "inactive")
    admin.execute("UPDATE tenants SET status = 'suspended'")
    refused(ask_masquerade(browser, business.id, business.owner.id), 409, "suspended")
    assert [line["reason"] for line in log_lines(runtime)] == [
        "oneself",
        "absent",
        "inactive",
        "suspended",
    ]
    assert tags(admin).count("masquerade.denied") == 4


def test_csrf_get_and_a_session_that_is_over_start_nothing(
    app: App, runtime: Runtime, business: Business, admin: Admin
) -> None:
    browser, _ = platform_browser(app, runtime, Role.SUPERUSER)
    assert browser.get("/platform/masquerades").status_code in (404, 405)
    token, browser.csrf_token = browser.csrf_token, None
    check_problem(ask_masquerade(browser, business.id, business.owner.id), 403, "csrf")
    browser.csrf_token = token
    admin.execute("UPDATE platform_sessions SET expires_at = now()")
    check_problem(ask_masquerade(browser, business.id, business.owner.id), 401)
    assert [line["reason"] for line in log_lines(runtime)] == ["csrf", "not-signed-in"]
    assert admin.execute("SELECT count(*) FROM visits").fetchone() == (0,)


def test_a_superuser_is_in_a_colleagues_place_on_the_platform_itself(
    app: App, runtime: Runtime
) -> None:
    browser, root = platform_browser(app, runtime, Role.SUPERUSER)
    manager = make_platform_person(runtime, Role.PLATFORM_MANAGER)
    assert ask_masquerade(browser, None, manager.id).json == {"url": "/app"}
    assert take_csrf(browser).get("/me").json["user"]["id"] == str(manager.id)
    check_problem(ask_masquerade(browser, None, root.id), 403)
    assert browser.post("/auth/visit/stop").json == {"url": "/app"}
    assert browser.get("/me").json["user"]["id"] == str(root.id)


def test_an_owner_ends_the_visit_of_support(
    app: App, runtime: Runtime, business: Business, rival: Business
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    inside = masquerade(app, browser, business, business.owner)
    owner = signed_in(app, business)
    (visit,) = owner.get("/visits?state=open").json["items"]
    path = f"/visits/{visit['id']}/end"
    check_problem(signed_in(app, rival).post(path), 404, "not-found")
    assert owner.post(path).json["end_reason"] == "ended_by_owner"
    assert check_problem(inside.get("/me"), 401, "visit-over")["reason"] == "ended_by_owner"
