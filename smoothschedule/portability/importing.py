"""A business comes to be from an archive: all of it, or nothing.

The archive is looked through whole first. Then its files go to the store, where nothing leads to
them yet, then its rows into the database by one transaction of the business that comes to be. What
fails before the commit takes the files back; a process that is killed leaves files that nobody can
see, and that the same import, tried again, writes once more under the same keys: the new
business's id follows from archive and subdomain.

Imports of copies of one archive write the same keys. So whoever writes the rows, or takes files
back, has the business's lock, and rows are only written while all their files are in the store.
"""

from __future__ import annotations

import fcntl
import hashlib
import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context
from smoothschedule.core.unit_of_work import Work
from smoothschedule.portability.archive import OWN_COLUMNS
from smoothschedule.portability.reading import BUSINESS, FILES, Archive, opened
from smoothschedule.portability.refusals import ArchiveInUse, ArchiveRefused, refusal_of
from smoothschedule.portability.renewing import Renewal
from smoothschedule.portability.rows import Looked, look_through, write, write_rows
from smoothschedule.portability.settling import broken_chains, settle
from smoothschedule.storage.port import StorageError
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.rules.plans import TRIAL_LASTS
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role
from smoothschedule.users.sign_up import is_taken, refusal_of_subdomain

#: What a business that comes to be has of its own, whatever it was elsewhere.
_ANEW: Final = frozenset({"id", "subdomain", "created_at", "version", "former_ids"})
#: PgBouncer ends a transaction of which it hears nothing for a minute.
_STILL_HERE: Final = text("SELECT 1")

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How the business is to be here. The free plan begins with a trial, as for everybody."""

    subdomain: str
    plan: str = "free"
    is_closed: bool = False
    #: Everything is done but for the files, and then taken back.
    is_trial_run: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """What came to be."""

    tenant_id: UUID
    name: str
    owner: str
    rows: int
    people: int
    files: int
    missing_files: int
    #: Of links made anew: see renewing.py.
    renewed: dict[str, int] = field(default_factory=dict)
    broken_chains: list[str] = field(default_factory=list)
    #: By which ids it says that it was known before -> the address of who has the id here.
    former: dict[UUID, str | None] = field(default_factory=dict)


class _TakenBack(Exception):
    """A trial run ends."""


def bring_in(runtime: Any, file: BinaryIO, wish: Wish, *, progress: Progress) -> Brought:
    """The business is here under the subdomain; `progress` hears percents.

    Raises ArchiveRefused and ArchiveInUse; then nothing is left of it.
    """
    if (why := refusal_of_subdomain(wish.subdomain)) is not None:
        raise ArchiveRefused(f"{wish.subdomain}: {why}")
    with _alone(file), opened(file) as archive:
        tenant_id, former_id = new_id_of(archive, wish.subdomain), _former_id(archive)
        _require_free(runtime, tenant_id, wish.subdomain)
        names = sorted(archive.entries)
        for at, name in enumerate(names):
            archive.check(name)
            progress(30 * (at + 1) // len(names))
        looked = look_through(archive, former_id)
        _check_contents(archive)
        former = _former(runtime, archive, former_id)
        progress(40)
        coming = _Coming(runtime, archive, looked, tenant_id, former_id, former, wish, progress)
        if wish.is_trial_run:
            return coming.write()
        with coming.files():
            return coming.write()


def new_id_of(archive: Archive, subdomain: str) -> UUID:
    """The id that this archive gets under this subdomain: a UUIDv7 of when it was made."""
    try:
        made_at = datetime.fromisoformat(str(archive.manifest.get("made_at")))
        milliseconds = int(made_at.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise ArchiveRefused("The manifest does not say when the archive was made.") from None
    digest = hashlib.sha256(f"{archive.sha256}/{subdomain}".encode()).digest()
    number = (milliseconds % 2**48) << 80 | int.from_bytes(digest[:10])
    return UUID(int=number & ~(0xF << 76) & ~(0b11 << 62) | 7 << 76 | 0b10 << 62)


@contextmanager
def _alone(file: BinaryIO) -> Iterator[None]:
    """Nobody else imports from this file; raises ArchiveInUse."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ArchiveInUse from None
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _former_id(archive: Archive) -> UUID:
    """Which business it was; raises ArchiveRefused for one that does not say, or says more."""
    unknown = archive.business.keys() - OWN_COLUMNS
    if unknown:
        raise ArchiveRefused(
            f"{BUSINESS} tells of {min(unknown)}, which is not known here, or the platform's"
            " to say. Is the archive from a newer version?"
        )
    try:
        return UUID(str(archive.business.get("id")))
    except ValueError:
        raise ArchiveRefused(f"{BUSINESS} does not say which business it is.") from None


def _former(runtime: Any, archive: Archive, own_id: UUID) -> dict[UUID, str | None]:
    """By which ids the business says that it was known, its own last -> who has the id here.

    Raises ArchiveRefused where another business here has one of them, unless the business itself
    stands here and has it too: documents sealed by one would be told to be the other's.
    """
    told = archive.business.get("former_ids") or []
    try:
        ids = {UUID(str(id)): None for id in told} | {own_id: None}
    except (TypeError, ValueError):
        raise ArchiveRefused(f"{BUSINESS} does not say which business it was before.") from None
    with runtime.platform_units.open(Context(platform_role=Role.SUPERUSER)) as work:
        query = select(Tenant.id, Tenant.subdomain).where(Tenant.id.in_(list(ids)))
        here = {row.id: row.subdomain for row in work.session.execute(query)}
        own = work.session.get(Tenant, own_id)
        known = {own_id, *(own.former_ids if own else ())}
    for id in sorted(here.keys() - known):
        raise ArchiveRefused(
            f"The archive says that it was the business {id}, which is {here[id]} here."
        )
    return {id: here.get(id) for id in ids}


