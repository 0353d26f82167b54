"""The settings that processes on this machine get, and the secrets made once for them."""

from __future__ import annotations

import json
import os
import secrets
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from scripts.local.ports import LOOPBACK

ROLE_SETTINGS = {
    "APP_DATABASE_URL": "smooth_app",
    "MIGRATOR_DATABASE_URL": "smooth_migrator",
    "PLATFORM_DATABASE_URL": "smooth_platform",
}


#: On one machine everybody is one caller, and experiments ask as fast as they can.
WITHOUT_END = {
    f"RATE_{kind}": "0/0"
    for kind in ("PUBLIC_READ", "PUBLIC_WRITE", "SIGN_IN", "READ", "WRITE", "HEAVY")
}


class SecretsError(RuntimeError):
    """The file with the secrets cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What nobody else may know: 192 random bits each, plain letters and digits."""

    secret_key: str
    postgres: str
    redis: str
    smooth_app: str
    smooth_migrator: str
    smooth_platform: str

    @classmethod
    def new(cls) -> Secrets:
        """Secrets nobody has seen."""
        return cls(**{spec.name: secrets.token_hex(24) for spec in fields(cls)})

    @classmethod
    def kept_in(cls, file: Path) -> Secrets:
        """The secrets of the file, which exists from now on and only its owner may read.

        Raises SecretsError.
        """
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                made = cls.new()
                json.dump({spec.name: getattr(made, spec.name) for spec in fields(cls)}, out)
        try:
            kept = json.loads(file.read_text())
            return cls(**{spec.name: str(kept[spec.name]) for spec in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SecretsError(
                f"{file} cannot be read as secrets ({error}). Start over with --fresh."
            ) from error


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are: the servers, and the ports that ours listen on."""

    database_url: str
    redis_url: str
    web_port: int
    realtime_port: int


def role_url(database_url: str, role: str, password: str) -> str:
    """The same database as another role."""
    parts = urlsplit(database_url)
    server = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{server}"))


def role_urls(database_url: str, known: Secrets) -> dict[str, str]:
    """Setting name -> URL, for each role that processes connect as."""
    return {
        name: role_url(database_url, role, getattr(known, role))
        for name, role in ROLE_SETTINGS.items()
    }


def settings_environment(addresses: Addresses, known: Secrets, *, folder: Path) -> dict[str, str]:
    """Every setting of a development install whose mail, files and logs lie under `folder`."""
    return {
        "ENVIRONMENT": "development",
        "SECRET_KEY": known.secret_key,
        **WITHOUT_END,
        "PLATFORM_SECOND_FACTOR": "optional",
        "BASE_DOMAIN": "smoothschedule.localhost",
        "PUBLIC_SCHEME": "http",
        "PUBLIC_PORT": str(addresses.web_port),
        "WEB_BIND": f"{LOOPBACK}:{addresses.web_port}",
        "WEB_WORKERS": str(min(os.cpu_count() or 2, 4)),
        "WEB_THREADS": "2",
        "REALTIME_BIND": f"{LOOPBACK}:{addresses.realtime_port}",
        "REALTIME_PUBLIC_PORT": str(addresses.realtime_port),
        "DATABASE_URL": addresses.database_url,
        **role_urls(addresses.database_url, known),
        "REDIS_URL": addresses.redis_url,
        "MAIL_URL": f"folder:{folder / 'mail'}",
        "MAIL_FROM": "SmoothSchedule <mail@smoothschedule.localhost>",
        "FILES_URL": f"folder:{folder / 'files'}",
        "SEAL_PKCS12": str(folder / "seal.p12"),
        "LOG_FOLDER": str(folder / "logs"),
        "LOG_FORMAT": "text",
        "LOG_LEVEL": "INFO",
    }


def chosen(derived: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The derived settings, except where the person who starts us set one.

    Role URLs only count together with the DATABASE_URL that they belong to.
    """
    own = dict(derived)
    for name in derived:
        if name in ROLE_SETTINGS and not given.get("DATABASE_URL"):
            continue
        if given.get(name):
            own[name] = given[name]
    return own


def write_for_shells(settings: Mapping[str, str], file: Path) -> None:
    """A shell that reads the file has these settings; nobody else may read it."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(
        "".join(f"export {name}={shlex.quote(value)}\n" for name, value in settings.items())
    )


def child_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """What a child process gets: this process's environment with those settings."""
    return {**os.environ, **settings, "PYTHONUNBUFFERED": "1"}
