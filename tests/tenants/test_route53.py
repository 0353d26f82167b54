"""Records that the platform writes itself, at a Route53 that answers for real (moto)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import psycopg
import pytest
from moto.server import ThreadedMotoServer

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.dns_server import Zone
from tests.factories import BASE, Business, make_platform_person
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, signed_in

HOST = "book.aurora-zone.example"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def route53(endpoint: str) -> Any:
    return boto3.client(
        "route53",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )


@pytest.fixture
def zone_id(route53: Any) -> str:
    made = route53.create_hosted_zone(Name="aurora-zone.example", CallerReference="one")
    return str(made["HostedZone"]["Id"].rpartition("/")[2])


@pytest.fixture
def domain(app: App, business: Business) -> dict[str, Any]:
    return dict(signed_in(app, business).post("/domains", {"host": HOST}).json)


@pytest.fixture
def platform(app: App, runtime: Runtime) -> Browser:
    person = make_platform_person(runtime, Role.PLATFORM_MANAGER)
    return Browser(app, f"platform.{BASE}").enter(person)


@pytest.fixture
def reached(runtime: Runtime, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application's Route53 is the one that runs here."""
    settings = replace(runtime.settings, route53_endpoint_url=endpoint)
    monkeypatch.setitem(runtime.__dict__, "settings", settings)


def test_the_records_are_written_and_then_checked(
    route53: Any,
    zone_id: str,
    domain: dict[str, Any],
    platform: Browser,
    reached: None,
    mailbox: Mailbox,
    zone: Zone,
    admin: psycopg.Connection,
) -> None:
    asked = platform.post(f"/platform/domains/{domain['id']}/records", {"zone_id": zone_id})
    assert (asked.status_code, asked.json["route53_zone_id"]) == (202, zone_id)
    for _ in range(2):  # a job may run twice
        platform.post(f"/platform/domains/{domain['id']}/records", {"zone_id": zone_id})
        mailbox.deliver()
    kept = {
        (record["Type"], record["Name"].rstrip(".")): record["ResourceRecords"][0]["Value"]
        for record in route53.list_resource_record_sets(HostedZoneId=zone_id)["ResourceRecordSets"]
    }
    values = {r["purpose"]: r["value"] for r in domain["records"]}
    assert kept["TXT", f"_smoothschedule.{HOST}"] == f'"{values["proof"]}"'
    assert kept["CNAME", HOST] == f"edge.{BASE}"
    # It was checked afterwards: this test's DNS server is no Route53 and knows nothing of it.
    assert f"_smoothschedule.{HOST} TXT" in zone.asked
    assert admin.execute("SELECT finding FROM tenant_domains").fetchone() == ("no_such_name",)


def test_a_zone_that_is_not_ours_leaves_everything_as_it_was(
    domain: dict[str, Any],
    platform: Browser,
    reached: None,
    mailbox: Mailbox,
    admin: psycopg.Connection,
) -> None:
    platform.post(f"/platform/domains/{domain['id']}/records", {"zone_id": "ZNOBODYS"})
    mailbox.deliver()
    state = admin.execute("SELECT state, error FROM platform_jobs").fetchone()
    assert state is not None
    assert state[0] == "queued"  # it will be tried again
    assert "NoSuchHostedZone" in state[1]
    assert admin.execute("SELECT verified_at FROM tenant_domains").fetchone() == (None,)


@pytest.mark.parametrize("zone_id", ["../x", "z1", "", "Z" * 40, 7])
def test_what_is_no_zone_is_refused(
    domain: dict[str, Any], platform: Browser, zone_id: object
) -> None:
    answer = platform.post(f"/platform/domains/{domain['id']}/records", {"zone_id": zone_id})
    check_problem(answer, 422, "malformed")


def test_a_business_cannot_choose_whose_dns_is_written(
    app: App, business: Business, domain: dict[str, Any]
) -> None:
    owner = signed_in(app, business)
    body = {"host": "b.aurora-zone.example", "route53_zone_id": "Z1"}
    check_problem(owner.post("/domains", body), 422, "malformed")
    answer = owner.post(f"/platform/domains/{domain['id']}/records", {"zone_id": "Z1"})
    check_problem(answer, 404, "not-found")
