"""Every tag of the audit is written by something and says something to people."""

import ast
import string
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from smoothschedule.activity.entries import sentence
from smoothschedule.activity.names import Names
from smoothschedule.activity.queries import group_of
from smoothschedule.activity.sentences import GROUPS, SENTENCES
from smoothschedule.activity.wording import Words
from smoothschedule.core.audit import PLATFORM_ID, AuditEvent
from smoothschedule.core.audit_tags import Tag

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
