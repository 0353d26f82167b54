"""Files stay small enough to be read in one go."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = {".py": 400, ".ts": 250, ".tsx": 250}
GENERATED = ("frontend/src/api/generated/", "migrations/versions/")
FORBIDDEN = {"utils", "helpers", "common", "services", "managers"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


FILES = tracked_files()


def test_no_file_outgrows_a_room() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in FILES
        if path.suffix in LIMITS
        and not str(path.relative_to(ROOT)).startswith(GENERATED)
        and (count := len(path.read_text().splitlines())) > LIMITS[path.suffix]
    ]
    assert not too_long


def test_no_module_is_a_drawer_for_everything() -> None:
    package = [path for path in FILES if "smoothschedule" in path.relative_to(ROOT).parts[:1]]
    assert package
    assert not [path for path in package if path.stem in FORBIDDEN and path.suffix == ".py"]


@pytest.mark.parametrize(
    "needle", ["/wor" + "k/", "registry.npmjs" + ".org", "pypi.or" + "g/simple"]
)
def test_no_file_names_a_machine_or_a_registry(needle: str) -> None:
    text = (path for path in FILES if path.suffix not in {".png", ".woff2", ".ico", ".pdf"})
    assert not [str(path) for path in text if needle in path.read_text(errors="ignore")]
