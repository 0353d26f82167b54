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
