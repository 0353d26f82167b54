"""What the documents say is so: tables, examples and names are those of the code."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from smoothschedule.scheduler import TIMETABLE
from smoothschedule.webhooks.rules import WAITS, headers_of, secret_text
from smoothschedule.webhooks.topics import TEST, TOPICS
from tests.operations import app_without_servers

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
WEBHOOKS = (ROOT / "docs" / "webhooks.md").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def test_every_task_stands_in_the_table_as_it_runs() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \| `(.+)` \|$", OPERATIONS, re.MULTILINE)
    assert rows == [
        (t.name, t.meaning, f"{t.every_seconds} s" if t.every_seconds else "never", t.cron)
        for t in TIMETABLE
    ]


def test_every_topic_stands_in_the_table() -> None:
    rows = dict(re.findall(r"^\| `([\w.]+)` \| (.+) \|$", WEBHOOKS, re.MULTILINE))
    assert {name: rows.get(name) for name in TOPICS} == dict(TOPICS)
    assert TEST in rows


def test_the_waits_are_those_that_are_promised() -> None:
    assert "after 5 seconds, 5 minutes, 30 minutes, 2, 5,\n8 and 10 hours: eight tries" in WEBHOOKS
    assert [wait.total_seconds() for wait in WAITS] == [
        5,
        5 * 60,
        30 * 60,
        *(hours * 3600 for hours in (2, 5, 8, 10)),
    ]


def test_the_example_tells_a_genuine_message_from_a_forged_one() -> None:
    (code,) = re.findall(r"```python\n(.+?)```", WEBHOOKS, re.DOTALL)
    named: dict[str, Any] = {}
    exec(code, named)  # noqa: S102 - the example of our own document
    secret, body, now = secret_text(b"k" * 32), b'{"type":"x"}', int(time.time())
    other = secret_text(b"o" * 32)
    sent = headers_of([other, secret], message="msg_1", timestamp=now, body=body)
    is_genuine = named["is_genuine"]
    assert is_genuine(sent, body, secret)
    assert is_genuine(sent, body, other)
    assert not is_genuine(sent, body + b" ", secret)
    assert not is_genuine(sent, body, secret_text(b"x" * 32))
    assert not is_genuine(sent, body, secret, now=now + 301)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text()
    for path in re.findall(r"`((?:scripts|ops|docs|smoothschedule)/[\w./-]*[\w])`", text):
        assert path.endswith("/NAME") or (ROOT / path).exists(), path
    for target in re.findall(r"\]\(([\w./-]+\.md)\)", text):
        assert (document.parent / target).exists(), target


def test_every_command_a_document_names_is_one() -> None:
    documents = [*DOCUMENTS, ROOT / "README.md", ROOT / "ARCHITECTURE.md"]
    text = "\n".join(document.read_text() for document in documents)
    named = {words.split()[0] for words in re.findall(r"`flask ([a-z][a-z -]*)", text)}
    assert named
    assert named <= {*app_without_servers().cli.commands, "cases", "db"}
