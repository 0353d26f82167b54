"""What dies, and how: each fault strikes at a telling moment and is mended again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from benchmarks.chaos import disk
from benchmarks.chaos.clocks import library, wrong_clocks
from benchmarks.chaos.expiries import Asker, wrong
from benchmarks.chaos.load import sign
from benchmarks.chaos.town import Stuck, Town, until

AWAY_SECONDS = 3.0
PATIENCE_SECONDS = 150.0
RUNNING = "SELECT name FROM jobs WHERE state = 'running' AND name = 'seal_contract'"
WAITING = "SELECT count(*) FROM outbox_events WHERE handled_at IS NULL HAVING count(*) > 0"
MET_FULL = "SELECT 1 FROM jobs WHERE failure = 'StorageError'"
#: Connections whose statement waits for a lock, by the port at their end.
HELD_UP = (
    "SELECT client_port FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND usename = 'smooth_app' AND client_port > 0"
)


class NotHere(RuntimeError):
    """This machine cannot do it; the message says why."""


@dataclass(frozen=True, slots=True)
class Strike:
    """When it began, and from when on nothing but the product keeps people waiting.

    `is_down`: something was, so that people may hear an honest no meanwhile.
    """

    began: float
    mended: float
    during: str
    is_down: bool = True


@dataclass(frozen=True, slots=True)
class Site:
    """What faults need: the town, and who asks the processes with wrong clocks."""

    town: Town
    asker: Asker


Fault = Callable[[Site], Strike]


def _watch(town: Town, query: str, why: str) -> object:
    """The first row, looked for as fast as can be on one connection."""
    with town.admin() as connection:
        look = query.encode()
        return until(
            lambda: connection.execute(look).fetchone(),
            seconds=PATIENCE_SECONDS,
            every=0.002,
            why=why,
        )


def worker(site: Site) -> Strike:
    town = site.town
    _watch(town, RUNNING, "a contract is being sealed")
    began = town.clock()
    town.kill("worker")
    return Strike(began, began, "a contract was being sealed")


def relay(site: Site) -> Strike:
    town = site.town
    _watch(town, WAITING, "an event waits")
    began = town.clock()
    town.kill("relay")
    return Strike(began, began, "events waited in the outbox")


def realtime(site: Site) -> Strike:
    began = site.town.clock()
    site.town.kill("realtime")
    return Strike(began, began, "a calendar was open at the desk")


def redis(site: Site) -> Strike:
    return _redis(site.town, is_emptied=False)


def redis_and_data(site: Site) -> Strike:
    return _redis(site.town, is_emptied=True)


def _redis(town: Town, *, is_emptied: bool) -> Strike:
    server, began = town.install.redis, town.clock()
    server.kill()
    time.sleep(AWAY_SECONDS)
    if is_emptied:
        shutil.rmtree(server.folder / "appendonlydir")
    server.start()
    return Strike(began, town.clock(), f"it was away for {AWAY_SECONDS:.0f} s")


def postgres(site: Site) -> Strike:
    town = site.town
    server, began = town.install.postgres, town.clock()
    server.kill()
    time.sleep(AWAY_SECONDS)
    server.start()
    # The connections that this run holds itself went with it.
    town.stage.runtime.engine.dispose()
    return Strike(began, town.clock(), f"it was away for {AWAY_SECONDS:.0f} s")


def web(site: Site) -> Strike:
    """Writes are held up for a moment, so that it is known which process is at a request."""
    town = site.town
    with town.admin() as lock, town.admin() as look, lock.transaction():
        lock.execute("LOCK TABLE appointments IN SHARE ROW EXCLUSIVE MODE")
        victim = until(
            lambda: _web_at_work(town, {port for (port,) in look.execute(HELD_UP)}),
            seconds=PATIENCE_SECONDS,
            every=0.02,
            why="a request waits in the database",
        )
        began = town.clock()
        victim.kill()
    return Strike(began, began, "its booking waited for the database")


def _web_at_work(town: Town, ports: set[int]) -> psutil.Process | None:
    """The web process at our end of one of these connections."""
    server = town.process("web")
    for each in server.children() if server else ():
        if any(line.laddr.port in ports for line in each.net_connections("tcp")):
            return each
    return None


def full_disk(site: Site) -> Strike:
    """It fills up between somebody's signature and their contract's seal."""
    town, load = site.town, site.asker.load
    if not town.small_disk:
        raise NotHere("a small disk could not be mounted (that needs root)")
    began = town.clock()
    try:
        sign(load, *load.papers.popleft(), before_last=lambda: disk.fill(town.store))
        _watch(town, MET_FULL, "a seal meets the full disk")
        time.sleep(AWAY_SECONDS)
    finally:
        disk.free(town.store)
    return Strike(began, town.clock(), "signatures and seals found no room")


def clocks(site: Site) -> Strike:
    town, lies = site.town, library()
    if lies is None:
        raise NotHere("libfaketime is not installed and could not be fetched")
    with wrong_clocks(town, lies) as ports:
        usual, began = list(town.ports), town.clock()
        town.ports[:] = [*usual, *ports.values()]
        try:
            found = list(wrong(site.asker, ports))
        finally:
            town.ports[:] = usual
        # Whoever knocked there has had their answer.
        time.sleep(1)
    if found:
        raise Stuck("; ".join(found))
    return Strike(began, began, "people were served by all three", is_down=False)


FAULTS: dict[str, Fault] = {
    "kill -9 the worker": worker,
    "kill -9 the relay": relay,
    "kill -9 realtime": realtime,
    "kill -9 Redis": redis,
    "kill -9 Redis, its data lost": redis_and_data,
    "power cut of PostgreSQL": postgres,
    "kill -9 a web process": web,
    "the disk for files is full": full_disk,
    "clocks an hour ahead and behind": clocks,
}
