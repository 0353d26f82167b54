"""The product's real processes, for tests that need more than one application in memory."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import requests

from scripts.local import product
from scripts.local.children import end
from scripts.local.ports import LOOPBACK, answers, free_port


def until(
    what: Callable[[], Any], *, seconds: float = 30, every: float = 0.05, why: str = ""
) -> Any:
    """The first true answer; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        if time.monotonic() > deadline:
            raise AssertionError(why or "It did not happen in time.")
        time.sleep(every)
    return found


class Install:
    """Processes of one install; logs are JSON lines in files of `folder`."""

    def __init__(self, values: Mapping[str, str], folder: Path) -> None:
        self.folder = folder
        self.web_port, self.realtime_port = free_port(), free_port()
        self.values = {
            **values,
            "LOG_FORMAT": "json",
            "WEB_WORKERS": "1",
            "WEB_BIND": f"{LOOPBACK}:{self.web_port}",
            "REALTIME_BIND": f"{LOOPBACK}:{self.realtime_port}",
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str) -> None:
        """The processes run; the servers among them answer."""
        for name in names:
            self._running[name] = product.start(name, self.values, self._log(name))
        for name, port in (("web", self.web_port), ("realtime", self.realtime_port)):
            if name in names:
                until(lambda port=port: answers(port), seconds=60, why=self.text(name))

    def kill(self, name: str) -> None:
        """The process is gone as in a power cut."""
        end(self._running.pop(name), signal.SIGKILL, patience_seconds=10)

    def tell(self, name: str, number: signal.Signals) -> None:
        """The process is told."""
        self._running[name].send_signal(number)

    def is_running(self, name: str) -> bool:
        return self._running[name].poll() is None

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def stop(self) -> None:
        """Every process has ended."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            end(process, signal.SIGTERM, patience_seconds=15)
        self._running.clear()

    def text(self, name: str) -> str:
        """Everything the process has written."""
        log = self._log(name)
        return log.read_text() if log.exists() else ""

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Its log, line by line."""
        return [json.loads(line) for line in self.text(name).splitlines() if line.startswith("{")]

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


class Caller:
    """A browser over a real connection; the host is said in the header, not looked up."""

    def __init__(self, install: Install, host: str) -> None:
        self.install = install
        self.host = host
        self.csrf_token = ""
        self.cookie = ""

    def call(self, method: str, path: str, json: Any = None, **headers: str) -> requests.Response:
        """The answer to one request on a connection of its own."""
        sent = {"Host": self.host, "X-CSRF-Token": self.csrf_token, **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        url = f"http://{LOOPBACK}:{self.install.web_port}{path}"
        answer = requests.request(method, url, json=json, headers=sent, timeout=20)
        if "smooth_session" in answer.cookies:
            self.cookie = f"smooth_session={answer.cookies['smooth_session']}"
        return answer

    def sign_in(self, email: str, password: str) -> Caller:
        """The connection's later calls are this person's."""
        body = {"email": email, "password": password}
        answer = self.call("POST", "/api/v1/auth/sign-in", body)
        assert answer.status_code == 200, answer.text
        self.csrf_token = answer.json()["csrf_token"]
        return self
