"""Where a contract's document names somebody, by the rules alone."""

from __future__ import annotations

import pytest

from smoothschedule.contracts.rules.naming import Person, places_naming
from smoothschedule.contracts.rules.prefill import Facts

ANA = Person("Ana", "ana@mail.example", "", "customer")


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
    places = places_naming(ANA, Facts(), shown=[], fields=[], values={}, title=title)
    assert [each.where for each in places] == (["title"] if is_named else [])
