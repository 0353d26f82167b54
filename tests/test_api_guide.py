"""The examples of docs/api-guide.md, run in their order against the product."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

from smoothschedule.core.api import App
from smoothschedule.users.scopes import SCOPES
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in

GUIDE = (Path(__file__).parents[1] / "docs" / "api-guide.md").read_text()
EXAMPLES = re.findall(r"^```sh(?: refused (\d+))?\n(.+?)^```", GUIDE, re.MULTILINE | re.DOTALL)
KEPT = re.compile(r"(\w+)=\$\((.+) \| jq -r (\S+)\)", re.DOTALL)


def picked(document: Any, path: str) -> Any:
    """What `jq -r path` prints."""
    for name in re.findall(r"\.?(\w+)", path):
        document = document[int(name)] if name.isdigit() else document[name]
    return document


def run(browser: Browser, command: str, known: dict[str, str], status: int | None) -> Any:
    """The answer to a curl command, which must have this status or be a success."""
    filled = re.sub(r"\$(\w+)", lambda found: known[found[1]], command.replace("\\\n", " "))
    program, *words = shlex.split(filled)
    assert program == "curl"
    url, body, headers = "", None, {}
    rest = iter(words)
    for word in rest:
        if word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        elif word == "--json":
            body = next(rest)
            headers["Content-Type"] = "application/json"
        elif word != "-s":
            url = word
    method = "POST" if body is not None else "GET"
    answer = browser.call(method, url.removeprefix(known["BASE"]), data=body, headers=headers)
    if status is not None:
        return check_problem(answer, status)
    assert answer.status_code < 300, (command, answer.get_data(as_text=True))
    return answer.json


def test_every_example_does_what_it_says(app: App, business: Business) -> None:
    wanted = {"name": "Guide", "scopes": sorted(SCOPES), "expires_in_days": 1}
    made = signed_in(app, business).post("/api-tokens", wanted)
    known = {
        "BASE": f"http://{business.host}/api/v1",
        "TOKEN": made.json["token"],
        "FROM": wire(soon(2)),
        "TO": wire(soon(3)),
    }
    script, count = Browser(app, business.host), 0
    for status, example in EXAMPLES:
        command = example.strip()
        if command.startswith("export "):
            continue
        kept = KEPT.fullmatch(command)
        answer = run(script, kept[2] if kept else command, known, int(status) if status else None)
        if kept:
            known[kept[1]] = str(picked(answer, kept[3]))
        count += 1
    assert count == 11
    cancelled = signed_in(app, business).get(f"/appointments/{known['APPOINTMENT']}")
    assert cancelled.json["state"] == "cancelled"
