"""The product as tests meet it: one application per worker, a clean database per test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from scripts.local.environment import Addresses, settings_environment
from smoothschedule.app import create_app
from smoothschedule.config import Settings
from smoothschedule.core import throttle
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.databases import Database
from tests.dns_server import Zone, serving
from tests.factories import Business, make_business
from tests.isolation.scene import Scene
from tests.mailbox import Mailbox
from tests.standing import StandingBusinesses

#: Tests ask more in a minute than anybody; those of the shares say theirs themselves.
PLENTY = {
    f"RATE_{kind}": "1000000/1000000"
    for kind in ("PUBLIC_READ", "PUBLIC_WRITE", "SIGN_IN", "READ", "WRITE", "HEAVY")
}
DOCUMENT = """<!doctype html><html lang="en"><head><title>SmoothSchedule</title>
<script type="module" src="/assets/{name}.js" nonce="__CSP_NONCE__"></script></head>
<body><!--bootstrap--><div id="root"><!--server--></div></body></html>"""


@pytest.fixture(scope="session")
def worker_admin(worker_database: Database) -> Iterator[psycopg.Connection]:
    """A superuser's connection to this worker's database, to which each new one costs time."""
    with psycopg.connect(worker_database.admin_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def admin(database: Database, worker_admin: psycopg.Connection) -> psycopg.Connection:
    """The same, over an empty database: sees and may do everything."""
    return worker_admin


@pytest.fixture(scope="session")
def product_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this worker's application keeps mail, files and its front end's documents."""
    folder = tmp_path_factory.mktemp("product")
    (folder / "dist" / "assets").mkdir(parents=True)
    for name in ("app", "booking", "signing", "site", "console"):
        (folder / "dist" / f"{name}.html").write_text(DOCUMENT.format(name=name))
        (folder / "dist" / "assets" / f"{name}.js").write_text("export {};\n")
    (folder / "dist" / "widget.js").write_text("(() => {})();")
    (folder / "dist" / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder


@pytest.fixture(scope="session")
def worker_zone() -> Iterator[Zone]:
    """What the DNS server of this worker's application says."""
    with serving() as zone:
        yield zone


@pytest.fixture
def zone(worker_zone: Zone) -> Zone:
    """The same, knowing nothing yet."""
    worker_zone.forget()
    return worker_zone


@pytest.fixture(scope="session")
def product_values(
    worker_database: Database, worker_redis_url: str, product_folder: Path, worker_zone: Zone
) -> dict[str, str]:
    """The settings of this worker's application, by their environment names."""
    addresses = Addresses(
        worker_database.admin_url, worker_redis_url, web_port=8000, realtime_port=8001
    )
    return {
        **settings_environment(addresses, worker_database.known, folder=product_folder),
        **PLENTY,
        "ENVIRONMENT": "test",
        "DATABASE_POOL_SIZE": "3",
        "DNS_RESOLVER": worker_zone.address,
        "EDGE_ADDRESSES": "192.0.2.7, 2001:db8::7",
        "INTERNAL_HOST": "web",
        "INTERNAL_TOKEN": "t" * 40,
        "ROUTE53_ACCESS_KEY_ID": "testing",
        "ROUTE53_SECRET_ACCESS_KEY": "testing",
        "ROUTE53_ZONE_ID": "ZTESTING",
        "FRONTEND_DIST": str(product_folder / "dist"),
    }


@pytest.fixture(scope="session")
def worker_app(product_values: dict[str, str]) -> Iterator[App]:
    """This worker's application, whatever the last test left behind."""
    app = create_app(Settings.from_environment(product_values))
    yield app
    app.extensions["runtime"].close()


@pytest.fixture
def app(worker_app: App, database: Database, redis_url: str, product_folder: Path) -> App:
    """The application over an empty database, an empty Redis and an empty mailbox."""
    # The limiter is one per process: an application that another test made took it over.
    throttle.limiter.init_app(worker_app)
    shutil.rmtree(product_folder / "mail", ignore_errors=True)
    return worker_app


@pytest.fixture
def runtime(app: App) -> Runtime:
    """The application's parts."""
    found = app.extensions["runtime"]
    assert isinstance(found, Runtime)
    return found


@pytest.fixture(scope="session")
def standing(worker_database: Database) -> Iterator[StandingBusinesses]:
    """The businesses below, as this worker's database first held them."""
    standing = StandingBusinesses(worker_database)
    yield standing
    standing.close()


@pytest.fixture
def business(runtime: Runtime, standing: StandingBusinesses) -> Business:
    """A business: `aurora`."""
    return standing.stand("aurora", lambda: make_business(runtime, "aurora"))


@pytest.fixture
def rival(runtime: Runtime, standing: StandingBusinesses) -> Business:
    """Another business on the same install: `borealis`."""
    return standing.stand("borealis", lambda: make_business(runtime, "borealis"))


@pytest.fixture
def mailbox(runtime: Runtime, product_folder: Path) -> Mailbox:
    """What was mailed; `deliver()` first lets relay and jobs do their work."""
    return Mailbox(runtime, product_folder / "mail")


@pytest.fixture
def scene(
    app: App,
    runtime: Runtime,
    admin: psycopg.Connection,
    mailbox: Mailbox,
    business: Business,
    rival: Business,
) -> Scene:
    """Our business, a rival, and whatever a test needs to exist beforehand."""
    return Scene(app, runtime, admin, mailbox, business, rival)


@pytest.fixture
def other_app(
    product_values: dict[str, str], database: Database, redis_url: str
) -> Iterator[Callable[..., App]]:
    """Makes an application with other settings over the same database: `other_app(NAME="…")`."""
    made: list[App] = []

    def make(**values: str) -> App:
        made.append(create_app(Settings.from_environment({**product_values, **values})))
        return made[-1]

    yield make
    for app in made:
        app.extensions["runtime"].close()
