"""API tokens of a business: made by the owner, carried by scripts and integrations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import cast
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context
from smoothschedule.core.problems import Clash, Malformed, NotFound, Problem
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import UnitsOfWork, Work
from smoothschedule.users.models import ApiToken, User
from smoothschedule.users.scopes import SCOPES

log = structlog.get_logger()
MARK = "sst_"
SHOWN_CHARACTERS = 8
MAX_DAYS = 365
MAX_ACTIVE = 50
TOUCH_EVERY = timedelta(minutes=5)


class TokenRefused(Problem):
    slug, status, security_action = "token-refused", 401, "TOKEN_REFUSED"
    title = "This API token is unknown here, has expired or was revoked."


class TooManyTokens(Clash):
    slug = "too-many-tokens"
    title = f"There are {MAX_ACTIVE} API tokens already. Revoke one that is not used any more."


def make(work: Work, *, name: str, scopes: list[str], expires_in_days: int) -> tuple[ApiToken, str]:
    """A token of the acting person exists; returns it and its secret, which is kept nowhere.

    Raises Malformed for a scope that is not open to tokens or that the person does not hold,
    and TooManyTokens.
    """
    assert work.actor.user_id is not None
    _check_scopes(work, scopes)
    if len(in_force(work)) >= MAX_ACTIVE:
        raise TooManyTokens
    secret = MARK + new_token()
    token = ApiToken(
        created_by_id=work.actor.user_id,
        name=name,
        prefix=secret[: len(MARK) + SHOWN_CHARACTERS],
        token_hash=token_hash(secret),
        scopes=sorted(set(scopes)),
        expires_at=work.now + timedelta(days=expires_in_days),
    )
    work.session.add(token)
    work.session.flush()
    work.record(Tag.API_TOKEN_MADE, "api_token", token.id, token=name, scopes=token.scopes)
    return token, secret


def _check_scopes(work: Work, scopes: Iterable[str]) -> None:
    for scope in scopes:
        if scope not in SCOPES:
            raise Malformed(errors={"json": {"scopes": [f"Tokens cannot be given {scope!r}."]}})
        if not work.actor.may(scope):
            reason = f"You cannot give {scope!r}: you do not hold it yourself."
            raise Malformed(errors={"json": {"scopes": [reason]}})


def in_force(work: Work) -> list[ApiToken]:
    """The business's tokens that are neither revoked nor expired, latest first."""
    query = (
        select(ApiToken)
        .where(ApiToken.revoked_at.is_(None), ApiToken.expires_at > work.now)
        .order_by(ApiToken.id.desc())
    )
    return list(work.session.scalars(query))


def revoke(work: Work, token_id: UUID) -> None:
    """Nobody comes in by this token any more; raises NotFound."""
    ended = work.session.scalar(
        update(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=work.now)
        .returning(ApiToken)
    )
    if ended is None:
        raise NotFound
    work.record(Tag.API_TOKEN_REVOKED, "api_token", ended.id, token=ended.name)


def bearer_of(work: Work, token_id: UUID | None) -> tuple[ApiToken, User]:
    """The token in force, and the active person it acts for; raises TokenRefused."""
    row = work.session.execute(
        select(ApiToken, User)
        .join(User, User.id == ApiToken.created_by_id)
        .where(
            ApiToken.id == token_id,
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > work.now,
            User.is_active,
        )
    ).one_or_none()
    if row is None:
        raise TokenRefused
    return cast("tuple[ApiToken, User]", tuple(row))


def touch(units: UnitsOfWork, work: Work, token: ApiToken) -> None:
    """The token counts as used now; written every few minutes, in its own transaction.

    The request has been committed by then, so a failure here is logged and does not undo it.
    """
    if token.last_used_at is not None and work.now - token.last_used_at < TOUCH_EVERY:
        return
    try:
        with units.open(Context(tenant_id=work.context.tenant_id)) as own:
            own.session.execute(
                update(ApiToken)
                .where(ApiToken.id == token.id)
                .values(last_used_at=own.now)
                .execution_options(unjournaled=True)
            )
    except (DBAPIError, PoolTimeout) as error:
        log.warning("api_token.not_touched", error=type(error).__name__)
