"""The audit in the console: looked for by business, person, kind and day."""

from __future__ import annotations

import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import Console, console_of
from tests.factories import Business, make_business
from tests.web import signed_in

LIST = "/admin/audit/"


@pytest.fixture
def console(app: App, runtime: Runtime) -> Console:
    return console_of(app, runtime, Role.SUPERUSER)


def rename(app: App, business: Business, name: str) -> None:
    owner = signed_in(app, business)
    version = int(owner.get("/tenant").headers["ETag"].strip('"'))
    assert owner.patch("/tenant", {"name": name}, version=version).status_code == 200


def test_what_changed_is_readable_before_and_after(
    app: App, console: Console, business: Business
) -> None:
    rename(app, business, "Polaris House")
    text = console.page(f"{LIST}?business=aurora&group=tenant").text
    assert "Aurora House</td><td>Polaris House</td>" in text


def test_entries_are_found_by_business_person_kind_and_day(
    app: App, console: Console, business: Business, rival: Business
) -> None:
    rename(app, business, "Polaris House")
    rename(app, rival, "Sirius House")
    ours = console.page(f"{LIST}?business=aurora").text
    assert "Polaris House" in ours
    assert "Sirius House" not in ours
    theirs = console.page(f"{LIST}?person={rival.owner.email}&group=tenant").text
    assert "Sirius House" in theirs
    assert "Polaris House" not in theirs
    assert "Polaris House" in console.page(f"{LIST}?person={business.owner.id}").text
    assert "Nothing fits" in console.page(f"{LIST}?to=2020-01-01").text
    assert "Nothing fits" in console.page(f"{LIST}?group=job").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("business=nowhere", "no business at this address"),
        ("person=nobody@example.com", "Nobody has this address"),
        ("from=yesterday", "Not a valid date"),
        ("group=everything", "Must be one of"),
        ("after=%3D%3D", "not a place in the list"),
        ("sql=1", "Unknown field"),
    ],
)
def test_what_cannot_be_looked_for_is_said_in_words(
    console: Console, query: str, words: str
) -> None:
    answer = console.page(f"{LIST}?{query}")
    assert answer.status_code == 422
    assert words in answer.text


def test_sales_is_told_of_demo_businesses_only(
    app: App, runtime: Runtime, business: Business
) -> None:
    make_business(runtime, "tryout", is_temporary=True)
    sales = console_of(app, runtime, Role.PLATFORM_SALES)
    for path in (LIST, f"{LIST}export.csv"):
        text = sales.page(path).text
        assert "Tryout House" in text
        assert "Aurora" not in text
    assert sales.page(f"{LIST}?business=aurora").status_code == 422
    assert sales.page(f"{LIST}?person={business.owner.email}").status_code == 422


def test_pages_follow_one_another_without_gaps(
    app: App, console: Console, business: Business
) -> None:
    for number in range(60):
        rename(app, business, f"Name {number} House")
    first = console.page(f"{LIST}?business=aurora&group=tenant").text
    address = first.split('href="/admin/audit/?after=')[1].split('"')[0].replace("&amp;", "&")
    second = console.page(f"{LIST}?after={address}").text
    for number in range(60):
        assert (f"<td>Name {number} House</td>" in first) or (
            f"<td>Name {number} House</td>" in second
        )
    assert "Next page" not in second


def test_the_export_holds_what_was_looked_for(
    app: App, console: Console, business: Business, rival: Business
) -> None:
    rename(app, business, "Polaris House")
    answer = console.page(f"{LIST}export.csv?business=aurora")
    assert answer.mimetype == "text/csv"
    assert "Polaris House" in answer.text
    assert rival.mark not in answer.text
