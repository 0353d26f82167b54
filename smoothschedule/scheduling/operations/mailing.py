"""Mails to guests: written down with what they tell of, begun, and ended one way or another.

At least once and visibly at most twice: an attempt is counted before it is made, and taken off
again when it surely came to nothing. Two that ended nobody knows how (the machine stopped) are
the last.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.core.db import new_id
from smoothschedule.core.jobs import MAX_ATTEMPTS
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentMail,
    AppointmentSeries,
    Customer,
    WaitlistEntry,
)
from smoothschedule.scheduling.rules.mails import Failure, Mail, MailState

MOST_BEGUN: Final = 2


def queue_mail(work: Work, about: Appointment, mail: Mail) -> UUID | None:
    """The guest will be told of this turn of the appointment; returns the mail's id, or None
    when exactly that was told before or they have no address. Of a session each participant is
    told apart."""
    if about.is_session:
        return None
    return _added(work, about, appointment_id=about.id, kind=mail, sequence=about.sequence)


def queue_series_mail(work: Work, about: AppointmentSeries) -> UUID | None:
    """The guest will have the coming times of the series: one mail, however many."""
    return _added(work, about, series_id=about.id, kind=Mail.SERIES, sequence=about.sequence)


def queue_waitlist_mail(work: Work, about: WaitlistEntry, mail: Mail) -> UUID | None:
    """They will be told of this turn of their place on the waitlist."""
    return _added(work, about, waitlist_entry_id=about.id, kind=mail, sequence=about.sequence)


def queue_reminder(work: Work, about: Appointment, *, minutes_before: int) -> UUID | None:
    """The guest will be reminded of this start, once by this lead; None if that was done."""
    return _added(
        work,
        about,
        appointment_id=about.id,
        kind=Mail.REMINDER,
        sequence=about.sequence,
        starts_at=about.starts_at,
        minutes_before=minutes_before,
    )


def begin(work: Work, mail_id: UUID) -> AppointmentMail | None:
    """The mail, locked, if it is still to be sent; the attempt counts from now on."""
    query = select(AppointmentMail).where(AppointmentMail.id == mail_id).with_for_update()
    found = work.session.scalar(query)
    if found is None or not _is_open(found):
        return None
    if found.begun >= MOST_BEGUN:
        give_up(work, found, Failure.UNKNOWN)
        return None
    found.begun += 1
    found.tries += 1
    return found


def drop(work: Work, mail: AppointmentMail, why: Failure) -> None:
    """It is not sent: nobody to send it to, or true no more."""
    mail.begun -= 1
    mail.state, mail.failure, mail.ended_at = MailState.DROPPED, why, work.now


def succeed(work: Work, mail_id: UUID) -> None:
    """It is in other hands."""
    mail = work.get(AppointmentMail, mail_id, lock=True)
    mail.state, mail.failure, mail.ended_at = MailState.SENT, None, work.now


def give_up(work: Work, mail: AppointmentMail, why: Failure) -> None:
    """It is not tried again by itself."""
    mail.state, mail.failure, mail.ended_at = MailState.FAILED, why, work.now


def fail(work: Work, mail_id: UUID, *, for_good: bool) -> None:
    """The attempt came to nothing; after as many as a job has, the mail has failed."""
    mail = work.get(AppointmentMail, mail_id, lock=True)
    mail.begun -= 1
    if for_good:
        give_up(work, mail, Failure.REFUSED)
    elif mail.tries >= MAX_ATTEMPTS:
        give_up(work, mail, Failure.UNREACHABLE)


def _is_open(mail: AppointmentMail) -> bool:
    # Platform staff who start a failed job again mean the mail too.
    return mail.state == MailState.QUEUED or mail.failure == Failure.UNREACHABLE


def _added(
    work: Work, about: Appointment | AppointmentSeries | WaitlistEntry, **values: object
) -> UUID | None:
    known = select(Customer.id).where(Customer.id == about.customer_id, Customer.email.is_not(None))
    can_go = known.exists()
    made = insert(AppointmentMail).values(
        id=new_id(),
        state=case((can_go, MailState.QUEUED), else_=MailState.DROPPED),
        failure=case((~can_go, Failure.NO_ADDRESS)),
        ended_at=case((~can_go, func.now())),
        **values,
    )
    returned = AppointmentMail.id, AppointmentMail.state
    row = work.session.execute(made.on_conflict_do_nothing().returning(*returned)).one_or_none()
    return row.id if row is not None and row.state == MailState.QUEUED else None
