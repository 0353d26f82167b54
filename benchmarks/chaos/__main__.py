"""Everything dies once while people book and sign; then it is counted.

    python -m benchmarks.chaos [--small]

Exit code 1, and a plain list, when a promise was broken.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from benchmarks.chaos import counting
from benchmarks.chaos.counting import Evidence, Window
from benchmarks.chaos.evidence import gather, left_over, wait_for_quiet
from benchmarks.chaos.expiries import Asker
from benchmarks.chaos.faults import FAULTS, NotHere, Site, Strike
from benchmarks.chaos.ledger import Ledger
from benchmarks.chaos.listener import Listener
from benchmarks.chaos.load import MINUTES, Load
from benchmarks.chaos.patient import NoAnswer
from benchmarks.chaos.probe import Probe
from benchmarks.chaos.table import Row, document, lines_of
from benchmarks.chaos.town import Stuck, Town, town
from benchmarks.figures import ROOT, progress
from benchmarks.stage import PASSWORD, Stage
from scripts.local.product import ProductError
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.users import passwords
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

WRITTEN = ROOT / "benchmarks" / "CHAOS.md"
PAPERS, SMALL_PAPERS = 160, 60
CALM_SECONDS, SMALL_CALM_SECONDS = 5.0, 2.0


class Run:
    """One run: the people, what they were promised, and what was down when."""

    def __init__(self, where: Town) -> None:
        self.town = where
        self.ledger = Ledger()
        self.listener = Listener(where)
        self.load = Load(where, self.ledger, _service(where.stage))
        self.site = Site(where, Asker(self.load, _service(where.stage), _colleague(where.stage)))
        self.probe = Probe(self.load, self.listener, _service(where.stage))
        self.windows: list[Window] = []
        self.struck: list[tuple[str, str, float, float | None]] = []

    def strike(self, name: str) -> None:
        """The thing died and everything is back."""
        progress(name)
        began = self.town.clock()
        try:
            strike = FAULTS[name](self.site)
            back = self.probe.whole_round(strike.mended)
        except NotHere as error:
            self.struck.append((name, str(error), began, None))
        except (Stuck, NoAnswer, ProductError) as error:
            progress(f"    {error}")
            self.ledger.complain(f"{name}: {error}")
            self.struck.append((name, "see below", began, None))
            self.windows.append(Window(name, began, self.town.clock()))
        else:
            self._note(name, strike, back)

    def _note(self, name: str, strike: Strike, back: float) -> None:
        seconds = back - strike.mended
        progress(f"    {strike.during}; back after {seconds:.1f} s")
        self.struck.append((name, strike.during, strike.began, seconds))
        if strike.is_down:
            self.windows.append(Window(name, strike.began, back))


def _service(stage: Stage) -> UUID:
    """Somebody who is there day and night."""
    return stage.service(MINUTES, ("staff", [stage.resource("staff", (0, 24))]))


def _colleague(stage: Stage) -> UUID:
    with stage.work() as work:
        made = User(
            id=new_id(),
            email="staff@stage.example",
            name="A Colleague",
            role=Role.TENANT_STAFF,
            password_hash=passwords.hash_of(PASSWORD),
        )
        work.session.add(made)
        work.session.flush()
        work.record(Tag.USER_CREATED, "user", made.id)
        return made.id


def main(arguments: Sequence[str] | None = None) -> int:
    """1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="scripts/chaos", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick trial that is not kept")
    is_small = parser.parse_args(arguments).small
    # Asked to end, it leaves neither a process nor a disk behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    with town() as where:
        run = Run(where)
        rows, notes, broken = _run(run, is_small=is_small)
    seconds = time.monotonic() - began
    print("\n".join(["", *lines_of(rows), "", *notes, f"{seconds:.0f} s"]))
    if broken:
        print("\nBroken promises:", *broken, sep="\n  - ")
        return 1
    if not is_small:
        WRITTEN.write_text(document(rows, notes, seconds=seconds))
        print(f"Every promise was kept. Written: {WRITTEN.relative_to(ROOT)}")
    return 0


def _run(run: Run, *, is_small: bool) -> tuple[list[Row], list[str], list[str]]:
    papers = SMALL_PAPERS if is_small else PAPERS
    progress(f"preparing {papers} contracts")
    run.load.prepare(papers)
    calm = SMALL_CALM_SECONDS if is_small else CALM_SECONDS
    with run.listener.listening(), run.load.going_on():
        time.sleep(calm)
        for name in FAULTS:
            run.strike(name)
            time.sleep(calm)
    progress("waiting for quiet")
    quiet = wait_for_quiet(run.town)
    return _counted(run, quiet)


def _counted(run: Run, quiet: float) -> tuple[list[Row], list[str], list[str]]:
    progress("counting")
    ledger = run.ledger
    evidence = gather(run.town, ledger.promises)
    ends = [began for _, _, began, _ in run.struck[1:]] + [float("inf")]
    rows = [
        Row(
            name,
            during,
            seconds,
            counting.counted((p for p in ledger.promises if began <= p.moment < end), evidence),
        )
        for (name, during, began, seconds), end in zip(run.struck, ends, strict=True)
    ]
    broken = ledger.broken + counting.broken(
        ledger.promises, evidence, ledger.troubles, run.windows
    )
    return rows, _notes(run, evidence, quiet), broken


def _notes(run: Run, evidence: Evidence, quiet: float) -> list[str]:
    ledger = run.ledger
    kinds = Counter(kind for kind, _ in {(each.kind, each.key) for each in ledger.promises})
    troubles = Counter(each.what for each in ledger.troubles)
    met = ", ".join(f"{count} x {what}" for what, count in troubles.most_common())
    again = sum(count > 1 for count in evidence.mails.values())
    taken = sum(ledger.refusals.values())
    words, connections = run.listener.heard, run.listener.connections
    promised = f"{kinds['booking']} bookings, {kinds['signing']} signings"
    left = left_over(run.town, evidence)
    return [
        f"Promised: {promised}. {taken} visitors found the time taken.",
        f"Clients asked again after answers that were none: {met or 'never'}.",
        f"{len(evidence.mails)} mails, {again} of them twice.",
        f"The open calendar heard {words} words and connected {connections} times.",
        f"Quiet {quiet:.0f} s after the last visitor had gone.",
        f"Sealed files that a killed worker left and no contract names: {left}.",
    ]


if __name__ == "__main__":
    sys.exit(main())
