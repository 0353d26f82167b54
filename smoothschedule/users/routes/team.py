"""HTTP of the people of a business."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.pagination import page
from smoothschedule.core.schemas import PageArgs
from smoothschedule.users.models import User
from smoothschedule.users.schemas.team import UserPage

team = Blueprint("team", __name__, url_prefix="/api/v1", description="People of the business")


@team.endpoint("GET", "/users", "listUsers")
@team.requires("view_team")
@team.arguments(PageArgs, location="query")
@team.response(200, UserPage)
def list_users(args: dict[str, Any]) -> dict[str, Any]:
    """The people of this business, customers with an account included."""
    return page(current_work().session, select(User), [User.email], **args)
