import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.local.supervisor import Program, Supervisor

# Each start leaves a file named after the process, each proper end a line in `ends`.
FAITHFUL = """
import os, pathlib, signal, sys, time
name = sys.argv[1]
def end(*_):
    with open("ends", "a") as ends:
        ends.write(name + "\\n")
    raise SystemExit(0)
signal.signal(signal.SIGTERM, end)
print("hello from", name, flush=True)
pathlib.Path(f"{name}.{os.getpid()}").touch()
while True:
    time.sleep(0.05)
"""
PATIENCE_SECONDS = 30


def faithful(name: str) -> Program:
    return Program(name, [sys.executable, "-c", FAITHFUL, name])


def wait_for(fact: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not fact():
        assert time.monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.02)


def starts(folder: Path, name: str) -> list[int]:
    return [int(file.suffix[1:]) for file in folder.glob(f"{name}.*")]


class Watched:
    """A supervisor that runs in a thread, with the exit code it came to."""

    def __init__(self, supervisor: Supervisor, is_ready: Callable[[], bool]) -> None:
        self.supervisor = supervisor
        self.announced = threading.Event()
        self.code: int | None = None
        self._thread = threading.Thread(target=self._run, args=(is_ready,))
        self._thread.start()

    def _run(self, is_ready: Callable[[], bool]) -> None:
        self.code = self.supervisor.run(is_ready=is_ready, announce=self.announced.set)

    def end(self) -> None:
        self.supervisor.ask_to_end()
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive()


def supervise(folder: Path, *names: str) -> Watched:
    supervisor = Supervisor(
        [faithful(name) for name in names],
        servers={},
        environment=dict(os.environ),
        folder=folder,
    )
    return Watched(supervisor, lambda: all(starts(folder, name) for name in names))


def test_programs_end_in_the_reverse_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = supervise(tmp_path, "web", "worker")

    wait_for(watched.announced.is_set)
    watched.end()

    assert (tmp_path / "ends").read_text().split() == ["worker", "web"]
    assert watched.code == 0
    assert "worker | hello from worker" in capsys.readouterr().out


def test_a_program_that_is_killed_starts_again(tmp_path: Path) -> None:
    watched = supervise(tmp_path, "web")
    wait_for(watched.announced.is_set)

    os.kill(starts(tmp_path, "web")[0], signal.SIGKILL)
    wait_for(lambda: len(starts(tmp_path, "web")) == 2)
    watched.end()

    assert watched.code == 0


def test_a_program_that_was_asked_to_end_does_not_start_again(tmp_path: Path) -> None:
    watched = supervise(tmp_path, "web")
    wait_for(watched.announced.is_set)

    watched.end()

    [process] = starts(tmp_path, "web")
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_server_that_is_gone_is_started_again(tmp_path: Path) -> None:
    class Server:
        def __init__(self) -> None:
            self.starts = 0

        def start(self) -> None:
            self.starts += 1

        def stop(self) -> None:
            self.starts = 0

        def is_running(self) -> bool:
            return self.starts > 0

    server = Server()
    supervisor = Supervisor(
        [faithful("web")], servers={"redis": server}, environment={}, folder=tmp_path
    )
    watched = Watched(supervisor, lambda: bool(starts(tmp_path, "web")))

    wait_for(lambda: server.starts == 1)
    watched.end()

    assert watched.code == 0
