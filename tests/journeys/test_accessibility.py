"""axe finds nothing on the screens people meet most, in light and dark."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Site, Visitor, findings

OPEN_SCREENS = {
    "landing": ("", "/"),
    "booking": ("bella", "/"),
    "sign-in": ("bella", "/sign-in"),
    "register": ("bella", "/register"),
    "dead invitation": ("bella", f"/invitation?token={'x' * 40}"),
}
DESK_SCREENS = {
    "timeline": "/app/schedule?show=timeline",
    "agenda": "/app/schedule?show=agenda",
    "customers": "/app/customers",
    "contracts": "/app/contracts",
    "templates": "/app/templates",
    "new contract": "/app/contracts/new",
    "team": "/app/team",
    "rights": "/app/team?tab=rights",
    "settings": "/app/settings",
    "policies": "/app/settings/policies",
    "branding": "/app/settings/branding",
    "domains": "/app/settings/domains",
    "plan": "/app/settings/plan",
}


def test_axe_finds_nothing_on_open_screens(site: Site, window: Visitor) -> None:
    for name, (host, path) in OPEN_SCREENS.items():
        window.page.goto(site.url(host, path))
        expect(window.page.get_by_role("heading", level=1)).to_be_visible()
        assert findings(window.page) == [], name


def test_axe_finds_nothing_at_the_desk(site: Site, window: Visitor) -> None:
    window.come_as(site, "bella", "owner")
    for name, path in DESK_SCREENS.items():
        window.page.goto(site.url("bella", path))
        expect(window.page.get_by_role("heading", level=1, name=re.compile("."))).to_be_visible()
        assert findings(window.page) == [], name
