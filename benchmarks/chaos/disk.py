"""A small disk for files: a tmpfs, where this system lets us mount one."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_MB = 64
#: Hidden, so that the store takes it for nothing of its own.
FILLER = ".filler"
BLOCK = bytes(2**16)


@contextmanager
def small(folder: Path) -> Iterator[bool]:
    """Whether the folder is a small disk of its own, until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or shutil.which("mount") is None:
        yield False
        return
    options = ["-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=700", "tmpfs", str(folder)]
    mounted = subprocess.run(["mount", *options], check=False, capture_output=True)
    if mounted.returncode != 0:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)


def fill(folder: Path) -> None:
    """Not a byte is left on the disk."""
    with (folder / FILLER).open("ab", buffering=0) as filler:
        for block in (BLOCK, bytes(1)):
            try:
                while filler.write(block):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


def free(folder: Path) -> None:
    """What `fill` took is there again."""
    (folder / FILLER).unlink(missing_ok=True)
