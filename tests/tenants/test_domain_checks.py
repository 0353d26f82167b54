"""Asking the DNS about a domain: once for whoever asks at the same time, and not for ever."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.dns_server import Zone
from tests.factories import BASE, Business, make_platform_person
from tests.mailbox import Mailbox
from tests.tenants.test_domains import PROOF, claimed, let_time_pass, owner
from tests.web import Browser, check_problem, signed_in

__all__ = ["claimed", "owner"]  # fixtures


def test_who_asks_again_at_once_is_answered_alike_and_asks_nothing(
    owner: Browser, claimed: dict[str, Any], mailbox: Mailbox, zone: Zone, runtime: Runtime
) -> None:
    path = f"/domains/{claimed['id']}/check"
    first, second = owner.post(path), owner.post(path)
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json == second.json
    mailbox.deliver()
    assert owner.post(path).status_code == 202  # the answer is seconds old
    mailbox.deliver()
    assert zone.asked.count(f"{PROOF} TXT") == 1
    let_time_pass(runtime)
    owner.post(path)
    mailbox.deliver()
    assert zone.asked.count(f"{PROOF} TXT") == 2


def test_the_platform_and_the_owner_ask_once_together(
    app: App,
    runtime: Runtime,
    owner: Browser,
    claimed: dict[str, Any],
    mailbox: Mailbox,
    zone: Zone,
) -> None:
    person = make_platform_person(runtime, Role.SUPERUSER)
    platform = Browser(app, f"platform.{BASE}").enter(person)
    for browser, path in (
        (owner, "/domains"),
        (platform, "/platform/domains"),
        (owner, "/domains"),
    ):
        assert browser.post(f"{path}/{claimed['id']}/check").status_code == 202
    mailbox.deliver()
    assert zone.asked.count(f"{PROOF} TXT") == 1


def test_a_business_asks_twenty_times_in_five_minutes_and_others_are_not_held_up(
    app: App, owner: Browser, claimed: dict[str, Any], business: Business, rival: Business
) -> None:
    path = f"/domains/{claimed['id']}/check"
    seen = [owner.post(path).status_code for _ in range(20)]
    assert seen == [202] * 20
    refused = signed_in(app, business).post(path)
    check_problem(refused, 429, "too-many-attempts")
    assert int(refused.headers["Retry-After"]) > 0
    other = signed_in(app, rival)
    theirs = other.post("/domains", {"host": "book.borealis.example.com"}).json
    assert other.post(f"/domains/{theirs['id']}/check").status_code == 202
