"""Links that no archive holds are made anew as its rows are written.

What was sent by mail before leads to the former place and opens nothing here. Whatever is sent
from now on (a reminder, *Send again*) carries the new link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from smoothschedule.contracts.operations import signing_links
from smoothschedule.contracts.rules.states import ASKED, OPEN
from smoothschedule.core.tokens import derived_token, new_token, token_hash
from smoothschedule.scheduling.operations import manage_links, waitlist_links
from smoothschedule.scheduling.rules.states import EXPECTED, State
from smoothschedule.scheduling.rules.waitlist import ON_THE_LIST

#: What is counted, and told to whoever imports.
SIGNERS, BOOKINGS, WAITING, OPEN_CONTRACTS = "signers", "bookings", "waiting", "open contracts"
#: Of holds: nobody can come back to one.
_NOBODYS: Final = "hold_token_hash"

Row = dict[str, Any]


class Renewal:
    """Gives rows their links; `counts` says to how many of each kind."""

    def __init__(self, secret_key: str, now: datetime) -> None:
        self._secret_key, self._now = secret_key, now.isoformat()
        #: Open contract -> when it expires.
        self._open: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self._made_by: dict[str, Callable[[Row], Row]] = {
            "appointments": self._of_appointment,
            "waitlist_entries": self._of_waiting,
            "contracts": self._of_contract,
            "contract_signers": self._of_signer,
        }

    def __call__(self, table: str, row: Row) -> Row:
        """Columns of the row that are secrets, new ones."""
        made = self._made_by[table](row) if table in self._made_by else {}
        return {
            name: f"\\x{value.hex()}" if isinstance(value, bytes) else value
            for name, value in made.items()
        }

    def _of_appointment(self, row: Row) -> Row:
        state = _state(row)
        if state == State.HOLD:
            return {_NOBODYS: token_hash(new_token())}
        is_ahead = str(row.get("starts_at")) > self._now
        if state not in EXPECTED or row.get("is_session") or not is_ahead:
            return {}
        self.counts[BOOKINGS] += 1
        nonce, hashed = self._link(manage_links.PURPOSE)
        return {"manage_nonce": nonce, "manage_token_hash": hashed}

    def _of_waiting(self, row: Row) -> Row:
        self.counts[WAITING] += _state(row) in ON_THE_LIST
        nonce, hashed = self._link(waitlist_links.PURPOSE)
        return {"nonce": nonce, "token_hash": hashed}

    def _of_contract(self, row: Row) -> Row:
        if _state(row) in OPEN:
            self.counts[OPEN_CONTRACTS] += 1
            self._open[str(row["id"])] = str(row.get("expires_at"))
        return {}

    def _of_signer(self, row: Row) -> Row:
        expires_at = self._open.get(str(row.get("contract_id")))
        if _state(row) not in ASKED or expires_at is None:
            return {}
        try:
            until = datetime.fromisoformat(expires_at) + signing_links.OUTLASTS
        except (ValueError, OverflowError):
            return {}  # PostgreSQL refuses such a contract
        self.counts[SIGNERS] += 1
        nonce, hashed = self._link(signing_links.PURPOSE)
        return {
            "link_nonce": nonce,
            "token_hash": hashed,
            "token_expires_at": until.isoformat(),
        }

    def _link(self, purpose: str) -> tuple[str, bytes]:
        nonce = new_token()
        return nonce, token_hash(derived_token(self._secret_key, purpose, nonce))


def _state(row: Row) -> str:
    """What the row says; PostgreSQL refuses it later where it is no state at all."""
    return str(row.get("state"))
