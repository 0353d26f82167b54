"""security.log and masquerade.log: whole lines, none lost, whoever writes and whoever rotates."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smoothschedule.core.api import App
from smoothschedule.core.security_log import SecurityLog
from smoothschedule.core.tokens import session_key, token_hash
from tests.factories import Business
from tests.web import Browser, signed_in, visitor

WRITERS, LINES = 4, 3_000
WRITE = """
import sys
from pathlib import Path
from smoothschedule.core.security_log import SecurityLog

log = SecurityLog(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    log.masquerade("HIJACK_DENIED", hijacker_email="a@example.com", hijacked_email="\\u00e9" * 300,
        ip_address="::1", session_key="0" * 16, writer=sys.argv[2], number=number)
"""


def lines(folder: Path, pattern: str) -> list[dict[str, Any]]:
    return [
        json.loads(line) for path in folder.glob(pattern) for line in path.read_text().splitlines()
    ]


@pytest.fixture
def folder(app: App) -> Path:
    """The product's log folder, empty."""
    found = Path(app.extensions["runtime"].settings.log_folder)
    for path in found.glob("*"):
        path.unlink()
    return found


def test_four_processes_lose_and_tear_no_line_while_the_file_is_moved_away(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(tmp_path), str(number), str(LINES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.close()
    rotations, path = 0, tmp_path / "masquerade.log"
    while any(writer.poll() is None for writer in writers):
        if path.exists() and path.stat().st_size > 100_000:
            path.rename(tmp_path / f"masquerade.log.{rotations}")
            rotations += 1
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert rotations > 3
    written = sorted((line["writer"], line["number"]) for line in lines(tmp_path, "masquerade*"))
    assert written == sorted((str(w), n) for w in range(WRITERS) for n in range(LINES))


def test_a_line_has_the_fields_in_their_order_and_the_file_is_made_anew(tmp_path: Path) -> None:
    log = SecurityLog(tmp_path / "logs")
    for _ in range(2):
        log.masquerade(
            "HIJACK_START",
            hijacker_email="support@example.com",
            hijacked_email="owner@example.com",
            ip_address="192.0.2.1",
            session_key="ab" * 8,
            mode="view",
        )
        (line,) = (tmp_path / "logs" / "masquerade.log").read_text().splitlines()
        assert list(json.loads(line)) == [
            "timestamp",
            "action",
            "hijacker_email",
            "hijacked_email",
            "ip_address",
            "session_key",
            "mode",
        ]
        (tmp_path / "logs" / "masquerade.log").unlink()


def test_a_session_is_named_by_what_opens_nothing() -> None:
    key = session_key("secret")
    assert len(key) == 16
    assert key != session_key("other")
    assert key not in token_hash("secret").hex()


def test_a_folder_that_cannot_be_written_stops_no_refusal(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    log = SecurityLog(tmp_path / "logs")
    log.security("SIGN_IN_FAILED")
    with pytest.raises(OSError, match="logs"):
        log.masquerade(
            "HIJACK_START", hijacker_email="", hijacked_email="", ip_address="", session_key=""
        )


def test_a_failed_sign_in_is_told_with_who_was_tried(
    app: App, business: Business, folder: Path
) -> None:
    body = {"email": business.owner.email, "password": "wrong"}
    assert visitor(app, business).post("/auth/sign-in", body).status_code == 401
    (line,) = lines(folder, "security.log")
    assert line["action"] == "SIGN_IN_FAILED"
    assert (line["email"], line["ip_address"]) == (business.owner.email, "127.0.0.1")
    assert (line["tenant_id"], line["session_key"]) == (str(business.id), None)
    assert line["request_id"]
    assert "wrong" not in str(line)


def wrong_origin(browser: Browser) -> None:
    browser.patch("/tenant", {}, headers={"Origin": "http://evil.example"})


def no_csrf(browser: Browser) -> None:
    browser.csrf_token = None
    browser.patch("/tenant", {})


def used_link(browser: Browser) -> None:
    browser.post("/auth/handover", {"token": "t" * 40})


def too_fast(browser: Browser) -> None:
    for _ in range(4):
        browser.post("/auth/password-reset", {"email": "a@example.com"})


@pytest.mark.parametrize(
    ("act", "action"),
    [
        (wrong_origin, "FOREIGN_ORIGIN"),
        (no_csrf, "CSRF_MISSING"),
        (used_link, "LINK_REFUSED"),
        (too_fast, "THROTTLED"),
    ],
)
def test_what_smells_of_attack_is_told_without_secrets(
    app: App, business: Business, folder: Path, act: Any, action: str
) -> None:
    browser = signed_in(app, business)
    secret = str(browser.cookie)
    act(browser)
    (line,) = lines(folder, "security.log")
    assert (line["action"], line["host"]) == (action, business.host)
    if action == "CSRF_MISSING":
        assert (line["email"], line["session_key"]) == (business.owner.email, session_key(secret))
    assert secret not in str(line)
    assert "t" * 40 not in str(line)
