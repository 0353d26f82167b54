"""The compose files, without an engine: their schema, what they promise, and that they name what
settings and documents name."""

import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from scripts.local import children
from scripts.local.binaries import find_postgres
from smoothschedule.config import Settings
from smoothschedule.pages.internal import ENTRY_POINT, PAGES, RESOLVER, SOCKETS
from tests.deployment import compose as files
from tests.deployment.compose import ROOT, filled_in

OURS = ("prepare", "web-1", "web-2", "realtime", "worker", "relay", "scheduler", "backup")
DIRECT = {"DATABASE_URL", "MIGRATOR_DATABASE_URL", "BACKUP_DATABASE_URL"}
SCHEMA = json.loads((Path(__file__).parent / "compose-spec" / "schema.json").read_text())
BOTH = pytest.mark.parametrize("read", [files.production, files.development])


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return files.production()


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of secrets as ops/make-secrets leaves it."""
    folder = tmp_path_factory.mktemp("install") / "secrets"
    subprocess.run([ROOT / "ops" / "make-secrets", folder], check=True, capture_output=True)
    return folder


def environment_of(service: dict[str, Any], secrets: Path) -> dict[str, str]:
    """What the service's process is given, its secrets from that folder."""
    given = {
        key: filled_in(str(value), {"SECRETS_FOLDER": str(secrets)})
        for key, value in service["environment"].items()
    }
    return {
        key: value.replace("/run/secrets", str(secrets)) if key.endswith("_FILE") else value
        for key, value in given.items()
    }


@BOTH
def test_compose_files_are_what_the_specification_allows(read: Callable[[], Any]) -> None:
    whole = json.loads(filled_in(json.dumps(read()), {}))
    assert [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(whole)] == []


@BOTH
@pytest.mark.parametrize("name", OURS)
def test_every_process_gets_settings_that_are_complete_and_known(
    read: Callable[[], Any], name: str, secrets: Path
) -> None:
    service = read()["services"][name]
    settings = Settings.from_environment(environment_of(service, secrets))

    known = {spec.name.upper() for spec in fields(Settings)}
    assert {key.removesuffix("_FILE") for key in service["environment"]} <= known | {"DRAIN"}
    assert settings.trusted_proxies == 1
    assert settings.app_database_url.startswith("postgresql://smooth_app:")
    password = (secrets / "redis_password").read_text().strip()
    assert settings.redis_url == f"redis://:{password}@redis:6379/0"


def test_production_is_production_and_development_is_not(secrets: Path) -> None:
    for read, expected in ((files.production, "production"), (files.development, "development")):
        environment = environment_of(read()["services"]["web-1"], secrets)
        settings = Settings.from_environment(environment)
        assert settings.environment == expected
        assert settings.uses_https == (expected == "production")


def test_a_process_holds_the_secrets_it_names_and_no_other(compose: dict[str, Any]) -> None:
    for name in OURS:
        service = compose["services"][name]
        named = {
            str(value).removeprefix("/run/secrets/")
            for key, value in service["environment"].items()
            if key.endswith("_FILE") and key != "DRAIN_FILE"
        }
        assert named == set(service["secrets"]), name
    others = set(compose["services"]) - set(OURS)
    held = {name: compose["services"][name].get("secrets", []) for name in others}
    assert held == {
        "traefik": ["internal_token", "route53_secret_access_key"],
        "pgbouncer": ["app_database_password", "platform_database_password"],
        "postgres": ["postgres_password"],
        "redis": ["redis_password"],
        "objects": ["s3_secret_access_key"],
    }


def test_the_tool_makes_every_secret_once_and_closes_the_folder(
    compose: dict[str, Any], secrets: Path
) -> None:
    first = {path.name: path.read_text() for path in secrets.iterdir()}
    assert set(first) == set(compose["secrets"])
    assert len(set(first.values())) == len(first)
    assert secrets.stat().st_mode & 0o777 == 0o700
    subprocess.run([ROOT / "ops" / "make-secrets", secrets], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in secrets.iterdir()} == first