def _require_free(runtime: Any, tenant_id: UUID, subdomain: str) -> None:
    with runtime.units.tenant(tenant_id) as work:
        if is_taken(work, subdomain):
            raise ArchiveRefused(f"{subdomain} belongs to another business already.")


def _check_contents(archive: Archive) -> None:
    """Files that are kept by their content have the name of it; raises ArchiveRefused."""
    for key in archive.files:
        if not key.startswith("contracts/"):
            continue
        name = key.rpartition("/")[2].partition(".")[0]
        if name != archive.entries[f"{FILES}{key}"].sha256:
            raise ArchiveRefused(f"The file {key} does not hold what its name says.")


@dataclass(frozen=True, slots=True)
class _Coming:
    """A business that comes to be."""

    runtime: Any
    archive: Archive
    looked: Looked
    tenant_id: UUID
    former_id: UUID
    former: dict[UUID, str | None]
    wish: Wish
    progress: Progress

    @contextmanager
    def files(self) -> Iterator[None]:
        """The files are in the store, and are not when the block fails."""
        keys = sorted(self.archive.files)
        try:
            for at, key in enumerate(keys):
                kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
                with self.archive.open(f"{FILES}{key}") as entry:
                    content = cast("BinaryIO", entry)
                    self.runtime.files.put(self._key(key), content, content_type=kind)
                self.progress(40 + 30 * (at + 1) // len(keys))
            yield
        except BaseException:
            with suppress(SQLAlchemyError, StorageError, ArchiveInUse):
                self._take_back(keys)
            raise

    def _take_back(self, keys: list[str]) -> None:
        """The files are in the store no more. Whether the commit came through may be unknown: those
        of a business that is there stay, and of one that somebody else imports just now.
        """
        with self._locked() as work:
            if work.session.get(Tenant, self.tenant_id) is None:
                for key in keys:
                    work.session.execute(_STILL_HERE)
                    self.runtime.files.delete(self._key(key))

    def write(self) -> Brought:
        """All rows are there by one transaction, or none."""
        brought: Brought | None = None
        try:
            with self._locked() as work:
                brought = self._write(work)
                if self.wish.is_trial_run:
                    raise _TakenBack
        except DBAPIError as error:
            if (refusal := refusal_of(error, "the archive")) is None:
                raise
            raise refusal from error
        except _TakenBack:
            pass
        assert brought is not None
        self.progress(100)
        return brought

    @contextmanager
    def _locked(self) -> Iterator[Work]:
        """A transaction of the business that comes to be, in which nobody else makes it from a copy
        of the archive or takes its files back; raises ArchiveInUse.
        """
        key = func.hashtextextended(f"import of {self.tenant_id}", 0)
        with self.runtime.units.tenant(self.tenant_id) as work:
            for name in ("idle_in_transaction_session_timeout", "statement_timeout"):
                work.session.execute(text(f"SET LOCAL {name} = 0"))
            if not work.session.scalar(select(func.pg_try_advisory_xact_lock(key))):
                raise ArchiveInUse
            yield work

    def _require_files(self, work: Work) -> None:
        """Every file is in the store; raises StorageError where somebody took one back."""
        for key in self.archive.files:
            work.session.execute(_STILL_HERE)
            if self.runtime.files.size(self._key(key)) != self.archive.entries[FILES + key].bytes:
                raise StorageError(
                    f"{key} is not in the store as it was put there. Did another import of this"
                    " archive fail just now? Run it again."
                )

    def _write(self, work: Work) -> Brought:
        if not self.wish.is_trial_run:
            self._require_files(work)
        former_id = str(self.former_id)
        work.record(Tag.TENANT_IMPORTED, "tenant", self.tenant_id, former_id=former_id)
        renewal = Renewal(self.runtime.settings.secret_key, work.now)
        write(work, "tenants", [self._tenant(work)])
        write_rows(
            work,
            self.archive,
            self.looked,
            former_id=self.former_id,
            renew=renewal,
            progress=lambda percent: self.progress(70 + 25 * percent // 100),
        )
        settle(work)
        # What is checked at the commit is checked now, so that a trial run knows it too.
        work.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        owner = select(User.name, User.email).where(User.role == Role.TENANT_OWNER)
        name, email = work.session.execute(owner).one()
        return Brought(
            self.tenant_id,
            str(self.archive.business.get("name")),
            f"{name} <{email}>",
            rows=sum(self.looked.counts.values()),
            people=self.looked.counts["users"],
            files=len(list(self.archive.files)),
            missing_files=len(self.archive.manifest["missing_files"]),
            renewed=dict(renewal.counts),
            broken_chains=broken_chains(work),
            former=self.former,
        )

    def _tenant(self, work: Work) -> dict[str, Any]:
        """The row of the business: what it says of itself, and what it is here."""
        wish, own = self.wish, self.archive.business
        is_trial = wish.plan == "free"
        status = "trial" if is_trial else "active"
        return {name: value for name, value in own.items() if name not in _ANEW} | {
            "id": str(self.tenant_id),
            "subdomain": wish.subdomain,
            "plan": wish.plan,
            "status": "suspended" if wish.is_closed else status,
            "status_reason": "It was imported and is not open yet." if wish.is_closed else None,
            "trial_ends_at": (work.now + TRIAL_LASTS).isoformat() if is_trial else None,
            "former_ids": list(map(str, self.former)),
        }

    def _key(self, key: str) -> str:
        return f"tenants/{self.tenant_id}/{key}"
