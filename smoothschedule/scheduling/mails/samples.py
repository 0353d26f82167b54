"""An invented appointment, for looking at a mail before it is sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.mails.texts import variables_of
from smoothschedule.scheduling.mails.values import (
    Facts,
    Values,
    span,
    values_of,
    values_of_series,
)
from smoothschedule.scheduling.mails.waiting import values_of_joined, values_of_offer
from smoothschedule.scheduling.mails.writing import Letterhead
from smoothschedule.scheduling.rules.days import day_in_words
from smoothschedule.scheduling.rules.mails import TextKind
from smoothschedule.tenants.models import Tenant

CUSTOMER, SERVICE, STAFF = "Alex Archer", "First appointment", "Robin Reed"


def sample_values(kind: TextKind, tenant: Tenant, head: Letterhead, *, now: datetime) -> Values:
    """Every variable of the kind with a value, in a week from now at ten o'clock."""
    zone = ZoneInfo(tenant.time_zone)
    start = (now + timedelta(days=7)).astimezone(zone).replace(hour=10, minute=0)
    times = [
        span(each, each + timedelta(minutes=45), tenant.locale, tenant.time_zone)
        for each in (start, start + timedelta(days=7), start + timedelta(days=14))
    ]
    if kind in (TextKind.SERIES, TextKind.SERIES_OFF):
        return values_of_series(
            times, customer_name=CUSTOMER, business=tenant.name, service=SERVICE
        )
    link = f"https://{head.host}/w/example"
    if kind is TextKind.WAITLIST_JOINED:
        first, last = start.date(), (start + timedelta(days=4)).date()
        return values_of_joined(
            customer_name=CUSTOMER,
            business=tenant.name,
            service=SERVICE,
            place=2,
            wish=f"{day_in_words(first)} to {day_in_words(last)}",
            link=link,
        )
    known = variables_of(kind)
    facts = Facts(
        customer_name=CUSTOMER,
        business=tenant.name,
        service=SERVICE,
        when=times[0],
        where=f"{tenant.name}, 1 Example Street",
        staff=STAFF,
        reason="We are closed on that day." if "reason" in known else None,
        link=f"https://{head.host}/b/example" if "manage_link" in known else None,
    )
    if kind is TextKind.WAITLIST_OFFER:
        until = f"{(now + timedelta(hours=1)).astimezone(zone):%H:%M} ({tenant.time_zone})"
        return values_of_offer(facts, answer_by=until, link=link)
    return values_of(facts)
