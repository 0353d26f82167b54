"""A contract's document is set before the contract is locked, and is that of its present state."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import psycopg
import pytest
from pypdf import PdfReader

from smoothschedule.contracts.operations import documents
from smoothschedule.contracts.operations.ahead import MOST_TRIES
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.contracts.desk import contract_of
from tests.contracts.world import draft, sent, signer_of
from tests.factories import Business
from tests.web import Browser, check_problem, signed_in

OLGA = {"name": "Olga Other", "email": "olga@other.example"}
Meanwhile = Callable[[Callable[[int], None]], list[int]]


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Has something done whenever a document is set from now on; returns how often it was."""

    def begin(act: Callable[[int], None]) -> list[int]:
        times: list[int] = []
        real = documents.written

        def slow(*args: Any, **options: Any) -> Any:
            times.append(len(times) + 1)
            act(times[-1])
            return real(*args, **options)

        monkeypatch.setattr(documents, "written", slow)
        return times

    return begin


def can_be_locked(admin: psycopg.Connection, id: str) -> None:
    """Raises where somebody holds the contract."""
    admin.execute("SELECT 1 FROM contracts WHERE id = %s FOR UPDATE NOWAIT", [id])


def words_of(runtime: Runtime, business: Business, contract: dict[str, Any]) -> str:
    path = contract_of(runtime, business, UUID(contract["id"])).original_pdf_path
    assert path is not None
    with runtime.files.open(path) as file:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.read())).pages)


def test_nobody_waits_while_the_document_of_what_is_sent_is_set(
    owner: Browser, business: Business, admin: psycopg.Connection, meanwhile: Meanwhile
) -> None:
    begun = draft(owner, business)
    times = meanwhile(lambda _: can_be_locked(admin, begun["id"]))
    assert owner.post(f"/contracts/{begun['id']}/send").status_code == 200
    assert times == [1]


def test_nobody_waits_while_a_document_is_written_anew(
    owner: Browser, business: Business, admin: psycopg.Connection, meanwhile: Meanwhile
) -> None:
    contract = sent(owner, business)
    times = meanwhile(lambda _: can_be_locked(admin, contract["id"]))
    path = f"/contracts/{contract['id']}/signers/{signer_of(contract)['id']}"
    assert owner.patch(path, OLGA).status_code == 200
    assert times == [1]


def test_what_is_sent_is_the_draft_as_it_is_then(
    runtime: Runtime,
    owner: Browser,
    business: Business,
    admin: psycopg.Connection,
    meanwhile: Meanwhile,
) -> None:
    begun = draft(owner, business)
    change = "UPDATE contract_signers SET name = 'Nina New', customer_id = NULL, party = 'external'"
    away = "UPDATE contracts SET customer_id = NULL, version = version + 1 WHERE id = %s"

    def act(time: int) -> None:
        if time == 1:
            admin.execute(change + " WHERE contract_id = %s", [begun["id"]])
            admin.execute(away, [begun["id"]])
        can_be_locked(admin, begun["id"])

    times = meanwhile(act)
    answer = owner.post(f"/contracts/{begun['id']}/send")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert times == [1, 2]
    assert "I, Nina New, agree" in words_of(runtime, business, begun)
    kept = contract_of(runtime, business, UUID(begun["id"])).facts
    assert kept["words"]["customer.name"] == "Nina New"


def test_what_was_sent_meanwhile_is_not_sent_twice(
    owner: Browser, app: App, business: Business, meanwhile: Meanwhile
) -> None:
    begun = draft(owner, business)
    path = f"/contracts/{begun['id']}/send"
    other = signed_in(app, business)

    def act(time: int) -> None:
        if time == 1:
            assert other.post(path).status_code == 200

    meanwhile(act)
    check_problem(owner.post(path), 409, "not-a-draft")
    kinds = [each["kind"] for each in owner.get(path.replace("send", "events")).json["items"]]
    assert kinds.count("sent") == 1


def test_a_contract_that_never_stands_still_is_refused_and_nothing_is_sent(
    owner: Browser, business: Business, admin: psycopg.Connection, meanwhile: Meanwhile
) -> None:
    begun = draft(owner, business)
    change = "UPDATE contracts SET title = %s, version = version + 1 WHERE id = %s"
    times = meanwhile(lambda time: admin.execute(change, [f"Title {time}", begun["id"]]) and None)
    check_problem(owner.post(f"/contracts/{begun['id']}/send"), 409, "changed-meanwhile")
    assert len(times) == MOST_TRIES
    assert owner.get(f"/contracts/{begun['id']}").json["state"] == "draft"
