"""Customers: known by name and e-mail, found by prefix, seen by those they concern."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Actor
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.operations.customers import (
    add_customer,
    change_customer,
    recognise,
)
from smoothschedule.scheduling.queries.customers import customer, customers
from tests.scheduling.world import World


def known(world: World, name: str, email: str | None = None, phone: str | None = None) -> UUID:
    with world.work() as work:
        return recognise(work, name=name, email=email, phone=phone).id


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


@pytest.mark.parametrize("q", ["an", "ANN a", "arch", "ann@", "1555", "+1 (555)", "Ann Archer"])
def test_a_prefix_finds_name_last_name_address_or_phone(world: World, q: str) -> None:
    known(world, "Ann Archer", "ann@x.example", "+1 555 100")
    known(world, "Zed Young", "zed@x.example", "+44 20 1")
    assert found(world, q) == ["Ann Archer"]


@pytest.mark.parametrize("q", ["%", "_nn", "cher", "x.example"])
def test_wildcards_and_middles_find_nobody(world: World, q: str) -> None:
    known(world, "Ann Archer", "ann@x.example")
    assert found(world, q) == []


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


def test_customers_of_another_business_are_not_there(world: World, elsewhere: World) -> None:
    ann = known(elsewhere, "Ann Archer", "ann@x.example")
    assert found(world) == []
    with world.work() as work, pytest.raises(NotFound):
        customer(work, ann)
    assert known(world, "Ann Archer", "ann@x.example") != ann
