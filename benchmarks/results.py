"""The table of all benchmarks, from what each one wrote at its full size.

python -m benchmarks.results > benchmarks/RESULTS.md
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.figures import FOUND, Line

ORDER = (
    "rls",
    "tenants",
    "contention",
    "http",
    "fanout",
    "slots",
    "availability",
    "customer_imports",
    "pdf",
    "signing",
    "screens",
)
HEAD = """\
# Benchmarks

Written by `scripts/bench`. Ratios are of figures from the same run and travel between
machines; the raw figures beside them are of the machine named and whatever else it was doing.
"""


def main() -> None:
    """The document is on standard output."""
    known = [name for name in ORDER if (FOUND / f"{name}.json").is_file()]
    parts = [_section(json.loads((FOUND / f"{name}.json").read_text())) for name in known]
    print("\n".join([HEAD, *parts]), end="")


def _section(found: dict[str, Any]) -> str:
    lines = [Line(**line) for line in found["lines"]]
    made = f"{found['measured_on']}, {found['machine']}, {found['seconds']} s."
    rows = [
        f"| {line.what} | {line.shown_ratio} | {line.verdict} | {line.detail} |" for line in lines
    ]
    return "\n".join(
        [
            f"## {found['title']}",
            "",
            f"`scripts/bench {found['name']}`, {made}",
            "",
            "| what | ratio | promise | raw figures |",
            "|---|---:|---|---|",
            *rows,
            "",
            *(f"{note}\n" for note in found["notes"]),
        ]
    )


if __name__ == "__main__":
    main()
