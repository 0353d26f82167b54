"""What the install counts, who may read it, and that dashboard and alerts ask for nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY, Gauge
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families

from smoothschedule import scheduler
from smoothschedule.core import metrics
from smoothschedule.core.api import App
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import check_problem, signed_in

ROOT = Path(__file__).parents[2]
TOKEN = {"Host": "web:8000", "Authorization": f"Bearer {'t' * 40}"}
ALERTS = yaml.safe_load((ROOT / "ops" / "alerts.yml").read_text())["groups"][0]["rules"]
DASHBOARD = json.loads((ROOT / "ops" / "grafana" / "smoothschedule.json").read_text())


def known_series() -> dict[str, set[str]]:
    """The name of every series, and the labels it has."""
    found: dict[str, set[str]] = {}
    for metric in vars(metrics).values():
        if isinstance(metric, MetricWrapperBase):
            endings = {"counter": ["_total"], "gauge": [""]}.get(
                metric._type, ["_bucket", "_sum", "_count"]
            )
            for ending in endings:
                own = {"le"} if ending == "_bucket" else set()
                found[metric._name + ending] = {*metric._labelnames, *own}
    return found


KNOWN = known_series()
QUESTIONS = [
    *((rule["alert"], rule["expr"]) for rule in ALERTS),
    *((p["title"], target["expr"]) for p in DASHBOARD["panels"] for target in p["targets"]),
]


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_dashboard_and_alerts_ask_for_what_is_counted(name: str, question: str) -> None:
    series = set(re.findall(r"smooth_\w+", question))
    assert series <= KNOWN.keys(), name
    labels = set().union(*(KNOWN[each] for each in series))
    filtered = re.findall(r"(\w+)(?:!=|=~|=)\"", question)
    grouped = re.findall(r"by \(([^)]+)\)", question)
    asked = {*filtered, *(label.strip() for group in grouped for label in group.split(","))}
    assert asked <= labels | {"job"}, name


def test_what_one_process_says_is_not_lost_among_the_zeros_of_the_others() -> None:
    gauges = [m for m in vars(metrics).values() if isinstance(m, Gauge) and not m._labelnames]
    asked = " ".join(question for _, question in QUESTIONS)
    for name in (gauge._name for gauge in gauges):
        # Every process shows every gauge, and those that never set it show 0.
        careful = len(re.findall(rf"(?:max|sum)\({name}\)|\({name} > 0\)", asked))
        assert careful == len(re.findall(name, asked)) > 0, name


def test_a_task_that_is_on_time_is_not_called_for() -> None:
    (question,) = [rule["expr"] for rule in ALERTS if rule["alert"] == "TasksStopped"]
    (apart, usual), (only, longer) = re.findall(r'\{task[!=]~"(\S+)"\}\) > (\d+)', question)
    assert apart == only
    for names in ([], ["backup"]):
        for task, every_seconds in scheduler.chosen(names).items():
            patience = longer if task.name in only.split("|") else usual
            assert 2 * every_seconds <= int(patience), task.name


def test_everything_that_is_counted_is_on_the_dashboard() -> None:
    shown = " ".join(question for _, question in QUESTIONS)
    missing = [
        metric._name
        for metric in vars(metrics).values()
        if isinstance(metric, MetricWrapperBase) and metric._name not in shown
    ]
    assert missing == []


def test_the_runbook_says_of_each_alert_what_it_means_where_to_look_and_what_to_do() -> None:
    runbook = (ROOT / "docs" / "operations.md").read_text()
    alerts = runbook.partition("## Alerts\n")[2].partition("\n## ")[0]
    said = dict(part.split("\n", 1) for part in alerts.split("### ")[1:])
    assert said.keys() == {rule["alert"] for rule in ALERTS}
    for name, text in said.items():
        assert re.findall(r"^- \*\*(\w+):\*\* \S", text, re.MULTILINE) == ["Means", "Look", "Do"], (
            name
        )


def test_a_booking_is_counted_by_route_and_its_jobs_by_name(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    before = counts()
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(business.customer_id),
    }
    assert signed_in(app, business).post("/appointments", body).status_code == 201
    mailbox.deliver()
    rose = {name for name, value in counts().items() if value > before.get(name, 0)}
    route = (("method", "POST"), ("route", "/api/v1/appointments"))
    assert ("smooth_requests_total", (*route, ("status", "201"))) in rose
    assert ("smooth_request_seconds_count", route) in rose
    assert ("smooth_job_seconds_count", (("job", "send_mail"), ("outcome", "done"))) in rose
    assert ("smooth_outbox_lag_seconds_count", ()) in rose


def counts() -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in REGISTRY.collect()
        for sample in family.samples
    }


def test_metrics_are_shown_inside_only(app: App, business: Business) -> None:
    def ask(**headers: str) -> Any:
        return app.test_client().get("/internal/metrics", headers={**TOKEN, **headers})

    shown = ask()
    assert shown.status_code == 200
    families = {family.name for family in text_string_to_metric_families(shown.text)}
    assert "smooth_requests" in families
    assert business.subdomain not in shown.text
    for refused in (
        ask(Authorization=""),
        ask(Authorization="Bearer wrong"),
        ask(Host=business.host),
        ask(**{"X-Forwarded-For": "1.2.3.4"}),
    ):
        check_problem(refused, 404)


def test_a_path_that_is_no_route_makes_no_series(app: App, business: Business) -> None:
    client = app.test_client()
    client.open("/api/v1/secret-of-mine", method="GET", headers={"Host": business.host})
    client.open("/api/v1/other", method="BREW", headers={"Host": business.host})
    assert not [name for name in counts() if "secret-of-mine" in str(name) or "BREW" in str(name)]
