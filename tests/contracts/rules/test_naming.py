"""Where a contract's document names somebody, by the rules alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from smoothschedule.contracts.rules.fields import fields_of
from smoothschedule.contracts.rules.naming import (
    Person,
    heir_to_be,
    in_own_fields,
    places_naming,
    renamed,
    without_circles,
)
from smoothschedule.contracts.rules.prefill import Facts

ANA = Person("Ana", "ana@mail.example", "", "customer")
BEN = Person("Ben", "ben@mail.example", "", "external")
KNOWN = replace(ANA, phone="+1 555 0100")
FACTS = Facts(
    words={
        "customer.name": KNOWN.name,
        "customer.email": KNOWN.email,
        "customer.phone": KNOWN.phone,
    }
)
FIELDS = fields_of(
    [
        {"id": part, "type": "text", "label": part, "prefill": f"customer.{part}"}
        for part in ("name", "email", "phone")
    ]
)
FILLED = {"name": "Ana", "email": "ana@mail.example", "phone": "+1 555 0100"}


@pytest.mark.parametrize(
    ("title", "is_named"),
    [
        ("For Ana", True),
        ("ANA’s pass", True),
        ("Lease (ana@mail.example)", True),
        ("Banana boat", False),
        ("Ana-Lena’s pass", False),
        ("Lease of dana@mail.example", False),
    ],
)
def test_a_name_is_a_word_of_its_own(title: str, is_named: bool) -> None:
    places = places_naming(ANA, BEN, Facts(), shown=[], fields=[], values={}, title=title)
    assert [each.where for each in places] == (["title"] if is_named else [])


@pytest.mark.parametrize(
    "heir",
    [BEN, replace(BEN, phone="+1 555 0199"), heir_to_be(KNOWN)],
    ids=["none", "known", "who"],
)
def test_what_is_promised_to_follow_is_what_follows(heir: Person) -> None:
    shown = ["customer.name", "customer.phone"]
    places = places_naming(
        KNOWN, heir, FACTS, shown=shown, fields=FIELDS, values=FILLED, title="Pass"
    )
    after = renamed(FACTS, KNOWN, replace(heir, name="Ben", email="ben@mail.example")).words
    follows = {(each.where, each.label): each.follows for each in places}
    has_phone = after["customer.phone"] != KNOWN.phone
    assert after["customer.name"] == "Ben"
    assert follows == {
        ("text", "customer name"): True,
        ("text", "customer phone"): has_phone,
        ("field", "name"): True,
        ("field", "email"): True,
        ("field", "phone"): has_phone,
    }


def test_nobody_finds_another_person_in_fields_of_their_own() -> None:
    heirs = {"name": "Ben", "email": "ben@mail.example", "phone": ""}
    assert in_own_fields(FIELDS, FILLED, KNOWN, BEN) == heirs
    assert in_own_fields(FIELDS, {**FILLED, "phone": "as agreed"}, KNOWN, BEN) == {
        "name": "Ben",
        "email": "ben@mail.example",
    }


def step(name: str, *, is_named: bool = False) -> dict[str, Any]:
    return {"name": name, "email": f"{name.lower()}@mail.example", "is_named": is_named}


@pytest.mark.parametrize(
    ("way", "signer", "left"),
    [
        ("Ana", "Ben", "Ana"),
        ("Ana Ben", "Ana", ""),
        ("Ana Ben", "ANA", ""),
        ("Ana Ben Ana", "Cem", "Ana"),
        ("Ana Ben Cem", "Ben", "Ana"),
        ("Ana Ben Ana Cem", "Ben", "Ana Cem"),
    ],
)
def test_a_place_that_came_back_is_one_s_own(way: str, signer: str, left: str) -> None:
    steps = [step(name) for name in way.split()]
    email = f"{signer.lower()}@mail.example"
    found = without_circles(steps, name=signer, email=email)
    assert " ".join(each["name"] for each in found) == left


def test_whom_the_document_names_is_not_left_out() -> None:
    ana = {"name": "Ana", "email": "ana@mail.example"}
    named = [step("Ana"), step("Ben", is_named=True)]
    assert without_circles(named, **ana) == named
    given_back = [step("Ana", is_named=True), step("Ben"), step("Ana")]
    assert without_circles(given_back, name="Cem", email="c@mail.example") == [
        step("Ana", is_named=True)
    ]


def test_a_couple_with_one_address_are_two_people() -> None:
    steps = [step("Ana"), step("Ben")]
    assert without_circles(steps, name="Max", email="ana@mail.example") == steps
