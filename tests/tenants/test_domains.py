"""Domains of a business's own: claimed, proven by a real DNS answer, checked again, given up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import recheck_domains
from smoothschedule.users.rules import Role
from tests.databases import Database
from tests.dns_server import Zone
from tests.factories import BASE, Business, make_domain, make_platform_person
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in, visitor

HOST = "book.aurora.example.com"
PROOF = f"_smoothschedule.{HOST}"


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def claimed(owner: Browser) -> dict[str, Any]:
    answer = owner.post("/domains", {"host": HOST})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.json)


def proof_of(domain: dict[str, Any]) -> str:
    return next(str(r["value"]) for r in domain["records"] if r["purpose"] == "proof")


def let_time_pass(runtime: Runtime) -> None:
    """Whatever was asked or checked was so a minute ago."""
    with psycopg.connect(str(runtime.settings.database_url), autocommit=True) as admin:
        admin.execute("UPDATE tenant_domains SET checked_at = checked_at - interval '1 minute'")
        admin.execute("UPDATE audit_events SET created_at = created_at - interval '1 minute'")


def check(owner: Browser, domain: dict[str, Any], mailbox: Mailbox) -> dict[str, Any]:
    """The domain after the DNS was asked, long after the last time."""
    let_time_pass(mailbox.runtime)
    answer = owner.post(f"/domains/{domain['id']}/check")
    assert answer.status_code == 202, answer.get_data(as_text=True)
    mailbox.deliver()
    return dict(owner.get("/domains").json["items"][0])


def test_a_claimed_host_shows_its_records_and_leads_nowhere_yet(
    app: App, claimed: dict[str, Any]
) -> None:
    records = {(r["kind"], r["purpose"]): (r["name"], r["value"]) for r in claimed["records"]}
    assert records[("TXT", "proof")][0] == PROOF
    assert len(records[("TXT", "proof")][1]) > 60
    assert records[("CNAME", "way")] == (HOST, f"edge.{BASE}")
    assert records[("A", "way_of_root")] == (HOST, "192.0.2.7")
    assert records[("AAAA", "way_of_root")] == (HOST, "2001:db8::7")
    assert (claimed["verified_at"], claimed["finding"]) == (None, None)
    check_problem(Browser(app, HOST).get("/public/business"), 404, "unknown-host")


def test_a_host_is_normalised(owner: Browser) -> None:
    answer = owner.post("/domains", {"host": " BÜCHER.Aurora.Example.com. "})
    assert answer.json["host"] == "xn--bcher-kva.aurora.example.com"
    again = owner.post("/domains", {"host": "bücher.aurora.example.com"})
    check_problem(again, 409, "domain-known")


@pytest.mark.parametrize(
    "host",
    [
        BASE,
        f"borealis.{BASE}",
        f"PLATFORM.{BASE}.",
        f"edge.{BASE}",
        "localhost",
        "web",
        "192.0.2.7",
        "book.aurora.example.com:8000",
        "https://book.aurora.example.com",
    ],
)
def test_what_is_not_a_host_of_ones_own_is_refused_beside_its_field(
    owner: Browser, host: str
) -> None:
    refused = check_problem(owner.post("/domains", {"host": host}), 422, "malformed")
    assert list(refused["errors"]["json"]) == ["host"]
    assert owner.get("/domains").json["items"] == []


def test_a_host_that_another_business_holds_is_refused_without_a_name(
    owner: Browser,
    runtime: Runtime,
    rival: Business,
    admin: psycopg.Connection,
) -> None:
    make_domain(runtime, rival, HOST, admin=admin)
    answer = owner.post("/domains", {"host": HOST})
    check_problem(answer, 409, "domain-taken")
    told = answer.get_data(as_text=True).lower()
    assert not [word for word in (rival.mark.lower(), str(rival.id)) if word in told]


def test_a_claim_keeps_nobody_out_and_the_first_proof_wins(
    app: App, claimed: dict[str, Any], rival: Business, owner: Browser, mailbox: Mailbox, zone: Zone
) -> None:
    other = signed_in(app, rival)
    theirs = other.post("/domains", {"host": HOST}).json
    assert proof_of(theirs) != proof_of(claimed)
    zone.add(PROOF, "TXT", proof_of(theirs), proof_of(claimed))
    assert check(owner, claimed, mailbox)["finding"] == "found"
    late = check(other, theirs, mailbox)
    assert (late["finding"], late["verified_at"]) == ("held", None)
    shown = Browser(app, HOST).get("/public/business").json["name"]
    assert shown == "Aurora House"


def test_a_business_has_five_domains_at_most(owner: Browser) -> None:
    for number in range(5):
        assert owner.post("/domains", {"host": f"b{number}.example.com"}).status_code == 201
    check_problem(owner.post("/domains", {"host": "b5.example.com"}), 409, "too-many-domains")


def test_the_right_record_opens_the_host(
    app: App, owner: Browser, claimed: dict[str, Any], mailbox: Mailbox, zone: Zone
) -> None:
    zone.add(PROOF, "TXT", "v=spf1 -all", proof_of(claimed))
    zone.add(HOST, "CNAME", f"edge.{BASE}")
    zone.add(f"edge.{BASE}", "A", "192.0.2.7")
    found = check(owner, claimed, mailbox)
    assert (found["finding"], found["is_pointed_here"], found["failures"]) == ("found", True, 0)
    assert found["verified_at"] == found["checked_at"] is not None
    own = Browser(app, HOST)
    assert own.get("/public/business").json["name"] == "Aurora House"


@pytest.mark.parametrize("spelling", [HOST.upper(), f"{HOST}:8443", f"{HOST}.", f"{HOST}.:80"])
def test_a_verified_host_is_known_however_it_is_spelt(
    app: App,
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    spelling: str,
) -> None:
    make_domain(runtime, business, HOST, admin=admin)
    client = app.test_client()
    answer = client.get("/api/v1/public/business", headers={"Host": spelling})
    assert answer.json["name"] == "Aurora House"


def test_a_chain_of_names_is_followed(
    owner: Browser, claimed: dict[str, Any], mailbox: Mailbox, zone: Zone
) -> None:
    zone.add(PROOF, "CNAME", "proofs.provider.example")
    zone.add("proofs.provider.example", "CNAME", "deeper.provider.example")
    zone.add("deeper.provider.example", "TXT", proof_of(claimed))
    zone.add(HOST, "CNAME", "shop.provider.example")
    zone.add("shop.provider.example", "A", "192.0.2.7")
    found = check(owner, claimed, mailbox)
    assert (found["finding"], found["is_pointed_here"]) == ("found", True)


def missing(zone: Zone) -> None:
    zone.empty.add(PROOF)


def wrong(zone: Zone) -> None:
    zone.add(PROOF, "TXT", "smoothschedule-verification=somebody-elses")


def nowhere(zone: Zone) -> None:
    zone.forget()


def failing(zone: Zone) -> None:
    zone.failing.add(PROOF)


def elsewhere(zone: Zone) -> None:
    zone.add(PROOF, "CNAME", "gone.provider.example")


@pytest.mark.parametrize(
    ("state", "finding", "failures"),
    [
        (missing, "missing", 1),
        (wrong, "wrong", 1),
        (nowhere, "no_such_name", 1),
        (elsewhere, "no_such_name", 1),
        (failing, "server_failed", 0),
    ],
)
def test_any_other_answer_opens_nothing_and_is_named(
    app: App,
    owner: Browser,
    claimed: dict[str, Any],
    mailbox: Mailbox,
    zone: Zone,
    state: Any,
    finding: str,
    failures: int,
) -> None:
    state(zone)
    found = check(owner, claimed, mailbox)
    assert (found["finding"], found["failures"]) == (finding, failures)
    assert (found["verified_at"], found["is_pointed_here"]) == (None, False)
    check_problem(Browser(app, HOST).get("/public/business"), 404, "unknown-host")


def test_a_silent_server_proves_nothing(
    owner: Browser,
    claimed: dict[str, Any],
    mailbox: Mailbox,
    zone: Zone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("smoothschedule.tenants.dns.TRY_SECONDS", 0.1)
    monkeypatch.setattr("smoothschedule.tenants.dns.ALL_SECONDS", 0.2)
    zone.silent |= {PROOF, HOST}
    found = check(owner, claimed, mailbox)
    assert (found["finding"], found["failures"], found["verified_at"]) == ("no_answer", 0, None)


@pytest.fixture
def verified(
    owner: Browser, claimed: dict[str, Any], mailbox: Mailbox, zone: Zone
) -> dict[str, Any]:
    zone.add(PROOF, "TXT", proof_of(claimed))
    found = check(owner, claimed, mailbox)
    assert found["verified_at"]
    return found


def test_a_host_is_lost_after_three_times_no_and_its_owner_is_told(
    app: App,
    business: Business,
    owner: Browser,
    verified: dict[str, Any],
    mailbox: Mailbox,
    zone: Zone,
) -> None:
    wrong(zone)
    for failures in (1, 2):
        found = check(owner, verified, mailbox)
        assert (found["failures"], found["verified_at"]) == (failures, verified["verified_at"])
    assert Browser(app, HOST).get("/public/business").status_code == 200
    assert mailbox.to(business.owner.email) == []
    assert check(owner, verified, mailbox)["verified_at"] is None
    check_problem(Browser(app, HOST).get("/public/business"), 404, "unknown-host")
    (mail,) = mailbox.to(business.owner.email)
    assert mail["Subject"] == f"{HOST} no longer leads to Aurora House"
    assert f"http://{business.host}:8000/app/settings/domains" in text_of(mail)
    # The record comes back, and so does the host.
    zone.add(PROOF, "TXT", proof_of(verified))
    assert check(owner, verified, mailbox)["verified_at"]


def test_a_good_answer_forgets_the_bad_ones_and_silence_counts_for_nothing(
    owner: Browser, verified: dict[str, Any], mailbox: Mailbox, zone: Zone
) -> None:
    wrong(zone)
    for _ in range(2):
        check(owner, verified, mailbox)
    zone.failing.add(PROOF)
    for _ in range(4):
        found = check(owner, verified, mailbox)
    assert (found["failures"], found["verified_at"]) == (2, verified["verified_at"])
    zone.failing.clear()
    zone.add(PROOF, "TXT", proof_of(verified))
    assert check(owner, verified, mailbox)["failures"] == 0


@pytest.mark.parametrize(
    ("was", "asked"),
    [
        ("verified_at = now(), checked_at = now() - interval '24 hours'", 1),
        ("verified_at = now(), checked_at = now() - interval '22 hours'", 0),
        ("checked_at = now() - interval '2 hours'", 1),
        ("checked_at = now() - interval '30 minutes'", 0),
        ("checked_at = now() - interval '9 days', created_at = now() - interval '9 days'", 0),
    ],
)
def test_the_clock_looks_at_domains_again(
    runtime: Runtime,
    claimed: dict[str, Any],
    mailbox: Mailbox,
    zone: Zone,
    admin: psycopg.Connection,
    was: str,
    asked: int,
) -> None:
    admin.execute(f"UPDATE tenant_domains SET {was}")
    assert recheck_domains(runtime) == asked
    mailbox.deliver()
    assert zone.asked.count(f"{PROOF} TXT") == asked
    assert recheck_domains(runtime) == 0


def test_a_removed_domain_leads_nowhere_at_once(
    app: App, owner: Browser, verified: dict[str, Any], mailbox: Mailbox, runtime: Runtime
) -> None:
    let_time_pass(runtime)
    owner.post(f"/domains/{verified['id']}/check")
    assert owner.call("DELETE", f"/domains/{verified['id']}").status_code == 204
    check_problem(Browser(app, HOST).get("/public/business"), 404, "unknown-host")
    mailbox.deliver()  # the check that was asked for finds nothing and harms nobody
    assert owner.get("/domains").json["items"] == []
    check_problem(owner.call("DELETE", f"/domains/{verified['id']}"), 404, "not-found")


@pytest.mark.parametrize("role", [Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER])
def test_domains_are_the_owners_alone(
    app: App, business: Business, claimed: dict[str, Any], role: Role
) -> None:
    other = signed_in(app, business, business.people[role])
    path = f"/domains/{claimed['id']}"
    check_problem(other.get("/domains"), 403, "not-allowed")
    check_problem(other.post("/domains", {"host": "x.example.com"}), 403, "not-allowed")
    check_problem(other.post(f"{path}/check"), 403, "not-allowed")
    check_problem(other.call("DELETE", path), 403, "not-allowed")
    check_problem(visitor(app, business).get("/domains"), 401, "not-signed-in")


def test_the_application_itself_cannot_say_that_a_host_is_proven(
    database: Database, business: Business, claimed: dict[str, Any], rival: Business
) -> None:
    with psycopg.connect(database.app_url, autocommit=True) as app_sql:
        app_sql.execute("SELECT set_config('app.tenant_id', %s, false)", [str(business.id)])
        for change in ("verified_at = now()", "failures = 0", "txt_token = 'x'", "host = 'x.y'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app_sql.execute(f"UPDATE tenant_domains SET {change}")  # type: ignore[arg-type]
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            app_sql.execute(
                "INSERT INTO tenant_domains (id, tenant_id, host, txt_token)"
                " VALUES (gen_random_uuid(), %s, 'x.y', 'x')",
                [rival.id],
            )


@pytest.fixture
def platform(app: App, runtime: Runtime) -> Browser:
    person = make_platform_person(runtime, Role.PLATFORM_MANAGER)
    return Browser(app, f"platform.{BASE}").enter(person)


def test_the_platform_sees_and_checks_domains(
    platform: Browser, business: Business, claimed: dict[str, Any], mailbox: Mailbox, zone: Zone
) -> None:
    zone.add(PROOF, "TXT", proof_of(claimed))
    assert platform.post(f"/platform/domains/{claimed['id']}/check").status_code == 202
    mailbox.deliver()
    shown = platform.get(f"/platform/tenants/{business.id}").json
    assert [(d["host"], d["finding"]) for d in shown["domains"]] == [(HOST, "found")]
    assert {use["limit"]: use["used"] for use in shown["uses"]}["staff"] == 1


def test_sales_reaches_domains_of_demo_businesses_only(
    app: App, runtime: Runtime, claimed: dict[str, Any], business: Business
) -> None:
    sales = Browser(app, f"platform.{BASE}")
    sales.enter(make_platform_person(runtime, Role.PLATFORM_SALES))
    check_problem(sales.get(f"/platform/tenants/{business.id}"), 404, "not-found")
    check_problem(sales.post(f"/platform/domains/{claimed['id']}/check"), 403, "not-allowed")


def test_the_audit_tells_of_each_step_without_the_token(
    owner: Browser, verified: dict[str, Any], admin: psycopg.Connection
) -> None:
    owner.call("DELETE", f"/domains/{verified['id']}")
    rows = admin.execute(
        "SELECT tag, row_to_json(a)::text FROM audit_events a WHERE subject_id = %s ORDER BY id",
        [UUID(verified["id"])],
    ).fetchall()
    assert [tag for tag, _ in rows] == [
        "domain.added",
        "domain.check_asked",
        "domain.checked",
        "domain.verified",
        "domain.removed",
    ]
