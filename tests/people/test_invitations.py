"""Invitations: mailed, in time, once, and never to more than the inviter may give."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.people import jobs
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.mailbox import Mailbox, link_token, text_of
from tests.people.conftest import GUEST
from tests.visiting import enter, platform_browser
from tests.web import Browser, check_problem, signed_in, visitor

PASSWORD = "a better staple battery"
Invite = Callable[..., tuple[UUID, str]]
Row = Callable[..., Any]


def accept(browser: Browser, token: str, **changes: Any) -> Any:
    body = {"token": token, "name": "Nell New", "password": PASSWORD} | changes
    return browser.post("/auth/invitation/accept", body)


def check_dead(browser: Browser, token: str) -> None:
    check_problem(browser.post("/auth/invitation", {"token": token}), 410, "link-expired")
    check_problem(accept(browser, token), 410, "link-expired")


def test_an_invited_manager_chooses_a_password_and_is_in(
    app: App, business: Business, invited: Invite
) -> None:
    _, token = invited(role=Role.TENANT_MANAGER)
    browser = visitor(app, business)
    seen = browser.post("/auth/invitation", {"token": token}).json
    assert (seen["email"], seen["role"]) == (GUEST["email"], Role.TENANT_MANAGER)
    me = accept(browser, token, name="Nell Newman").json
    assert me["user"]["name"] == "Nell Newman"
    assert me["user"]["role"] == Role.TENANT_MANAGER
    assert browser.get("/users").status_code == 200
    again = {"email": GUEST["email"], "password": PASSWORD}
    assert visitor(app, business).post("/auth/sign-in", again).status_code == 200


def test_the_mail_says_who_invites_whereto_and_as_what(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    signed_in(app, business).post("/invitations", GUEST)
    (mail,) = mailbox.deliver()
    text = text_of(mail)
    assert mail["To"] == GUEST["email"]
    assert f"{business.owner.name} invites you to {business.mark} House" in text
    assert f"http://{business.host}:8000/invitation?token=" in text


def test_a_link_works_once(app: App, business: Business, invited: Invite) -> None:
    _, token = invited()
    assert accept(visitor(app, business), token).status_code == 200
    check_dead(visitor(app, business), token)


def test_a_link_lasts_seven_days_of_the_databases_clock(
    app: App, business: Business, invited: Invite, admin: psycopg.Connection, row: Row
) -> None:
    _, token = invited()
    lasts = row("SELECT expires_at - created_at FROM invitations")
    assert lasts.total_seconds() == 7 * 24 * 3600
    admin.execute("UPDATE invitations SET expires_at = now()")
    check_dead(visitor(app, business), token)
    (seen,) = signed_in(app, business).get("/invitations").json["items"]
    assert seen["has_expired"] is True


def test_sending_again_makes_the_old_link_useless_at_once(
    app: App, business: Business, invited: Invite, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    id, token = invited()
    admin.execute("UPDATE invitations SET expires_at = now()")
    answer = signed_in(app, business).post(f"/invitations/{id}/resend")
    assert answer.json["has_expired"] is False
    check_dead(visitor(app, business), token)
    fresh = link_token(mailbox.deliver()[-1])
    assert accept(visitor(app, business), fresh).status_code == 200


def test_a_revoked_invitation_is_dead_and_leaves_the_list(
    app: App, business: Business, invited: Invite
) -> None:
    id, token = invited()
    owner = signed_in(app, business)
    assert owner.call("DELETE", f"/invitations/{id}").status_code == 204
    check_dead(visitor(app, business), token)
    assert owner.get("/invitations").json["items"] == []
    check_problem(owner.call("DELETE", f"/invitations/{id}"), 409, "not-waiting")
    check_problem(owner.post(f"/invitations/{id}/resend"), 409, "not-waiting")


@pytest.mark.parametrize("how", ["tampered", "foreign", "made up"])
def test_wrong_links_all_get_the_same_answer(
    app: App, business: Business, rival: Business, invited: Invite, how: str
) -> None:
    _, token = invited()
    browser = visitor(app, rival if how == "foreign" else business)
    wrong = {"tampered": token[:-1] + ("x" if token[-1] != "x" else "y"), "foreign": token}
    check_dead(browser, wrong.get(how, "x" * 43))
    assert accept(visitor(app, business), token).status_code == 200


def test_guessing_links_is_throttled(app: App, business: Business) -> None:
    browser = visitor(app, business)
    tokens = [f"{n:040}" for n in range(52)]
    seen = [browser.post("/auth/invitation", {"token": t}).status_code for t in tokens]
    assert seen == [410] * 50 + [429] * 2


def test_two_who_follow_one_link_at_once_make_one_account(
    app: App, business: Business, invited: Invite, row: Row
) -> None:
    _, token = invited()
    browsers = [visitor(app, business) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(lambda browser: accept(browser, token).status_code, browsers))
    assert sorted(seen) == [200, 410, 410, 410]
    assert row("SELECT count(*) FROM users WHERE email = %s", GUEST["email"]) == 1


def test_an_address_with_an_account_is_not_invited(app: App, business: Business) -> None:
    email = business.people[Role.CUSTOMER].email
    answer = signed_in(app, business).post("/invitations", GUEST | {"email": email.upper()})
    check_problem(answer, 409, "address-taken")


def test_an_address_is_invited_once_at_a_time(
    app: App, business: Business, invited: Invite
) -> None:
    id, _ = invited()
    owner = signed_in(app, business)
    check_problem(owner.post("/invitations", GUEST), 409, "already-invited")
    owner.call("DELETE", f"/invitations/{id}")
    assert owner.post("/invitations", GUEST).status_code == 201


def test_an_account_made_meanwhile_is_no_second_one(
    app: App, business: Business, invited: Invite, admin: psycopg.Connection
) -> None:
    _, token = invited()
    customer = business.people[Role.CUSTOMER]
    admin.execute("UPDATE users SET email = %s WHERE id = %s", [GUEST["email"], customer.id])
    check_problem(accept(visitor(app, business), token), 409, "address-taken")


def test_the_same_address_may_be_invited_by_two_businesses(
    app: App, business: Business, rival: Business
) -> None:
    for made in (business, rival):
        assert signed_in(app, made).post("/invitations", GUEST).status_code == 201


@pytest.mark.parametrize("role", [Role.TENANT_STAFF, Role.CUSTOMER])
def test_a_manager_invites_staff_and_customers(app: App, business: Business, role: Role) -> None:
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    assert manager.post("/invitations", GUEST | {"role": role}).status_code == 201


def test_a_manager_invites_no_manager_and_touches_no_invitation_of_one(
    app: App, business: Business, invited: Invite
) -> None:
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    body = GUEST | {"role": Role.TENANT_MANAGER}
    check_problem(manager.post("/invitations", body), 403, "not-allowed")
    id, token = invited(role=Role.TENANT_MANAGER)
    check_problem(manager.post(f"/invitations/{id}/resend"), 403, "not-allowed")
    check_problem(manager.call("DELETE", f"/invitations/{id}"), 403, "not-allowed")
    assert accept(visitor(app, business), token).status_code == 200


@pytest.mark.parametrize("role", [Role.TENANT_OWNER, Role.SUPERUSER, "tenant_staff", "", None])
def test_nobody_is_invited_as_owner_or_as_anything_else(
    app: App, business: Business, role: str | None
) -> None:
    answer = signed_in(app, business).post("/invitations", GUEST | {"role": role})
    assert "role" in check_problem(answer, 422)["errors"]["json"]


@pytest.mark.parametrize("role", [Role.TENANT_STAFF, Role.CUSTOMER])
def test_staff_and_customers_invite_nobody(app: App, business: Business, role: Role) -> None:
    browser = signed_in(app, business, business.people[role])
    check_problem(browser.post("/invitations", GUEST), 403, "not-allowed")
    check_problem(browser.get("/invitations"), 403, "not-allowed")


@pytest.mark.parametrize(
    "smuggled",
    [
        {"role": Role.TENANT_OWNER},
        {"tenant_id": "0199aaaa-0000-7000-8000-000000000000"},
        {"is_temporary": True},
        {"email": "other@people.example"},
    ],
)
def test_who_accepts_chooses_name_and_password_and_nothing_else(
    app: App, business: Business, invited: Invite, row: Row, smuggled: dict[str, Any]
) -> None:
    _, token = invited()
    answer = accept(visitor(app, business), token, **smuggled)
    assert set(check_problem(answer, 422)["errors"]["json"]) == set(smuggled)
    assert accept(visitor(app, business), token).status_code == 200
    query = "SELECT role, tenant_id, is_temporary FROM users WHERE email = %s"
    assert row(query, GUEST["email"]) == (Role.TENANT_STAFF, business.id, False)


def test_people_of_a_demo_business_are_temporary(
    app: App, business: Business, invited: Invite, admin: psycopg.Connection, row: Row
) -> None:
    _, token = invited()
    admin.execute("UPDATE tenants SET is_temporary = true WHERE id = %s", [business.id])
    accept(visitor(app, business), token)
    assert row("SELECT is_temporary FROM users WHERE email = %s", GUEST["email"]) is True


def test_a_poor_password_is_refused_and_the_link_still_works(
    app: App, business: Business, invited: Invite
) -> None:
    _, token = invited()
    refused = accept(visitor(app, business), token, password="aaaaaaaaaaaa")
    assert "password" in check_problem(refused, 422)["errors"]["json"]
    assert accept(visitor(app, business), token).status_code == 200


def test_an_invited_person_takes_the_calendar_that_waits_for_them(
    app: App, business: Business, invited: Invite, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE resources SET user_id = NULL WHERE id = %s", [business.staff_id])
    _, token = invited(resource_id=str(business.staff_id))
    (seen,) = signed_in(app, business).get("/invitations").json["items"]
    assert seen["calendar"]["id"] == str(business.staff_id)
    me = accept(visitor(app, business), token).json
    assert me["user"]["resource_id"] == str(business.staff_id)


def test_a_new_calendar_stands_ready_with_hours_before_its_person_comes(
    app: App, business: Business, invited: Invite
) -> None:
    _, token = invited(location_id=str(business.location_id))
    me = accept(visitor(app, business), token).json
    resource = signed_in(app, business).get(f"/resources/{me['user']['resource_id']}").json
    assert (resource["name"], resource["kind"]) == (GUEST["name"], "staff")
    assert len(resource["hours"]) == 5


def test_a_calendar_given_away_meanwhile_is_not_taken_from_anybody(
    app: App, business: Business, invited: Invite, admin: psycopg.Connection, row: Row
) -> None:
    owner_of_row = "SELECT user_id FROM resources WHERE id = %s"
    staff = row(owner_of_row, business.staff_id)
    admin.execute("UPDATE resources SET user_id = NULL WHERE id = %s", [business.staff_id])
    _, token = invited(resource_id=str(business.staff_id))
    admin.execute("UPDATE resources SET user_id = %s WHERE id = %s", [staff, business.staff_id])
    assert accept(visitor(app, business), token).json["user"]["resource_id"] is None
    assert row(owner_of_row, business.staff_id) == staff


def test_a_calendar_that_was_deleted_meanwhile_is_nobodys(
    app: App, business: Business, invited: Invite, row: Row
) -> None:
    owner, place = signed_in(app, business), {"location_id": str(business.location_id)}
    calendar = owner.post("/resources", {**place, "kind": "staff", "name": "Gone"}).json
    _, token = invited(resource_id=calendar["id"])
    gone = owner.call("DELETE", f"/resources/{calendar['id']}", version=calendar["version"])
    assert gone.json["resource"]["id"] == calendar["id"]
    assert accept(visitor(app, business), token).json["user"]["resource_id"] is None
    assert row("SELECT user_id FROM resources WHERE id = %s", calendar["id"]) is None


def test_only_a_free_staff_row_of_this_business_can_wait_for_somebody(
    app: App, business: Business, rival: Business
) -> None:
    owner = signed_in(app, business)

    def ask(**changes: object) -> Any:
        return owner.post("/invitations", GUEST | {k: str(v) for k, v in changes.items()})

    check_problem(ask(resource_id=business.staff_id), 409, "calendar-taken")
    check_problem(ask(resource_id=business.room_id), 409, "no-calendar")
    check_problem(ask(resource_id=rival.staff_id), 404)
    check_problem(ask(location_id=rival.location_id), 404)
    both = {"resource_id": business.staff_id, "location_id": business.location_id}
    check_problem(ask(**both), 422)
    check_problem(ask(role=Role.CUSTOMER.value, location_id=business.location_id), 422)
    assert owner.get("/invitations").json["items"] == []


def test_links_of_a_deactivated_person_die_with_their_rights(
    app: App, business: Business, mailbox: Mailbox, row: Row
) -> None:
    manager = business.people[Role.TENANT_MANAGER]
    signed_in(app, business, manager).post("/invitations", GUEST)
    token = link_token(mailbox.deliver()[-1])
    version = row("SELECT version FROM users WHERE id = %s", manager.id)
    owner = signed_in(app, business)
    answer = owner.post(f"/users/{manager.id}/deactivate", version=version)
    assert answer.status_code == 200
    check_dead(visitor(app, business), token)


def test_the_secret_is_stored_nowhere_in_plain(invited: Invite, admin: psycopg.Connection) -> None:
    _, token = invited()
    for table in ("invitations", "jobs", "outbox_events", "audit_events"):
        rows = admin.execute(f"SELECT row_to_json(t)::text FROM {table} t").fetchall()
        assert rows, table
        assert not [found for (found,) in rows if token in found]


def test_a_mail_written_twice_carries_the_one_link_that_works(
    app: App, business: Business, invited: Invite, mailbox: Mailbox, runtime: Runtime
) -> None:
    id, first = invited()
    jobs.mail_invitation(runtime, business.id, invitation_id=str(id))
    second = link_token(mailbox.mails()[-1])
    check_dead(visitor(app, business), first)
    assert accept(visitor(app, business), second).status_code == 200
    jobs.mail_invitation(runtime, business.id, invitation_id=str(id))
    assert len(mailbox.mails()) == 2


@pytest.mark.parametrize("role", [Role.TENANT_MANAGER, Role.CUSTOMER])
def test_platform_staff_inside_a_business_invite_in_its_owners_name(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox, row: Row, role: Role
) -> None:
    keeper, _ = platform_browser(app, runtime, Role.SUPERUSER)
    inside = enter(app, keeper, business)
    answer = inside.post("/invitations", GUEST | {"role": role})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert row("SELECT invited_by_id FROM invitations") == business.owner.id
    mail = mailbox.deliver()[-1]
    assert GUEST["email"] in mail["To"]
    assert accept(visitor(app, business), link_token(mail)).status_code == 200
