"""The browser for the journeys: this system's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from scripts.local import console

#: Without a desktop's window it needs half the processor time, so that one comes first.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Path of the browser, if there is one; CHROMIUM names another."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    return None


def install() -> bool:
    """Whether the browser was installed: as root where Debian's packages are at hand."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def done(*words: str) -> bool:
        return subprocess.run([apt, *words], env=environment, check=False).returncode == 0

    get = ("install", "-qy", "--no-install-recommends", "fonts-dejavu-core")
    with console.step("Installing Chromium for the browser journeys"):
        return done("update", "-q") and any(done(*get, name) for name in NAMES[:2])


def main() -> int:
    """0 when a browser is there."""
    if find() is not None or (install() and find() is not None):
        return 0
    console.fail(
        "The browser journeys need Chromium. Install it (Debian: apt-get install chromium; "
        "macOS: brew install --cask chromium), or set CHROMIUM to the path of a Chrome."
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
