"""A resource is switched off: where its appointments go is said, seen before, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotAllowed
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.jobs import departures as jobs
from smoothschedule.scheduling.models import Appointment, Resource
from smoothschedule.scheduling.operations.leaving import deciding, running
from smoothschedule.scheduling.operations.leaving.running import CHANGED_MEANWHILE
from smoothschedule.scheduling.permissions import EDIT_RESOURCES
from smoothschedule.scheduling.queries.departures import left_behind
from smoothschedule.users.rules import Role
from tests.mailbox import Mailbox
from tests.scheduling.shop import Shop
from tests.web import check_problem, signed_in

#: As which the job does it.
A_JOB = Actor(permissions=deciding.NEEDED)


def counts(document: dict[str, Any]) -> tuple[int, ...]:
    return tuple(document[name] for name in ("total", "moved", "cancelled", "stayed"))


def goes_on(mailbox: Mailbox) -> None:
    """The relay sends what jobs have planned, as it does every few seconds."""
    while mailbox.relay.resend_lost_jobs():
        mailbox.deliver()


def test_switching_off_without_a_word_about_the_appointments_is_refused(shop: Shop) -> None:
    shop.book(3), shop.book(4)
    answer = shop.browser.patch(shop.path, {"is_active": False}, version=shop.version())
    assert check_problem(answer, 409, "resource-has-appointments")["count"] == 2
    seen = shop.preview(do="leave")
    assert (seen["count"], len(seen["items"])) == (2, 2)
    assert [each["id"] for each in seen["stand_ins"]] == [shop.other_id]


def test_they_go_to_another_where_they_fit_and_back_again(
    shop: Shop, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    fits, clashes = shop.book(3), shop.book(4)
    shop.book(4, with_=shop.other_id)
    wish = {"do": "move", "to_id": shop.other_id, "notify": False}
    seen = shop.preview(**wish)
    assert (seen["count"], seen["tried"], seen["fit"]) == (2, 2, 1)
    taken = "That time is already taken."
    assert [(each["id"], each["reason"]) for each in seen["clashes"]] == [(clashes, taken)]
    # Looking has changed nothing.
    staff = str(shop.business.staff_id)
    assert shop.who_serves(fits) == ("confirmed", staff)
    assert shop.browser.get(shop.path).json["is_active"]
    done = shop.left(mailbox, **wish)
    assert (done["state"], *counts(done)) == ("done", 2, 1, 0, 1)
    assert shop.left_behind(done["id"]) == [(clashes, taken)]
    assert shop.who_serves(fits) == ("confirmed", shop.other_id)
    assert shop.who_serves(clashes) == ("confirmed", staff)
    moved = "SELECT count(*) FROM audit_events WHERE tag = 'appointment.moved'"
    assert admin.execute(moved).fetchone() == (1,)
    back = shop.undo(mailbox, done["id"])
    assert (back["state"], back["taken_back"], back["left_behind"]) == ("undone", 1, 0)
    assert shop.who_serves(fits) == ("confirmed", staff)


def test_those_that_fit_nowhere_are_called_off_and_guests_are_told(
    shop: Shop, mailbox: Mailbox
) -> None:
    shop.book(3), shop.book(4)
    shop.book(4, with_=shop.other_id)
    mailbox.deliver()
    before = len(mailbox.mails())
    done = shop.left(mailbox, do="move", to_id=shop.other_id, otherwise="cancel", notify=True)
    assert counts(done) == (2, 1, 1, 0)
    assert len(mailbox.mails()) == before + 2


def test_what_changed_since_is_not_taken_back(shop: Shop, mailbox: Mailbox) -> None:
    one, other = shop.book(3), shop.book(4)
    done = shop.left(mailbox, do="cancel", notify=False)
    assert counts(done) == (2, 0, 2, 0)
    version = shop.browser.get(f"/appointments/{one}").json["version"]
    assert shop.browser.post(f"/appointments/{one}/restore", version=version).status_code == 200
    back = shop.undo(mailbox, done["id"])
    assert (back["taken_back"], back["left_behind"]) == (1, 1)
    [(left, reason)] = shop.left_behind(done["id"])
    assert (left, bool(reason)) == (one, True)
    assert shop.who_serves(one) == ("confirmed", shop.other_id)
    assert shop.who_serves(other) == ("confirmed", str(shop.business.staff_id))


def test_a_time_that_was_given_away_meanwhile_does_not_come_back(
    shop: Shop, mailbox: Mailbox
) -> None:
    id = shop.book(3)
    done = shop.left(mailbox, do="move", to_id=shop.other_id, notify=False)
    owner, staff = shop.browser, str(shop.business.staff_id)
    assert owner.patch(shop.path, {"is_active": True}, version=shop.version()).status_code == 200
    shop.book(3, with_=staff)
    back = shop.undo(mailbox, done["id"])
    assert (back["taken_back"], back["left_behind"]) == (0, 1)
    assert shop.left_behind(done["id"]) == [(id, "That time is already taken.")]
    assert shop.who_serves(id) == ("confirmed", shop.other_id)


def test_what_was_called_off_while_the_job_was_on_its_way_is_left_alone(
    shop: Shop, mailbox: Mailbox
) -> None:
    gone, fits = shop.book(3), shop.book(4)
    id = shop.leave(do="move", to_id=shop.other_id)
    version = shop.browser.get(f"/appointments/{gone}").json["version"]
    off = shop.browser.post(f"/appointments/{gone}/cancel", {}, version=version)
    assert off.status_code == 200
    mailbox.deliver()
    assert counts(shop.departure(id)) == (2, 1, 0, 1)
    assert shop.left_behind(id) == [(gone, CHANGED_MEANWHILE)]
    assert shop.who_serves(fits) == ("confirmed", shop.other_id)


def test_what_somebody_else_has_by_then_is_left_with_them(shop: Shop, mailbox: Mailbox) -> None:
    given, goes = shop.book(3), shop.book(4)
    id = shop.leave(do="cancel", notify=False)
    path = f"/appointments/{given}"
    seen = shop.browser.get(path).json
    to = {"starts_at": seen["starts_at"], "resource_ids": [shop.other_id]}
    assert shop.browser.post(f"{path}/move", to, version=seen["version"]).status_code == 200
    mailbox.deliver()
    assert counts(shop.departure(id)) == (2, 0, 1, 1)
    assert shop.left_behind(id) == [(given, CHANGED_MEANWHILE)]
    assert shop.who_serves(given) == ("confirmed", shop.other_id)
    assert shop.who_serves(goes)[0] == "cancelled"


@pytest.mark.parametrize(("fails", "moved"), [(1, 2), (2, 1)])
def test_what_fails_has_another_chance_and_keeps_no_other_waiting(
    shop: Shop, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, fails: int, moved: int
) -> None:
    first, second = shop.book(3), shop.book(4)
    real, failed = running.settle, []

    def settle(work: Work, each: Appointment, decision: deciding.Decision) -> deciding.Settled:
        if str(each.id) == first and len(failed) < fails:
            failed.append(each.id)
            raise ConnectionError
        return real(work, each, decision)

    monkeypatch.setattr(running, "settle", settle)
    done = shop.left(mailbox, do="move", to_id=shop.other_id, notify=False)
    assert (done["state"], *counts(done)) == ("done", 2, moved, 0, 2 - moved)
    assert shop.left_behind(done["id"]) == [(first, running.UNEXPECTED)][: 2 - moved]
    assert shop.who_serves(second)[1] == shop.other_id


def test_what_one_worker_gives_up_is_what_it_tried_and_not_what_another_left_to_do(
    shop: Shop, mailbox: Mailbox, runtime: Runtime
) -> None:
    first, second = shop.book(3), shop.book(4)
    id = shop.leave(do="move", to_id=shop.other_id, notify=False)

    def step(act: Callable[[Work], Any]) -> Any:
        with runtime.units.tenant(shop.business.id, actor=A_JOB) as work:
            return act(work)

    tried = step(lambda work: running.next_number(work, UUID(id)))
    assert step(lambda work: running.settle_next(work, UUID(id)))
    step(lambda work: running.give_up(work, UUID(id), tried))
    mailbox.deliver()
    done = shop.departure(id)
    assert (done["state"], *counts(done)) == ("done", 2, 2, 0, 0)
    assert {shop.who_serves(each) for each in (first, second)} == {("confirmed", shop.other_id)}


def test_a_departure_that_can_not_end_fails_and_does_not_go_round_for_ever(
    shop: Shop, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.book(3)
    id, ends = shop.leave(do="cancel", notify=False), []

    def end(*_: object) -> None:
        ends.append(id)
        raise ConnectionError

    monkeypatch.setattr(running, "_end", end)
    with pytest.raises(ConnectionError):
        jobs.decide_about_appointments(runtime, shop.business.id, departure_id=id)
    assert len(ends) == jobs.MOST_TRIES


def test_there_is_no_number_of_appointments_that_is_too_many(
    shop: Shop, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The jobs go on, one after the other; a preview tries only the first."""
    ids = [shop.book(days) for days in range(3, 10)]
    monkeypatch.setattr(jobs, "MOST_A_JOB", 2)
    monkeypatch.setattr(deciding, "MOST_TRIED", 3)
    wish = {"do": "move", "to_id": shop.other_id, "notify": False}
    seen = shop.preview(**wish)
    assert (seen["count"], seen["tried"], seen["fit"]) == (7, 3, 3)
    id = shop.left(mailbox, **wish)["id"]
    assert shop.departure(id)["settled"] == 2
    goes_on(mailbox)
    done = shop.departure(id)
    assert (done["state"], *counts(done)) == ("done", 7, 7, 0, 0)
    assert {shop.who_serves(id) for id in ids} == {("confirmed", shop.other_id)}
    assert shop.undo(mailbox, id)["taken_back"] == 2
    goes_on(mailbox)
    assert shop.departure(id)["taken_back"] == 7


