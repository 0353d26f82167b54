"""Where a contract's document names somebody, by the rules alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smoothschedule.contracts.rules.fields import fields_of
from smoothschedule.contracts.rules.naming import (
    Person,
    heir_to_be,
    in_own_fields,
    places_naming,
    renamed,
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
