"""Processes that this one starts and that must not outlive it."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
UNPRIVILEGED = ("nobody", "daemon", "postgres")


class NoUnprivilegedUserError(RuntimeError):
    """PostgreSQL refuses to run as root and no other user exists to run it as."""


def spawn(
    command: Sequence[str | Path],
    *,
    end_signal: signal.Signals,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    output: int | IO[bytes] | None = None,
    user: str | None = None,
) -> subprocess.Popen[bytes]:
    """A running child in a session of its own.

    Ctrl-C in the terminal does not reach it, so that its parent decides in which order
    things end; on Linux it gets `end_signal` should the parent be killed.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environment) if environment is not None else None,
        cwd=folder,
        start_new_session=True,
        preexec_fn=_end_with_parent(end_signal),  # noqa: PLW1509 (one prctl call, no locks)
        user=user,
        group=_group_of(user),
        extra_groups=None if user is None else [],
    )


def end(process: subprocess.Popen[bytes], how: signal.Signals, *, patience_seconds: float) -> None:
    """The process has ended: asked with `how`, or killed when it took too long."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def server_user() -> str | None:
    """The user to run PostgreSQL as: nobody special for root, else ourselves (None)."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise NoUnprivilegedUserError(
        "PostgreSQL refuses to run as root, and none of the users "
        f"{', '.join(UNPRIVILEGED)} exists. Create one (useradd --system postgres) or run "
        "this as an ordinary user."
    )


def run_as(
    user: str | None, command: Sequence[str | Path], *, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """What the command answered when run as that user; its exit code is not judged."""
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd=folder,
        user=user,
        group=_group_of(user),
        extra_groups=None if user is None else [],
    )


def can_enter(user: str | None, folder: Path) -> bool:
    """Whether the user may pass through every folder down to this one."""
    if user is None:
        return True
    return (
        run_as(user, ["/bin/sh", "-c", 'cd "$1"', "sh", folder], folder=Path("/")).returncode == 0
    )


def give(user: str | None, path: Path) -> None:
    """The path belongs to the user (ours already when None)."""
    if user is not None:
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def _group_of(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


def _end_with_parent(end_signal: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, int(end_signal))

    return arrange
