"""Mails to guests: the right one, once, in the business's own time."""

from __future__ import annotations

import re
from email.message import EmailMessage

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.jobs import MAX_ATTEMPTS
from smoothschedule.mail.port import MailRefusedError
from smoothschedule.scheduling.jobs.mails import send_mail
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox, text_of
from tests.scheduling.guests import START, booked, owned, queued, state_of
from tests.web import signed_in, visitor


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def test_a_booking_is_confirmed_in_writing(app: App, business: Business, mailbox: Mailbox) -> None:
    token = booked(app, business)
    (mail,) = mailbox.deliver()
    assert mail["To"] == "Vera Visitor <vera@guests.example>"
    assert mail["Subject"] == "Your appointment: Aurora Cut"
    text = text_of(mail)
    assert "Monday, 3 March 2031, 10:00 to 10:30 (Europe/Berlin)" in text
    assert "Aurora Street, 1 Aurora Street" in text
    assert "With: Aurora Staff" in text
    assert f"/b/{token}" in text
    assert f"/b/{token}" in html_of(mail)


def test_the_link_in_the_mail_opens_the_booking(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business)
    found = re.search(r"http://(\S+?)(:\d+)?/b/(\S+)", text_of(mailbox.deliver()[0]))
    assert found is not None
    assert found.group(1) == business.host
    answer = visitor(app, business).get(f"/public/bookings/{found.group(3)}")
    assert answer.json["customer_name"] == "Vera Visitor"


def test_a_request_is_acknowledged_then_answered(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business, approval=True)
    owner = signed_in(app, business)
    assert [m["Subject"] for m in mailbox.deliver()] == ["We received your request: Aurora Colour"]
    path, version = owned(owner)
    owner.post(f"{path}/approve", version=version)
    assert mailbox.deliver()[-1]["Subject"] == "Your appointment is confirmed: Aurora Colour"


def test_a_rejection_gives_the_reason_and_no_link(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business, approval=True)
    owner = signed_in(app, business)
    path, version = owned(owner)
    owner.post(f"{path}/reject", {"reason": "We are <closed> that day."}, version=version)
    mails = mailbox.deliver()
    assert [mail["Subject"] for mail in mails] == [
        "Your request could not be accepted: Aurora Colour"
    ]
    assert "Reason: We are <closed> that day." in text_of(mails[0])
    assert "We are &lt;closed&gt; that day." in html_of(mails[0])
    assert "/b/" not in text_of(mails[0])


def test_each_move_is_told_once_with_the_new_time(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business)
    mailbox.deliver()
    owner = signed_in(app, business)
    for hour in (11, 12):
        path, version = owned(owner)
        moved = {"starts_at": f"2031-03-03T{hour}:00:00Z"}
        assert owner.post(f"{path}/move", moved, version=version).status_code == 200
        mailbox.deliver()
    told = [text_of(mail) for mail in mailbox.mails()[1:]]
    assert ["12:00 to 12:30" in told[0], "13:00 to 13:30" in told[1], len(told)] == [True, True, 2]


