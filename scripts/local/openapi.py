"""Writes openapi.json from the routes; no server has to run for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scripts.local import console
from scripts.local.environment import (
    Addresses,
    Secrets,
    child_environment,
    settings_environment,
)

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "openapi.json"
NOWHERE = Addresses("postgresql://nobody@127.0.0.1:1/none", "redis://127.0.0.1:1/0", 1, 1)


def main() -> int:
    """0 when openapi.json fits the routes now."""
    settings = settings_environment(NOWHERE, Secrets.new(), folder=ROOT / "var")
    answer = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "openapi"],
        cwd=ROOT,
        env=child_environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        console.fail(f"`flask openapi` failed:\n{answer.stderr.strip()}")
        return 1
    if FILE.is_file() and FILE.read_text() == answer.stdout:
        console.say("openapi.json fits the routes already.")
    else:
        FILE.write_text(answer.stdout)
        console.say("openapi.json was written anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
