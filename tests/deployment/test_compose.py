import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from smoothschedule.config import Settings
from smoothschedule.pages.internal import ENTRY_POINT, PAGES, RESOLVER, SOCKETS

ROOT = Path(__file__).resolve().parents[2]
OURS = ("prepare", "web", "realtime", "worker", "relay", "scheduler", "backup")
GIVEN = {
    "SECRET_KEY": "k" * 48,
    "POSTGRES_PASSWORD": "p1",
    "APP_DATABASE_PASSWORD": "p2",
    "MIGRATOR_DATABASE_PASSWORD": "p3",
    "PLATFORM_DATABASE_PASSWORD": "p4",
    "BACKUP_DATABASE_PASSWORD": "p6",
    "REDIS_PASSWORD": "p5",
    "INTERNAL_TOKEN": "t" * 32,
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def filled_in(text: str) -> str:
    """The text with ${NAME}, ${NAME:-default} and ${NAME:?message} replaced."""
    return re.sub(
        r"\$\{(\w+)(?::([-?])([^}]*))?\}",
        lambda found: GIVEN.get(found[1]) or (found[3] if found[2] == "-" else ""),
        text,
    )


@pytest.mark.parametrize("name", OURS)
def test_every_process_gets_settings_that_are_complete_and_known(
    compose: dict[str, Any], name: str
) -> None:
    environment = {
        key: filled_in(str(value))
        for key, value in compose["services"][name]["environment"].items()
    }

    settings = Settings.from_environment(environment)

    assert set(environment) <= {spec.name.upper() for spec in fields(Settings)}
    assert settings.environment == "production"
    assert settings.trusted_proxies == 1


def test_only_the_preparation_knows_the_administrator(compose: dict[str, Any]) -> None:
    knowing = {
        name
        for name in OURS
        if {"DATABASE_URL", "MIGRATOR_DATABASE_URL"} & set(compose["services"][name]["environment"])
    }

    assert knowing == {"prepare"}


def test_pages_and_sockets_share_one_origin(compose: dict[str, Any]) -> None:
    routes = yaml.safe_load(compose["configs"]["routes"]["content"])["http"]

    assert routes["routers"]["sockets"] == {
        "entryPoints": ["people"],
        "rule": "PathPrefix(`/socket.io`)",
        "service": "realtime",
    }
    targets = {
        name: service["loadBalancer"]["servers"][0]["url"]
        for name, service in routes["services"].items()
    }
    assert targets == {"web": "http://web:8000", "realtime": "http://realtime:8001"}
    published = {name for name, service in compose["services"].items() if "ports" in service}
    assert published == {"traefik"}


def test_people_do_not_enter_where_traefik_answers_its_own_health_check(
    compose: dict[str, Any],
) -> None:
    traefik = compose["services"]["traefik"]
    ports = re.findall(r"address=:(\d+)", " ".join(traefik["command"]))

    assert "--ping=true" in traefik["command"]  # listens on 8080 unless told otherwise
    assert ports == [published.rpartition(":")[2] for published in traefik["ports"]]
    assert "8080" not in ports


def test_only_what_the_application_names_can_ask_for_a_certificate(
    compose: dict[str, Any],
) -> None:
    command = compose["services"]["traefik"]["command"]
    routes = yaml.safe_load(compose["configs"]["routes"]["content"])["http"]

    # Neither an entry point nor a router of the file asks by itself, and no other provider is on.
    assert not [flag for flag in command if flag.startswith("--entrypoints") and "tls" in flag]
    assert not [router for router in routes["routers"].values() if "tls" in router]
    providers = {flag.split(".")[1] for flag in command if flag.startswith("--providers.")}
    assert providers == {"file", "http"}
    assert "--providers.http.endpoint=http://web:8000/internal/traefik" in command
    assert f"--certificatesresolvers.{RESOLVER}.acme.tlschallenge=true" in command
    assert f"--entrypoints.{ENTRY_POINT}.address=:8443" in command
    assert {PAGES, SOCKETS} == {f"{name}@file" for name in routes["services"]}


def test_what_is_internal_is_not_reached_from_outside(compose: dict[str, Any]) -> None:
    routes = yaml.safe_load(compose["configs"]["routes"]["content"])["http"]

    assert routes["routers"]["pages"]["rule"] == "PathPrefix(`/`) && !PathPrefix(`/internal`)"
    assert {tuple(router["entryPoints"]) for router in routes["routers"].values()} == {("people",)}


def test_the_example_names_every_variable(compose: dict[str, Any]) -> None:
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    named = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert asked == named


def test_the_image_holds_what_it_copies() -> None:
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE
    )
    allowed = (ROOT / ".dockerignore").read_text().splitlines()

    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name.split('/')[0]}" in allowed, name
