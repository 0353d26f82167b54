"""A whole install with its demo, and browsers that walk through it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from benchmarks.installation import Installation, installation
from scripts.local import chromium, product
from scripts.local.ports import LOOPBACK
from tests.dns_server import Zone, serving

ROOT = Path(__file__).parents[2]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
#: Calls the API as the page's own scripts do.
CALL = """async ([method, path, body]) => {
  const { csrf_token } = await (await fetch("/api/v1/me")).json();
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf_token };
  const answer = await fetch("/api/v1" + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return await answer.json();
}"""
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
#: What axe finds, a line for each rule; by `rules` alone where some are named. Of what is right it
#: would else describe every element, which nobody reads.
RUN_AXE = """(rules) => axe.run(document, {
  resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}) }).then(
  ({ violations }) =>
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ; ")}`))"""
CHOOSE_SCHEME = "(scheme) => { document.documentElement.dataset.mantineColorScheme = scheme }"
# A busy machine may take longer than the usual five seconds; what is there at once costs nothing.
expect.set_options(timeout=15_000)
#: What the browser says of answers that a journey provokes on purpose.
EXPECTED_NOISE = ("Failed to load resource",)


@dataclass(frozen=True)
class Look:
    """How somebody sees a page; in the dark only colours differ."""

    width: int
    height: int
    scheme: Literal["light", "dark"]

    @property
    def viewport(self) -> ViewportSize:
        """The size of its window."""
        return {"width": self.width, "height": self.height}

    @property
    def rules(self) -> list[str]:
        """The rules of axe that are worth asking; none named is all of them."""
        return ["color-contrast"] if self.scheme == "dark" else []

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


LOOKS = tuple(
    Look(size["width"], size["height"], scheme)
    for size in (DESKTOP, PHONE)
    for scheme in ("light", "dark")
)


@dataclass(frozen=True)
class Site:
    """The running install as a person meets it."""

    install: Installation
    demo_password: str
    zone: Zone

    def url(self, host: str, path: str = "/") -> str:
        base = f"{host}.smoothschedule.localhost" if host else "smoothschedule.localhost"
        return f"http://{base}:{self.install.web_port}{path}"


@dataclass
class Visitor:
    """One browser window of somebody, and what went wrong in its console."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def sign_in(self, site: Site, host: str, name: str) -> None:
        """They type the name and password of a demo account and see their first screen."""
        self.page.goto(site.url(host, "/sign-in"))
        self.page.get_by_label("E-mail").fill(f"{name}@demo.example")
        self.page.get_by_label("Password", exact=True).fill(site.demo_password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/app/**")

    def come_as(self, site: Site, host: str, name: str) -> None:
        """They signed in as a demo account of that host before; no page was opened yet."""
        address = urlsplit(site.url(host))
        answer = requests.post(
            f"http://{LOOPBACK}:{address.port}/api/v1/auth/sign-in",
            json={"email": f"{name}@demo.example", "password": site.demo_password},
            headers={"Host": address.netloc},
            timeout=20,
        )
        assert answer.status_code == 200, answer.text
        for key, value in answer.cookies.items():
            self.context.add_cookies(
                [{"name": key, "value": value, "url": site.url(host), "httpOnly": True}]
            )


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Every process of the product on free ports, in development's settings, with the demo."""
    if not (ROOT / "frontend" / "dist" / "app.html").is_file():
        pytest.fail("The front end is not built: scripts/test tests/journeys builds it first.")
    with serving() as zone, installation(durable=False) as install:
        install.values |= {"ENVIRONMENT": "development", "DNS_RESOLVER": zone.address}
        seeded = product.flask("demo", "seed", "--json", settings=install.values)
        for name in ("web", "realtime", "worker", "relay"):
            install.start(name)
        yield Site(install, json.loads(seeded)["accounts"][0]["password"], zone)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, of this system."""
    path = chromium.find()
    if path is None:
        pytest.fail("Chromium was not found: scripts/test tests/journeys says how to get it.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Opens a window: `visitor(viewport=PHONE, dark=True)`; no window may complain at the end."""
    made: list[Visitor] = []

    def open_window(
        *, viewport: dict[str, int] = DESKTOP, dark: bool = False, zone: str = "America/New_York"
    ) -> Visitor:
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            timezone_id=zone,
            locale="en-US",
        )
        window = Visitor(context, context.new_page())
        window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.page.on(
            "console",
            lambda message: (
                window.complaints.append(message.text)
                if message.type == "error" and not message.text.startswith(EXPECTED_NOISE)
                else None
            ),
        )
        made.append(window)
        return window

    yield open_window
    complaints = [text for window in made for text in window.complaints]
    for window in made:
        window.context.close()
    assert not complaints, complaints


@pytest.fixture
def pictures() -> Path:
    """Where journeys leave their screenshots."""
    folder = ROOT / "var" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def window(browser: Browser) -> Iterator[Visitor]:
    """A window into which a script may be put, which the product's own policy forbids."""
    context = browser.new_context(
        viewport=LOOKS[0].viewport,
        bypass_csp=True,
        reduced_motion="reduce",
        timezone_id="America/New_York",
        locale="en-US",
    )
    yield Visitor(context, context.new_page())
    context.close()


def looks(page: Page) -> Iterator[Look]:
    """The page, at rest, is seen at each width and in each scheme, and at the end as before."""
    page.wait_for_load_state("networkidle")
    for look in LOOKS:
        _show(page, look)
        yield look
    _show(page, LOOKS[0])


def _show(page: Page, look: Look) -> None:
    page.set_viewport_size(look.viewport)
    # The page took the scheme of its system when it was opened; now somebody chooses.
    page.evaluate(CHOOSE_SCHEME, look.scheme)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def findings(page: Page) -> list[str]:
    """What axe says of the page in all its looks."""
    page.add_script_tag(path=AXE)
    found: list[str] = []
    for look in looks(page):
        found += (f"{look}: {text}" for text in page.evaluate(RUN_AXE, look.rules))
    return found