def test_a_preview_gives_the_resource_back_before_its_request_ends(
    shop: Shop, runtime: Runtime, admin: psycopg.Connection
) -> None:
    shop.book(3)
    with runtime.units.tenant(shop.business.id, actor=A_JOB) as work:
        resource = work.get(Resource, shop.business.staff_id)
        wish = deciding.Decision("move", UUID(shop.other_id))
        assert deciding.preview(work, resource, wish).fit == 1
        free = "SELECT name FROM resources WHERE id = %s FOR SHARE NOWAIT"
        assert admin.execute(free, [shop.business.staff_id]).fetchone() is not None


def test_stopped_half_way_what_was_done_stands_and_can_be_taken_back(
    app: App, shop: Shop, mailbox: Mailbox, runtime: Runtime
) -> None:
    first, second = shop.book(3), shop.book(4)
    id = shop.leave(do="move", to_id=shop.other_id, notify=False)
    again = shop.browser.post(f"{shop.path}/deactivate", {"do": "leave"}, version=shop.version())
    check_problem(again, 409, "departure-goes-on")
    on = shop.browser.patch(shop.path, {"is_active": True}, version=shop.version())
    check_problem(on, 409, "departure-goes-on")
    check_problem(shop.browser.post(f"/departures/{id}/undo"), 409, "departure-moved-on")
    with runtime.units.tenant(shop.business.id, actor=A_JOB) as work:
        assert running.settle_next(work, UUID(id))
    assert shop.browser.post(f"/departures/{id}/stop").json["state"] == "stopped"
    check_problem(shop.browser.post(f"/departures/{id}/stop"), 409, "departure-moved-on")
    mailbox.deliver()
    assert counts(shop.departure(id)) == (2, 1, 0, 1)
    assert shop.who_serves(first)[1] == shop.other_id
    assert shop.who_serves(second)[1] == str(shop.business.staff_id)
    assert shop.undo(mailbox, id)["taken_back"] == 1


