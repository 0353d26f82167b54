"""How a guest will pay: asked as the business decided, and recorded with the appointment."""

from __future__ import annotations

from smoothschedule.core.problems import Malformed
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.queries.policies import payment_asked_of


class PaymentMethodRefused(Malformed):
    slug, title = "payment-method-refused", "Please look at how you will pay."


def choose_payment(work: Work, held: Appointment, method: str | None) -> None:
    """The guest pays that way; raises PaymentMethodRefused for what the business does not take,
    and for saying nothing where it asks."""
    wrong = payment_asked_of(work, held).why_not(method)
    if wrong:
        raise PaymentMethodRefused(errors={"json": {"payment_method": [wrong]}})
    held.payment_method = method
