"""Writes openapi.json from the routes; no server has to run for it."""

from __future__ import annotations

import sys

from scripts.local import console, product
from scripts.local.environment import Addresses, Secrets, settings_environment

FILE = product.ROOT / "openapi.json"
NOWHERE = Addresses("postgresql://nobody@127.0.0.1:1/none", "redis://127.0.0.1:1/0", 1, 1)


def main() -> int:
    """0 when openapi.json fits the routes now."""
    settings = settings_environment(NOWHERE, Secrets.new(), folder=product.ROOT / "var")
    try:
        written = product.flask("openapi", settings=settings)
    except product.ProductError as error:
        console.fail(str(error))
        return 1
    if FILE.is_file() and FILE.read_text() == written:
        console.say("openapi.json fits the routes already.")
    else:
        FILE.write_text(written)
        console.say("openapi.json was written anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