def test_two_workers_at_once_decide_about_each_appointment_once(
    shop: Shop, runtime: Runtime, admin: psycopg.Connection
) -> None:
    for days in range(3, 9):
        shop.book(days)
    id = shop.leave(do="cancel", notify=False)

    def works() -> None:
        jobs.decide_about_appointments(runtime, shop.business.id, departure_id=id)

    with ThreadPoolExecutor(max_workers=3) as pool:
        for each in [pool.submit(works) for _ in range(3)]:
            each.result(timeout=30)
    assert counts(shop.departure(id)) == (6, 0, 6, 0)
    told = "SELECT count(*) FROM audit_events WHERE tag = %s"
    for tag, count in (("appointment.cancelled", 6), ("departure.ended", 1)):
        assert admin.execute(told, [tag]).fetchone() == (count,)


def test_only_the_last_departure_can_be_taken_back(shop: Shop, mailbox: Mailbox) -> None:
    shop.book(3)
    first = shop.left(mailbox, do="leave")
    assert (first["state"], *counts(first), first["can_be_undone"]) == ("done", 1, 0, 0, 1, True)
    second = shop.left(mailbox, do="cancel")
    check_problem(shop.browser.post(f"/departures/{first['id']}/undo"), 409, "departure-moved-on")
    listed = shop.browser.get(f"{shop.path}/departures").json["items"]
    assert [(each["id"], each["can_be_undone"]) for each in listed] == [
        (second["id"], True),
        (first["id"], False),
    ]


