"""Every tag of the audit is written by something and says something to people."""

import ast
import string
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from smoothschedule.activity.entries import sentence
from smoothschedule.activity.names import Names
from smoothschedule.activity.queries import group_of
from smoothschedule.activity.reasons import BECAUSE, DENIED, ENDED, LINKS, REFUSED
from smoothschedule.activity.sentences import GROUPS, SENTENCES
from smoothschedule.activity.wording import Words
from smoothschedule.core.audit import PLATFORM_ID, AuditEvent
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Problem
from smoothschedule.users.rules import EndReason, MasqueradeDenial
from tests.operations import app_without_servers

PACKAGE = Path(__file__).parents[2] / "smoothschedule"
WORDS = Words(Names({}, ()), ZoneInfo("UTC"), "USD")


def tags_named_in(path: Path) -> set[str]:
    return {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Tag"
    }


def test_every_tag_has_its_sentence() -> None:
    missing = sorted(tag.name for tag in Tag if tag not in SENTENCES)
    assert not missing, f"add what {missing} say to smoothschedule/activity/sentences.py"


def test_every_tag_is_about_something_that_the_page_can_filter_by() -> None:
    missing = sorted({group_of(tag) for tag in Tag} - GROUPS.keys())
    assert not missing, f"name what {missing} are about in smoothschedule/activity/sentences.py"


def test_every_tag_is_written_by_something() -> None:
    files = [path for path in PACKAGE.rglob("*.py") if path.name != "sentences.py"]
    used = set().union(*map(tags_named_in, files))
    assert {tag.name for tag in Tag} - used == set()


@pytest.mark.parametrize("tag", Tag)
def test_a_row_that_knows_nothing_still_reads_as_a_sentence(tag: Tag) -> None:
    row = AuditEvent(
        tag=tag,
        tenant_id=PLATFORM_ID,
        actor_realm="system",
        actor_role="system",
        changes=[],
        details={},
    )
    written = sentence(row, WORDS)
    assert len(written.split()) > 1
    assert written[0].isupper()
    assert "  " not in written
    assert "{" not in written


def test_sentences_say_who_or_to_whom() -> None:
    named = {
        tag: {name for _, name, _, _ in string.Formatter().parse(told) if name}
        for tag, told in SENTENCES.items()
    }
    assert [tag for tag, names in named.items() if not names & {"who", "really", "subject"}] == []


#: Where problems come from that the route of a visit's start can answer: the door, the frame of
#: every route, and visits themselves.
ANSWERED_BY = (
    "smoothschedule.access",
    "smoothschedule.core.errors",
    "smoothschedule.core.problems",
    "smoothschedule.identity",
    "smoothschedule.users.visits.refusals",
)
#: Of visits, but not of their start.
NOT_AT_THE_START = {"no-visit", "link-expired"}


def problems(base: type[Problem] = Problem) -> set[type[Problem]]:
    found = set(base.__subclasses__())
    return found.union(*map(problems, found))


def test_every_reason_of_a_visits_end_or_refusal_has_its_words() -> None:
    assert app_without_servers() is not None  # every module with problems is imported by now
    assert set(ENDED) == set(EndReason)
    assert set(DENIED) == set(MasqueradeDenial)
    answered = {kind.slug for kind in problems() if kind.__module__ in ANSWERED_BY}
    own_words = {"masquerade-refused"}  # tells its reason, one of MasqueradeDenial
    missing = answered - own_words - NOT_AT_THE_START - REFUSED.keys() - BECAUSE.keys()
    assert not missing, f"say what {missing} mean in smoothschedule/activity/reasons.py"
    assert set(REFUSED) <= answered


def test_every_purpose_of_a_link_has_its_words() -> None:
    written = {
        keyword.value.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "purpose" and isinstance(keyword.value, ast.Constant)
    }
    changes = {f"email_change_{side}" for side in ("old", "new", "undo")}
    assert set(LINKS) == written | changes
