"""A call in a thread of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def in_own_thread(call: Callable[[], T]) -> T:
    """What the call returns or raises.

    pyHanko starts an event loop, which a thread that runs one already does not allow.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(call).result()
