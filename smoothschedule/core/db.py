"""Tables and connections: tenant-owned rows, and the tenant said once per transaction.

Isolation is layered. PostgreSQL's row security is the wall: each transaction
opens with ``BEGIN; SET LOCAL app.tenant_id = …`` as one message and every
policy compares with it. The ORM filter below adds the same condition to each
statement, so that the planner can use it; leaving it out shows nothing more.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, TypeAlias, cast
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
import structlog
import uuid_utils.compat
from psycopg import Connection as Wire, _queries
from psycopg._preparing import PrepareManager
from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    ExceptionContext,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Select,
    Text,
    Uuid,
    bindparam,
    create_engine,
    event,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.orm import (
    DeclarativeBase,
    LoaderCriteriaOption,
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)

#: Longer statements the driver takes apart each time they are sent. Ours are written once, and
#: the one about everybody's calendar is just as long.
_queries.MAX_CACHED_STATEMENT_LENGTH = 16_384

log = structlog.get_logger()
NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
#: `info` of columns whose values stay out of the audit: secrets, what tells of a person, and
#: whole documents.
SECRET = {"audit": "secret"}
PERSONAL = {"audit": "personal"}
LARGE = {"audit": "large"}
CURRENT_TENANT = "nullif(current_setting('app.tenant_id', true), '')::uuid"


def new_id() -> UUID:
    """A fresh UUIDv7: unique and roughly ordered by time; never a secret."""
    return uuid_utils.compat.uuid7()


class Base(DeclarativeBase):
    """Root of every table; text is plain text, moments carry a zone."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {datetime: DateTime(timezone=True), str: Text()}


class Identified:
    """A directory row: known by one UUIDv7."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-20)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)


class TenantOwned:
    """A row of one tenant: (tenant_id, id) is its key and the database fills tenant_id."""

    @declared_attr
    def tenant_id(cls) -> Mapped[UUID]:
        return mapped_column(
            ForeignKey("tenants.id"),
            primary_key=True,
            server_default=text(CURRENT_TENANT),
            sort_order=-30,
        )

    id: Mapped[UUID] = mapped_column(
        primary_key=True, default=new_id, insert_sentinel=True, sort_order=-20
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)


class Versioned:
    """A row whose every change counts `version` up and is refused when it was read stale."""

    version: Mapped[int] = mapped_column(server_default=text("1"), sort_order=80)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version}


def tenant_fk(column: str, table: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Foreign key to another tenant table by (tenant_id, id), so it cannot leave the tenant."""
    return ForeignKeyConstraint(
        ["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"], ondelete=ondelete
    )


@dataclass(frozen=True, slots=True)
class Context:
    """Whom one transaction is for; PostgreSQL learns it in the message that begins it."""

    tenant_id: UUID | None = None
    user_id: UUID | None = None
    #: Role of the platform account that looks across tenants; policies ask for it.
    platform_role: str | None = None
    read_only: bool = False
    #: A look-up before a tenant is known: no transaction is opened, single statements only.
    is_lookup: bool = False

    def opening(self) -> str:
        """The one message that begins the transaction. Only UUIDs and names reach the text."""
        # A plan for all values starts at the wrong table where several are joined by ranges, as in
        # calendars and lists; who writes mostly asks for single rows.
        anew = "BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan"
        parts = [anew if self.read_only else "BEGIN"]
        for name, value in (("tenant_id", self.tenant_id), ("user_id", self.user_id)):
            if value is not None:
                parts.append(f"SET LOCAL app.{name} = '{UUID(str(value))}'")
        if self.platform_role is not None:
            if not self.platform_role.isidentifier():
                raise ValueError("A role is a plain name.")
            parts.append(f"SET LOCAL app.platform_role = '{self.platform_role}'")
        return "; ".join(parts)


LOOKUP = Context(is_lookup=True)


class _Columns(Sequence[psycopg.Column]):
    """What a result's columns are, made when somebody looks."""

    def __init__(self, cursor: psycopg.Cursor[Any], count: int) -> None:
        self._cursor, self._count = cursor, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(self._count))]
        return psycopg.Column(self._cursor, range(self._count)[at])


class Sent(psycopg.Cursor[Any]):
    """A statement on its way. SQLAlchemy asks each result for its columns, and needs them of new
    statements alone."""

    @property
    def description(self) -> Any:
        result = self.pgresult
        return _Columns(self, result.nfields) if result and result.nfields else super().description


def make_engine(url: str, *, pool_size: int, prepared: int = 0) -> Engine:
    """An engine whose transactions refuse to begin without a Context.

    `prepared`: how many of the statements asked most a connection keeps prepared.
    """
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=5,
        # Who served last knows its statements, and is still near the processor.
        pool_use_lifo=True,
        # Values of a failed statement would reach the logs: hashes, nonces, addresses.
        hide_parameters=True,
        # Autocommit in the driver lets the begin event send BEGIN with its settings as one message.
        connect_args={
            "autocommit": True,
            "prepare_threshold": None,
            "connect_timeout": 3,
            "application_name": "smoothschedule",
            "cursor_factory": Sent,
        },
    )
    if prepared:
        _keep_prepared(engine, prepared)
    event.listen(engine, "begin", _begin)
    return engine


#: A migration changed what a prepared statement answers.
_CHANGED: Final = psycopg.errors.FeatureNotSupported
#: Whoever stands in between lends another connection than the one that knows the statement.
_NOT_KEPT: Final = (
    psycopg.errors.InvalidSqlStatementName,
    psycopg.errors.DuplicatePreparedStatement,
)


