"""HTTP of private calendar addresses, and of what is read under them."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from flask import Response, g, request

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.problems import NotFound
from smoothschedule.scheduling.ical.feeds import feed_file
from smoothschedule.scheduling.models import CalendarFeed
from smoothschedule.scheduling.operations import feeds as operations
from smoothschedule.scheduling.permissions import SHARE_CALENDAR
from smoothschedule.scheduling.queries import feeds as queries
from smoothschedule.scheduling.schemas.feeds import CalendarFeedListSchema, NewCalendarFeedSchema
from smoothschedule.users import throttle

feeds = Blueprint(
    "feeds", __name__, url_prefix="/api/v1", description="Calendars read by other programs"
)
CALENDAR = "text/calendar"


@feeds.endpoint("GET", "/resources/<uuid:resource_id>/feeds", "listCalendarFeeds")
@feeds.requires(SHARE_CALENDAR)
@feeds.response(200, CalendarFeedListSchema)
def list_calendar_feeds(resource_id: UUID) -> dict[str, Any]:
    """Which private addresses there are for a calendar that one sees."""
    work = current_work()
    operations.require_sight(work, resource_id)
    return {"items": queries.resource_feeds(work, resource_id)}


@feeds.endpoint("POST", "/resources/<uuid:resource_id>/feeds", "makeCalendarFeed")
@feeds.requires(SHARE_CALENDAR, in_person=True)
@feeds.response(201, NewCalendarFeedSchema)
def make_calendar_feed(resource_id: UUID) -> dict[str, Any]:
    """A private address of one's own for the calendar; an earlier one works no more."""
    return _shown_once(*operations.make_resource_feed(current_work(), resource_id))


@feeds.endpoint("DELETE", "/feeds/<uuid:feed_id>", "revokeCalendarFeed")
@feeds.requires(SHARE_CALENDAR, in_person=True)
@feeds.response(204)
def revoke_calendar_feed(feed_id: UUID) -> None:
    """The address opens nothing any more."""
    operations.revoke_feed(current_work(), feed_id)


@feeds.endpoint("GET", "/my/feeds", "listMyCalendarFeeds")
@feeds.requires(SHARE_CALENDAR)
@feeds.response(200, CalendarFeedListSchema)
def list_my_calendar_feeds() -> dict[str, Any]:
    """The address for one's own appointments as a customer, if there is one."""
    return {"items": queries.own_feeds(current_work())}


@feeds.endpoint("POST", "/my/feeds", "makeMyCalendarFeed")
@feeds.requires(SHARE_CALENDAR, in_person=True)
@feeds.response(201, NewCalendarFeedSchema)
def make_my_calendar_feed() -> dict[str, Any]:
    """A private address for one's own appointments; an earlier one works no more."""
    return _shown_once(*operations.make_own_feed(current_work()))


@feeds.endpoint("GET", "/public/calendars/<token>.ics", "readCalendarFeed")
@feeds.public
@throttle.unknown_links_of_address
@feeds.doc(
    responses={
        200: {
            "description": "The calendar",
            "content": {CALENDAR: {"schema": {"type": "string"}}},
        }
    }
)
def read_calendar_feed(token: str) -> Response:
    """The calendar behind a private address, from a month ago to a year ahead."""
    found = queries.feed_of_token(current_work(), token)
    if found is None:
        raise NotFound
    content = feed_file(found, current_settings().base_domain)
    response = Response(content, content_type=f"{CALENDAR}; charset=utf-8")
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.make_conditional(request)
    return response


def _shown_once(feed: CalendarFeed, token: str) -> dict[str, Any]:
    settings = current_settings()
    host = settings.subdomain_host(g.tenant.subdomain)
    return {"id": feed.id, "url": settings.url_of(host, f"/api/v1/public/calendars/{token}.ics")}
