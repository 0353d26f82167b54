"""Settings are documented, and a missing or wrong one is named in one line."""

from dataclasses import fields
from pathlib import Path

import pytest

from smoothschedule.config import SettingError, Settings

ROOT = Path(__file__).parents[2]
GOOD = {
    "SECRET_KEY": "k" * 32,
    "APP_DATABASE_URL": "postgresql://smooth_app:x@localhost/db",
    "PLATFORM_DATABASE_URL": "postgresql://smooth_platform:x@localhost/db",
    "REDIS_URL": "redis://localhost/0",
}


def test_every_setting_is_documented_in_code_and_in_the_handbook() -> None:
    handbook = (ROOT / "docs" / "settings.md").read_text()
    for spec in fields(Settings):
        assert spec.metadata["doc"], spec.name
        assert f"`{spec.name.upper()}`" in handbook, spec.name


def test_good_settings_are_read() -> None:
    settings = Settings.from_environment({**GOOD, "WEB_THREADS": "3"})
    assert settings.web_threads == 3
    assert settings.platform_host == "platform.smoothschedule.localhost"


def test_the_scanner_has_an_address_or_there_is_none() -> None:
    assert Settings.from_environment(GOOD).scanner_address is None
    for url, port in (("clamd://clamav", 3310), ("clamd://clamav:3311", 3311)):
        settings = Settings.from_environment({**GOOD, "UPLOAD_SCANNER": url})
        assert settings.scanner_address == ("clamav", port)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_setting_is_named(name: str) -> None:
    given = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(SettingError, match=f"^{name} is missing"):
        Settings.from_environment(given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("WEB_THREADS", "many"),
        ("WEB_WORKERS", "-1"),
        ("ENVIRONMENT", "live"),
        ("PUBLIC_SCHEME", "gopher"),
        ("REDIS_URL", "http://localhost"),
        ("APP_DATABASE_URL", "mysql://localhost/db"),
        ("MAIL_URL", "pigeon:coop"),
        ("WEB_BIND", "8000"),
        ("BASE_DOMAIN", "Example.com."),
        ("LOG_LEVEL", "LOUD"),
        ("UPLOAD_SCANNER", "clamd://user@host:3310"),
        ("UPLOAD_SCANNER", "http://clamav:3310"),
        ("UPLOAD_SCANNER", "clamd://clamav:99999"),
        ("UPLOAD_SCANNER", "clamd:///run/clamd.sock"),
        ("ASSETS_URL", "https://cdn.example.com/?a"),
        ("ASSETS_URL", "https://cdn.example.com; script-src *"),
        ("ASSETS_URL", "cdn.example.com"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"^{name} ") as raised:
        Settings.from_environment({**GOOD, name: value})
    assert "\n" not in str(raised.value)


def test_only_config_reads_the_environment() -> None:
    package = (ROOT / "smoothschedule").rglob("*.py")
    readers = [
        p.name for p in package if "os.environ" in p.read_text() or "getenv" in p.read_text()
    ]
    assert readers == ["config.py"]


def test_a_setting_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("s" * 40 + "\n")
    given = {key: value for key, value in GOOD.items() if key != "SECRET_KEY"}
    settings = Settings.from_environment({**given, "SECRET_KEY_FILE": str(secret)})
    assert settings.secret_key == "s" * 40


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_file_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "empty").write_text(text)
    settings = Settings.from_environment({**GOOD, "SEAL_PASSPHRASE_FILE": str(tmp_path / "empty")})
    assert settings.seal_passphrase is None


def test_a_file_that_cannot_be_read_or_says_it_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"^REDIS_URL_FILE names .+/gone, which cannot be read"):
        Settings.from_environment({**GOOD, "REDIS_URL": "", "REDIS_URL_FILE": f"{tmp_path}/gone"})
    with pytest.raises(SettingError, match=r"^REDIS_URL and REDIS_URL_FILE are both given"):
        Settings.from_environment({**GOOD, "REDIS_URL_FILE": str(tmp_path)})


@pytest.mark.parametrize(
    ("name", "url", "whole"),
    [
        (
            "APP_DATABASE",
            "postgresql://smooth_app@db:6432/x",
            "postgresql://smooth_app:%s@db:6432/x",
        ),
        ("REDIS", "redis://cache:6379/0", "redis://:%s@cache:6379/0"),
        ("REDIS", "redis://:own@cache/0", "redis://:own@cache/0"),
        ("REDIS", "unix:///run/redis.sock", "unix:///run/redis.sock"),
    ],
)
def test_an_address_takes_the_password_that_is_kept_apart(name: str, url: str, whole: str) -> None:
    given = {**GOOD, f"{name}_URL": url, f"{name}_PASSWORD": "p@ss/word"}
    settings = Settings.from_environment(given)
    assert getattr(settings, f"{name.lower()}_url") == whole.replace("%s", "p%40ss%2Fword")
