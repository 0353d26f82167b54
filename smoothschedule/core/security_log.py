"""What smells of attack, and who becomes whom: JSON lines in two files of LOG_FOLDER.

Each line is one write to a file opened for append, so lines of several processes never mix.
A file that was moved away by a log rotation is opened anew before the next line.
"""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

log = structlog.get_logger()


class SecurityLog:
    """`security.log` and `masquerade.log`; they hold addresses of people, and no secrets."""

    def __init__(self, folder: Path) -> None:
        self._security = AppendedFile(folder / "security.log")
        self._masquerade = AppendedFile(folder / "masquerade.log")

    def security(
        self,
        action: str,
        *,
        email: str | None = None,
        ip_address: str | None = None,
        session_key: str | None = None,
        tenant_id: UUID | None = None,
        request_id: str | None = None,
        **more: Any,
    ) -> None:
        """A security event is on record; a file that cannot be written stops no refusal."""
        fields = {
            "email": email,
            "ip_address": ip_address,
            "session_key": session_key,
            "tenant_id": tenant_id,
            "request_id": request_id,
        }
        try:
            self._security.append(_line(action, fields | more))
        except OSError as error:
            log.error("security_log.unwritable", action=action, error=str(error))  # noqa: TRY400

    def masquerade(
        self,
        action: str,
        *,
        hijacker_email: str | None,
        hijacked_email: str | None,
        ip_address: str | None,
        session_key: str | None,
        **more: Any,
    ) -> None:
        """An attempt, a start or an end is on record; raises OSError when it cannot be."""
        fields = {
            "hijacker_email": hijacker_email,
            "hijacked_email": hijacked_email,
            "ip_address": ip_address,
            "session_key": session_key,
        }
        self._masquerade.append(_line(action, fields | more))


def _line(action: str, fields: dict[str, Any]) -> bytes:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    document = {"timestamp": now, "action": action, **fields}
    return json.dumps(document, default=str, ensure_ascii=False).encode() + b"\n"


class AppendedFile:
    """A file that several processes append lines to while somebody may move it away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._fd: int | None = None

    def append(self, line: bytes) -> None:
        """The line stands in the file at its path, or in the one that was just moved from there."""
        with self._lock:
            while True:
                fd = self._open()
                written = os.write(fd, line)
                if written < len(line):
                    raise OSError(f"{self._path} took {written} of {len(line)} bytes.")
                # Deleted in the meantime: nobody would ever read this line.
                if os.fstat(fd).st_nlink:
                    return

    def _open(self) -> int:
        """A descriptor of the file that the path names now."""
        while self._fd is None or not self._is_in_place(self._fd):
            if self._fd is not None:
                os.close(self._fd)
                self._fd = None
            self._path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            self._fd = os.open(self._path, flags, 0o640)
        return self._fd

    def _is_in_place(self, fd: int) -> bool:
        try:
            named = self._path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(named, os.fstat(fd))
