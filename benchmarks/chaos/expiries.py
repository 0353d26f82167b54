"""What expires, asked at processes whose clocks are wrong: the database's clock alone decides.

Each thing is made twice and its end set in the database: once just ahead, then it must be good
however late the process believes it to be, and once just past, then it must be over however
early the process believes it to be.
"""

from __future__ import annotations

import http.client
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

import websocket

from benchmarks.chaos.ledger import Promise
from benchmarks.chaos.load import MINUTES, Load
from benchmarks.http_client import HttpClient
from benchmarks.paper import Asked
from benchmarks.signing_races import send
from benchmarks.stage import OWNER_EMAIL, PASSWORD
from scripts.local.ports import LOOPBACK
from smoothschedule.contracts.operations.codes import digits_of
from smoothschedule.core.tokens import token_hash

AHEAD_SECONDS, PAST_SECONDS = 30, -1
#: Whether the thing, whose end is so many seconds from now, is good at that port.
Trial: TypeAlias = Callable[["Asker", int, int], bool]


class Asker:
    """Makes things that expire, at whichever port, and uses them there."""

    def __init__(self, load: Load, service: UUID, staff_id: UUID) -> None:
        self.load = load
        self.town = load.town
        self.service = service
        self.staff_id = staff_id
        self._slots = count()

    def visitor(self, port: int) -> HttpClient:
        return HttpClient(port, self.town.stage.host)

    def owner(self, port: int) -> HttpClient:
        """In a browser of their own, signed in there."""
        return self.visitor(port).sign_in(OWNER_EMAIL, PASSWORD)

    def end(self, table: str, column: str, where: str, *values: Any) -> None:
        """The rows end so many seconds (the first value) from the database's now."""
        self.town.sql(
            f"UPDATE {table} SET {column} = now() + make_interval(secs => %s) WHERE {where}",
            *values,
        )

    def next_start(self) -> str:
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + timedelta(days=5, minutes=MINUTES * next(self._slots))
        return f"{at:%Y-%m-%dT%H:%M:00Z}"


def hold(asker: Asker, port: int, seconds: int) -> bool:
    client, key = asker.visitor(port), secrets.token_hex(8)
    wanted = {"service_id": str(asker.service), "starts_at": asker.next_start()}
    token = client.call("POST", "/public/holds", wanted).body["token"]
    asker.end("appointments", "hold_expires_at", "hold_token_hash = %s", seconds, token_hash(token))
    person = f"{key}@guests.example"
    guest = {"hold_token": token, "name": "Vera", "email": person}
    answer = client.call("POST", "/public/bookings", guest)
    if answer.status == 201:
        subject, moment = answer.body["manage_token"], asker.town.clock()
        asker.load.ledger.promise(Promise("booking", key, person, subject, moment))
    return answer.status == 201


def signing_link(asker: Asker, port: int, seconds: int) -> bool:
    paper = send(asker.town.stage, Asked("ann"))
    asker.end("contract_signers", "token_expires_at", "contract_id = %s", seconds, paper.id)
    return asker.visitor(port).call("GET", f"/signing/{paper.tokens['ann']}").status == 200


def time_to_sign(asker: Asker, port: int, seconds: int) -> bool:
    paper = send(asker.town.stage, Asked("ann"))
    asker.end("contracts", "expires_at", "id = %s", seconds, paper.id)
    agreed = {"version": "2026-11", "language": "en"}
    path = f"/signing/{paper.tokens['ann']}/consent"
    return asker.visitor(port).call("POST", path, agreed).status == 200


def one_time_code(asker: Asker, port: int, seconds: int) -> bool:
    town, client = asker.town, asker.visitor(port)
    paper = send(town.stage, Asked("ann", more={"requires_code": True}))
    root, signer = f"/signing/{paper.tokens['ann']}", paper.signers["ann"]
    client.call("POST", f"{root}/code")
    asker.end("signer_codes", "expires_at", "signer_id = %s", seconds, signer)
    ((nonce,),) = town.sql("SELECT code_nonce FROM signer_codes WHERE signer_id = %s", signer)
    code = digits_of(nonce, town.stage.runtime.settings.secret_key)
    return client.call("POST", f"{root}/code/check", {"code": code}).status == 200


def visit(asker: Asker, port: int, seconds: int) -> bool:
    owner = asker.owner(port)
    wanted = {"user_id": str(asker.staff_id), "mode": "view", "reason": "To see what they see."}
    begun = owner.call("POST", "/masquerades", wanted)
    asker.end("visits", "expires_at", "ended_at IS NULL", seconds)
    seen = owner.call("GET", "/me")
    is_there = bool(seen.status == 200 and seen.body["visit"])
    # Who is on one cannot begin another.
    asker.end("visits", "expires_at", "ended_at IS NULL", PAST_SECONDS)
    return begun.status == 200 and is_there


def session(asker: Asker, port: int, seconds: int) -> bool:
    owner = asker.owner(port)
    hashed = token_hash(owner.headers["Cookie"].partition("=")[2])
    asker.end("sessions", "expires_at", "token_hash = %s", seconds, hashed)
    return owner.call("GET", "/me").status == 200


TRIALS: Mapping[str, Trial] = {
    "a held time": hold,
    "a signing link": signing_link,
    "the time to sign": time_to_sign,
    "a one-time code": one_time_code,
    "a visit": visit,
    "a session": session,
}


def wrong(asker: Asker, ports: Mapping[str, int]) -> Iterator[str]:
    """What a wrong clock decided, in plain words; nothing when it decided nothing."""
    for clock, port in ports.items():
        for name, trial in TRIALS.items():
            if not trial(asker, port, AHEAD_SECONDS):
                yield f"{name} died early where the clock is an hour {clock}"
            if trial(asker, port, PAST_SECONDS):
                yield f"{name} lived on where the clock is an hour {clock}"
        if not _ticket_opens(asker, port):
            yield f"a ticket for sockets made an hour {clock} opens nothing"
    yield from _links(asker, ports)


def _ticket_opens(asker: Asker, port: int) -> bool:
    ticket = asker.visitor(port).call("POST", "/public/socket-ticket").body["ticket"]
    stage, realtime = asker.town.stage, asker.town.install.realtime_port
    connected = websocket.create_connection(
        f"ws://{LOOPBACK}:{realtime}/socket.io/?EIO=4&transport=websocket",
        host=f"{stage.host}:{realtime}",
        origin=f"http://{stage.host}",
        timeout=10,
    )
    with closing(connected) as socket:
        socket.recv()
        socket.send(f'40{{"ticket":"{ticket}"}}')
        return str(socket.recv()).startswith("40")


def _links(asker: Asker, ports: Mapping[str, int]) -> Iterator[str]:
    """A link to a file that one process made opens it at the other."""
    ((contract,),) = asker.town.sql("SELECT id FROM contracts WHERE state = 'completed' LIMIT 1")
    for made, port in ports.items():
        url = asker.owner(port).call("GET", f"/contracts/{contract}/document").body["url"]
        for opened, other in ports.items():
            status = _status_of(other, url)
            if status != 200:
                yield f"a file's link made an hour {made} is {status} an hour {opened}"


def _status_of(port: int, url: str) -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    with closing(connection):
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Host": parts.netloc})
        return connection.getresponse().status
