"""The table of all benchmarks: what each one wrote at its full size, here or before.

python -m benchmarks.results
"""

from __future__ import annotations

import json
import re
from pathlib import Path
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
    "sealing",
    "screens",
    "costs",
)
HEAD = """\
# Benchmarks

Written by `scripts/bench`. Ratios are of figures from the same run and travel between
machines; the raw figures beside them are of the machine named and whatever else it was doing.
"""


RESULTS = Path(__file__).with_name("RESULTS.md")
_SECTION = re.compile(r"^## .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"^`scripts/bench (\w+)`", re.MULTILINE)


def main() -> None:
    """RESULTS.md has what was measured here; what was not keeps the section that it had."""
    found = former(RESULTS.read_text()) | {
        name: _section(json.loads((FOUND / f"{name}.json").read_text()))
        for name in ORDER
        if (FOUND / f"{name}.json").is_file()
    }
    RESULTS.write_text("\n".join([HEAD, *(found[name] for name in ORDER if name in found)]))


def former(document: str) -> dict[str, str]:
    """The sections of a RESULTS.md by the name of their benchmark."""
    named = ((_NAME.search(section), section) for section in _SECTION.findall(document))
    return {name[1]: section.rstrip("\n") + "\n" for name, section in named if name}


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
