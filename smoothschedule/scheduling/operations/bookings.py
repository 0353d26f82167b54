"""A time is booked: by a visitor from a hold, or by staff directly."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Appointment, Customer
from smoothschedule.scheduling.operations.answering import Given, answer
from smoothschedule.scheduling.operations.customers import (
    recognise,
    refuse_blocked,
    refuse_blocked_guest,
    write_down,
)
from smoothschedule.scheduling.operations.first_state import first_state
from smoothschedule.scheduling.operations.holds import held_by
from smoothschedule.scheduling.operations.limits import refuse_over_limit
from smoothschedule.scheduling.operations.mailing import queue_mail
from smoothschedule.scheduling.operations.manage_links import give_link
from smoothschedule.scheduling.operations.own_calendar import own_calendar
from smoothschedule.scheduling.operations.paying import choose_payment
from smoothschedule.scheduling.operations.placing import add_along, price_of, terms_for
from smoothschedule.scheduling.operations.quotas import require_appointment
from smoothschedule.scheduling.operations.seating import take_time
from smoothschedule.scheduling.queries.facts import (
    Offer,
    Question,
    chosen_addons,
    offer_of,
    party_of,
)
from smoothschedule.scheduling.refusals import HoldExpired, WrongState
from smoothschedule.scheduling.rules.mails import Mail


@dataclass(frozen=True, slots=True)
class Guest:
    """Who books online, as they say themselves; `time_zone` is that of their device."""

    name: str
    email: str
    phone: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What was asked of whoever books, and their answers."""

    answers: Given = field(default_factory=dict)
    payment_method: str | None = None


NOTHING_SAID: Final = Said()


def book_held(
    work: Work,
    token: str,
    guest: Guest,
    *,
    secret_key: str,
    notes: str = "",
    said: Said = NOTHING_SAID,
) -> tuple[Appointment, str]:
    """The held slot is the visitor's; see `confirm` for what is returned and may be refused.

    Raises NotFound besides, for a token never given. Locks the appointment.
    """
    held = held_by(work, token)
    if held is None:
        raise NotFound
    require_hold(work, held)
    customer = recognise(
        work,
        name=guest.name,
        email=guest.email,
        phone=guest.phone,
        time_zone=guest.time_zone,
    )
    held.notes = notes
    return held, confirm(work, held, customer, said=said, secret_key=secret_key)


def require_hold(work: Work, held: Appointment) -> None:
    """The slot is still held; raises HoldExpired once the hold has run out or was given back,
    WrongState when it was booked already."""
    if held.state != "hold":
        raise HoldExpired if held.state == "expired" else WrongState
    if held.hold_expires_at is None or held.hold_expires_at <= work.now:
        raise HoldExpired


def confirm(
    work: Work, held: Appointment, customer: Customer, *, said: Said, secret_key: str
) -> str:
    """What was held is the customer's: confirmed, or pending where the service asks for approval.

    Returns the token of its manage link. Raises NotBookableOnline for a blocked customer,
    LimitReached when the customer has booked enough of these, BookingPaused when the month's
    appointments are used up, AnswersRefused and PaymentMethodRefused where more or other is
    asked for. The caller has locked the appointment. Emits AppointmentBooked or
    AppointmentRequested.
    """
    refuse_blocked_guest(work, customer)
    offer = offer_of(work, held.service_id)
    question = Question(offer, is_visitor=True, moving=held.id, customer_id=customer.id)
    refuse_over_limit(work, question, held.starts_at, location_id=held.location_id)
    require_appointment(work, by_visitor=True)
    held.state = first_state(offer, by_visitor=True)
    held.hold_expires_at = None
    held.customer_id = customer.id
    link = give_link(held, secret_key)
    if offer.asks:
        answer(work, held, said.answers, is_complete=True)
    choose_payment(work, held, said.payment_method)
    work.session.flush()
    _tell(work, held)
    return link


@dataclass(frozen=True, slots=True)
class Wish:
    """What staff want to book: what is on offer, at a time, by whom, and what along with it.

    `offer` comes from `offer_to_book`. `overlap`: on purpose also where others have the time.
    `notify`: the customer is written to.
    """

    offer: Offer
    starts_at: datetime
    resource_ids: frozenset[UUID] = frozenset()
    addon_ids: Collection[UUID] = ()
    overlap: bool = False
    notify: bool = True
    #: How many come, where the service is a class.
    party_size: int = 1
    answers: Given = field(default_factory=dict)


def book(work: Work, wish: Wish, *, customer: Customer, notes: str, secret_key: str) -> Appointment:
    """Staff booked the customer in: confirmed at once, since whoever books also approves, unless
    something besides has to happen first (`first_state`).

    Staff are held to hours, buffers and other bookings as visitors are, but not to lead time,
    horizon and the grid of starts; with `overlap`, not to other bookings either. The customer
    came from `customer_for`. Raises NotFound for a resource or add-on that is not there,
    OwnCalendarOnly for a colleague's calendar, CustomerBlocked, NotAllowed to overlap,
    QuotaReached, AnswersRefused, or a refusal with alternatives. Emits AppointmentBooked or
    AppointmentRequested.
    """
    terms = terms_for(work, overlap=wish.overlap)
    refuse_blocked(customer)
    appointment_id = new_id()
    question = _asked(work, wish, customer)
    placed = take_time(work, question, wish.starts_at, appointment_id=appointment_id, terms=terms)
    write_down(work, customer)
    require_appointment(work, by_visitor=False)
    booked = Appointment(
        id=appointment_id,
        state=first_state(question.offer, by_visitor=False),
        service_id=wish.offer.service.id,
        customer_id=customer.id,
        location_id=placed.location_id,
        session_id=placed.session_id,
        seats=question.seats,
        starts_at=placed.starts_at,
        ends_at=placed.ends_at,
        notes=notes,
        **price_of(question),
    )
    give_link(booked, secret_key)
    work.session.add(booked)
    work.session.flush()
    add_along(work, booked.id, question)
    if question.offer.asks:
        answer(work, booked, wish.answers, is_complete=False)
    _tell(work, booked, notify=wish.notify)
    return booked


def _asked(work: Work, wish: Wish, customer: Customer) -> Question:
    offer = wish.offer
    return Question(
        offer,
        is_visitor=False,
        wanted=own_calendar(work, offer, wish.resource_ids),
        customer_id=customer.id,
        addons=chosen_addons(offer, wish.addon_ids),
        seats=party_of(offer, wish.party_size),
    )


def _tell(work: Work, booked: Appointment, *, notify: bool = True) -> None:
    kind: type[events.AppointmentEvent] = events.AppointmentBooked
    mail = Mail.CONFIRMATION
    if booked.state == "pending":
        kind, mail = events.AppointmentRequested, Mail.REQUEST
    mail_id = queue_mail(work, booked, mail) if notify else None
    work.emit(kind(booked.id, booked.service_id, mail_id))
