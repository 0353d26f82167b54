"""The running application's parts, put together once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import UUID

import structlog
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine, func, select

from smoothschedule.config import Settings
from smoothschedule.contracts import models as contract_models
from smoothschedule.core.db import Context, make_engine, open_session
from smoothschedule.core.outbound import Outbound
from smoothschedule.core.security_log import SecurityLog
from smoothschedule.core.unit_of_work import UnitsOfWork
from smoothschedule.erasure import models as erasure_models
from smoothschedule.mail.factory import mailer_from
from smoothschedule.mail.port import Mailer
from smoothschedule.people import models as people_models
from smoothschedule.portability import models as portability_models
from smoothschedule.scanning import Clamd, NoScanner, Scanner
from smoothschedule.scheduling import models as scheduling_models
from smoothschedule.storage.factory import storage_from
from smoothschedule.storage.port import Storage
from smoothschedule.tenants import models as tenant_models
from smoothschedule.uploads import models as upload_models
from smoothschedule.users import models as user_models
from smoothschedule.webhooks import models as webhook_models

log = structlog.get_logger()
NUDGES = "smoothschedule:outbox"
#: Imported by every process: a table is of no use without those that its keys refer to.
MODELS = (
    tenant_models,
    user_models,
    upload_models,
    scheduling_models,
    people_models,
    contract_models,
    webhook_models,
    erasure_models,
    portability_models,
)


@dataclass(frozen=True)
class Runtime:
    """Database, Redis, mail and files of one process; each is opened at first use."""

    settings: Settings

    @cached_property
    def engine(self) -> Engine:
        """Connections as smooth_app."""
        settings = self.settings
        return make_engine(
            settings.app_database_url,
            pool_size=settings.database_pool_size,
            prepared=settings.database_prepared,
        )

    @cached_property
    def platform_engine(self) -> Engine:
        """Connections as smooth_platform."""
        settings = self.settings
        return make_engine(
            settings.platform_database_url, pool_size=2, prepared=settings.database_prepared
        )

    @cached_property
    def units(self) -> UnitsOfWork:
        """Units of work in a tenant."""
        return UnitsOfWork(self.engine, self.nudge)

    @cached_property
    def platform_units(self) -> UnitsOfWork:
        """Units of work above tenants."""
        return UnitsOfWork(self.platform_engine, self.nudge)

    def units_of(self, tenant_id: UUID | None) -> UnitsOfWork:
        """Units of work for this tenant, or above tenants when there is none."""
        return self.units if tenant_id else self.platform_units

    @cached_property
    def redis(self) -> Redis:
        """Redis for requests: gives up at once, since nothing there may be waited for."""
        return Redis.from_url(
            self.settings.redis_url, socket_connect_timeout=0.3, socket_timeout=0.5
        )

    @cached_property
    def outbound(self) -> Outbound:
        """Fetches from addresses that people typed."""
        return Outbound(self.settings.outbound_networks)

    @cached_property
    def mailer(self) -> Mailer:
        return mailer_from(self.settings.mail_url)

    @cached_property
    def security_log(self) -> SecurityLog:
        return SecurityLog(Path(self.settings.log_folder))

    @cached_property
    def files(self) -> Storage:
        settings = self.settings
        return storage_from(
            settings.files_url,
            secret=settings.secret_key,
            base_url=settings.url_of(settings.base_domain, "/files"),
            now=self.seconds_now,
            **self.s3_access,
        )

    @property
    def s3_access(self) -> dict[str, str | None]:
        """How buckets are reached."""
        settings = self.settings
        return {
            "endpoint_url": settings.s3_endpoint_url,
            "region": settings.s3_region,
            "access_key_id": settings.s3_access_key_id,
            "secret_access_key": settings.s3_secret_access_key,
        }

    @cached_property
    def scanner(self) -> Scanner:
        """Looks into what people upload."""
        address = self.settings.scanner_address
        return Clamd(*address) if address else NoScanner()

    def seconds_now(self) -> float:
        """Since the epoch, by the database's clock: processes' own may differ."""
        with open_session(self.engine, Context()) as session:
            return float(session.scalars(select(func.extract("epoch", func.now()))).one())

    def nudge(self) -> None:
        """The relay looks into the outbox now instead of within a second."""
        try:
            self.redis.publish(NUDGES, "")
        except RedisError:
            log.info("nudge.skipped")

    def close(self) -> None:
        """Every connection of this process is closed."""
        for name in ("engine", "platform_engine"):
            if name in self.__dict__:
                self.__dict__[name].dispose()
