"""Two web processes whose clocks are an hour wrong, either way (libfaketime)."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.chaos.town import Town
from benchmarks.figures import FOUND
from scripts.local import children, product
from scripts.local.ports import LOOPBACK, free_port

PACKAGE = "libfaketime"
NAME = "libfaketimeMT.so.1"
FOLDER = FOUND / PACKAGE
SLEEPER = Path(__file__).parent / "wrong_clock"
#: What the processes are called, and what their clocks are off by.
OFFSETS = {"ahead": "+1h", "behind": "-1h"}


def library() -> Path | None:
    """The library that lies about the time, if it is installed or could be had."""
    return _found(Path("/usr/lib")) or _found(FOLDER) or _fetched()


def _found(folder: Path) -> Path | None:
    return next(folder.glob(f"**/faketime/{NAME}"), None)


def _fetched() -> Path | None:
    """From the Debian package, unpacked beside the results: that needs no root."""
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg")
    if apt is None or dpkg is None:
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    loaded = subprocess.run(
        [apt, "download", "-q", PACKAGE], cwd=FOLDER, check=False, capture_output=True
    )
    package = next(FOLDER.glob(f"{PACKAGE}_*.deb"), None)
    if loaded.returncode != 0 or package is None:
        return None
    subprocess.run([dpkg, "-x", package, FOLDER], check=True)
    return _found(FOLDER)


@contextmanager
def wrong_clocks(town: Town, lies: Path) -> Iterator[dict[str, int]]:
    """The port of a web server with each clock, until the block ends."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(_web(town, name, lies)) for name in OFFSETS}


@contextmanager
def _web(town: Town, name: str, lies: Path) -> Iterator[int]:
    port, log = free_port(), FOUND / f"chaos-{name}.log"
    values = {
        **town.install.values,
        "WEB_BIND": f"{LOOPBACK}:{port}",
        "WEB_WORKERS": "1",
        "LD_PRELOAD": str(lies),
        "FAKETIME": OFFSETS[name],
        # Only what the clock on the wall says is wrong.
        "DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        "PYTHONPATH": str(SLEEPER),
    }
    process = product.start("web", values, log)
    try:
        product.wait("web", process, values, log)
        yield port
    finally:
        children.end(process, signal.SIGTERM, patience_seconds=40)
