"""Logs of the real processes: JSON lines with ids, and nothing that opens a door."""

from __future__ import annotations

from typing import Any

import requests

from scripts.local.ports import LOOPBACK, free_port
from tests.factories import PASSWORD, soon, wire
from tests.mailbox import link_token, mails_in
from tests.outages.conftest import Site
from tests.processes import Caller, until


def test_a_requests_ids_go_with_it_into_its_jobs_and_no_secret_does(site: Site) -> None:
    values, port = site.install.values, free_port()
    values |= {"WEB_WORKERS": "2", "INTERNAL_HOST": "inside", "INTERNAL_TOKEN": "t" * 40}
    values["METRICS_BIND"] = f"{LOOPBACK}:{port}"
    site.install.start("relay")
    del values["METRICS_BIND"]  # one address, one process
    site.install.start("web", "worker")
    owner = site.owner()
    sent = {"X-Request-ID": "journey-2026-11"}
    answer = owner.call("POST", "/api/v1/appointments", site.booking(days=2), **sent)
    assert answer.headers["X-Request-ID"] == "journey-2026-11"
    secrets = {PASSWORD, owner.csrf_token, owner.cookie.partition("=")[2], *_links(site)}
    until(lambda: site.mail_count() >= 3, why=site.install.text("worker"))
    secrets |= _mailed(site)
    assert len(secrets) >= 7
    _check_line(_request(site, "POST", "/api/v1/appointments"), site)
    (job,) = [
        line
        for line in site.install.lines("worker")
        if line.get("job") == "send_mail" and line["request_id"] == "journey-2026-11"
    ]
    assert job["event"] == "job.done"
    assert job["tenant_id"] == str(site.business.id)
    for name in ("web", "relay", "worker"):
        for line in site.install.text(name).splitlines():
            assert line.startswith("{"), line
        assert not [secret for secret in secrets if secret in site.install.text(name)]
    _check_metrics(site, f"http://{LOOPBACK}:{port}/metrics")


def _check_metrics(site: Site, relay_url: str) -> None:
    """Both processes of the web server count together, the relay for itself."""
    headers = {"Host": "inside", "Authorization": f"Bearer {'t' * 40}"}
    web_url = f"http://{LOOPBACK}:{site.install.web_port}/internal/metrics"
    web = requests.get(web_url, headers=headers, timeout=10).text
    (requests_seen,) = [
        line for line in web.splitlines() if 'route="/api/v1/appointments",status="201"' in line
    ]
    assert requests_seen.endswith(" 1.0")
    relay = requests.get(relay_url, timeout=10).text
    assert "smooth_relay_round_timestamp_seconds 1." in relay
    assert "smooth_outbox_lag_seconds_count" in relay


def _check_line(line: dict[str, Any], site: Site) -> None:
    assert line["request_id"] == "journey-2026-11"
    assert line["tenant_id"] == str(site.business.id)
    assert line["actor_id"] == str(site.business.owner.id)
    assert line["status"] == 201
    assert line["level"] == "info"
    assert line["process"] == "web"
    assert line["timestamp"].endswith("Z")


def _request(site: Site, method: str, route: str) -> dict[str, Any]:
    (found,) = [
        line
        for line in site.install.lines("web")
        if line.get("route") == route and line.get("method") == method
    ]
    return found


def _links(site: Site) -> set[str]:
    """Secrets that a visitor is given, each used once so that it may turn up in a log."""
    visitor = Caller(site.install, site.business.host)
    body = {"service_id": str(site.business.service_id), "starts_at": wire(soon(9))}
    hold = visitor.call("POST", "/api/v1/public/holds", body).json()["token"]
    guest = {"hold_token": hold, "name": "Vera", "email": "vera@example.com"}
    manage = visitor.call("POST", "/api/v1/public/bookings", guest).json()["manage_token"]
    assert visitor.call("GET", f"/api/v1/public/bookings/{manage}").status_code == 200
    assert visitor.call("GET", f"/b/{manage}", Accept="text/html").status_code in (200, 503)
    ticket = visitor.call("POST", "/api/v1/public/socket-ticket").json()["ticket"]
    asked = {"email": site.business.owner.email}
    assert visitor.call("POST", "/api/v1/auth/password-reset", asked).status_code == 202
    return {hold, manage, ticket}


def _mailed(site: Site) -> set[str]:
    """The secret of the reset link, and the password that it sets."""
    (token,) = [link_token(mail) for mail in mails_in(site.mails) if "password" in mail["Subject"]]
    body = {"token": token, "password": "leaked-password-1"}
    caller = Caller(site.install, site.business.host)
    answer = caller.call("POST", "/api/v1/auth/password-reset/confirm", body)
    assert answer.status_code == 204
    return {token, "leaked-password-1"}
