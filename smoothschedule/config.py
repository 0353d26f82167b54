"""Settings: the one place that reads the process environment."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

#: By this name prometheus-client learns where several processes share their counts.
MULTIPLE_PROCESSES = "PROMETHEUS_MULTIPROC_DIR"
#: Of one caller / of one business.
RATE = re.compile(r"[0-9]{1,9}/[0-9]{1,9}")
#: Without anything after the path.
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._-]+)*")
#: Host and port of a clamd.
CLAMD = re.compile(r"clamd://([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?")
ENVIRONMENTS = ("development", "test", "production")


def share_metrics() -> str:
    """Processes that are forked from this one count together, over files of the folder that is
    returned. To be called before anything imports prometheus_client."""
    if MULTIPLE_PROCESSES not in os.environ:
        os.environ[MULTIPLE_PROCESSES] = tempfile.mkdtemp(prefix="smooth-metrics-")
    return os.environ[MULTIPLE_PROCESSES]


def shares_metrics() -> bool:
    """Whether this process counts together with others."""
    return MULTIPLE_PROCESSES in os.environ


class SettingError(ValueError):
    """One setting is missing or wrong; the message is one line that names it."""


def _setting(doc: str, default: Any = None, *, required: bool = False) -> Any:
    return field(default=default, metadata={"doc": doc, "required": required})


def _password(name: str) -> Any:
    return _setting(f"password for {name}, where that has none")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator can set, typed; each field's environment name is its upper case."""

    environment: str = _setting("development, test or production", "production")
    secret_key: str = _setting(
        "signs tickets and CSRF tokens, encrypts second factors; at least 32 random characters",
        required=True,
    )
    platform_second_factor: str = _setting(
        "required or optional: whether platform staff can do anything without a second factor",
        "required",
    )
    base_domain: str = _setting(
        "businesses live on its subdomains, platform staff on platform.<it>",
        "smoothschedule.localhost",
    )
    public_scheme: str = _setting("http or https, as people see it", "https")
    public_port: int | None = _setting("port shown in links; empty for the scheme's own")
    web_bind: str = _setting("address:port of the HTTP server", "127.0.0.1:8000")
    web_workers: int = _setting("HTTP worker processes", 2)
    web_threads: int = _setting("threads of each HTTP worker", 2)
    realtime_bind: str = _setting("address:port of the Socket.IO server", "127.0.0.1:8001")
    realtime_public_port: int | None = _setting(
        "port browsers reach Socket.IO on; empty when a proxy serves both on one origin"
    )
    socket_recheck_seconds: int = _setting(
        "how often open sockets are asked whether their session still stands", 60
    )
    database_url: str | None = _setting(
        "administrator's PostgreSQL URL; only `flask database prepare` uses it"
    )
    app_database_url: str = _setting("PostgreSQL URL of smooth_app", required=True)
    migrator_database_url: str | None = _setting(
        "PostgreSQL URL of smooth_migrator; only migrations use it"
    )
    platform_database_url: str = _setting("PostgreSQL URL of smooth_platform", required=True)
    database_pool_size: int = _setting("connections kept open by each process, per role", 10)
    database_prepared: int = _setting(
        "statements kept prepared on each connection; 0 behind a PgBouncer older than 1.22", 100
    )
    redis_url: str = _setting("Redis for jobs, sockets and rate limits", required=True)
    rate_public_read: str = _setting(
        "requests a minute by which visitors look: of one address / of one business; 0 for no end",
        "300/6000",
    )
    rate_public_write: str = _setting("the same, by which visitors book, join and sign", "60/1200")
    rate_sign_in: str = _setting("the same, by which people come in", "60/600")
    rate_read: str = _setting("the same, by which a person who is signed in looks", "600/6000")
    rate_write: str = _setting("the same, by which such a person changes something", "300/3000")
    rate_heavy: str = _setting("the same, for what costs much: exports, previews", "60/600")
    database_password: str | None = _password("DATABASE_URL")
    app_database_password: str | None = _password("APP_DATABASE_URL")
    migrator_database_password: str | None = _password("MIGRATOR_DATABASE_URL")
    platform_database_password: str | None = _password("PLATFORM_DATABASE_URL")
    backup_database_password: str | None = _password("BACKUP_DATABASE_URL")
    redis_password: str | None = _password("REDIS_URL")
    mail_url: str = _setting(
        "folder:PATH, or smtp://user:password@host:port with ?tls=starttls or ?tls=tls",
        "folder:var/mail",
    )
    mail_from: str = _setting("sender of every mail", "SmoothSchedule <mail@localhost>")
    files_url: str = _setting("folder:PATH or s3://BUCKET", "folder:var/files")
    s3_endpoint_url: str | None = _setting("S3-compatible endpoint; empty for AWS")
    s3_region: str | None = _setting("S3 region")
    s3_access_key_id: str | None = _setting("S3 access key")
    s3_secret_access_key: str | None = _setting("S3 secret key")
    upload_scanner: str = _setting(
        "virus scanner that looks into what people upload, as clamd://HOST:PORT; empty for none", ""
    )
    dns_resolver: str | None = _setting(
        "ADDRESS:PORT of the DNS server that domains are checked with; empty for the system's"
    )
    edge_host: str | None = _setting(
        "host that domains of businesses point to by CNAME; empty for edge.<base domain>"
    )
    edge_addresses: str = _setting(
        "IP addresses for domains that cannot have a CNAME, with commas between", ""
    )
    internal_host: str = _setting(
        "host by which the reverse proxy asks for verified domains, inside only; several with"
        " commas between; empty for never",
        "",
    )
    internal_token: str | None = _setting(
        "secret that the reverse proxy shows there; at least 32 random characters"
    )
    route53_zone_id: str | None = _setting(
        "hosted zone in which the platform writes records of domains, unless it names another"
    )
    route53_endpoint_url: str | None = _setting("Route53-compatible endpoint; empty for AWS")
    route53_access_key_id: str | None = _setting("Route53 access key; empty: records by hand")
    route53_secret_access_key: str | None = _setting("Route53 secret key")
    seal_pkcs12: str = _setting(
        "PKCS#12 file with the key that seals contracts; outside production made when missing",
        "var/seal.p12",
    )
    seal_passphrase: str | None = _setting("passphrase of that file")
    seal_former_certificates: str | None = _setting(
        "folder with certificates (.pem, .der) that sealed before, so that old seals stay known"
    )
    timestamp_url: str | None = _setting(
        "RFC 3161 time stamp server that vouches for when contracts were sealed; empty for none"
    )
    outbound_private_networks: str = _setting(
        "private networks that calendars and webhooks may reach, with commas between; empty: none",
        "",
    )
    backup_folder: str | None = _setting("folder where backups are kept; empty for no backups")
    backup_database_url: str | None = _setting(
        "PostgreSQL URL of smooth_backup, who may read everything; only backups use it"
    )
    backup_recipients: str | None = _setting(
        "public age keys (age1…), with commas between, whose holders can open backups"
    )
    backup_keep_days: int = _setting("days after which a backup is deleted, but never the last", 30)
    metrics_bind: str = _setting(
        "address:port where worker, relay, scheduler and realtime show their metrics, inside only;"
        " empty for nowhere",
        "",
    )
    sentry_dsn: str | None = _setting(
        "where errors are reported, in Sentry's form; empty for nowhere; needs the extra `sentry`"
    )
    otlp_endpoint: str | None = _setting(
        "collector that takes traces by OTLP over HTTP, like http://collector:4318; empty for none;"
        " needs the extra `opentelemetry`"
    )
    log_format: str = _setting("json or text", "json")
    log_level: str = _setting("DEBUG, INFO, WARNING or ERROR", "INFO")
    log_folder: str = _setting("folder of security.log and masquerade.log", "logs")
    trusted_proxies: int = _setting("reverse proxies in front whose X-Forwarded-* count", 0)
    frontend_dist: str = _setting("folder of the built front end", "frontend/dist")
    assets_url: str = _setting(
        "where pages load built scripts and styles from, like https://cdn.example.com: a bucket"
        " that `flask assets publish` filled, or a CDN before it; empty: from their own host",
        "",
    )
    drain_file: str | None = _setting(
        "file that, while it exists, makes /healthz answer 503, so that a proxy sends no more here"
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Settings read and checked; raises SettingError naming the first wrong one."""
        source = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for spec in fields(cls):
            text = _given(spec.name.upper(), source)
            if text:
                values[spec.name] = _typed(spec.name, text, str(spec.type))
            elif spec.metadata["required"]:
                raise SettingError(f"{spec.name.upper()} is missing: {spec.metadata['doc']}.")
        for name in [name for name in values if name.endswith("_url")]:
            password = values.get(f"{name.removesuffix('_url')}_password")
            values[name] = _with_password(values[name], password)
        settings = cls(**values)
        _check(settings)
        return settings

    @property
    def requires_platform_second_factor(self) -> bool:
        return self.platform_second_factor == "required"

    @property
    def is_development(self) -> bool:
        return self.environment == "development"

    @property
    def platform_host(self) -> str:
        return f"platform.{self.base_domain}"

    @property
    def edge_name(self) -> str:
        """The host that domains of businesses point to."""
        return self.edge_host or f"edge.{self.base_domain}"

    @property
    def edge_address_list(self) -> list[str]:
        """The addresses for domains that cannot have a CNAME, each in its normal form."""
        parts = (part.strip() for part in self.edge_addresses.split(","))
        return [str(ip_address(part)) for part in parts if part]

    @property
    def outbound_networks(self) -> list[IPv4Network | IPv6Network]:
        """Networks that addresses people typed may lead into although they are private."""
        parts = (part.strip() for part in self.outbound_private_networks.split(","))
        return [ip_network(part) for part in parts if part]

    @property
    def internal_hosts(self) -> frozenset[str]:
        """The hosts by which processes of this install reach each other."""
        parts = (part.strip() for part in self.internal_host.split(","))
        return frozenset(part for part in parts if part)

    @property
    def scanner_address(self) -> tuple[str, int] | None:
        """Host and port of the clamd that looks into uploads; None for no scanner."""
        if not self.upload_scanner:
            return None
        found = CLAMD.fullmatch(self.upload_scanner)
        if not found or not 0 < (port := int(found[2] or 3310)) < 65_536:
            raise SettingError("UPLOAD_SCANNER must look like clamd://127.0.0.1:3310.")
        return found[1], port

    @property
    def uses_https(self) -> bool:
        return self.public_scheme == "https"

    @property
    def frontend_folder(self) -> Path:
        return Path(self.frontend_dist)

    def url_of(self, host: str, path: str = "/") -> str:
        """Absolute address of a path on one of our hosts, as people see it."""
        port = f":{self.public_port}" if self.public_port else ""
        return f"{self.public_scheme}://{host}{port}{path}"

    def realtime_url(self, host: str) -> str | None:
        """Where pages of this host reach Socket.IO; None on their own origin."""
        if not self.realtime_public_port:
            return None
        return (
            f"{self.public_scheme}://{host.split(':', maxsplit=1)[0]}:{self.realtime_public_port}"
        )

    def shares_of(self, route_class: str) -> tuple[int, int]:
        """Requests a minute in routes of this class: of one caller, of one business."""
        caller, business = getattr(self, f"rate_{route_class}").split("/")
        return int(caller), int(business)

    def subdomain_host(self, subdomain: str) -> str:
        return f"{subdomain}.{self.base_domain}"


def _given(name: str, source: Mapping[str, str]) -> str:
    """What is given for a setting, in the environment or in the file that NAME_FILE names."""
    text, path = source.get(name, "").strip(), source.get(f"{name}_FILE", "").strip()
    if not path:
        return text
    if text:
        raise SettingError(f"{name} and {name}_FILE are both given: leave one out.")
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SettingError(f"{name}_FILE names {path}, which cannot be read: {reason}.") from None


def _with_password(url: str, password: str | None) -> str:
    """The URL with that password for its user, unless it says one itself."""
    parts = urlsplit(url)
    if password is None or parts.password is not None or not parts.hostname:
        return url
    user, _, server = parts.netloc.rpartition("@")
    netloc = f"{user.removesuffix(':')}:{quote(password, safe='')}@{server}"
    return urlunsplit(parts._replace(netloc=netloc))


def _typed(name: str, text: str, kind: str) -> Any:
    if not kind.startswith("int"):
        return text
    try:
        number = int(text)
    except ValueError:
        raise SettingError(f"{name.upper()} must be a whole number, not {text!r}.") from None
    if number < 0:
        raise SettingError(f"{name.upper()} must not be negative.")
    return number


def _check(settings: Settings) -> None:
    _one_of("ENVIRONMENT", settings.environment, ENVIRONMENTS)
    _one_of("PLATFORM_SECOND_FACTOR", settings.platform_second_factor, ("required", "optional"))
    _one_of("PUBLIC_SCHEME", settings.public_scheme, ("http", "https"))
    _one_of("LOG_FORMAT", settings.log_format, ("json", "text"))
    _one_of("LOG_LEVEL", settings.log_level, ("DEBUG", "INFO", "WARNING", "ERROR"))
    if len(settings.secret_key) < 32:
        raise SettingError("SECRET_KEY is too short: at least 32 random characters.")
    if settings.base_domain != settings.base_domain.lower().strip("."):
        raise SettingError("BASE_DOMAIN must be lower case, without dots at its ends.")
    roles = ("app", "platform", "migrator", "backup")
    for name in (f"{role}_database_url" for role in roles):
        _url(name, getattr(settings, name), ("postgresql", "postgres"))
    _url("database_url", settings.database_url, ("postgresql", "postgres"))
    _url("redis_url", settings.redis_url, ("redis", "rediss", "unix"))
    _url("mail_url", settings.mail_url, ("folder", "smtp"))
    _url("files_url", settings.files_url, ("folder", "s3"))
    _origin("assets_url", settings.assets_url)
    for name in ("timestamp_url", "sentry_dsn", "otlp_endpoint"):
        _url(name, getattr(settings, name), ("http", "https"))
    _ = settings.scanner_address
    for name in ("web_bind", "realtime_bind", "metrics_bind"):
        if value := getattr(settings, name):
            bind_address(name, value)
    _check_rates(settings)
    _check_domains(settings)
    try:
        _ = settings.outbound_networks
    except ValueError:
        raise SettingError(
            "OUTBOUND_PRIVATE_NETWORKS must be networks like 10.0.0.0/8, with commas between."
        ) from None


def _check_rates(settings: Settings) -> None:
    for spec in fields(settings):
        rate = getattr(settings, spec.name)
        if spec.name.startswith("rate_") and not RATE.fullmatch(rate):
            raise SettingError(f"{spec.name.upper()} must look like 60/1200, not {rate!r}.")


def _origin(name: str, value: str) -> None:
    """Nothing that a page's policy or its HTML could take for something else."""
    if value and not ADDRESS.fullmatch(value):
        raise SettingError(f"{name.upper()} must look like https://cdn.example.com.")


def _check_domains(settings: Settings) -> None:
    if settings.dns_resolver:
        bind_address("dns_resolver", settings.dns_resolver)
    try:
        _ = settings.edge_address_list
    except ValueError:
        raise SettingError("EDGE_ADDRESSES must be IP addresses with commas between.") from None
    if settings.internal_hosts and len(settings.internal_token or "") < 32:
        raise SettingError("INTERNAL_HOST needs an INTERNAL_TOKEN of at least 32 characters.")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingError(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")


def _url(name: str, value: str | None, schemes: tuple[str, ...]) -> None:
    if value is None:
        return
    if urlsplit(value).scheme not in schemes:
        starts = " or ".join(f"{scheme}:" for scheme in schemes)
        raise SettingError(f"{name.upper()} must start with {starts}")


def bind_address(name: str, value: str) -> tuple[str, int]:
    """Address and port of a `host:port` setting."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit():
        raise SettingError(f"{name.upper()} must look like 127.0.0.1:8000, not {value!r}.")
    return host, int(port)
