"""`python -m smoothschedule.alive`: whether worker, relay or scheduler still goes round.

Each says at METRICS_BIND when it last began a round. One that hangs, in a task or on a
connection, answers there with an old time; one that is gone does not answer.
"""

from __future__ import annotations

import re
import sys
import time
import urllib.request

from smoothschedule.config import SettingError, Settings, bind_address

#: Longer than a job may take: the worker does one job in a round.
LONGEST_ROUND_SECONDS = 300
GAUGE = "smooth_alive_timestamp_seconds"


def trouble(bind: str) -> str | None:
    """What is wrong with the process that shows its metrics there; None when it goes round."""
    if not bind:
        return "METRICS_BIND is empty: nobody can be asked."
    _, port = bind_address("metrics_bind", bind)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=4) as answer:
            text = answer.read().decode()
    except OSError as error:
        return f"It does not answer: {error}."
    found = re.search(rf"^{GAUGE} (\S+)$", text, re.MULTILINE)
    seconds = time.time() - float(found[1]) if found else float("inf")
    if seconds > LONGEST_ROUND_SECONDS:
        return f"It has not gone round for {seconds:.0f} seconds."
    return None


def main() -> int:
    """0 when it goes round, else 1 and one line that says why."""
    try:
        found = trouble(Settings.from_environment().metrics_bind)
    except SettingError as error:
        found = str(error)
    if found:
        sys.stderr.write(f"{found}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
