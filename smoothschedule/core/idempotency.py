"""Idempotency keys: a repeated POST gives the first answer instead of a second act.

The key row, the act and the stored answer commit together. A rival with the
same key waits on the unique index and then finds the answer. Answers may hold
secrets that are shown once, so they are stored encrypted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, current_app, request
from sqlalchemy import LargeBinary, UniqueConstraint, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.db import Base, TenantOwned, new_id
from smoothschedule.core.problems import Clash, Malformed
from smoothschedule.core.unit_of_work import Work

KEPT_FOR = timedelta(hours=24)


class KeyReused(Clash):
    slug = "idempotency-key-reused"
    title = "This Idempotency-Key was used before with another request."


class IdempotencyKey(TenantOwned, Base):
    """The answer once given to a key; `caller` keeps one person's keys from another's."""

    __is_audited__ = False

    __tablename__ = "idempotency_keys"

    caller: Mapped[str]
    key: Mapped[str]
    request_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    etag: Mapped[str | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("tenant_id", "caller", "key"),)


def answer_once(work: Work, act: Callable[[], Response]) -> Response:
    """The answer of `act`, or the stored answer when this key was already used for it."""
    key = request.headers.get("Idempotency-Key")
    if key is None or work.context.tenant_id is None:
        return act()
    if not 1 <= len(key) <= 200 or not key.isascii() or not key.isprintable():
        raise Malformed(errors={"headers": {"Idempotency-Key": ["1 to 200 plain characters."]}})
    caller, fingerprint = _caller(work), _fingerprint()
    row_id = _claim(work, caller, key, fingerprint)
    if row_id is None:
        return _replay(work, caller, key, fingerprint)
    response = act()
    row = work.get(IdempotencyKey, row_id)
    row.status, row.etag = response.status_code, response.get_etag()[0]
    row.body = _cipher().seal(response.get_data())
    return response


def _caller(work: Work) -> str:
    # Whoever is in somebody's place gets none of the answers that person once got; no script does.
    actor = work.actor
    return str(actor.visit_id or actor.api_token_id or actor.id or "visitor")


def _cipher() -> Cipher:
    return Cipher(current_app.config["SECRET_KEY"], "idempotency")


def _fingerprint() -> bytes:
    parts = (request.method, request.full_path, request.headers.get("If-Match", ""))
    return hashlib.sha256("\n".join(parts).encode() + request.get_data()).digest()


def _claim(work: Work, caller: str, key: str, fingerprint: bytes) -> Any:
    work.session.execute(
        delete(IdempotencyKey).where(
            IdempotencyKey.caller == caller,
            IdempotencyKey.key == key,
            IdempotencyKey.created_at < work.now - KEPT_FOR,
        )
    )
    row = insert(IdempotencyKey).values(
        id=new_id(), caller=caller, key=key, request_hash=fingerprint
    )
    return work.session.scalar(row.on_conflict_do_nothing().returning(IdempotencyKey.id))


def _replay(work: Work, caller: str, key: str, fingerprint: bytes) -> Response:
    stored = work.session.scalar(
        select(IdempotencyKey).where(IdempotencyKey.caller == caller, IdempotencyKey.key == key)
    )
    if stored is None or stored.body is None or stored.request_hash != fingerprint:
        raise KeyReused
    answer = Response(_cipher().open(stored.body), stored.status, mimetype="application/json")
    answer.headers["Idempotent-Replayed"] = "true"
    if stored.etag:
        answer.set_etag(stored.etag)
    return answer
