"""A mail that is due, as the message it is now: by today's facts, or not at all."""

from __future__ import annotations

from email.message import EmailMessage

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from smoothschedule.config import Settings
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.ical import invitations
from smoothschedule.scheduling.ical.invitations import Organizer
from smoothschedule.scheduling.mails.values import facts_of, values_of, values_of_series, when
from smoothschedule.scheduling.mails.waiting import about_waitlist
from smoothschedule.scheduling.mails.writing import Letterhead, addressed, letter
from smoothschedule.scheduling.models import Appointment, AppointmentMail, AppointmentSeries
from smoothschedule.scheduling.operations.manage_links import token_of
from smoothschedule.scheduling.queries.appointments import with_details
from smoothschedule.scheduling.queries.mail_texts import wording_of
from smoothschedule.scheduling.rules.mails import KINDS, Failure, Mail, TextKind
from smoothschedule.scheduling.rules.states import EXPECTED, State
from smoothschedule.tenants.quotas import own_tenant


def composed(work: Work, mail: AppointmentMail, settings: Settings) -> EmailMessage | Failure:
    """The message to send now, or why there is none."""
    if mail.series_id is not None:
        return _about_series(work, mail, settings)
    if mail.waitlist_entry_id is not None:
        return about_waitlist(work, mail, settings)
    found = work.session.scalar(with_details().where(Appointment.id == mail.appointment_id))
    if found is None or not _is_true(work, mail, found):
        return Failure.OUTDATED
    if found.customer is None or found.customer.email is None:
        return Failure.NO_ADDRESS
    return _about_visit(work, mail, found, settings)


def _about_visit(
    work: Work, mail: AppointmentMail, found: Appointment, settings: Settings
) -> EmailMessage:
    tenant, kind = own_tenant(work), Mail(mail.kind)
    head = Letterhead.of(work, tenant, settings)
    token = token_of(found, settings.secret_key)
    link = settings.url_of(head.host, f"/b/{token}") if token else None
    facts = facts_of(kind, found, tenant, link=link)
    message = addressed(
        letter(wording_of(work, TextKind(kind)), values_of(facts), head),
        head,
        name=facts.customer_name,
        email=_email_of(found),
        message_id=f"{kind.value}-{mail.id}",
    )
    method = KINDS[kind].invitation
    if method is not None:
        file = invitations.invitation(
            found, _organizer(head, settings), method=method, now=work.now
        )
        invitations.attach(message, file, method=method.value)
    return message


def _is_true(work: Work, mail: AppointmentMail, found: Appointment) -> bool:
    """What the mail says of the appointment still holds, and no later one says it again."""
    kind = Mail(mail.kind)
    if State(found.state) not in KINDS[kind].states:
        return False
    if kind is Mail.REMINDER:
        return found.starts_at == mail.starts_at and found.starts_at > work.now
    later = exists().where(
        AppointmentMail.appointment_id == found.id,
        AppointmentMail.kind == mail.kind,
        AppointmentMail.sequence > mail.sequence,
    )
    return not work.session.scalar(select(later))


def _about_series(work: Work, mail: AppointmentMail, settings: Settings) -> EmailMessage | Failure:
    series = work.session.scalar(
        select(AppointmentSeries)
        .where(AppointmentSeries.id == mail.series_id)
        .options(joinedload(AppointmentSeries.service), joinedload(AppointmentSeries.customer))
    )
    if series is None or series.sequence != mail.sequence:
        return Failure.OUTDATED
    guest = series.customer
    if guest.email is None:
        return Failure.NO_ADDRESS
    tenant = own_tenant(work)
    head = Letterhead.of(work, tenant, settings)
    every = _to_come(work, series)
    times = [
        when(each, series.time_zone, tenant.locale) for each in every if each.state in EXPECTED
    ]
    values = values_of_series(
        times,
        customer_name=guest.name,
        business=tenant.name,
        service=series.service.name,
    )
    wording = wording_of(work, TextKind.SERIES if times else TextKind.SERIES_OFF)
    message = addressed(
        letter(wording, values, head),
        head,
        name=guest.name,
        email=guest.email,
        message_id=f"series-{mail.id}",
    )
    file = invitations.collection(every, _organizer(head, settings), now=work.now)
    invitations.attach(message, file, method="PUBLISH")
    return message


def _to_come(work: Work, series: AppointmentSeries) -> list[Appointment]:
    """Those of the series that are to come, with those that are off: calendars drop these."""
    query = (
        with_details()
        .where(
            Appointment.series_id == series.id,
            Appointment.state.in_((*EXPECTED, State.CANCELLED)),
            Appointment.starts_at > work.now,
        )
        .order_by(Appointment.starts_at)
    )
    return list(work.session.scalars(query))


def _organizer(head: Letterhead, settings: Settings) -> Organizer:
    return Organizer(head.business, head.sender, settings.base_domain)


def _email_of(found: Appointment) -> str:
    assert found.customer is not None
    assert found.customer.email is not None
    return found.customer.email
