"""Each process stands alone: what it needs, it loads itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

ALONE = "import {module}; from sqlalchemy.orm import configure_mappers; configure_mappers()"


@pytest.mark.parametrize(
    "module", ["app", "worker", "outbox_relay", "scheduler", "realtime.server", "processes"]
)
def test_a_process_knows_every_table_that_its_own_refer_to(module: str) -> None:
    command = [sys.executable, "-c", ALONE.format(module=f"smoothschedule.{module}")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
