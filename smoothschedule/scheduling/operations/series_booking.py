"""Appointments that repeat are booked: as many as the rule makes and the calendar holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Appointment, AppointmentSeries, Customer
from smoothschedule.scheduling.operations.customers import refuse_blocked, write_down
from smoothschedule.scheduling.operations.fitting import Ask, Fit, fits, write
from smoothschedule.scheduling.operations.mailing import queue_series_mail
from smoothschedule.scheduling.operations.manage_links import give_link
from smoothschedule.scheduling.operations.own_calendar import own_calendar
from smoothschedule.scheduling.operations.placing import price_of
from smoothschedule.scheduling.operations.quotas import require_appointment
from smoothschedule.scheduling.queries.facts import Offer, Question, sites
from smoothschedule.scheduling.refusals import (
    SeriesClashes,
    SeriesRefused,
    SeriesTooLong,
    refusal_of,
)
from smoothschedule.scheduling.rules.series import (
    MOST,
    Plan,
    SeriesError,
    TooManyError,
    planned,
)
from smoothschedule.tenants.quotas import own_tenant


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall repeat: what is on offer, the first start as asked, and the value of an RRULE.

    To be booked, the offer comes from `offer_to_book`.
    """

    offer: Offer
    starts_at: datetime
    rule: str
    resource_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """A series that is not booked yet: where each of its appointments fits, or why not."""

    question: Question
    time_zone: str
    plan: Plan
    found: list[Fit]

    def document(self) -> dict[str, Any]:
        """As DraftSchema shows it."""
        return {
            "time_zone": self.time_zone,
            "is_bounded": self.plan.is_bounded,
            "items": documents(self.found),
        }


def draft(work: Work, wish: Wish, *, customer_id: UUID | None = None) -> Draft:
    """What booking the wish would give, with clashes and closures named.

    Raises NotFound, OwnCalendarOnly, SeriesRefused beside the field, or SeriesTooLong with the
    limit. Writes nothing.
    """
    offer = wish.offer
    if offer.service.capacity is not None:
        sentence = "A class is scheduled session by session."
        raise SeriesRefused(sentence, errors={"json": {"service_id": [sentence]}})
    wanted = own_calendar(work, offer, wish.resource_ids)
    question = Question(offer, is_visitor=False, wanted=wanted, customer_id=customer_id)
    zones = {site.time_zone for site in sites(question)}
    zone = zones.pop() if len(zones) == 1 else own_tenant(work).time_zone
    plan = _planned(wish, zone, question)
    length = timedelta(seconds=question.rules.duration)
    asks = [Ask(new_id(), start, length) for start in plan.starts]
    return Draft(question, zone, plan, fits(work, question, asks))


def book_series(
    work: Work,
    wish: Wish,
    *,
    customer: Customer,
    notes: str,
    skip_clashes: bool,
    secret_key: str,
    notify: bool = True,
) -> AppointmentSeries:
    """One appointment for each start that fits, all of them or none.

    Raises as `draft` does, SeriesClashes with what clashes unless that shall be skipped or
    when nothing is left, SlotTaken when somebody was faster at one of them, CustomerBlocked,
    QuotaReached. Emits SeriesBooked.
    """
    refuse_blocked(customer)
    drawn = draft(work, wish, customer_id=customer.id)
    fitting = require_fitting(drawn.found, skip_clashes=skip_clashes)
    write(work, drawn.question, fitting)
    write_down(work, customer)
    require_appointment(work, by_visitor=False, adding=len(fitting))
    series = AppointmentSeries(
        id=new_id(),
        service_id=wish.offer.service.id,
        customer_id=customer.id,
        time_zone=drawn.time_zone,
        rule=wish.rule,
        starts_at=wish.starts_at,
        is_bounded=drawn.plan.is_bounded,
    )
    work.session.add(series)
    work.session.flush()
    booked = [_appointment(series, drawn, fit, notes) for fit in fitting]
    for each in booked:
        give_link(each, secret_key)
    work.session.add_all(booked)
    work.session.flush()
    mail_id = queue_series_mail(work, series) if notify else None
    work.emit(events.SeriesBooked(series.id, series.service_id, mail_id), count=len(booked))
    for each in booked:
        work.record(Tag.APPOINTMENT_BOOKED, "appointment", each.id, series_id=str(series.id))
    return series


def require_fitting(found: Sequence[Fit], *, skip_clashes: bool) -> list[Fit]:
    """Those that fit; raises SeriesClashes for the others, unless they shall be skipped."""
    fitting = [fit for fit in found if fit.rule is None]
    if not fitting or (len(fitting) < len(found) and not skip_clashes):
        clashing = len(found) - len(fitting)
        title = f"{clashing} of the {len(found)} times cannot be booked."
        raise SeriesClashes(title, items=_as_json(documents(found)))
    return fitting


def documents(found: Sequence[Fit]) -> list[dict[str, Any]]:
    """Each start with who would serve it, or with the refusal in plain words."""
    return [
        {
            "starts_at": fit.ask.starts_at,
            "ends_at": fit.ask.ends_at,
            "resource_ids": list(fit.resource_ids),
            "problem": refusal_of(fit.rule).title if fit.rule else None,
        }
        for fit in found
    ]


def _as_json(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For a problem document, which no schema writes."""
    return [
        {
            "starts_at": item["starts_at"].isoformat().replace("+00:00", "Z"),
            "ends_at": item["ends_at"].isoformat().replace("+00:00", "Z"),
            "problem": item["problem"],
        }
        for item in items
    ]


def _planned(wish: Wish, zone: str, question: Question) -> Plan:
    limits = question.rules
    length = limits.duration + limits.buffer_before + limits.buffer_after
    try:
        return planned(wish.starts_at, wish.rule, zone, length=timedelta(seconds=length))
    except TooManyError as error:
        raise SeriesTooLong(
            f"A series has at most {MOST} appointments.",
            limit=MOST,
            errors={"json": {"rule": [_sentence(error)]}},
        ) from error
    except SeriesError as error:
        raise SeriesRefused(errors={"json": {"rule": [_sentence(error)]}}) from error


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def _appointment(series: AppointmentSeries, drawn: Draft, fit: Fit, notes: str) -> Appointment:
    starts_at = fit.ask.starts_at
    return Appointment(
        id=fit.ask.appointment_id,
        state="confirmed",
        service_id=series.service_id,
        customer_id=series.customer_id,
        location_id=fit.location_id,
        starts_at=starts_at,
        ends_at=fit.ask.ends_at,
        series_id=series.id,
        planned_starts_at=starts_at,
        notes=notes,
        **price_of(drawn.question),
    )
