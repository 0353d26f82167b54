"""What a file says of customers: its columns, days, and who is who among its rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from smoothschedule.scheduling.rules.customer_columns import (
    Target,
    complaint_about,
    guessed_columns,
)
from smoothschedule.scheduling.rules.customer_rows import (
    Crowd,
    DateOrder,
    Known,
    Shared,
    Wish,
    changed,
    day_in,
    guessed_order,
    said_in,
)

TODAY = date(2026, 11, 26)
T = Target


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (["Name", "E-mail", "Phone", "Shoe size"], [T.NAME, T.EMAIL, T.PHONE, None]),
        (["Vorname", "Nachname", "E-Mail-Adresse"], [T.FIRST_NAME, T.LAST_NAME, T.EMAIL]),
        (["Name", "Vorname", "Handy"], [T.LAST_NAME, T.FIRST_NAME, T.PHONE]),
        (["Prénom", "Nom de famille", "Téléphone"], [T.FIRST_NAME, T.LAST_NAME, T.PHONE]),
        (["Nombre", "Correo electrónico", "Móvil"], [T.NAME, T.EMAIL, T.PHONE]),
        (["E-mail", "Email", "Notes", "Bemerkung"], [T.EMAIL, None, T.NOTES, T.NOTES]),
        (["Known since", "Tags", "Status"], [T.SINCE, T.TAGS, T.STATUS]),
    ],
)
def test_columns_are_guessed_from_their_names(
    head: list[str], columns: list[Target | None]
) -> None:
    assert guessed_columns(head) == columns


def test_columns_without_a_name_or_with_two_of_a_kind_make_no_customers() -> None:
    assert complaint_about([T.EMAIL, None]) == "Choose the column in which the names are."
    assert complaint_about([T.NAME, T.EMAIL, T.EMAIL]) is not None
    assert complaint_about([T.LAST_NAME, T.NOTES, T.NOTES, T.TAGS]) is None


def test_cells_become_what_is_said_of_a_customer() -> None:
    columns = [T.LAST_NAME, T.FIRST_NAME, T.TAGS, T.STATUS, T.SINCE, None]
    cells = ["Archer", "Ann", "VIP; new ,VIP", "Gesperrt", "24.12.2024", "42"]
    said = said_in(cells, columns, order=DateOrder.DAY_FIRST, today=TODAY)
    assert said == {
        "name": "Ann Archer",
        "tags": ["VIP", "new"],
        "status": "blocked",
        "since": date(2024, 12, 24),
    }


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2024-03-01", "dmy", date(2024, 3, 1)),
        ("2024-03-01T10:00:00Z", "mdy", date(2024, 3, 1)),
        ("01.03.2024", "dmy", date(2024, 3, 1)),
        ("1/3/24", "dmy", date(2024, 3, 1)),
        ("3/1/2024 4:15 PM", "mdy", date(2024, 3, 1)),
    ],
)
def test_days_are_read_as_they_are_written(text: str, order: str, day: date) -> None:
    assert day_in(text, order=DateOrder(order), today=TODAY) == day


@pytest.mark.parametrize("text", ["soon", "31.02.2024", "2024-13-01", "1.1.0001", "27.11.2026"])
def test_days_that_are_none_or_still_to_come_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no day|to come"):
        day_in(text, order=DateOrder.DAY_FIRST, today=TODAY)


def test_the_order_of_day_and_month_is_taken_from_days_that_can_be_read_one_way() -> None:
    dmy, mdy = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
    assert guessed_order(["1/2/2024", "3/14/2024"], otherwise=dmy) is mdy
    assert guessed_order(["1/2/2024", "14/3/2024"], otherwise=mdy) is dmy
    assert guessed_order(["1/2/2024", "2024-05-05"], otherwise=mdy) is mdy


def wish(number: int, name: str, email: str | None = None, phone: str | None = None) -> Wish:
    return Wish(number, (), {"name": name, "email": email, "phone": phone})


def known(name: str, email: str | None = None, phone: str | None = None) -> Known:
    values: dict[str, Any] = {"name": name, "email": email, "phone": phone}
    return Known(name, 1, values)


def test_a_person_is_named_once_whatever_the_case_and_signs() -> None:
    rows = [
        wish(2, "Ann Archer", "a@x.example"),
        wish(3, "ann archer", "a@x.example"),
        wish(4, "Bob Archer", "a@x.example"),
        wish(5, "Cid", phone="+49 30 1"),
        wish(6, "CID", phone="0049-301"),
        wish(7, "cid", phone="49301"),
    ]
    crowd = Crowd(rows)
    assert [crowd.same_before(row) for row in rows] == [None, 2, None, None, None, 5]


def test_an_address_under_another_name_is_somebody_else_and_is_told_of() -> None:
    """In the file and among the customers alike: a family has one address."""
    rows = [
        wish(2, "Bob", "a@x.example"),
        wish(3, "Ann", "a@x.example"),
        wish(4, "Cid", "a@x.example"),
        wish(5, "Dan", "dan@x.example"),
        wish(6, "Eve"),
    ]
    crowd = Crowd(rows)
    ann = known("ANN", "a@x.example")
    there = {"a@x.example": [ann, known("Ann Archer", "a@x.example")]}
    met = [(crowd.known_as(row, there.get(row.email or "", []))) for row in rows]
    assert met == [None, ann, None, None, None]
    shared = [crowd.shared_by(row, there.get(row.email or "", [])) for row in rows]
    assert shared == [Shared(2, None), Shared(3, 2), Shared(4, 2), None, None]
    assert crowd.shared_by(rows[0], []) is None


def test_without_an_address_name_and_number_tell_who_it_is() -> None:
    row, bare = wish(2, "Ann", phone="+49 30 1"), wish(3, "Ann")
    crowd = Crowd([row, bare])
    there = known("Ann", "a@x.example", "49301")
    assert crowd.known_as(row, [there]) is there
    assert crowd.known_as(bare, [known("Ann", "a@x.example")]) is None
    assert crowd.known_as(bare, [alone := known("Ann")]) is alone


def test_an_update_says_only_what_the_row_says_anew() -> None:
    there = {
        "name": "Ann",
        "email": "a@x.example",
        "phone": "1",
        "notes": "tall",
        "tags": ["vip"],
        "status": "active",
    }
    said = {"name": "Ann", "phone": "2", "notes": "loud", "tags": ["vip", "new"]}
    assert changed(there, said) == {"phone": "2", "notes": "tall\nloud", "tags": ["vip", "new"]}
    assert changed(there, {"name": "Ann", "notes": "tall", "tags": ["vip"]}) == {}
