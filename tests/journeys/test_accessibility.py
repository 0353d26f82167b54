"""axe finds nothing on the screens people meet most, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Site, Visitor

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ; ")}`))"""
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


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Both colour schemes."""
    return str(request.param)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def window(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[Visitor]:
    """A window into which a script may be put, which the product's own policy forbids."""
    viewport: Any = request.param
    scheme_name: Any = scheme
    context = browser.new_context(
        viewport=viewport,
        color_scheme=scheme_name,
        bypass_csp=True,
        reduced_motion="reduce",
        timezone_id="America/New_York",
        locale="en-US",
    )
    yield Visitor(context, context.new_page())
    context.close()


def findings(page: Page) -> list[str]:
    """What axe says of the page once it is at rest."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(RUN)
    return found


def test_axe_finds_nothing_on_open_screens(site: Site, window: Visitor) -> None:
    for name, (host, path) in OPEN_SCREENS.items():
        window.page.goto(site.url(host, path))
        expect(window.page.get_by_role("heading", level=1)).to_be_visible()
        assert findings(window.page) == [], name


def test_axe_finds_nothing_at_the_desk(site: Site, window: Visitor) -> None:
    window.sign_in(site, "bella", "owner")
    for name, path in DESK_SCREENS.items():
        window.page.goto(site.url("bella", path))
        expect(window.page.get_by_role("heading", level=1, name=re.compile("."))).to_be_visible()
        assert findings(window.page) == [], name
