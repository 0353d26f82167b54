"""deploy.sh against a server that is a folder: `ssh` runs its commands here, `docker` writes down
what it was asked and fails where it is told to."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deployment.compose import ROOT

SSH = '#!/bin/sh\n[ "$1" = -n ] && shift\nshift\nexec sh -c "$1"\n'
DOCKER = """#!/bin/sh
echo "$*" >>"$DOCKER_LOG"
case "$*" in
    load) cat >/dev/null ;;
    *"$DOCKER_FAILS"*) [ -z "$DOCKER_FAILS" ] || exit 1 ;;
esac
"""
CURL = '#!/bin/sh\necho "curl $*" >>"$DOCKER_LOG"\nexit "$CURL_SAYS"\n'
QUIET = ["worker", "relay", "scheduler", "realtime"]
WEB = ["web-1", "web-2"]


@dataclass
class Server:
    """What deploy.sh finds at the other end."""

    folder: Path
    programs: Path

    def deploy(self, *options: str, fails: str = "", curl_says: int = 0) -> tuple[int, str]:
        """Exit code and output of one deployment."""
        self.log.write_text("")
        answer = subprocess.run(
            ["bash", self.programs / "deploy.sh", "root@server", "--folder", self.folder, *options],
            env={
                **os.environ,
                "PATH": f"{self.programs}:{os.environ['PATH']}",
                "DOCKER_LOG": str(self.log),
                "DOCKER_FAILS": fails,
                "CURL_SAYS": str(curl_says),
                "DRAIN_SECONDS": "0",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return answer.returncode, answer.stdout + answer.stderr

    def release(self, tag: str) -> None:
        """The working copy is that commit; docker has an image of it."""
        (self.programs / "git").write_text(f"#!/bin/sh\ncase $1 in rev-parse) echo {tag} ;; esac\n")

    @property
    def log(self) -> Path:
        return self.programs / "docker.log"

    def asked(self) -> list[str]:
        """What docker was asked, without the options that are always there."""
        lines = self.log.read_text().splitlines()
        return [line.replace("compose --project-directory . ", "") for line in lines]

    def started(self) -> list[tuple[str, str]]:
        """Release and service of everything that was started by itself, in order."""
        found = []
        for line in self.asked():
            if " up --detach --no-deps --wait " in line:
                words = line.split()
                release = words[words.index("--file") + 1].split("/")[1]
                found.append((release, words[-1]))
        return found

    def current(self) -> str:
        return (self.folder / "current").read_text().strip()


@pytest.fixture
def server(tmp_path: Path) -> Server:
    programs, folder = tmp_path / "programs", tmp_path / "srv"
    programs.mkdir()
    folder.mkdir()
    for name, text in (("ssh", SSH), ("docker", DOCKER), ("curl", CURL), ("git", "")):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    # The script goes to its own folder first; there, it finds what it sends.
    for name in ("docker-compose.yml", ".env.example", "ops"):
        (programs / name).symlink_to(ROOT / name)
    (programs / "deploy.sh").write_text(
        (ROOT / "deploy.sh").read_text().replace("tar -c", "tar -ch")
    )
    server = Server(folder, programs)
    server.release("one")
    (folder / ".env").write_text("BASE_DOMAIN=example.org\n")
    return server


@pytest.fixture
def running(server: Server) -> Server:
    """The release `one` runs; `two` is to come."""
    code, output = server.deploy()
    assert code == 0, output
    server.release("two")
    return server


def test_the_first_time_everything_starts_and_secrets_are_made(server: Server) -> None:
    code, output = server.deploy()

    assert code == 0, output
    (up,) = [line for line in server.asked() if " up --detach --wait " in line]
    assert up.split()[-7:] == ["traefik", *WEB, *QUIET]
    assert len((server.folder / "secrets" / "secret_key").read_text().strip()) == 48
    release = server.folder / "releases" / "one"
    assert (release / "release.env").read_text() == "IMAGE=smoothschedule\nIMAGE_TAG=one\n"
    assert (server.folder / "ops" / "traefik" / "routes.yml").is_file()
    assert server.current() == "one"
    assert not (server.folder / ".deploying").exists()


def test_on_the_server_compose_means_the_release_that_runs(server: Server) -> None:
    def asked(*words: str) -> tuple[int, str]:
        answer = subprocess.run(
            [server.folder / "ops" / "compose", *words],
            env={**os.environ, "PATH": f"{server.programs}:{os.environ['PATH']}"}
            | {"DOCKER_LOG": str(server.log), "DOCKER_FAILS": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        return answer.returncode, answer.stderr

    assert server.deploy()[0] == 0
    said = next(line for line in server.asked() if " up --detach --wait " in line)
    assert asked("ps", "--all") == (0, "")
    assert server.asked()[-1] == said.partition(" up ")[0] + " ps --all"
    (server.folder / "current").unlink()
    code, error = asked("ps")
    assert code == 1
    assert "nothing was deployed" in error


def test_a_new_version_replaces_one_process_after_the_other(running: Server) -> None:
    code, output = running.deploy("--check", "https://example.org/healthz")

    assert code == 0, output
    asked = running.asked()
    assert running.started() == [("two", name) for name in [*QUIET, *WEB, "traefik"]]
    (migrated,) = [n for n, line in enumerate(asked) if "run --rm --no-deps prepare" in line]
    rolled = [n for n, line in enumerate(asked) if "--no-deps --wait" in line]
    assert migrated < min(rolled)
    for name in WEB:  # told to drain before it is replaced
        drained = asked.index(
            next(a for a in asked if a.endswith(f"{name} sh -c touch $DRAIN_FILE"))
        )
        # Also where the release is the one that runs: else it would drain for ever.
        assert asked[drained + 1].endswith(f"--wait-timeout 180 --force-recreate {name}")
    assert "--no-recreate postgres redis pgbouncer" in "\n".join(asked)
    assert asked[-1].startswith("curl") or "image rm" in asked[-1]
    assert running.current() == "two"
    assert (running.folder / "previous").read_text() == "one\n"


@pytest.mark.parametrize(("failing", "rolled"), [("relay", ["worker", "relay"]), ("web-2", None)])
def test_one_that_is_not_healthy_takes_all_back(
    running: Server, failing: str, rolled: list[str] | None
) -> None:
    fails = (
        "releases/two/release.env up --detach --no-deps --wait --wait-timeout 180 "
        f"--force-recreate {failing}"
    )
    code, output = running.deploy(fails=fails)

    assert code == 1
    assert "two did not become healthy; one serves" in output
    forth = rolled or [*QUIET, *WEB]
    back = [("one", name) for name in reversed(forth)]
    assert running.started() == [("two", name) for name in forth] + back
    assert running.current() == "one"
    assert not (running.folder / ".deploying").exists()


def test_an_address_that_does_not_answer_takes_all_back(running: Server) -> None:
    code, _ = running.deploy("--check", "https://example.org/healthz", curl_says=22)

    assert code == 1
    assert [name for release, name in running.started() if release == "one"] == [
        *reversed(WEB),
        *reversed(QUIET),
    ]
    assert running.current() == "one"


def test_a_migration_that_fails_replaces_nothing(running: Server) -> None:
    code, _ = running.deploy(fails="run --rm --no-deps prepare")

    assert code == 1
    assert running.started() == []
    assert running.current() == "one"


def test_an_earlier_version_comes_back_without_building(running: Server) -> None:
    assert running.deploy()[0] == 0
    code, output = running.deploy("--to", "one")

    assert code == 0, output
    assert not [line for line in running.asked() if line.startswith(("build", "save", "load"))]
    assert running.current() == "one"
    assert running.deploy("--to", "never")[0] == 1


def test_what_is_deployed_once_more_still_leads_back(running: Server) -> None:
    assert running.deploy()[0] == 0
    assert running.deploy()[0] == 0

    assert running.current() == "two"
    assert (running.folder / "previous").read_text() == "one\n"


def test_files_that_the_processes_could_not_read_are_not_sent(running: Server) -> None:
    source = running.programs / "smoothschedule"
    source.mkdir()
    (source / "app.py").touch(mode=0o600)

    code, output = running.deploy()

    assert code == 1
    assert "others cannot read smoothschedule/app.py" in output
    assert running.asked() == []
    (source / "app.py").chmod(0o644)
    assert running.deploy()[0] == 0


def test_two_deployments_do_not_meet(running: Server) -> None:
    (running.folder / ".deploying").mkdir()
    code, output = running.deploy()

    assert code == 1
    assert "somebody else deploys" in output
    assert (running.folder / ".deploying").exists()


def test_a_server_that_cannot_be_drained_is_named(running: Server) -> None:
    code, output = running.deploy(fails="DRAIN_FILE")
    assert code == 0
    for name in WEB:
        assert f"{name} cannot be told to drain" in output
    assert running.current() == "two"


def test_a_registry_is_pushed_to_and_pulled_from(running: Server) -> None:
    assert running.deploy("--push", "registry.example.org/smooth")[0] == 0
    asked = running.asked()
    assert "push registry.example.org/smooth:two" in asked
    assert "pull registry.example.org/smooth:two" in asked
    assert not [line for line in asked if line.startswith(("save", "load"))]


def test_a_dry_run_prints_every_command_and_runs_none(running: Server) -> None:
    code, output = running.deploy("--dry-run")

    assert code == 0
    assert running.asked() == []
    for part in (
        "docker build",
        "docker save",
        "run --rm --no-deps prepare",
        "DRAIN_FILE",
    ):
        assert part in output
    assert "--wait-timeout 180 traefik'" in output
    for name in [*QUIET, *WEB]:
        assert f"--wait-timeout 180 --force-recreate {name}'" in output
    assert running.current() == "one"
