"""One caller's flood leaves the business its share, one business's flood the others theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from prometheus_client import REGISTRY

from smoothschedule.core.api import App
from smoothschedule.core.shares import Shares
from smoothschedule.rate_limits import BusinessBusy, RouteClass, TooManyRequests, take
from tests.factories import Business
from tests.web import check_problem, signed_in, visitor

READ = RouteClass.READ


def test_what_a_caller_has_no_share_for_does_not_take_the_business_s() -> None:
    shares = Shares("redis://127.0.0.1:1/0")

    def ask(caller: str | None, business: str = "bella") -> str:
        try:
            take(shares, READ, per_minute=(2, 5), caller=caller, business=business)
        except TooManyRequests as refused:
            return refused.slug
        return "taken"

    flood = [ask("anna") for _ in range(20)]
    assert flood == ["taken"] * 2 + ["too-many-requests"] * 18
    assert [ask("ben"), ask("ben"), ask("cora")] == ["taken"] * 3
    assert ask("cora") == "business-busy"
    # A caller who is counted elsewhere takes of the business's share all the same.
    assert ask(None) == "business-busy"
    assert ask("anna", "kiez") == "taken"


def test_classes_do_not_take_from_each_other() -> None:
    shares = Shares("redis://127.0.0.1:1/0")

    def one(kind: RouteClass, caller: str) -> None:
        take(shares, kind, per_minute=(1, 1), caller=caller, business="bella")

    one(RouteClass.PUBLIC_READ, "anna")
    with pytest.raises(TooManyRequests):
        one(RouteClass.PUBLIC_READ, "anna")
    with pytest.raises(BusinessBusy):
        one(RouteClass.PUBLIC_READ, "ben")
    one(RouteClass.READ, "anna")


def test_a_flood_is_told_when_to_come_back_and_only_floods_itself(
    business: Business, rival: Business, other_app: Callable[..., App]
) -> None:
    app = other_app(RATE_PUBLIC_READ="2/4", RATE_READ="3/100")

    def look(at: Business, address: str) -> int:
        answer = visitor(app, at).get(
            "/public/business", environ_overrides={"REMOTE_ADDR": address}
        )
        if answer.status_code == 429:
            assert 1 <= int(answer.headers["Retry-After"]) <= 60
            check_problem(answer, 429)
        return answer.status_code

    assert [look(business, "192.0.2.1") for _ in range(3)] == [200, 200, 429]
    # Of IPv6 a subscriber has a whole network of addresses.
    assert [look(business, f"2001:db8::{n}") for n in (1, 2, 3)] == [200, 200, 429]
    refused = visitor(app, business).get(
        "/public/business", environ_overrides={"REMOTE_ADDR": "192.0.2.9"}
    )
    check_problem(refused, 429, "business-busy")
    # The other business, and the people who work for this one, have lost nothing.
    assert look(rival, "192.0.2.1") == 200
    owner = signed_in(app, business)
    assert [owner.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    labels = {"route_class": "public_read", "share": "business"}
    assert (REGISTRY.get_sample_value("smooth_throttled_total", labels) or 0) >= 1
