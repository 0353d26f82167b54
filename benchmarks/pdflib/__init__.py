"""pdf-lib through Node, to compare with; installed when a benchmark first asks for it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

HERE: Final = Path(__file__).parent


class NoNode(Exception):
    """There is no Node or npm here, or no way to the registry."""


def seconds_to_mark(data: bytes, pages: range, *, rounds: int) -> float:
    """Median processor time of marking the pages; raises NoNode."""
    node = _installed()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = [node, "mark.mjs", file.name, str(pages.start), str(pages.stop), str(rounds)]
        answer = subprocess.run(command, cwd=HERE, check=True, capture_output=True)
    return float(median(json.loads(answer.stdout)))


def _installed() -> str:
    """Node's path; pdf-lib is there as the lock says."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NoNode("Node is not installed")
    if not (HERE / "node_modules" / "pdf-lib").is_dir():
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        if subprocess.run(command, cwd=HERE, check=False, capture_output=True).returncode:
            raise NoNode("pdf-lib could not be installed")
    return node
