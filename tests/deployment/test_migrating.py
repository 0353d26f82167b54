"""Migrations of a database that is in use: others are let go first, and mistakes are not hidden."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from smoothschedule import cli
from tests.operations import app_without_servers


def refused(kind: type[psycopg.Error]) -> OperationalError:
    return OperationalError("ALTER TABLE …", {}, kind("canceling statement"))


def prepare(
    monkeypatch: pytest.MonkeyPatch, outcomes: Iterator[OperationalError | None]
) -> tuple[int, str, list[int]]:
    """Exit code, output and waits of `flask database prepare` whose tries end like that."""
    waits: list[int] = []

    def upgrade() -> None:
        if error := next(outcomes):
            raise error

    monkeypatch.setattr(cli.flask_migrate, "upgrade", upgrade)
    monkeypatch.setattr(cli.time, "sleep", waits.append)
    answer = app_without_servers().test_cli_runner().invoke(args=["database", "prepare"])
    return answer.exit_code, answer.output, waits


def test_what_does_not_get_its_locks_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    locked, tangled = psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected
    outcomes = iter([refused(locked), refused(tangled), None])
    code, output, waits = prepare(monkeypatch, outcomes)
    assert (code, waits) == (0, [2, 5])
    assert "tried again in 5 seconds" in output
    assert output.endswith("The database is ready.\n")


def test_it_is_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    always = iter(lambda: refused(psycopg.errors.LockNotAvailable), None)
    code, _, waits = prepare(monkeypatch, always)
    assert (code, waits) == (1, list(cli.LOCK_WAITS))


def test_another_trouble_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, waits = prepare(monkeypatch, iter([refused(psycopg.errors.QueryCanceled)]))
    assert (code, waits) == (1, [])
