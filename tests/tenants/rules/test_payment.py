"""What guests are asked about paying."""

from __future__ import annotations

import pytest

from smoothschedule.tenants.rules.payment import PaymentChoice, payment_choice

REQUIRED = PaymentChoice(("cash", "voucher"), is_required=True)


def test_the_ways_to_pay_come_in_one_order_whatever_the_business_wrote() -> None:
    asked = payment_choice(["voucher", "cash"], is_required=True, price_minor=1)
    assert asked == REQUIRED


@pytest.mark.parametrize(("accepted", "price"), [(["cash"], 0), ([], 2500)])
def test_what_costs_nothing_or_can_be_paid_in_no_way_is_not_asked_about(
    accepted: list[str], price: int
) -> None:
    asked = payment_choice(accepted, is_required=True, price_minor=price)
    assert asked.why_not(None) is None
    assert asked.why_not("cash") is not None


def test_only_what_is_accepted_will_do_and_silence_only_where_it_may() -> None:
    assert REQUIRED.why_not("cash") is None
    assert REQUIRED.why_not("card") is not None
    assert REQUIRED.why_not(None) == "Please choose how you will pay."
    assert PaymentChoice(("cash",)).why_not(None) is None
