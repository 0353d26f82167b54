"""Each line of the ASVS table names a test that is there, a place to look, or a reason."""

from __future__ import annotations

import re
from collections import Counter

from tests.house.test_sizes import ROOT

TEXT = (ROOT / "docs" / "asvs.md").read_text()
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
ANSWERS = {"met", "partly", "not met", "not applicable"}
#: Requirements of levels 1 and 2 in the standard's chapters, as of 4.0.3.
WANTED = {1: 38, 2: 53, 3: 18, 4: 9, 5: 30, 6: 13, 7: 12, 8: 15, 9: 7, 10: 5, 11: 8, 12: 15}
WANTED |= {13: 13, 14: 23}


def test_every_line_is_answered_once() -> None:
    lines = [line for line in TEXT.splitlines() if re.match(r"\| \d", line)]
    assert len(ROWS) == len(lines)
    ids = [id for id, *_ in ROWS]
    assert len(ids) == len(set(ids))
    assert {answer for _, _, answer, _ in ROWS} == ANSWERS
    assert Counter(int(id.split(".")[0]) for id in ids) == WANTED


def test_what_shows_it_is_there() -> None:
    for id, _, answer, shown in ROWS:
        tests = re.findall(r"`([\w/]+\.py)::(\w+)`", shown)
        for file, name in tests:
            assert f"def {name}(" in (ROOT / "tests" / file).read_text(), (id, file, name)
        places = re.findall(r"`([\w./-]+\.\w+)`", shown) + re.findall(r"\]\(([\w./-]+)\)", shown)
        scripts = re.findall(r"`(scripts/\w+)`", shown)
        for place in [*places, *scripts]:
            roots = (ROOT, ROOT / "docs", ROOT / "tests")
            assert any((root / place).exists() for root in roots), (id, place)
        if answer == "met":
            assert tests or places or scripts, id
        else:
            assert len(shown.split()) >= 2, id


def test_the_counts_that_it_begins_with_are_right() -> None:
    count = Counter(answer for _, _, answer, _ in ROWS)
    said = (
        f"Of {len(ROWS)} requirements {count['met']} are met, {count['partly']} partly,"
        f" {count['not met']} are not met and {count['not applicable']} do not apply."
    )
    assert said in " ".join(TEXT.split())
