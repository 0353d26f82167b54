"""The relay tells every event it can, and sends again only what was lost."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select, text, update

from smoothschedule.core.db import new_id
from smoothschedule.core.effects import Effect, Payload
from smoothschedule.core.jobs import Job, JobRequest
from smoothschedule.job_queue import send
from smoothschedule.outbox_relay import BATCH, Relay
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.events import AppointmentMoved
from smoothschedule.tenants.events import TenantChanged
from tests.factories import Business

WAITING = "SELECT name, attempts, retry_at IS NOT NULL FROM outbox_events WHERE handled_at IS NULL"


@pytest.fixture
def relay(runtime: Runtime, business: Business) -> Relay:
    """A relay that has told everything so far."""
    made = Relay(runtime)
    made.empty()
    made.queue.empty()
    return made


def test_an_event_that_the_database_refuses_does_not_hold_up_the_others(
    relay: Relay,
    runtime: Runtime,
    business: Business,
    rival: Business,
    admin: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def faulty(name: str, payload: Payload) -> list[Effect]:
        # Text that PostgreSQL cannot store, for one business only.
        is_ours = payload["tenant_id"] == str(business.id)
        return [JobRequest("mail_invitation", {"text": chr(0) if is_ours else "x"})]

    relay.empty()
    admin.execute("DELETE FROM jobs")
    for each in (business, rival):
        with runtime.units.tenant(each.id) as work:
            work.emit(TenantChanged(each.id))
    monkeypatch.setattr("smoothschedule.outbox_relay.effects_of", faulty)
    relay.empty()
    assert admin.execute(WAITING).fetchall() == [("TenantChanged", 1, True)]
    assert admin.execute("SELECT tenant_id FROM jobs").fetchall() == [(rival.id,)]


def test_lost_messages_are_sent_again_but_not_while_workers_lag_behind(
    relay: Relay, runtime: Runtime, business: Business
) -> None:
    lost = text(
        "INSERT INTO jobs (id, name, args) VALUES (gen_random_uuid(), 'mail_change', '{}')"
        " RETURNING id"
    )
    with runtime.units.tenant(business.id) as work:
        job_id = work.session.execute(lost).scalar_one()
    for _ in range(BATCH):
        send(relay.queue, business.id, job_id)
    assert relay.resend_lost_jobs() == 0
    relay.queue.empty()
    assert relay.resend_lost_jobs() == 1
    assert relay.queue.count == 1


def test_a_job_is_added_only_where_there_is_something_to_do_and_once_while_it_waits(
    relay: Relay, runtime: Runtime, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [new_id() for _ in range(2)]
    offers: list[UUID] = []
    monkeypatch.setattr(
        "smoothschedule.scheduling.jobs.waitlist.services_waited_for", lambda _: offers
    )
    added = select(Job.name).where(
        Job.state == "queued", Job.name.in_(("offer_free_times", "move_contract_deadline"))
    )
    with runtime.units.tenant(business.id) as work:
        for id in ids:
            work.emit(AppointmentMoved(id, business.service_id, None))
    relay.empty()
    with runtime.units.tenant(business.id) as work:
        assert work.session.scalars(added).all() == []
    offers.append(business.service_id)
    for _ in range(2):
        with runtime.units.tenant(business.id) as work:
            for id in ids:
                work.emit(AppointmentMoved(id, business.service_id, None))
        relay.empty()
    with runtime.units.tenant(business.id) as work:
        assert work.session.scalars(added).all() == ["offer_free_times"]
        work.session.execute(update(Job).values(state="running"))
    with runtime.units.tenant(business.id) as work:
        work.emit(AppointmentMoved(ids[0], business.service_id, None))
    relay.empty()
    with runtime.units.tenant(business.id) as work:
        assert work.session.scalars(added).all() == ["offer_free_times"]