def test_no_secret_stands_in_a_file_or_in_an_environment(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for key in service.get("environment", {}):
            assert not re.search(r"(SECRET|PASSWORD|TOKEN|PASSPHRASE)\w*(?<!_FILE)$", key), name
    assert not [name for name in files.example() if re.search("SECRET(?!S_)|PASSW|TOKEN", name)]


def test_people_are_served_through_pgbouncer_and_only_deployments_and_backups_go_past_it(
    compose: dict[str, Any],
) -> None:
    direct: dict[str, set[str]] = {}
    for name in OURS:
        environment = compose["services"][name]["environment"]
        for key in ("APP_DATABASE_URL", "PLATFORM_DATABASE_URL"):
            assert "@pgbouncer:6432/" in environment[key], name
        direct[name] = {key for key, value in environment.items() if "@postgres:" in str(value)}
    assert {name: keys for name, keys in direct.items() if keys} == {
        "prepare": DIRECT,
        "backup": {"BACKUP_DATABASE_URL"},
    }


@pytest.mark.parametrize("name", sorted(files.production()["services"]))
def test_every_container_is_careful(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "pid", "network_mode"} & set(service)
    limits = service["deploy"]["resources"]["limits"]
    assert {"cpus", "memory", "pids"} <= set(limits)
    assert service["logging"]["options"]["max-size"]
    assert "docker.sock" not in json.dumps(service)
    # Ours and PgBouncer's images say whom they run as.
    is_ours = "IMAGE" in service["image"]
    assert is_ours or service["user"] in ("10001:10001", "postgres", "redis")
    if name != "prepare":
        assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
        assert service["restart"] == "unless-stopped"
        assert service["stop_grace_period"]


def test_no_container_asks_for_more_cores_than_the_smallest_server_has(
    compose: dict[str, Any],
) -> None:
    (smallest,) = re.findall(r"(\d+) cores or more", files.text_of("docs/deployment.md"))
    for name, service in compose["services"].items():
        cores = float(filled_in(service["deploy"]["resources"]["limits"]["cpus"], {}))
        assert cores <= int(smallest), name  # the engine would refuse to start it


def test_prometheus_asks_every_process_that_goes_on(compose: dict[str, Any]) -> None:
    jobs = yaml.safe_load(files.text_of("ops/prometheus.yml"))["scrape_configs"]
    asked = {
        target.partition(":")[0] for job in jobs for target in job["static_configs"][0]["targets"]
    }
    assert asked == set(OURS) - {"prepare"}
    for name in asked:
        assert "inside" in compose["services"][name]["networks"], name


def test_the_logs_that_are_put_away_are_those_that_are_written(compose: dict[str, Any]) -> None:
    (put_away,) = re.findall(r"^(/\S+)/\*\.log \{$", files.text_of("ops/logrotate"), re.MULTILINE)
    volume = f"/var/lib/docker/volumes/{compose['name']}_data/_data"
    for name in OURS:
        written = compose["services"][name]["environment"]["LOG_FOLDER"]
        assert "data:/data" in compose["services"][name]["volumes"]
        assert written.replace("/data", volume) == put_away


def test_redis_writes_down_what_it_holds_and_hides_its_password(compose: dict[str, Any]) -> None:
    (_, _, script) = compose["services"]["redis"]["command"]

    assert "appendonly yes" in script
    assert "exec redis-server -" in script
    assert compose["services"]["redis"]["volumes"] == ["redis:/data"]


def test_only_the_preparation_knows_the_administrator(compose: dict[str, Any]) -> None:
    knowing = {
        name
        for name, service in compose["services"].items()
        if {"postgres_password", "migrator_database_password"} & set(service.get("secrets", []))
    }

    assert knowing == {"prepare", "postgres"}


def rendered(name: str, base_domain: str) -> dict[str, Any]:
    """A file of routes as Traefik reads it."""
    text = files.text_of(f"ops/traefik/{name}")
    escaped = base_domain.replace(".", "\\.")
    text = text.replace('{{ env "BASE_DOMAIN" | replace "." "\\\\." }}', escaped)
    text = text.replace('{{ env "BASE_DOMAIN" }}', base_domain)
    assert "{{" not in text
    loaded: dict[str, Any] = yaml.safe_load(text)["http"]
    return loaded


@pytest.mark.parametrize("name", ["routes.yml", "routes.development.yml"])
def test_pages_and_sockets_share_one_origin(compose: dict[str, Any], name: str) -> None:
    routes = rendered(name, "example.org")

    assert routes["routers"]["pages"]["rule"].endswith("!PathPrefix(`/internal`)")
    assert routes["routers"]["pages"]["service"] == "web"
    assert routes["routers"]["sockets"]["rule"].endswith("PathPrefix(`/socket.io`)")
    assert routes["routers"]["sockets"]["service"] == "realtime"
    # Traefik asks the rule with the highest priority first; unless said, that is its length.
    first = {name: r.get("priority", len(r["rule"])) for name, r in routes["routers"].items()}
    assert first["sockets"] > first["pages"]
    targets = {
        name: [server["url"] for server in service["loadBalancer"]["servers"]]
        for name, service in routes["services"].items()
    }
    assert targets["web"] == ["http://web-1:8000", "http://web-2:8000"]
    assert targets["realtime"] == ["http://realtime:8001"]
    published = {name for name, service in compose["services"].items() if "ports" in service}
    assert published == {"traefik"}


def test_what_is_internal_is_not_reached_from_outside(compose: dict[str, Any]) -> None:
    for name, entrance in (("routes.yml", "secure"), ("routes.development.yml", "people")):
        routers = rendered(name, "example.org")["routers"]
        to_web = [router for router in routers.values() if router["service"] == "web"]
        assert [router["rule"].endswith(" && !PathPrefix(`/internal`)") for router in to_web] == [
            True
        ]
        assert {tuple(router["entryPoints"]) for router in routers.values()} == {(entrance,)}
    assert compose["networks"]["stores"] == {"internal": True}
    for name in ("postgres", "pgbouncer", "redis"):
        assert list(compose["services"][name]["networks"]) == ["stores"]


def test_a_web_server_that_is_about_to_end_gets_no_request(compose: dict[str, Any]) -> None:
    web = rendered("routes.yml", "example.org")["services"]["web"]["loadBalancer"]
    transport = rendered("routes.yml", "example.org")["serversTransports"][web["serversTransport"]]
    gunicorn = files.text_of("smoothschedule/gunicorn_conf.py")
    (keepalive,) = re.findall(r"^keepalive = (\d+)$", gunicorn, re.MULTILINE)
    (patience,) = re.findall(r"^graceful_timeout = (\d+)$", gunicorn, re.MULTILINE)

    assert web["healthCheck"] == {"path": "/healthz", "interval": "2s", "timeout": "1s"}
    idle = int(transport["forwardingTimeouts"]["idleConnTimeout"].removesuffix("s"))
    assert idle < int(keepalive)
    for name in ("web-1", "web-2"):
        service = compose["services"][name]
        assert int(service["stop_grace_period"].removesuffix("s")) > int(patience)
        assert service["environment"]["DRAIN_FILE"].startswith(tuple(service["tmpfs"]))


def test_what_is_kept_in_memory_can_be_written_by_whoever_is_not_root(
    compose: dict[str, Any],
) -> None:
    # A tmpfs belongs to root and has the mode of the image's folder, whatever the engine was told.
    made = set(re.findall(r"mkdir -m 1777 (\S+)", files.text_of("Dockerfile")))
    of_every_image = {"/tmp", "/var/tmp"}  # noqa: S108 - names, not files
    for name, service in compose["services"].items():
        if service["image"].startswith("${IMAGE"):
            assert set(service["tmpfs"]) <= made | of_every_image, name
    (kept,) = made
    for text in ("docker-compose.yml", "ops/pgbouncer/start.sh"):
        written = set(
            re.findall(r"(?:touch|>|DRAIN_FILE:) ?(/run/\S+?)(?=[;\s\"])", files.text_of(text))
        )
        assert {str(Path(path).parent) for path in written} == {kept}, text


def test_hosts_of_the_base_domain_alone_have_its_certificate() -> None:
    routes = rendered("routes.yml", "example.org")
    for router in routes["routers"].values():
        assert router["entryPoints"] == ["secure"]
        assert router["tls"]["certResolver"] == "wildcard"
        assert router["tls"]["domains"] == [{"main": "example.org", "sans": ["*.example.org"]}]
    (pattern,) = re.findall(r"HostRegexp\(`(.+?)`\)", routes["routers"]["pages"]["rule"])
    assert re.search(pattern, "bella.example.org")
    for other in ("bella.example.com", "a.b.example.org", "bellaXexample.org", "example.org.evil"):
        assert not re.search(pattern, other)


def test_certificates_come_by_the_challenge_that_fits_the_domain(compose: dict[str, Any]) -> None:
    command = compose["services"]["traefik"]["command"]
    providers = {flag.split(".")[1] for flag in command if flag.startswith("--providers.")}

    assert providers == {"file", "http"}
    assert "--providers.http.endpoint=http://web:8000/internal/traefik" in command
    assert f"--certificatesresolvers.{RESOLVER}.acme.httpchallenge.entrypoint=people" in command
    (dns,) = [flag for flag in command if ".dnschallenge." in flag]
    assert dns == (
        "--certificatesresolvers.wildcard.acme.dnschallenge.provider=${ACME_DNS_PROVIDER:-route53}"
    )
    assert f"--entrypoints.{ENTRY_POINT}.address=:8443" in command
    # No entry point asks for certificates by itself: only routers that name a host do.
    assert not [flag for flag in command if flag.startswith("--entrypoints") and ".tls" in flag]
    assert {PAGES, SOCKETS} <= {f"{name}@file" for name in rendered("routes.yml", "x")["services"]}


@BOTH
def test_people_do_not_enter_where_traefik_answers_its_own_health_check(
    read: Callable[[], Any],
) -> None:
    traefik = read()["services"]["traefik"]
    ports = re.findall(r"address=:(\d+)", " ".join(traefik["command"]))

    assert "--ping=true" in traefik["command"]  # listens on 8080 unless told otherwise
    assert ports == [published.rpartition(":")[2] for published in traefik["ports"]]
    assert "8080" not in ports


def test_a_machine_of_ones_own_opens_no_port_to_others() -> None:
    for name, service in files.development()["services"].items():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name


def test_development_runs_the_code_of_this_folder() -> None:
    for name in OURS:
        volumes = files.development()["services"][name]["volumes"]
        assert "./smoothschedule:/app/smoothschedule:ro" in volumes
        assert "data:/data" in volumes


def test_what_the_files_mount_and_build_from_is_there() -> None:
    for read in (files.production, files.development):
        whole = read()
        for config in whole["configs"].values():
            assert (ROOT / config["file"]).is_file()
        mounted = {
            volume.split(":")[0]
            for service in whole["services"].values()
            for volume in service.get("volumes", [])
        }
        for source in mounted:
            assert source in whole["volumes"] or (ROOT / source).exists(), source


def test_compose_settings_example_and_documents_name_the_same(compose: dict[str, Any]) -> None:
    asked, example = files.variables(), files.example()
    handbook = files.text_of("docs/settings.md")

    assert set(example) == set(asked)
    known = {spec.name.upper() for spec in fields(Settings)}
    for name in known & set(example):
        assert f"`{name}`" in handbook
    for name, value in example.items():
        if value:  # what the example says is what happens without it
            assert asked[name] == {value}, name
    settings = compose["services"]["prepare"]["environment"]
    passed = {
        found[0] for value in settings.values() for found in files.VARIABLE.findall(str(value))
    }
    assert passed <= known, "a variable that settings know is passed on under its own name"


def test_postgres_makes_its_data_as_it_is_told_to(compose: dict[str, Any]) -> None:
    """initdb of the official image gets these words, and an administrator's password."""
    said = compose["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    user = children.server_user()
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # the server's user reaches it
        word = Path(name) / "word"
        word.write_text("secret")
        for path in (Path(name), word):
            children.give(user, path)
        made = [find_postgres(user).program("initdb"), "-D", f"{name}/data", f"--pwfile={word}"]
        told = children.run_as(user, [*made, *said], folder=Path("/"))
    assert told.returncode == 0, told.stderr