def test_a_cancellation_is_told_even_when_the_confirmation_was_never_sent(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    token = booked(app, business)
    visitor(app, business).post(f"/public/bookings/{token}/cancel", {}, version=2)
    assert [m["Subject"] for m in mailbox.deliver()] == [
        "Your appointment was cancelled: Aurora Cut"
    ]


def test_a_job_that_runs_twice_sends_one_mail(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    booked(app, business)
    for _ in range(2):
        send_mail(mailbox.runtime, business.id, mail_id=queued(admin))
    assert len(mailbox.mails()) == 1


class Postman:
    """A mailer that fails as told, and counts."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.tries = 0

    def send(self, _message: EmailMessage) -> None:
        self.tries += 1
        raise self.error


class Parts:
    """The runtime with another postman."""

    def __init__(self, mailbox: Mailbox, mailer: Postman) -> None:
        self.settings, self.units = mailbox.runtime.settings, mailbox.runtime.units
        self.mailer = mailer


def test_a_mail_that_did_not_leave_is_tried_again(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    booked(app, business)
    mail_id = queued(admin)
    parts = Parts(mailbox, Postman(OSError("no network")))
    for _ in range(4):
        with pytest.raises(OSError, match="no network"):
            send_mail(parts, business.id, mail_id=mail_id)
    assert parts.mailer.tries == 4
    assert state_of(admin) == ("queued", None)
    send_mail(mailbox.runtime, business.id, mail_id=mail_id)
    assert len(mailbox.mails()) == 1
    assert state_of(admin) == ("sent", None)


def test_a_mail_server_that_stays_away_makes_the_mail_fail(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    booked(app, business)
    parts = Parts(mailbox, Postman(OSError("no network")))
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(OSError, match="no network"):
            send_mail(parts, business.id, mail_id=queued(admin))
    assert state_of(admin) == ("failed", "unreachable")
    # Platform staff start the failed job again.
    send_mail(mailbox.runtime, business.id, mail_id=queued(admin))
    assert state_of(admin) == ("sent", None)


def test_a_mail_whose_sending_was_cut_off_goes_out_twice_at_most(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    booked(app, business)

    class PowerCut(BaseException):
        """No code of ours sees it."""

    class Cut(Postman):
        def send(self, message: EmailMessage) -> None:
            mailbox.runtime.mailer.send(message)
            raise self.error

    parts = Parts(mailbox, Cut(PowerCut()))  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(PowerCut):
            send_mail(parts, business.id, mail_id=queued(admin))
    send_mail(mailbox.runtime, business.id, mail_id=queued(admin))
    one, other = mailbox.mails()
    assert one["Message-ID"] == other["Message-ID"]
    assert state_of(admin) == ("failed", "unknown")


def test_a_mail_that_is_refused_for_good_is_not_tried_again(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    booked(app, business)
    parts = Parts(mailbox, Postman(MailRefusedError("no such mailbox")))
    for _ in range(2):
        send_mail(parts, business.id, mail_id=queued(admin))
    assert parts.mailer.tries == 1
    assert state_of(admin) == ("failed", "refused")


def test_nobody_waits_for_the_mail_server(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    booked(app, business)
    open_transactions = "SELECT FROM pg_stat_activity WHERE state = 'idle in transaction'"
    seen: list[int] = []

    class Slow(Postman):
        def send(self, _message: EmailMessage) -> None:
            seen.append(
                len(
                    admin.execute(
                        f"{open_transactions} AND datname = current_database()"
                    ).fetchall()
                )
            )

    parts = Parts(mailbox, Slow(OSError()))
    send_mail(parts, business.id, mail_id=queued(admin))
    assert seen == [0]


def test_a_guest_without_an_address_gets_no_mail(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    body = {"service_id": str(business.service_id), "starts_at": wire(soon(3))}
    signed_in(app, business).post("/appointments", {**body, "customer": {"name": "Ann"}})
    assert state_of(admin) == ("dropped", "no_address"), "there is nothing to wait for"
    assert mailbox.deliver() == []
    assert admin.execute("SELECT count(*) FROM jobs").fetchone() == (0,)


def test_an_address_that_went_before_the_mail_did_gets_none(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    booked(app, business)
    assert state_of(admin) == ("queued", None)
    admin.execute("UPDATE customers SET email = NULL")
    assert mailbox.deliver() == []
    assert state_of(admin) == ("dropped", "no_address")


def test_a_name_cannot_smuggle_a_header(app: App, business: Business, mailbox: Mailbox) -> None:
    booked(app, business, name="Eve\nBcc: all@guests.example")
    (mail,) = mailbox.deliver()
    assert mail["Bcc"] is None
    assert "vera@guests.example" in str(mail["To"])


def test_the_link_cannot_be_computed_from_the_database(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    token = booked(app, business)
    rows = str(admin.execute("SELECT * FROM appointments").fetchall())
    assert token not in rows


def test_a_series_is_told_in_one_mail_and_again_when_it_is_off(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    owner = signed_in(app, business)
    asked = {
        "service_id": str(business.service_id),
        "starts_at": START,
        "rule": "FREQ=WEEKLY;COUNT=22",
        "customer": {"name": "Vera Visitor", "email": "vera@guests.example"},
    }
    items = owner.post("/series", asked).json["items"]
    (mail,) = mailbox.deliver()
    assert mail["Subject"] == "Your appointments: Aurora Cut"
    text = text_of(mail)
    assert "- Monday, 3 March 2031, 10:00 to 10:30 (Europe/Berlin)" in text
    assert "- Monday, 31 March 2031, 10:00 to 10:30 (Europe/Berlin)" in text
    assert text.count("- Monday") == html_of(mail).count("Monday, ") == 20
    assert "and 2 more after these." in text
    path = f"/appointments/{items[0]['appointment_id']}/series/cancel"
    assert owner.post(path, {"scope": "all"}, version=1).status_code == 200
    last = mailbox.deliver()[-1]
    assert "your coming appointments at Aurora House were cancelled" in text_of(last)
