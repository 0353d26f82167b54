"""The built front end, built again only when its sources changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import time

from scripts.local import console

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "frontend"
DIST = FOLDER / "dist"
STAMP = DIST / ".sources"
#: Where a build comes to be, beside the files that are being served.
NEXT = DIST / ".next"
#: Pages that are open load the files of an earlier build for so long.
KEPT_SECONDS = 24 * 3600
NOT_SOURCES = frozenset({"node_modules", "dist", "coverage", "test"})


class BuildError(RuntimeError):
    """The front end could not be built; the message has what the tools said."""


def sources() -> list[Path]:
    """Every file that the build reads."""
    found: list[Path] = []
    for folder, names, files in os.walk(FOLDER):
        names[:] = sorted(name for name in names if name not in NOT_SOURCES and name[0] != ".")
        found += [Path(folder) / name for name in sorted(files) if ".test." not in name]
    return found


def fingerprint() -> str:
    """The same as long as no source changed, whatever the dates of the files are."""
    digest = hashlib.sha256()
    for file in sources():
        digest.update(f"{file.relative_to(FOLDER)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Whether dist/ was built from the sources as they are."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint()


def build() -> None:
    """dist/ fits the sources; raises BuildError."""
    if is_current():
        return
    before = fingerprint()
    npm = shutil.which("npm")
    if npm is None:
        raise BuildError("npm was not found: install Node.js 20.19 or newer.")
    with console.step("Building the front end"):
        answer = subprocess.run(
            [npm, "run", "--silent", "build", "--", "--outDir", str(NEXT), "--emptyOutDir"],
            cwd=FOLDER,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if answer.returncode != 0:
        raise BuildError(f"The front end could not be built:\n{answer.stdout.strip()}")
    publish(NEXT, DIST)
    STAMP.write_text(before)


def publish(built: Path, served: Path) -> None:
    """The built files are served, and at no moment was one missing that a document names.

    Documents come last, and files of earlier builds stay for a day.
    """
    files = [path.relative_to(built) for path in built.rglob("*") if path.is_file()]
    for file in sorted(files, key=lambda file: file.suffix == ".html"):
        (served / file).parent.mkdir(parents=True, exist_ok=True)
        (built / file).replace(served / file)
    shutil.rmtree(built)
    for path in [path for path in served.rglob("*") if path.is_file() and path != STAMP]:
        is_old = path.relative_to(served) not in files
        if is_old and path.stat().st_mtime < time() - KEPT_SECONDS:
            path.unlink()


def main() -> int:
    """The exit code of a build."""
    try:
        build()
    except BuildError as error:
        console.fail(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
