"""Customers: known by name and e-mail, found by prefix, seen by those they concern."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from smoothschedule.core.api import App
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.finding import words_in
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Actor
from smoothschedule.scheduling.models import Allocation, Appointment, Customer
from smoothschedule.scheduling.operations.customers import (
    add_customer,
    change_customer,
    recognise,
    write_down,
)
from smoothschedule.scheduling.queries.customers import customer, customers, figures, tags_in_use
from smoothschedule.scheduling.refusals import CustomerBlocked, NotBookableOnline
from tests.factories import Business
from tests.scheduling.world import World, at
from tests.web import check_problem, signed_in


def known(world: World, name: str, email: str | None = None, phone: str | None = None) -> UUID:
    with world.work() as work:
        somebody = recognise(work, name=name, email=email, phone=phone)
        write_down(work, somebody)
        return somebody.id


def found(world: World, q: str = "", actor: Actor | None = None, **more: Any) -> list[str]:
    with world.work(actor) as work:
        page = customers(work, q=q, **{"limit": 50, "after": None, **more})
        return [each.name for each in page["items"]]


def test_the_same_name_and_address_are_the_same_person(world: World) -> None:
    first = known(world, "Ann Archer", "ann@x.example")
    assert known(world, "ann archer", "ann@x.example") == first
    assert world.events().count("CustomerChanged") == 1


def test_a_family_may_share_an_address(world: World) -> None:
    assert known(world, "Ann Archer", "a@x.example") != known(world, "Bob Archer", "a@x.example")


def test_without_an_address_everybody_is_new(world: World) -> None:
    assert known(world, "Ann Archer") != known(world, "Ann Archer")


def test_a_stranger_adds_a_phone_number_but_never_replaces_one(world: World) -> None:
    ann = known(world, "Ann Archer", "ann@x.example")
    for phone in ("+1 555 1", "+1 555 2"):
        known(world, "Ann Archer", "ann@x.example", phone)
    with world.work() as work:
        assert work.get(Customer, ann).phone == "+1 555 1"


def test_people_are_found_by_what_one_types_of_them(world: World) -> None:
    known(world, "Ann Bo Archer", "ann@mail.x.example", "+1 (555) 100-4711")
    known(world, "Zed Maria Young", "zed@acme.example", "030 / 901 820")
    known(world, "山田太郎", "yamada@taro.example", None)
    found_by = {
        "Ann Bo Archer": "an|ANN a|arch|cher|bo|b archer|ann@|Archer, Ann|archer an|@mail|"
        "mail.x.ex|1555|+1 (555)|001 555 1|555-100|4711|0 4711|55-10|047",
        "Zed Maria Young": "zed|mar|ari|young maria|acme|@Acme|acme.example|zed@acme|+49 30 90|"
        "0309|30 901|0049 (0)30 9|820|901|0182",
        "山田太郎": "太郎|山",
    }
    for name, typed in found_by.items():
        for q in typed.split("|"):
            assert found(world, q) == [name], q
    for q in ("%", "_nn", "o", "ch", "cme", "x.example", "47", "555-101", "ann young", "+", "@"):
        assert found(world, q) == [], q


def test_people_are_found_with_accents_and_without(world: World) -> None:
    for name in ("Eva Novák", "Ivo Novak", "Ida Müller", "Jo Mueller", "Max Muller", "John Poe"):
        known(world, name)
    known(world, "Søren Łuczak-Weiß")
    found_by = {
        "novak|NOVÁK|novák|ová": ["Eva Novák", "Ivo Novak"],
        "muller": ["Ida Müller", "Max Muller"],
        "Müller|MÜLLER|mu\u0308ller": ["Ida Müller", "Jo Mueller", "Max Muller"],
        "mueller": ["Ida Müller", "Jo Mueller"],
        "müller ida|mül id|mu ída": ["Ida Müller"],
        "soren|luczak|weiss|weiß|sø|só": ["Søren Łuczak-Weiß"],
        "poe|pö": ["John Poe"],
        "joe": [],
        "éva|év|é": ["Eva Novák"],
    }
    for typed, names in found_by.items():
        for q in typed.split("|"):
            assert found(world, q) == names, q


def test_a_word_that_is_typed_again_is_looked_for_once() -> None:
    once, again = (str(words_in(Customer.search_name, q)) for q in ("mü", "mü Mü, mü"))
    assert again == once


def test_the_longest_name_of_all_has_room_in_the_index(world: World) -> None:
    name = "\U0001d160" * 120  # nothing else grows so much when its marks are taken off it
    known(world, name, "x" * 64 + "@" + "y" * 180 + ".example", "+49 30 901 820")
    assert found(world, name[:3]) == [name]


def test_pages_follow_each_other_by_name(world: World) -> None:
    for name in ("Cid", "ann", "Bob"):
        known(world, name)
    with world.work() as work:
        first = customers(work, q="", limit=2, after=None)
        second = customers(work, q="", limit=2, after=first["next"])
    assert [c.name for c in first["items"] + second["items"]] == ["ann", "Bob", "Cid"]
    assert second["next"] is None


def test_staff_know_those_they_serve_and_those_they_added(world: World) -> None:
    own, other = world.staff
    stranger = known(world, "Ned Nobody")
    world.book("10:00", resources=[own])
    actor = world.colleague(own, user_id=world.owner_id)
    theirs = world.colleague(other)
    assert found(world, actor=theirs) == []
    assert "Ann Archer" in found(world, actor=actor)
    with world.work(theirs) as work, pytest.raises(NotFound):
        customer(work, stranger)
    with world.work(actor) as work:
        mine = add_customer(work, name="New Here").id
        assert customer(work, mine).name == "New Here"


def test_a_changed_customer_is_found_by_the_new_name(world: World) -> None:
    ann = known(world, "Ann Archer", "ann@x.example")
    with world.work() as work:
        change_customer(work, work.get(Customer, ann), name="Ann Baker", email=None)
    assert found(world, "bak") == ["Ann Baker"]
    assert found(world, "arch") == []


def test_the_team_says_where_a_customer_is_and_takes_it_back(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    added = owner.post("/customers", {"name": "Ann", "time_zone": "Asia/Tokyo"}).json
    assert added["time_zone"] == "Asia/Tokyo"
    path = f"/customers/{added['id']}"
    wrong = owner.patch(path, {"time_zone": "Mars/Olympus"}, version=1)
    problem = check_problem(wrong, 422)
    assert problem["errors"]["json"]["time_zone"] == ["There is no time zone of this name."]
    assert owner.patch(path, {"time_zone": None}, version=1).json["time_zone"] is None


def test_customers_of_another_business_are_not_there(world: World, elsewhere: World) -> None:
    ann = known(elsewhere, "Ann Archer", "ann@x.example")
    assert found(world) == []
    with world.work() as work, pytest.raises(NotFound):
        customer(work, ann)
    assert known(world, "Ann Archer", "ann@x.example") != ann


def test_customers_are_found_by_tag_and_status(world: World) -> None:
    with world.work() as work:
        add_customer(work, name="Ann Archer", tags=["vip", "regular"])
        add_customer(work, name="Bob Baker", tags=["regular"], status="blocked")
        add_customer(work, name="Cid Cole")
    assert found(world, tag="regular") == ["Ann Archer", "Bob Baker"]
    assert found(world, tag="regular", status="active") == ["Ann Archer"]
    assert found(world, tag="reg") == []
    with world.work() as work:
        assert tags_in_use(work) == [
            {"tag": "regular", "customers": 2},
            {"tag": "vip", "customers": 1},
        ]


def test_staff_see_no_tags_of_customers_they_do_not_know(world: World) -> None:
    with world.work() as work:
        add_customer(work, name="Ann Archer", tags=["vip"])
    with world.work(world.colleague(world.staff[0], user_id=new_id())) as work:
        assert tags_in_use(work) == []


def test_a_blocked_customer_is_not_booked_and_staff_hear_why(world: World) -> None:
    ann = known(world, "Ann Archer", "ann@guests.example")
    world.change(Customer, ann, status="blocked")
    with pytest.raises(CustomerBlocked):
        world.book("10:00")
    world.change(Customer, ann, status="active")
    world.book("10:00")


@pytest.mark.parametrize("name", ["Vera Visitor", "Veronica Visitor"])
def test_a_blocked_visitor_is_not_told_why_whatever_the_name(world: World, name: str) -> None:
    vera = known(world, "Vera Visitor", "vera@guests.example")
    token = world.hold("10:00")
    world.change(Customer, vera, status="blocked")
    with pytest.raises(NotBookableOnline) as refused:
        world.confirm(token, name=name)
    assert "block" not in refused.value.title.lower()
    world.confirm(token, name=name, email="other@guests.example")


def test_visits_and_spend_count_what_was_completed(world: World) -> None:
    states = ("completed", "completed", "no_show", "cancelled", "confirmed")
    prices = (2500, 1000, 9000, 9000, 9000)
    for hour, (state, price) in enumerate(zip(states, prices, strict=True), start=9):
        made = world.book(f"{hour:02}:00")
        with world.work() as work:
            work.record(Tag.DEMO_SEEDED)
            if state in ("cancelled", "no_show"):
                free = update(Allocation).where(Allocation.appointment_id == made)
                work.session.execute(free.values(blocking=False))
            changed = update(Appointment).where(Appointment.id == made)
            work.session.execute(changed.values(state=state, price_minor=price, currency="EUR"))
    ann = known(world, "Ann Archer", "ann@guests.example")
    with world.work() as work:
        told = figures(work, ann)
    counts = {name: told[name] for name in ("visits", "missed", "cancelled", "upcoming")}
    assert counts == {"visits": 2, "missed": 1, "cancelled": 1, "upcoming": 1}
    assert [dict(each) for each in told["spend"]] == [{"currency": "EUR", "amount_minor": 3500}]
    assert told["last_visit_at"] == at("10:00")


def test_a_colleague_s_visits_are_not_counted_for_staff(world: World) -> None:
    own, other = world.staff
    world.book("10:00", resources=[own])
    world.book("12:00", resources=[other])
    ann = known(world, "Ann Archer", "ann@guests.example")
    with world.work(world.colleague(own, user_id=new_id())) as work:
        assert figures(work, ann)["upcoming"] == 1
    with world.work() as work:
        assert figures(work, ann)["upcoming"] == 2
