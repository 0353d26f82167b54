"""HTTP of API tokens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.users import api_tokens
from smoothschedule.users.models import ApiToken
from smoothschedule.users.schemas.api_tokens import (
    ApiTokenListSchema,
    ApiTokenMakeSchema,
    ApiTokenSchema,
    NewApiTokenSchema,
)
from smoothschedule.users.scopes import SCOPES

tokens = Blueprint(
    "api_tokens", __name__, url_prefix="/api/v1/api-tokens", description="Access for scripts"
)


@tokens.endpoint("GET", "", "listApiTokens")
@tokens.requires("manage_api_tokens", in_person=True)
@tokens.response(200, ApiTokenListSchema)
def list_api_tokens() -> dict[str, Any]:
    """The tokens in force, and the scopes that one may give to new ones."""
    work = current_work()
    scopes = [{"name": k, "meaning": v} for k, v in SCOPES.items() if work.actor.may(k)]
    items = [_document(token) for token in api_tokens.in_force(work)]
    return {"items": items, "scopes": scopes, "next": None}


@tokens.endpoint("POST", "", "makeApiToken")
@tokens.requires("manage_api_tokens", in_person=True)
@tokens.arguments(ApiTokenMakeSchema)
@tokens.response(201, NewApiTokenSchema)
def make_api_token(body: dict[str, Any]) -> dict[str, Any]:
    """A token that acts for oneself within the scopes; `token` is shown this once."""
    made, secret = api_tokens.make(current_work(), **body)
    return _document(made) | {"token": secret}


@tokens.endpoint("DELETE", "/<uuid:token_id>", "revokeApiToken")
@tokens.requires("manage_api_tokens", in_person=True)
@tokens.response(204)
def revoke_api_token(token_id: UUID) -> None:
    """The token opens nothing any more, at once."""
    api_tokens.revoke(current_work(), token_id)


def _document(token: ApiToken) -> dict[str, Any]:
    return {name: getattr(token, name) for name in ApiTokenSchema().fields}
