"""Every operation of the API, read from the URL map of the application itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from werkzeug.routing import Rule

from smoothschedule.app import create_app
from smoothschedule.config import Settings
from smoothschedule.core.api import Access, App

NOBODYS_ID = UUID("0199aaaa-0000-7000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one route."""

    name: str
    method: str
    rule: Rule
    access: Access

    def path(self, **values: object) -> str:
        """The path with these values; a missing one is an id or a token that nobody has."""
        adapter_values = {
            name: values.get(name, NOBODYS_ID if name.endswith("_id") else "x" * 40)
            for name in self.rule.arguments
        }
        built = self.rule.build(adapter_values, append_unknown=False)
        assert built is not None
        return str(built[1])


def operations_of(app: App) -> Iterator[Operation]:
    """The operations whose view declares access, API and pages alike."""
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if isinstance(access, Access):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Operation(rule.endpoint.rpartition(".")[2], method, rule, access)


def undeclared_rules(app: App) -> list[str]:
    """Routes that open no unit of work: they must not know tenants at all."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if not isinstance(getattr(app.view_functions[rule.endpoint], "access", None), Access)
    )


@cache
def app_without_servers(environment: str = "test") -> App:
    """An application to read routes from, made once; it never connects anywhere."""
    nowhere = "postgresql://{}@127.0.0.1:1/none"
    return create_app(
        Settings(
            environment=environment,
            secret_key="x" * 32,
            app_database_url=nowhere.format("smooth_app"),
            platform_database_url=nowhere.format("smooth_platform"),
            redis_url="redis://127.0.0.1:1/0",
        )
    )
