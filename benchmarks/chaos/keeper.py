"""Keeps the product's processes alive as production does; a program of its own.

    python -m benchmarks.chaos.keeper

Its settings are its environment. Writes "ready" to standard output once everything serves.
"""

from __future__ import annotations

import os
import sys

from scripts.local import console, product
from scripts.local.supervisor import Program, Supervisor

READY = "everything serves"


def main() -> int:
    """Runs until SIGTERM."""
    settings = dict(os.environ)
    supervisor = Supervisor(
        [Program(name, command) for name, command in product.COMMANDS.items()],
        servers={},
        environment=settings,
        folder=product.ROOT,
    )
    supervisor.listen_for_signals()
    return supervisor.run(
        is_ready=lambda: all(product.is_ready(name, settings) for name in product.COMMANDS),
        announce=lambda: console.say(READY),
    )


if __name__ == "__main__":
    sys.exit(main())
