"""Waits for quiet, then gathers what is there: rows, files, mails."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from contextlib import suppress
from email.parser import BytesHeaderParser
from pathlib import Path

from benchmarks.chaos.counting import Contract, Evidence
from benchmarks.chaos.ledger import Promise
from benchmarks.chaos.town import Stuck, Town, until
from smoothschedule.contracts.seal_keys import known_certificates
from smoothschedule.pdf.verification import verify

QUIET_SECONDS = 120.0
OPEN_JOBS = (
    "SELECT name || ' ' || state FROM jobs WHERE state <> 'done'"
    " UNION ALL SELECT name || ' ' || state FROM platform_jobs WHERE state <> 'done'"
)
UNTOLD = (
    "SELECT (SELECT count(*) FROM outbox_events WHERE handled_at IS NULL)"
    " + (SELECT count(*) FROM platform_outbox_events WHERE handled_at IS NULL)"
)
BOOKED = (
    "SELECT c.email FROM appointments a"
    " JOIN customers c ON c.tenant_id = a.tenant_id AND c.id = a.customer_id"
    " WHERE a.state NOT IN ('hold', 'expired')"
)


def wait_for_quiet(town: Town) -> float:
    """How long it took until nothing was left to do; goes on after a while all the same."""
    began = town.clock()

    def is_quiet() -> bool:
        return not town.sql(OPEN_JOBS) and not _untold(town)

    # What is never done is counted afterwards, and named there.
    with suppress(Stuck):
        until(is_quiet, seconds=QUIET_SECONDS, every=0.5, why="everything is done")
    return town.clock() - began


def gather(town: Town, promises: list[Promise]) -> Evidence:
    """What became of everything."""
    mails, mailed = _mails(town)
    return Evidence(
        bookings=Counter(email for (email,) in town.sql(BOOKED)),
        overlaps=town.stage.overlaps(),
        contracts=_contracts(town, [each for each in promises if each.kind == "signing"]),
        mails=mails,
        mailed=mailed,
        open_jobs=Counter(name for (name,) in town.sql(OPEN_JOBS)),
        untold_events=_untold(town),
    )


def left_over(town: Town, evidence: Evidence) -> int:
    """Sealed files that no contract names: a killed worker's, which nobody can reach."""
    named = {each.path for each in evidence.contracts.values()}
    query = "SELECT sealed_pdf_path FROM contracts WHERE sealed_pdf_path IS NOT NULL"
    named |= {path for (path,) in town.sql(query)}
    files = town.install.runtime.files
    return sum("/sealed/" in key and key not in named for key in files.all_keys())


def _untold(town: Town) -> int:
    ((count,),) = town.sql(UNTOLD)
    return int(count)


def _contracts(town: Town, promises: list[Promise]) -> dict[str, Contract]:
    query = "SELECT state, sealed_pdf_path, sealed_sha256 FROM contracts WHERE id = %s"
    certificates = known_certificates(town.install.runtime.settings)
    found = {}
    for each in promises:
        for state, path, sha256 in town.sql(query, each.subject):
            verdict = _verdict(town, path, sha256, certificates) if path else "missing"
            found[each.subject] = Contract(state, path, verdict)
    return found


def _verdict(town: Town, path: str, sha256: str, certificates: list[bytes]) -> str:
    """What the sealed file is by its own word, if it is the one that was written down."""
    files = town.install.runtime.files
    if files.size(path) is None:
        return "gone"
    with files.open(path) as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        return "another file"
    return str(verify(data, certificates).verdict)


def _mails(town: Town) -> tuple[Counter[str], dict[str, set[str]]]:
    """How often each mail was sent, and which went to whom."""
    folder = Path(town.install.values["MAIL_URL"].removeprefix("folder:"))
    parser, sent = BytesHeaderParser(), Counter[str]()
    mailed = defaultdict[str, set[str]](set)
    for path in folder.glob("*.eml"):
        headers = parser.parsebytes(path.read_bytes())
        id, address = str(headers["Message-ID"]), str(headers["To"])
        sent[id] += 1
        mailed[address.rpartition("<")[2].rstrip("> ").strip()].add(id)
    return sent, dict(mailed)
