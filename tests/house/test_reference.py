"""What the code names stands in the documents, and what the documents name is in the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client.metrics import MetricWrapperBase

from smoothschedule.access import PERMISSIONS
from smoothschedule.config import Settings
from smoothschedule.core import metrics
from smoothschedule.core.jobs import job_names
from smoothschedule.core.outbox import event_types
from smoothschedule.rate_limits import RouteClass
from tests.house.test_sizes import ROOT
from tests.operations import app_without_servers

DOCS = ROOT / "docs"
DOCUMENTS = [
    *sorted(DOCS.glob("*.md")),
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "SECURITY.md")),
]
REFERENCE = (DOCS / "quick-reference.md").read_text()
SECURITY = (DOCS / "security-model.md").read_text()
SETTINGS = set(Settings.__dataclass_fields__)
#: Capitals that are no settings of ours.
OTHERS = {"PIP_CERT", "NODE_EXTRA_CA_CERTS", "COMPOSE_PROFILES"}


def part(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def words(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def test_every_document_is_in_the_index() -> None:
    index = (DOCS / "README.md").read_text()
    listed = set(re.findall(r"\]\(([\w./-]+\.md)\)", index))
    assert {path.name for path in DOCS.glob("*.md")} - {"README.md"} <= listed


def test_permissions_stand_in_the_security_model_with_their_meaning() -> None:
    rows = dict(
        re.findall(
            r"^\| `(\w+)` \| (.+) \|$", part(SECURITY, "Roles and permissions"), re.MULTILINE
        )
    )
    assert rows == PERMISSIONS


def test_classes_of_routes_stand_there_with_their_shares() -> None:
    rows = re.findall(r"^\| (\w+) \| .+ \| `(\w+)` \| (\S+) \|$", SECURITY, re.MULTILINE)
    settings = Settings()
    assert rows == [
        (kind.value, f"RATE_{kind.upper()}", getattr(settings, f"rate_{kind}"))
        for kind in RouteClass
    ]


def test_metrics_jobs_and_events_are_those_of_the_code() -> None:
    counted = {m._name for m in vars(metrics).values() if isinstance(m, MetricWrapperBase)}
    told = {event.name for event in event_types() if not event.__subclasses__()}
    assert set(re.findall(r"^\| `(\w+)` \|", part(REFERENCE, "Metrics"), re.MULTILINE)) == counted
    assert words(part(REFERENCE, "Jobs")) == set(job_names())
    assert set(re.findall(r"`([A-Z]\w+)`", part(REFERENCE, "Events"))) == told


def test_commands_and_scripts_are_those_that_are_there() -> None:
    named = set(re.findall(r"`flask ([a-z -]+?)`", part(REFERENCE, "Commands")))
    commands = app_without_servers().cli.commands
    ours = {name for name in commands if name != "db"}
    there = {
        f"{name} {sub}" if subs else name
        for name in ours
        for subs in [getattr(commands[name], "commands", {})]
        for sub in subs or [""]
    }
    assert {name for name in named if not name.startswith("db")} == there | {"cases"}
    scripts = {
        path.name for path in (ROOT / "scripts").iterdir() if path.is_file() and not path.suffix
    }
    assert set(re.findall(r"`scripts/(\w+)`", part(REFERENCE, "Commands"))) == scripts


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_settings_that_a_document_names_are_settings(document: Path) -> None:
    named = set(re.findall(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=\S+)?`", document.read_text()))
    # A setting with a secret may name a file that holds it.
    settings = {
        name for name in named if {name.lower(), name.removesuffix("_FILE").lower()} & SETTINGS
    }
    # What only compose reads stands in the example that is filled in for it.
    composed = set(re.findall(r"^#? ?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    unknown = named - settings - composed - OTHERS
    assert not {name for name in unknown if not _is_of_code(name)}


def _is_of_code(name: str) -> bool:
    """A constant, a role or an action of security.log."""
    return any(
        name in path.read_text()
        for folder in ("smoothschedule", "scripts", "migrations")
        for path in (ROOT / folder).rglob("*.py")
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        if not target.startswith(("http://", "https://", "#")):
            assert (document.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_pictures_are_drawn_of_what_mermaid_reads(document: Path) -> None:
    """No parser of Mermaid's is light enough to be had, so the shapes we use are known here."""
    arrow = r"(?:-->|-\.->|-- [^-]+ -->|-\. [^.]+ \.->|-->\|[^|]+\|)"
    node = r"\w+(?:\[[^\[\]]+\]|\[\([^()]+\)\]|\{[^{}]+\})?"
    for picture in re.findall(r"```mermaid\n(.+?)```", document.read_text(), re.DOTALL):
        first, *lines = picture.strip().splitlines()
        assert re.fullmatch(r"flowchart (?:LR|TD)|sequenceDiagram", first)
        for line in lines if first.startswith("flowchart") else ():
            assert re.fullmatch(rf"\s*{node}(?: {arrow} {node})*", line), line
        known = set(re.findall(r"^\s*(?:participant|actor) (\w+) as ", picture, re.MULTILINE))
        for line in lines if first == "sequenceDiagram" else ():
            said = re.fullmatch(r"\s*(\w+)(?:->>|-->>|-\)|--\))(\w+): .+", line)
            of_one = re.fullmatch(r"\s*(?:participant|actor) \w+ as .+", line)
            note = re.fullmatch(r"\s*Note over (\w+)(?:,(\w+))?: .+", line)
            named = set(filter(None, (said or note).groups())) if said or note else set()
            assert of_one or said or note, line
            assert named <= known, line


def test_messages_that_are_looked_up_are_said_somewhere() -> None:
    rows = re.findall(r"^\| (.+?) \|", (DOCS / "troubleshooting.md").read_text(), re.MULTILINE)
    messages = [text for row in rows for text in re.findall(r"\*([^*]+)\*", row)]
    assert len(messages) > 5
    said = " ".join(
        path.read_text()
        for folder in ("smoothschedule", "scripts", "frontend/src")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".ts", ".tsx", ""} and path.is_file()
    )
    assert [message for message in messages if message not in said] == []


def test_every_fence_is_closed() -> None:
    for document in DOCUMENTS:
        assert document.read_text().count("```") % 2 == 0, document.name