def test_which_departure_is_the_last_is_said_by_the_clock_of_the_database(
    shop: Shop, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    shop.book(3)
    first, second = (shop.left(mailbox, do="leave")["id"] for _ in range(2))
    later = "UPDATE departures SET created_at = created_at + interval '1 hour' WHERE id = %s"
    admin.execute(later, [first])
    listed = shop.browser.get(f"{shop.path}/departures").json["items"]
    assert [(each["id"], each["can_be_undone"]) for each in listed] == [
        (first, True),
        (second, False),
    ]


def test_who_does_not_give_the_service_does_not_take_it_over(shop: Shop, mailbox: Mailbox) -> None:
    service = f"/services/{shop.business.service_id}"
    id, version = shop.book(3), shop.browser.get(service).json["version"]
    needs = [{"kind": "staff", "resource_ids": [str(shop.business.staff_id)]}]
    assert shop.browser.patch(service, {"requirements": needs}, version=version).status_code == 200
    done = shop.left(mailbox, do="move", to_id=shop.other_id)
    assert shop.left_behind(done["id"]) == [(id, "Second does not give this service.")]


def test_who_does_not_work_then_does_not_take_it_over(shop: Shop, mailbox: Mailbox) -> None:
    id, path = shop.book(3), f"/resources/{shop.other_id}"
    version = shop.browser.get(path).json["version"]
    answer = shop.browser.call("PUT", f"{path}/hours", {"hours": []}, version=version)
    assert answer.status_code == 200
    done = shop.left(mailbox, do="move", to_id=shop.other_id)
    assert shop.left_behind(done["id"]) == [(id, "Second does not work at that time.")]


def test_a_stand_in_has_to_be_one(shop: Shop, app: App) -> None:
    shop.book(3)
    path = f"{shop.path}/preview-deactivation"
    for wrong in (str(new_id()), str(shop.business.room_id), str(shop.business.staff_id)):
        check_problem(shop.browser.post(path, {"do": "move", "to_id": wrong}), 404)
    check_problem(shop.browser.post(path, {"do": "move"}), 422)
    staff = signed_in(app, shop.business, shop.business.people[Role.TENANT_STAFF])
    check_problem(staff.post(path, {"do": "leave"}), 403)
    check_problem(staff.post(f"{shop.path}/deactivate", {"do": "leave"}, version=1), 403)


@pytest.mark.parametrize("missing", sorted(deciding.NEEDED))
def test_whoever_decides_may_themselves_do_what_the_job_does(
    shop: Shop, runtime: Runtime, mailbox: Mailbox, missing: str
) -> None:
    shop.book(3)
    lent = Actor(permissions=frozenset({EDIT_RESOURCES, *deciding.NEEDED}) - {missing})
    done = shop.left(mailbox, do="cancel", notify=False)
    with runtime.units.tenant(shop.business.id, actor=lent) as work:
        resource = work.get(Resource, shop.business.staff_id)
        with pytest.raises(NotAllowed):
            running.leave(work, resource, deciding.Decision("cancel"))
        with pytest.raises(NotAllowed):
            running.ask_undo(work, UUID(done["id"]))


def test_who_comes_is_told_to_those_alone_who_see_the_calendar(
    shop: Shop, runtime: Runtime, mailbox: Mailbox
) -> None:
    shop.book(3)
    shop.book(3, with_=shop.other_id)
    id = UUID(shop.left(mailbox, do="move", to_id=shop.other_id, notify=False)["id"])
    lent = Actor(permissions=frozenset({EDIT_RESOURCES}))
    themselves = replace(lent, resource_id=shop.business.staff_id)
    for actor, shown in ((lent, 0), (themselves, 1)):
        with runtime.units.tenant(shop.business.id, actor=actor) as work:
            resource = work.get(Resource, shop.business.staff_id)
            seen = deciding.preview(work, resource, deciding.Decision())
            assert (seen.count, len(seen.items)) == (1, shown)
            assert len(left_behind(work, id, limit=20, after=None)["items"]) == shown
