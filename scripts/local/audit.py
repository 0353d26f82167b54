"""Known weaknesses of the packages we lock, as the advisory services of PyPI and npm tell them.

A service that cannot be asked has not said that all is well: pip-audit passes over packages it
finds no answer for and still ends with success, so what it skipped is counted as not asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scripts.local.product import ROOT

ACCEPTED = ROOT / "ops" / "advisories.toml"
SECONDS = 120


@dataclass(frozen=True, slots=True, order=True)
class Advisory:
    """One known weakness of one package."""

    package: str
    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An advisory that is passed over for a while, and why."""

    id: str
    package: str
    reason: str
    until: date


class NotAsked(Exception):
    """The advisory service gave no answer, or not for every package."""


def accepted_in(text: str) -> list[Accepted]:
    """The entries of ops/advisories.toml; raises ValueError for one that is not complete."""
    entries = []
    for entry in tomllib.loads(text)["accepted"]:
        try:
            made = Accepted(**entry)
        except TypeError as error:
            raise ValueError(f"{entry}: {error}") from None
        if not made.reason.strip() or not isinstance(made.until, date):
            raise ValueError(f"{made.id} needs a reason and a day until which it holds.")
        entries.append(made)
    return entries


def told_by_pip(text: str) -> set[Advisory]:
    """The advisories in pip-audit's answer; raises NotAsked."""
    try:
        packages = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise NotAsked("pip-audit got no answer.") from None
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if skipped or not packages:
        raise NotAsked(f"No answer for {len(skipped)} of {len(packages)} Python packages.")
    return {
        Advisory(package["name"], known["id"], str(known.get("description", ""))[:100])
        for package in packages
        for known in package["vulns"]
    }


def told_by_npm(text: str) -> set[Advisory]:
    """The advisories in npm's answer; raises NotAsked."""
    try:
        packages = json.loads(text)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        raise NotAsked("npm got no answer.") from None
    return {
        Advisory(name, str(via["url"]).rpartition("/")[2], via.get("title", ""))
        for name, package in packages.items()
        for via in package["via"]
        if isinstance(via, dict)  # a name instead says through which other package
    }


def verdict(found: set[Advisory], accepted: Sequence[Accepted], *, today: date) -> list[str]:
    """What is wrong, a line each: what nobody accepted, and what was accepted for too long."""
    lines = []
    entries = {(entry.id, entry.package): entry for entry in accepted}
    for each in sorted(found):
        entry = entries.get((each.id, each.package))
        if entry is None:
            lines.append(f"{each.package}: {each.id} {each.title}".rstrip())
        elif entry.until < today:
            lines.append(f"{each.package}: {each.id} was accepted until {entry.until} only")
    known = {(each.id, each.package) for each in found}
    lines += [
        f"{e.package}: {e.id} is accepted, but is no more"
        for k, e in entries.items()
        if k not in known
    ]
    return lines


def _pip() -> set[Advisory]:
    command = "-m pip_audit -r requirements.lock --no-deps --disable-pip -f json --timeout 10"
    return told_by_pip(_output([sys.executable, *command.split()], ROOT))


def _npm() -> set[Advisory]:
    return told_by_npm(_output(["npm", "audit", "--json"], ROOT / "frontend"))


def _output(command: Sequence[str], folder: Path) -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise NotAsked(f"{command[0]}: {type(error).__name__}") from None
    return done.stdout


def main(arguments: Sequence[str]) -> int:
    """Tells what is known of our packages; the exit code says whether that is good."""
    accepted = accepted_in(ACCEPTED.read_text())
    found: set[Advisory] = set()
    unasked = []
    for name, ask in {"PyPI": _pip, "npm": _npm}.items():
        try:
            found |= ask()
            _say(f"{name}: asked")
        except NotAsked as error:
            unasked.append(name)
            _say(f"{name}: NOT ASKED. {error} Nothing is known about these packages.")
    # What nobody could be asked about may be as bad as ever.
    wrong = verdict(
        found, accepted if not unasked else _concerning(found, accepted), today=_today()
    )
    for line in wrong:
        _say(f"error: {line}")
    if wrong:
        return 1
    if unasked:
        return 0 if "--when-reachable" in arguments else 2
    _say("No weakness is known in any locked package.")
    return 0


def _concerning(found: set[Advisory], accepted: Sequence[Accepted]) -> list[Accepted]:
    names = {(each.id, each.package) for each in found}
    return [entry for entry in accepted if (entry.id, entry.package) in names]


def _today() -> date:
    return datetime.now(UTC).date()


def _say(line: Any) -> None:
    print(f"audit: {line}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
