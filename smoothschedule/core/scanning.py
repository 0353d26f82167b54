"""Nothing that people upload is kept before the scanner has looked at it, where there is one."""

from __future__ import annotations

import structlog

from smoothschedule.core.api import current_runtime
from smoothschedule.core.problems import Malformed, Unavailable
from smoothschedule.scanning import Scanner, ScannerError

log = structlog.get_logger()


class FileInfected(Malformed):
    slug = "file-infected"
    title = "The virus scanner found something harmful in this file. It was refused and deleted."
    security_action = "UPLOAD_INFECTED"


class NotScanned(Unavailable):
    slug = "not-scanned"
    title = "Files cannot be checked for viruses at the moment. Please try again in a few minutes."
    retry_after_seconds = 60


def scanned(content: bytes) -> bytes:
    """A file of this request, after the scanner found nothing in it. Raises as `require_clean`."""
    require_clean(content, current_runtime().scanner)
    return content


def require_clean(content: bytes, scanner: Scanner) -> None:
    """The scanner found nothing in it. Raises FileInfected, or NotScanned when it cannot tell."""
    try:
        finding = scanner.finding(content)
    except ScannerError as error:
        log.error("scanner.away", error=str(error))  # noqa: TRY400 - one line says it all
        raise NotScanned from error
    if finding is not None:
        problem = FileInfected()
        problem.logged = {"finding": finding, "size_bytes": len(content)}
        raise problem
