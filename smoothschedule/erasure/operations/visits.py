"""A customer's appointments: what is to come is cancelled, what was stays without the person."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, or_, select, update

from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.operations.person import Person
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentAnswer,
    AppointmentChange,
    AppointmentMail,
    CalendarFeed,
    IntakeFile,
    WaitlistEntry,
    WaitlistOffer,
)
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.waitlist import leave
from smoothschedule.scheduling.operations.waitlist_offers import locked_entry
from smoothschedule.scheduling.rules.states import MOVABLE
from smoothschedule.scheduling.rules.waitlist import ON_THE_LIST


def cancel_upcoming(work: Work, person: Person) -> None:
    """Their time is free for others, and nobody is written to. Emits AppointmentCancelled."""
    query = (
        select(Appointment.id, Appointment.version)
        .where(
            Appointment.id.in_(person.appointment_ids),
            Appointment.state.in_(MOVABLE),
            Appointment.starts_at > work.now,
        )
        .order_by(Appointment.session_id, Appointment.id)
    )
    for id, version in work.session.execute(query).all():
        cancel(work, id, version=version, reason=None, by_guest=False, notify=False)
        person.counts["upcoming"] += 1


def leave_waitlists(work: Work, person: Person) -> None:
    """They wait for nothing any more, and nothing says that they did. Emits WaitlistLeft."""
    for id in person.entry_ids:
        entry = locked_entry(work, id)
        if entry.state in ON_THE_LIST:
            leave(work, entry)
    work.session.flush()
    theirs = WaitlistEntry.id.in_(person.entry_ids)
    mails = AppointmentMail.waitlist_entry_id.in_(person.entry_ids)
    person.counts["mails"] += work.change(delete(AppointmentMail).where(mails))
    work.change(delete(WaitlistOffer).where(WaitlistOffer.entry_id.in_(person.entry_ids)))
    person.counts["waiting"] += work.change(delete(WaitlistEntry).where(theirs))


def take_the_person_out(work: Work, person: Person) -> None:
    """Of their appointments time, service and amount are left."""
    of_theirs = person.appointment_ids
    answered = AppointmentAnswer.appointment_id.in_(of_theirs)
    person.counts["answers"] += work.change(delete(AppointmentAnswer).where(answered))
    files = delete(IntakeFile).where(IntakeFile.appointment_id.in_(of_theirs))
    person.files += work.session.scalars(files.returning(IntakeFile.path)).all()
    mailed = or_(
        AppointmentMail.appointment_id.in_(of_theirs),
        AppointmentMail.series_id.in_(person.series_ids),
    )
    person.counts["mails"] += work.change(delete(AppointmentMail).where(mailed))
    changes = update(AppointmentChange).where(AppointmentChange.appointment_id.in_(of_theirs))
    work.change(changes.values(reason=None))
    nobodys = {
        "notes": "",
        "cancel_reason": None,
        "manage_nonce": None,
        "manage_token_hash": None,
        "next_reminder_at": None,
        "version": Appointment.version + 1,
    }
    theirs = update(Appointment).where(Appointment.id.in_(of_theirs))
    person.counts["visits"] += work.change(theirs.values(nobodys))
    feeds: ColumnElement[bool] = CalendarFeed.customer_id == person.customer_id
    if person.user_id is not None:
        feeds |= CalendarFeed.user_id == person.user_id
    person.counts["links"] += work.change(delete(CalendarFeed).where(feeds))
