import stat
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from scripts.local.environment import (
    Addresses,
    Secrets,
    SecretsError,
    chosen,
    role_url,
    settings_environment,
    write_for_shells,
)
from smoothschedule.config import Settings

ADDRESSES = Addresses(
    "postgresql://postgres:pw@127.0.0.1:5555/smoothschedule?sslmode=disable",
    "redis://:pw@127.0.0.1:6666/0",
    web_port=8000,
    realtime_port=8001,
)


def test_secrets_are_made_once_and_only_for_their_owner(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secrets.json"

    made = Secrets.kept_in(file)

    assert Secrets.kept_in(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(set(asdict(made).values())) == len(asdict(made))


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"secret_key": 1}'])
def test_a_damaged_file_of_secrets_says_what_to_do(tmp_path: Path, content: str) -> None:
    file = tmp_path / "secrets.json"
    file.write_text(content)

    with pytest.raises(SecretsError, match="--fresh"):
        Secrets.kept_in(file)


def test_a_shell_that_reads_the_file_has_the_settings_and_nobody_else_reads_it(
    tmp_path: Path,
) -> None:
    file = tmp_path / "environment"
    file.write_text("export MAIL_FROM=of-the-last-run\n")
    said = {"MAIL_FROM": "Smooth & Co <mail@localhost>", "SECRET_KEY": "it's $HOME `ls`"}

    write_for_shells(said, file)

    shown = 'printf "%s\\n" "$MAIL_FROM" "$SECRET_KEY"'
    answer = subprocess.run(
        ["sh", "-c", f'. "$0"; {shown}', file], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines() == list(said.values())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_role_url_keeps_the_server_the_database_and_the_options() -> None:
    url = role_url(ADDRESSES.database_url, "smooth_app", "p@ss/word")

    assert url == (
        "postgresql://smooth_app:p%40ss%2Fword@127.0.0.1:5555/smoothschedule?sslmode=disable"
    )


def test_the_derived_settings_are_complete(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        settings_environment(ADDRESSES, Secrets.new(), folder=tmp_path)
    )

    assert settings.is_development
    assert settings.public_port == 8000
    assert settings.realtime_public_port == 8001


def test_what_the_person_sets_comes_first(tmp_path: Path) -> None:
    derived = settings_environment(ADDRESSES, Secrets.new(), folder=tmp_path)

    settings = chosen(derived, {"MAIL_URL": "smtp://localhost:2525", "HOME": "elsewhere"})

    assert settings == {**derived, "MAIL_URL": "smtp://localhost:2525"}


def test_role_urls_left_over_from_another_database_do_not_count(tmp_path: Path) -> None:
    derived = settings_environment(ADDRESSES, Secrets.new(), folder=tmp_path)
    other = {"APP_DATABASE_URL": "postgresql://smooth_app:x@db.example.test/other"}

    alone = chosen(derived, other)
    together = chosen(derived, {**other, "DATABASE_URL": ADDRESSES.database_url})

    assert alone == derived
    assert together["APP_DATABASE_URL"] == other["APP_DATABASE_URL"]
