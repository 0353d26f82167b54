"""What is filled in before anybody signs, and how days read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from smoothschedule.contracts.rules.days import day_in, moment_in
from smoothschedule.contracts.rules.fields import fields_of
from smoothschedule.contracts.rules.prefill import Facts, missing_facts, prefilled

FACTS = Facts(
    words={"customer.name": "Ann {x}", "today": "26 Nov 2026", "customer.phone": ""},
    days={"today": date(2026, 11, 26)},
)


def test_facts_fill_fields_as_their_kind_wants_them() -> None:
    fields = fields_of(
        [
            {"id": "a", "type": "text", "prefill": "customer.name"},
            {"id": "b", "type": "date", "prefill": "today"},
            {"id": "c", "type": "text", "prefill": "today"},
            {"id": "d", "type": "text", "prefill": "customer.phone", "default": "none"},
            {"id": "e", "type": "text", "prefill": "staff.name"},
            {"id": "f", "type": "checkbox", "default": False},
            {"id": "g", "type": "signature", "prefill": "sender.signature"},
        ]
    )
    assert prefilled(fields, FACTS) == {
        "a": "Ann {x}",
        "b": "2026-11-26",
        "c": "26 Nov 2026",
        "d": "none",
        "f": False,
    }


def test_what_is_not_known_is_named_once() -> None:
    names = ["staff.name", "customer.name", "customer.phone", "staff.name"]
    assert missing_facts(names, FACTS) == ["staff.name", "customer.phone"]


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en", "3 Feb 2026"),
        ("en-GB", "3 Feb 2026"),
        ("en-US", "Feb 3, 2026"),
        ("de", "03.02.2026"),
        ("de-AT", "03.02.2026"),
        ("fr-FR", "03/02/2026"),
        ("ja", "2026-02-03"),
    ],
)
def test_days_read_as_people_write_them(locale: str, written: str) -> None:
    assert day_in(locale, date(2026, 2, 3)) == written


def test_a_moment_is_told_in_the_zone() -> None:
    late = datetime(2026, 2, 2, 23, 30, tzinfo=UTC)
    assert moment_in("de", late, "Europe/Berlin") == "03.02.2026, 00:30"
