"""The export holds every entry once, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, strategies as st
from werkzeug.test import TestResponse

from smoothschedule.activity.readers import EXPORT_BATCH
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.csv_export import STARTS_A_FORMULA, csv_lines
from tests.activity.conftest import AddRow
from tests.factories import Business
from tests.web import signed_in

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def table(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_entry_is_in_the_file_once_newest_first(
    app: Any, business: Business, add_row: AddRow
) -> None:
    count = EXPORT_BATCH + 5
    for n in range(count):
        add_row(business.id, Tag.DEMO_SEEDED, NOON + timedelta(seconds=n))
    answer = signed_in(app, business).get("/activity.csv", query_string={"group": "demo"})
    assert answer.headers["X-Total-Rows"] == str(count)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="activity.csv"'
    rows = table(answer)
    times = [row["Time"] for row in rows]
    assert len(times) == len(set(times)) == count
    assert times == sorted(times, reverse=True)
    assert rows[-1]["Time"] == "2026-03-10T13:00:00+01:00"
    assert rows[-1]["What"] == "SmoothSchedule filled the business with demo data"


def test_a_name_that_is_a_formula_is_text_in_the_file(app: Any, business: Business) -> None:
    owner = signed_in(app, business)
    body = {"name": '=HYPERLINK("http://evil.example")', "email": "eve@example.com"}
    made = owner.post("/customers", body)
    assert made.status_code == 201
    (row,) = table(owner.get("/activity.csv", query_string={"subject_id": made.json["id"]}))
    assert row["Subject"] == '\'=HYPERLINK("http://evil.example")'
    assert "name changed" in row["Changes"]


def test_the_filters_of_the_page_hold_for_the_file(app: Any, business: Business) -> None:
    owner = signed_in(app, business)
    rows = table(owner.get("/activity.csv", query_string={"group": "service"}))
    assert {row["Tag"] for row in rows} == {"service.changed"}
    assert owner.get("/activity.csv", query_string={"limit": 3}).status_code == 422


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1))
def test_no_cell_begins_a_formula_and_none_is_lost(cells: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(csv_lines([cells]), newline=""))
    assert not [cell for cell in read if cell.startswith(STARTS_A_FORMULA)]
    assert [cell.removeprefix("'") for cell in read] == [cell.removeprefix("'") for cell in cells]
