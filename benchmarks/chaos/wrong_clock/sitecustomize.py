"""Python asks for sleep until a moment, which libfaketime mistranslates; this asks for a while."""

from __future__ import annotations

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex) -> None:
    select.select((), (), (), max(float(seconds), 0))


time.sleep = _sleep
