"""Who knocks is served by the process that is free: gunicorn itself, with an app of a few lines."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection

from scripts.local.children import end, spawn
from scripts.local.ports import LOOPBACK, answers, free_port
from scripts.local.product import ROOT
from tests.processes import until

#: Says which process answers, after the seconds that the path asks for.
APP = """
import os, time
def app(environ, start_response):
    time.sleep(float(environ["PATH_INFO"][1:] or 0))
    answer = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]
"""
WORKER = "smoothschedule.web_worker.WebWorker"


@contextmanager
def serving(folder: Path, *, processes: int, threads: int) -> Iterator[int]:
    """The port at which so many processes with so many threads each serve the app."""
    (folder / "told.py").write_text(APP)
    port, log = free_port(), folder / "web.log"
    words = ("-m", "gunicorn", "told:app", "-k", WORKER, "-b", f"{LOOPBACK}:{port}")
    sizes = ("-w", processes, "--threads", threads, "--keep-alive", 5, "--no-control-socket")
    where = {"PYTHONPATH": f"{ROOT}:{folder}", "PATH": os.environ["PATH"]}
    with log.open("wb") as output:
        command = (sys.executable, *words, *map(str, sizes))
        server = spawn(
            command, end_signal=signal.SIGTERM, environment=where, folder=folder, output=output
        )
    try:
        until(lambda: log.read_text().count("Booting worker") == processes, why=log.read_text())
        until(lambda: answers(port), why=log.read_text())
        yield port
    finally:
        end(server, signal.SIGTERM, patience_seconds=10)


def ask(connection: HTTPConnection, seconds: float = 0) -> str:
    connection.request("GET", f"/{seconds}")
    answer = connection.getresponse()
    assert answer.status == 200
    return answer.read().decode()


def alone(port: int, seconds: float = 0) -> str:
    with closing(HTTPConnection(LOOPBACK, port, timeout=20)) as connection:
        return ask(connection, seconds)


def test_two_who_come_at_once_are_served_by_two_processes(tmp_path: Path) -> None:
    with serving(tmp_path, processes=2, threads=1) as port, ThreadPoolExecutor(2) as pool:
        for _ in range(8):
            both = [pool.submit(alone, port, 0.2) for _ in range(2)]
            assert len({each.result() for each in both}) == 2


def test_more_who_come_at_once_than_there_are_threads_are_all_served(tmp_path: Path) -> None:
    with serving(tmp_path, processes=2, threads=2) as port, ThreadPoolExecutor(24) as pool:
        served = [pool.submit(alone, port, 0.02) for _ in range(96)]
        assert len({each.result() for each in served}) == 2


def test_connections_that_were_opened_beforehand_keep_nobody_out(tmp_path: Path) -> None:
    with serving(tmp_path, processes=1, threads=1) as port, ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(closing(create_connection((LOOPBACK, port))))
        with closing(HTTPConnection(LOOPBACK, port, timeout=3)) as connection:
            assert ask(connection)


def test_connections_that_are_kept_and_say_nothing_keep_nobody_out(tmp_path: Path) -> None:
    with serving(tmp_path, processes=1, threads=1) as port, ExitStack() as stack:
        kept = [
            stack.enter_context(closing(HTTPConnection(LOOPBACK, port, timeout=20)))
            for _ in range(3)
        ]
        for each in kept:
            ask(each)
        assert alone(port)
        # And they are still good.
        sockets = [each.sock for each in kept]
        assert {ask(each) for each in kept} == {alone(port)}
        assert [each.sock for each in kept] == sockets
