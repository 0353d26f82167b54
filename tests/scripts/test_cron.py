"""Recurring tasks: once, never twice at once, told in one line; and each script is its task."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import psycopg
import pytest

from scripts.local.environment import child_environment, write_for_shells
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import TIMETABLE
from smoothschedule.tasks import _alone
from tests.factories import Business, soon, wire
from tests.web import visitor

CRON = Path(__file__).parents[2] / "scripts" / "cron"


@pytest.fixture
def stale_hold(app: App, business: Business, admin: psycopg.Connection) -> None:
    """A slot that was held for too long."""
    body = {"service_id": str(business.service_id), "starts_at": wire(soon())}
    assert visitor(app, business).post("/public/holds", body).status_code == 201
    admin.execute("UPDATE appointments SET hold_expires_at = now() - interval '1 minute'")


def state_of_hold(admin: psycopg.Connection) -> str:
    row = admin.execute("SELECT state FROM appointments").fetchone()
    assert row is not None
    return str(row[0])


def run(app: App, *words: str) -> tuple[int, str]:
    """Exit code and output of `flask task`."""
    result = app.test_cli_runner().invoke(args=["task", *words])
    return result.exit_code, result.output


def test_every_task_has_its_script_and_every_script_its_task() -> None:
    assert {path.name for path in CRON.iterdir()} == {*(task.name for task in TIMETABLE), "run"}
    for task in TIMETABLE:
        script = CRON / task.name
        assert os.access(script, os.X_OK)
        assert f'/run" {task.name} "$@"' in script.read_text()
        assert re.fullmatch(r"(\S+ ){4}\S+", task.cron)
        assert len({each.name for each in TIMETABLE}) == len(TIMETABLE)


def test_a_script_runs_from_anywhere_and_says_in_one_line_what_it_did(
    app: App, stale_hold: None, admin: psycopg.Connection, product_values: dict[str, str]
) -> None:
    answer = subprocess.run(
        [CRON / "holds"],
        capture_output=True,
        text=True,
        check=False,
        env=child_environment(product_values),
        cwd="/",
    )
    lines = [line for line in answer.stdout.splitlines() if line.startswith("holds: ")]
    assert answer.returncode == 0, answer.stderr
    assert len(lines) == 1, answer.stdout
    assert re.fullmatch(r"holds: 1 businesses in \d+\.\d s", lines[0])
    assert state_of_hold(admin) == "expired"


def test_every_task_can_be_done_when_there_is_nothing_to_do(app: App, business: Business) -> None:
    for task in TIMETABLE:
        code, said = run(app, task.name)
        assert code == 0, said
        assert re.fullmatch(rf"{task.name}: \d+ {task.counted} in \d+\.\d s\n", said)


def test_a_dry_run_counts_and_a_real_one_does_it_once(
    app: App, stale_hold: None, admin: psycopg.Connection
) -> None:
    assert run(app, "holds", "--dry-run") == (0, "holds: 1 to look at, nothing was done\n")
    assert state_of_hold(admin) == "hold"
    code, said = run(app, "holds")
    assert (code, said.partition(" in ")[0]) == (0, "holds: 1 businesses")
    assert state_of_hold(admin) == "expired"
    assert run(app, "holds")[1].startswith("holds: 0 businesses in ")


def test_nobody_does_what_somebody_else_is_at(
    app: App, runtime: Runtime, stale_hold: None, admin: psycopg.Connection
) -> None:
    with _alone(runtime, "holds") as is_alone:
        assert is_alone
        with _alone(runtime, "reminders") as is_free:
            assert is_free
        code, said = run(app, "holds")
    assert (code, said) == (75, "holds: runs elsewhere already, nothing was done\n")
    assert state_of_hold(admin) == "hold"
    assert run(app, "holds")[0] == 0


def test_no_dry_run_writes_anything(app: App, stale_hold: None, admin: psycopg.Connection) -> None:
    tables = "appointments", "outbox_events", "jobs", "tenant_domains", "audit_events"
    before = [admin.execute(f"SELECT t::text FROM {name} t").fetchall() for name in tables]
    for task in TIMETABLE:
        code, said = run(app, task.name, "--dry-run")
        assert code == 0, said
        assert re.fullmatch(rf"{task.name}: \d+ to look at, nothing was done\n", said)
    after = [admin.execute(f"SELECT t::text FROM {name} t").fetchall() for name in tables]
    assert after == before


def test_the_timetable_is_a_crontab(
    app: App,
    stale_hold: None,
    admin: psycopg.Connection,
    product_values: dict[str, str],
    tmp_path: Path,
) -> None:
    said = app.test_cli_runner().invoke(args=["timetable"]).output
    for task in TIMETABLE:
        assert f"# {task.meaning}\n{task.cron}" in said
        assert f"/scripts/cron/{task.name} >/dev/null\n" in said
    # As cron does it: elsewhere, with nothing but what stands at the head.
    (line,) = [line for line in said.splitlines() if "/holds " in line]
    write_for_shells(product_values, tmp_path / "environment")
    (name,) = re.findall(r"^(\w+)=/", said, re.MULTILINE)
    answer = subprocess.run(
        ["/bin/sh", "-c", line.split(maxsplit=5)[5]],
        capture_output=True,
        text=True,
        check=False,
        env={name: str(tmp_path / "environment"), "PATH": "/usr/bin:/bin"},
        cwd="/",
    )
    assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr
    assert state_of_hold(admin) == "expired"