class _Kept(PrepareManager):
    """Statements stay prepared when their transaction is rolled back, as every refusal is.

    The driver forgets them all there, since tables may have been made and dropped meanwhile: no
    transaction of ours does that.
    """

    def _should_discard(self, *_seen: Any) -> bool:
        return False

    def clear(self) -> bool:
        return False

    def forget(self) -> None:
        """From the end of the transaction on nothing is prepared."""
        super().clear()


def _keep_prepared(engine: Engine, count: int) -> None:
    def begin(wire: Wire[Any], _record: Any) -> None:
        wire._prepared = _Kept()  # noqa: SLF001 - the driver has no other way
        wire.prepared_max = count

    def mend(failure: ExceptionContext) -> None:
        is_stale = isinstance(failure.original_exception, _CHANGED)
        if failure.connection is None or not (
            is_stale or isinstance(failure.original_exception, _NOT_KEPT)
        ):
            return
        wire = cast("Wire[Any]", failure.connection.connection.driver_connection)
        cast("_Kept", wire._prepared).forget()  # noqa: SLF001
        if not is_stale:
            wire.prepare_threshold = None
            log.warning("database.prepared_lost", mend="set DATABASE_PREPARED=0")

    event.listen(engine, "connect", begin)
    event.listen(engine, "handle_error", mend)


def written(value: str) -> ColumnElement[str]:
    """The plain word as a part of the statement instead of a value sent along.

    A plan made once for all values then knows which partial index serves.
    """
    if not value.replace("_", "").isalnum():
        raise ValueError("Only plain words are written into statements.")
    return literal_column(f"'{value}'", Text())


def _begin(connection: Connection) -> None:
    context = connection.get_execution_options().get("context")
    if not isinstance(context, Context):
        raise RuntimeError("A transaction was begun without saying for whom.")
    if not context.is_lookup:
        straight(connection, context.opening())


def open_session(engine: Engine, context: Context) -> Session:
    """A session whose one transaction belongs to this context."""
    return Session(
        engine.execution_options(context=context),
        info={"tenant_id": context.tenant_id},
        expire_on_commit=False,
    )


def straight(
    connection: Connection, query: str, values: Mapping[str, Any] | None = None
) -> psycopg.Cursor[Any]:
    """The driver's own answer to the statement; errors are those of SQLAlchemy, as everywhere.

    For what every request asks: all that SQLAlchemy does around a statement takes longer than
    PostgreSQL takes to answer it.
    """
    wire = cast("Wire[Any]", connection.connection.driver_connection)
    try:
        return wire.execute(query, values)
    except psycopg.Error as error:
        # SQLAlchemy's only way to make the driver's error its own, and forget a lost connection.
        connection._handle_dbapi_exception(error, query, None, None, None)  # noqa: SLF001
        raise


def looked_up(engine: Engine, query: str, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """What a look-up function answers before a tenant is known: one row, or none."""
    with engine.execution_options(context=LOOKUP).connect() as connection:
        return straight(connection, query, values).fetchone()


def own_rows(session: Session, query: Select[Any], values: Mapping[str, Any]) -> list[Any]:
    """The columns that the statement asks of the tenant's rows, by name, in the driver's types.

    As `session.execute`, but `straight`: for one statement object that is asked again and again,
    without lists after IN.
    """
    if session.autoflush:
        session.flush()
    text, known, row = _written_out(query)
    given = {**known, **values, _own_tenant.key: session.info["tenant_id"]}
    return [row(each) for each in straight(session.connection(), text, given)]


@event.listens_for(Session, "do_orm_execute")
def _only_own_tenant(state: ORMExecuteState) -> None:
    if state.is_column_load or not (state.is_select or state.is_update or state.is_delete):
        return
    tenant_id = state.session.info.get("tenant_id")
    if tenant_id is None:
        return
    if state.is_select:
        state.statement = _narrowed(state.statement)
        given = cast("Mapping[str, Any]", state.parameters or {})
        state.parameters = {**given, _own_tenant.key: tenant_id}
    else:
        state.statement = state.statement.options(_rows_of(tenant_id))


_own_tenant = bindparam("own_tenant_id", type_=Uuid())
_own_rows = with_loader_criteria(
    TenantOwned, lambda cls: cls.tenant_id == _own_tenant, include_aliases=True
)
_narrow: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
#: A statement's text, the values that it knows itself, and what makes a row of an answer.
_WrittenOut: TypeAlias = tuple[str, Mapping[str, Any], Callable[[Iterable[Any]], Any]]
_texts: WeakKeyDictionary[Any, _WrittenOut] = WeakKeyDictionary()
_DIALECT: Final = postgresql.psycopg.dialect()


def _narrowed(statement: Any) -> Any:
    """The statement about own rows only: the same one each time, with all it knows of itself.

    What leads to its text is worked out once for each object, and costs more than sending it.
    """
    narrowed = _narrow.get(statement)
    if narrowed is None:
        narrowed = _narrow[statement] = statement.options(_own_rows)
    return narrowed


def _written_out(query: Select[Any]) -> _WrittenOut:
    found = _texts.get(query)
    if found is None:
        text = _narrowed(query).compile(dialect=_DIALECT)
        names = [column.key or "" for column in query.selected_columns]
        row = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # as the statement says
        found = _texts[query] = str(text), text.params, row._make
    return found


def _rows_of(tenant_id: UUID) -> LoaderCriteriaOption:
    """For statements that change rows: those loaded are compared with the value itself."""
    return with_loader_criteria(
        TenantOwned, lambda cls: cls.tenant_id == tenant_id, include_aliases=True
    )
