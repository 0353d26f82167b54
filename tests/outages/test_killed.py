"""Worker and relay killed at the worst moment: what they were at is done later, once."""

from __future__ import annotations

import socket
from contextlib import closing

from aiosmtpd.controller import Controller

from scripts.local.ports import LOOPBACK, free_port
from tests.outages.conftest import Site
from tests.processes import until

#: Each booking has another job besides, that asks whether its service needs a contract.
MAILS = "FROM jobs WHERE name = 'send_mail'"
#: As if the lease had run out and the message had been sent long ago.
LATER = (
    "UPDATE jobs SET lease_until = now() - interval '1 second',"
    " sent_at = now() - interval '1 minute' WHERE state = 'running'"
)


class Inbox:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(  # noqa: N802 (the server's word)
        self, _server: object, _session: object, envelope: object
    ) -> str:
        self.received.append(envelope.content)  # type: ignore[attr-defined]
        return "250 OK"


def book(site: Site, *, days: int) -> None:
    answer = site.owner().call("POST", "/api/v1/appointments", site.booking(days=days))
    assert answer.status_code == 201, answer.text


def test_a_worker_killed_in_the_middle_of_a_job_leaves_it_to_the_next(site: Site) -> None:
    port = free_port()
    site.install.values["MAIL_URL"] = f"smtp://{LOOPBACK}:{port}"
    with closing(socket.create_server((LOOPBACK, port))) as silent:
        silent.settimeout(30)
        site.install.start("web", "relay", "worker")
        book(site, days=2)
        connection, _ = silent.accept()  # the worker waits for a greeting that never comes
        assert site.sql(f"SELECT state, attempts {MAILS}") == [("running", 1)]
        site.install.kill("worker")
        connection.close()
    inbox = Inbox()
    server = Controller(inbox, hostname=LOOPBACK, port=port)
    server.start()
    try:
        site.sql(LATER)
        site.install.start("worker")
        until(lambda: site.sql(f"SELECT state {MAILS}") == [("done",)])
    finally:
        server.stop()
    assert len(inbox.received) == 1
    assert site.sql("SELECT count(*) FROM appointment_mails") == [(1,)]


def test_a_second_worker_leaves_a_job_under_lease_alone(site: Site) -> None:
    site.install.start("web", "relay")
    book(site, days=2)
    until(lambda: site.sql(f"SELECT id {MAILS}"))
    site.sql("UPDATE jobs SET state = 'running', lease_until = now() + interval '5 minutes'")
    site.install.start("worker")
    book(site, days=3)  # its mail shows that the worker works
    states = [("running",), ("done",)]
    until(lambda: site.sql(f"SELECT state {MAILS} ORDER BY id") == states)
    assert site.mail_count() == 1


def test_what_happened_while_no_relay_lived_is_told_by_the_next(site: Site) -> None:
    site.install.start("web", "worker", "relay")
    book(site, days=2)
    until(lambda: site.mail_count() == 1)
    site.install.kill("relay")
    book(site, days=3)
    assert site.sql("SELECT count(*) FROM outbox_events WHERE handled_at IS NULL") != [(0,)]
    assert site.mail_count() == 1
    site.install.start("relay")
    until(lambda: site.mail_count() == 2)
    until(lambda: site.sql("SELECT id FROM outbox_events WHERE handled_at IS NULL") == [])


def test_processes_end_when_asked_and_leave_no_trace_of_it_as_an_error(site: Site) -> None:
    names = ("web", "relay", "worker", "realtime", "scheduler")
    site.install.start(*names)
    for name in names:
        until(lambda name=name: site.install.text(name) or name == "web")
    site.install.stop()
    for name in names:
        assert "Traceback" not in site.install.text(name), site.install.text(name)
