"""Is the service back: somebody books and somebody signs, and all that follows has happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from benchmarks.chaos.listener import Listener
from benchmarks.chaos.load import MINUTES, Load, book, sign
from benchmarks.chaos.town import Stuck, until

PATIENCE_SECONDS = 150.0
MAILED = (
    "SELECT 1 FROM appointment_mails m"
    " JOIN appointments a ON a.tenant_id = m.tenant_id AND a.id = m.appointment_id"
    " JOIN customers c ON c.tenant_id = a.tenant_id AND c.id = a.customer_id"
    " WHERE c.email = %s AND m.state = 'sent'"
)
SEALED = "SELECT 1 FROM contracts WHERE id = %s AND state = 'completed'"


class Probe:
    """Asks as a visitor and as a signer; has a calendar to itself, so that nobody is faster."""

    def __init__(self, load: Load, listener: Listener, service: UUID) -> None:
        self._load = load
        self._listener = listener
        self._service = service
        self._turn = 0

    def whole_round(self, since: float) -> float:
        """When the last of it had happened: a booking answered, mailed and heard of at the desk
        after `since`, a contract signed and sealed. Raises Stuck or NoAnswer."""
        load, town = self._load, self._load.town
        booked = book(load, self._next_start(), service=self._service)
        signed = sign(load, *load.papers.popleft())
        if booked is None or signed is None:
            raise Stuck("the probe was refused")
        self._until_there(MAILED, booked.person, "a mail of the booking")
        self._until_there(SEALED, signed.subject, "a seal of the contract")
        until(lambda: self._listener.last > since, seconds=PATIENCE_SECONDS, why="a word by socket")
        return town.clock()

    def _until_there(self, query: str, value: str, why: str) -> None:
        sql = self._load.town.sql
        until(lambda: sql(query, value), seconds=PATIENCE_SECONDS, why=why)

    def _next_start(self) -> str:
        self._turn += 1
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return f"{midnight + timedelta(days=3, minutes=MINUTES * self._turn):%Y-%m-%dT%H:%M:00Z}"
