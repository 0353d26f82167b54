"""Keeps the processes of one install alive, and ends them in order."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from scripts.local import children, console

BACKOFF_SECONDS = (0.5, 1, 2, 5, 10, 30)
STEADY_SECONDS = 60
#: A busy machine takes minutes to begin; a program that cannot begin ends by itself.
READY_SECONDS = 240
PATIENCE_SECONDS = 15
LOOK_SECONDS = 0.2


class Server(Protocol):
    """PostgreSQL or Redis, kept on its port."""

    def start(self) -> None:
        """It accepts connections."""

    def stop(self) -> None:
        """It has ended."""

    def is_running(self) -> bool:
        """It lives."""


@dataclass(frozen=True, slots=True)
class Program:
    """What one process is called and how it starts."""

    name: str
    command: Sequence[str]


@dataclass(slots=True)
class Running:
    """One supervised process, its failures so far, and when it may start again."""

    program: Program
    prefix: str
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0
    failures: int = 0
    start_again_at: float = 0
    reader: threading.Thread | None = field(default=None, repr=False)

    def is_alive(self) -> bool:
        """Whether the process lives now."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Starts programs in order, restarts what crashes, ends all in reverse order."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        servers: Mapping[str, Server],
        environment: Mapping[str, str],
        folder: Path,
    ) -> None:
        width = max(len(name) for name in [*servers, *(program.name for program in programs)])
        self._running = [
            Running(program, console.prefix(program.name, number, width))
            for number, program in enumerate(programs)
        ]
        self._servers = servers
        self._environment = environment
        self._folder = folder
        self._asked_to_end = threading.Event()
        self._in_a_hurry = False

    def run(self, *, is_ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Everything ran until somebody asked for the end; 1 when it never became ready."""
        for running in self._running:
            self._start(running)
        try:
            if not self._wait_until(is_ready):
                return 0 if self._asked_to_end.is_set() else 1
            announce()
            while not self._asked_to_end.wait(LOOK_SECONDS):
                self._look_after_servers()
                self._look_after_programs()
            return 0
        finally:
            self.stop()

    def listen_for_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask for the end; a second one hurries."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def ask_to_end(self) -> None:
        """`run` ends everything and returns; asked again, it does not wait for anybody."""
        self._in_a_hurry = self._asked_to_end.is_set()
        self._asked_to_end.set()

    def stop(self) -> None:
        """Every program has ended, the last started first; their last words are shown."""
        console.say(console.paint("Ending …", "dim"))
        for running in reversed(self._running):
            self._end(running)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.ask_to_end()

    def _wait_until(self, is_ready: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self._asked_to_end.wait(LOOK_SECONDS):
                return False
            if is_ready():
                return True
            self._look_after_programs()
        console.fail(
            f"The web server is not ready after {READY_SECONDS} seconds. The lines above say "
            "why; a start with --fresh makes new data."
        )
        return False

    def _look_after_servers(self) -> None:
        for name, server in self._servers.items():
            if server.is_running():
                continue
            console.fail(f"{name} ended by itself; starting it again.")
            try:
                server.start()
            except RuntimeError as error:
                console.fail(str(error))

    def _look_after_programs(self) -> None:
        now = time.monotonic()
        for running in self._running:
            if running.is_alive():
                if now - running.started_at > STEADY_SECONDS:
                    running.failures = 0
            elif running.process is not None:
                self._plan_restart(running, now)
            elif now >= running.start_again_at:
                self._start(running)

    def _plan_restart(self, running: Running, now: float) -> None:
        assert running.process is not None
        wait = BACKOFF_SECONDS[min(running.failures, len(BACKOFF_SECONDS) - 1)]
        running.failures += 1
        running.start_again_at = now + wait
        code = running.process.returncode
        running.process = None
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        console.say(f"{running.prefix} {console.paint(how, 'red')}; again in {wait:g} s")

    def _start(self, running: Running) -> None:
        running.process = children.spawn(
            running.program.command,
            end_signal=signal.SIGTERM,
            environment=self._environment,
            folder=self._folder,
            output=subprocess.PIPE,
        )
        running.started_at = time.monotonic()
        running.reader = threading.Thread(
            target=_show_lines, args=(running.process, running.prefix), daemon=True
        )
        running.reader.start()

    def _end(self, running: Running) -> None:
        process = running.process
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while process.poll() is None and time.monotonic() < deadline and not self._in_a_hurry:
            time.sleep(0.02)
        # Whatever the program itself started goes with it.
        _kill_group(process.pid)
        process.wait()
        if running.reader is not None:
            running.reader.join(timeout=2)


def _show_lines(process: subprocess.Popen[bytes], prefix: str) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            console.say(f"{prefix} {line.decode(errors='replace').rstrip()}")


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
