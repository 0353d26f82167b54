"""Python asks for sleep until a moment, which libfaketime mistranslates; this asks for a while."""

from __future__ import annotations

import select
import time


def _sleep(seconds: float) -> None:
    select.select((), (), (), max(seconds, 0))


time.sleep = _sleep
