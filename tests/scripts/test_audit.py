"""The audit of packages never passes because nobody answered."""

from __future__ import annotations

import json
from datetime import date

import pytest

from scripts.local import audit
from scripts.local.audit import Accepted, Advisory, NotAsked

TODAY = date(2026, 11, 26)
WEAK = Advisory("pillow", "PYSEC-1", "It reads too far.")
KNOWN = Accepted("PYSEC-1", "pillow", "We never read such files.", date(2026, 12, 31))


def test_packages_that_were_skipped_count_as_not_asked() -> None:
    answer = {"dependencies": [{"name": "flask", "skip_reason": "Dependency not found on PyPI"}]}
    with pytest.raises(NotAsked, match="1 of 1"):
        audit.told_by_pip(json.dumps(answer))
    for nothing in ("", "[]", '{"dependencies": []}'):
        with pytest.raises(NotAsked):
            audit.told_by_pip(nothing)
    with pytest.raises(NotAsked):
        audit.told_by_npm(json.dumps({"statusCode": 405, "error": {"summary": ""}}))


def test_answers_are_read_as_the_services_write_them() -> None:
    vulns = [{"id": "PYSEC-1", "description": "It reads too far.", "fix_versions": ["9"]}]
    pip = {"dependencies": [{"name": "pillow", "version": "8", "vulns": vulns}]}
    assert audit.told_by_pip(json.dumps(pip)) == {WEAK}
    via = {"url": "https://github.com/advisories/GHSA-a-b-c", "title": "Bad."}
    npm = {"vulnerabilities": {"left-pad": {"via": [via, "other"]}, "other": {"via": ["left-pad"]}}}
    assert audit.told_by_npm(json.dumps(npm)) == {Advisory("left-pad", "GHSA-a-b-c", "Bad.")}


def test_only_what_is_accepted_with_a_day_to_come_passes() -> None:
    assert audit.verdict({WEAK}, [KNOWN], today=TODAY) == []
    assert audit.verdict({WEAK}, [], today=TODAY) == ["pillow: PYSEC-1 It reads too far."]
    (late,) = audit.verdict({WEAK}, [KNOWN], today=date(2027, 1, 1))
    assert "accepted until 2026-12-31 only" in late
    (idle,) = audit.verdict(set(), [KNOWN], today=TODAY)
    assert "is no more" in idle


def test_the_list_of_what_is_accepted_is_complete() -> None:
    audit.accepted_in(audit.ACCEPTED.read_text())
    for bad in (
        '[[accepted]]\nid = "x"',
        '[[accepted]]\nid="x"\npackage="y"\nreason=" "\nuntil=2027-01-01',
    ):
        with pytest.raises(ValueError, match="x"):
            audit.accepted_in(bad)


def test_silence_is_an_error_unless_one_asks_only_when_reachable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def silent() -> set[Advisory]:
        raise NotAsked("No answer.")

    monkeypatch.setattr(audit, "_pip", silent)
    monkeypatch.setattr(audit, "_npm", set)
    assert audit.main([]) == 2
    assert audit.main(["--when-reachable"]) == 0
    assert "PyPI: NOT ASKED" in capsys.readouterr().out
    # What was told all the same is an error either way.
    monkeypatch.setattr(audit, "_npm", lambda: {WEAK})
    assert audit.main(["--when-reachable"]) == 1
    monkeypatch.setattr(audit, "_pip", set)
    monkeypatch.setattr(audit, "_npm", set)
    assert audit.main([]) == 0
