"""Benchmarks report ratios, promises and raw figures so that they can be compared."""

import json
from pathlib import Path

import pytest

from benchmarks import figures, results, slots
from benchmarks.figures import Line, Report, percentile


def test_a_percentile_is_the_value_that_so_many_do_not_exceed() -> None:
    values = [float(value) for value in range(100, 0, -1)]

    assert percentile(values, 0.5) == 51
    assert percentile(values, 0.99) == 100
    assert percentile([7.0], 0.99) == 7


@pytest.mark.parametrize(
    ("ratio", "limit", "said"),
    [
        (1.02, 1.10, "kept (<= 1.10x)"),
        (1.21, 1.10, "MISSED (<= 1.10x)"),
        (1.21, None, ""),
        (None, None, ""),
    ],
)
def test_a_promise_is_kept_or_missed(ratio: float | None, limit: float | None, said: str) -> None:
    assert Line("a query", ratio, "", limit).verdict == said


def test_each_benchmark_has_its_section_in_the_table_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "RESULTS.md"
    monkeypatch.setattr(figures, "FOUND", tmp_path)
    monkeypatch.setattr(results, "FOUND", tmp_path)
    monkeypatch.setattr(results, "RESULTS", document)
    document.write_text(
        "# Benchmarks\n\n## Pages, of last year\n\n`scripts/bench http`, last year.\n\n"
        "## About rls, of last year\n\n`scripts/bench rls`, last year.\n"
    )
    for name in ("tenants", "rls"):
        report = Report(f"About {name}")
        report.add("this / that", 12.345, "12 ms / 1 ms")
        figures.write(name, report, is_small=False, seconds=3.4)
        figures.write(name, Report("A trial"), is_small=True, seconds=0.1)

    results.main()
    results.main()

    shown = document.read_text()
    titles = [line for line in shown.splitlines() if line.startswith("## ")]
    assert titles == ["## About rls", "## About tenants", "## Pages, of last year"]
    assert shown.count("| this / that | 12.3x |  | 12 ms / 1 ms |") == 2
    assert json.loads((tmp_path / "rls.json").read_text())["seconds"] == 3


def test_the_benchmark_of_free_slots_runs_small() -> None:
    report = slots.measure(is_small=True)

    assert [line.what for line in report.lines if not line.ratio] == []
    assert len(report.lines) == 5
