"""The product's own processes and commands: how each starts, and when it serves."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from scripts.local import children
from scripts.local.environment import child_environment
from scripts.local.ports import answers

ROOT = Path(__file__).resolve().parents[2]
#: Name of a process -> how it starts, in the order in which they do.
COMMANDS = {
    name: (sys.executable, "-m", *words)
    for name, words in {
        "web": ("gunicorn", "-c", "smoothschedule/gunicorn_conf.py", "wsgi:app"),
        "realtime": ("smoothschedule.realtime",),
        "worker": ("smoothschedule.worker",),
        "relay": ("smoothschedule.outbox_relay",),
        "scheduler": ("smoothschedule.scheduler",),
    }.items()
}
READY_SECONDS = 240


class ProductError(RuntimeError):
    """A command or process failed; the message holds the last it said."""


def flask(*words: str, settings: Mapping[str, str]) -> str:
    """What `flask WORDS` printed; raises ProductError when it failed."""
    answer = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=child_environment(settings),
    )
    if answer.returncode != 0:
        said = _last_lines(answer.stdout + answer.stderr)
        raise ProductError(f"`flask {' '.join(words)}` failed:\n{said}")
    return answer.stdout


def start(name: str, settings: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """The process runs, and writes to the end of its log."""
    with log.open("ab") as output:
        return children.spawn(
            COMMANDS[name],
            end_signal=signal.SIGTERM,
            environment=child_environment(settings),
            folder=ROOT,
            output=output,
        )


def wait(
    name: str, process: subprocess.Popen[bytes], settings: Mapping[str, str], log: Path
) -> None:
    """The process serves; raises ProductError when it ended or took too long."""
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready(name, settings):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ProductError(f"{name} did not start:\n{_last_lines(log.read_text())}")
        time.sleep(0.1)


def is_ready(name: str, settings: Mapping[str, str]) -> bool:
    """Whether it serves, if it is one that people connect to."""
    if name == "web":
        return _web_is_ready(settings)
    return name != "realtime" or answers(port_of(settings["REALTIME_BIND"]))


def port_of(bind: str) -> int:
    """8000 of 127.0.0.1:8000."""
    return int(bind.rpartition(":")[2])


def _web_is_ready(settings: Mapping[str, str]) -> bool:
    bind = settings["WEB_BIND"]
    connection = http.client.HTTPConnection(bind.rpartition(":")[0], port_of(bind), timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": settings["BASE_DOMAIN"]})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _last_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-25:])
