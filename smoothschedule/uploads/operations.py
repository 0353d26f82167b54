"""A file is let into the store, and looked at there before anything is made of it.

What the browser said of it is never believed: size and content are those of the bytes that
really lie there. They are read once, so that what was looked at is what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import Clash, NotAllowed, NotFound, TooFast
from smoothschedule.core.scanning import FileInfected, require_clean
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scanning import Scanner
from smoothschedule.storage.port import UNFINISHED, FileMissingError, Storage
from smoothschedule.uploads.models import Purpose, Upload

#: How long sending may begin.
LINK_LASTS_SECONDS: Final = 900
#: What nobody took over by then is gone: the largest file needs no hour.
UNTAKEN_LIVES: Final = timedelta(hours=2)
#: What was taken over is wanted again when a PDF asks for its password.
TAKEN_LIVES: Final = timedelta(days=1)
#: What it became is asked for again when an answer got lost; by then no link writes any more.
MADE_LIVES: Final = timedelta(seconds=LINK_LASTS_SECONDS)
#: One person's uploads that nothing has taken over.
MOST_UNTAKEN: Final = 20
#: A business's uploads that lie in the store, taken over or not: forty of the largest.
MOST_LYING_BYTES: Final = 2_000_000_000
MOST_SWEPT: Final = 100


class NothingUploaded(Clash):
    slug = "nothing-uploaded"
    title = "The file has not arrived. Please upload it again."


class ArrivedOtherwise(Clash):
    slug = "upload-differs"
    title = "The file did not arrive as it was announced. Please upload it again."


class ManyUploads(TooFast):
    """Until `free_at` at least. No sign of an attack: who may upload is known."""

    security_action = None

    def __init__(self, title: str, *, now: datetime, free_at: datetime) -> None:
        super().__init__(title)
        self.retry_after_seconds = ceil((free_at - now).total_seconds())


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where and how the browser sends the file, and what to call it afterwards."""

    upload_id: UUID
    url: str
    headers: dict[str, str]


def begin_upload(
    work: Work,
    purpose: Purpose,
    *,
    file_name: str,
    size_bytes: int,
    content_type: str,
    files: Storage,
    subject_id: UUID | None = None,
) -> Ticket:
    """Whoever acts may send a file of exactly this size and type, once or again, for a while.

    Raises ManyUploads. The caller has seen to the size.
    """
    if (person_id := work.actor.id) is None:
        raise NotAllowed
    _require_place(work, person_id, size_bytes)
    id = new_id()
    key = f"{UNFINISHED}{work.context.tenant_id}/{id}"
    upload = Upload(
        id=id,
        purpose=purpose,
        subject_id=subject_id,
        person_id=person_id,
        key=key,
        file_name=file_name,
        size_bytes=size_bytes,
        drop_at=work.now + UNTAKEN_LIVES,
    )
    work.session.add(upload)
    work.session.flush()
    url = files.upload_link(
        key, expires_seconds=LINK_LASTS_SECONDS, content_type=content_type, size_bytes=size_bytes
    )
    return Ticket(id, url, {"Content-Type": content_type})


def _require_place(work: Work, person_id: UUID, size_bytes: int) -> None:
    count, _, free_at = _lying(work, Upload.person_id == person_id, Upload.taken_at.is_(None))
    if count >= MOST_UNTAKEN:
        title = "Many uploads of yours are unfinished. They end within two hours."
        raise ManyUploads(title, now=work.now, free_at=free_at)
    count, total, free_at = _lying(work)
    if count and total + size_bytes > MOST_LYING_BYTES:
        title = "Your business has uploaded very much today. Please upload the rest tomorrow."
        raise ManyUploads(title, now=work.now, free_at=free_at)


def _lying(work: Work, *which: ColumnElement[bool]) -> tuple[int, int, datetime]:
    """How many such uploads may lie in the store, their bytes, and when the first of them goes."""
    size_bytes = func.coalesce(func.sum(Upload.size_bytes), 0)
    query = select(func.count(Upload.id), size_bytes, func.min(Upload.drop_at))
    query = query.where(Upload.drop_at > work.now, *which)
    count, total, first = work.session.execute(query).one()
    return count, total, first


def own_upload(
    work: Work, upload_id: UUID, purpose: Purpose, *, subject_id: UUID | None = None
) -> Upload:
    """The upload, if it is the actor's own and for this; its row is locked. Raises NotFound."""
    found = work.get(Upload, upload_id, lock=True)
    wanted = (purpose, subject_id, work.actor.id)
    if (found.purpose, found.subject_id, found.person_id) != wanted:
        raise NotFound
    return found


def require_arrived(upload: Upload, files: Storage) -> None:
    """The file lies in the store, as large as announced. Raises NothingUploaded,
    ArrivedOtherwise; what differs is deleted.
    """
    size_bytes = files.size(upload.key)
    if size_bytes is None:
        raise NothingUploaded
    if size_bytes != upload.size_bytes:
        files.delete(upload.key)
        raise ArrivedOtherwise


def received(upload: Upload, *, files: Storage, scanner: Scanner) -> bytes:
    """The file's content, looked at by the scanner. Raises NothingUploaded, ArrivedOtherwise,
    FileInfected, NotScanned; what is infected is deleted.
    """
    require_arrived(upload, files)
    try:
        with files.open(upload.key) as file:
            content = file.read(upload.size_bytes + 1)
    except FileMissingError:
        raise NothingUploaded from None
    if len(content) != upload.size_bytes:
        files.delete(upload.key)
        raise ArrivedOtherwise
    try:
        require_clean(content, scanner)
    except FileInfected:
        files.delete(upload.key)
        raise
    return content


def note_taken(work: Work, upload: Upload) -> None:
    """Something is made of the file; its bytes stay a day longer."""
    upload.taken_at, upload.drop_at = work.now, work.now + TAKEN_LIVES
    work.session.flush()


def note_made(work: Work, upload: Upload, result_id: UUID, *, files: Storage) -> None:
    """This was made of the file, and for some minutes is the answer to whoever asks again; its
    bytes are gone.
    """
    upload.taken_at, upload.result_id = work.now, result_id
    upload.drop_at = work.now + MADE_LIVES
    work.session.flush()
    files.delete(upload.key)


def drop_old_uploads(work: Work, files: Storage) -> int:
    """Files whose time is up are gone, and what was known of them; returns how many."""
    query = (
        select(Upload)
        .where(Upload.drop_at <= work.now)
        .order_by(Upload.id)
        .limit(MOST_SWEPT)
        .with_for_update(skip_locked=True)
    )
    found = work.session.scalars(query).all()
    for upload in found:
        # In the transaction: a file that stays behind would be found by nobody.
        files.delete(upload.key)
        work.session.delete(upload)
    work.session.flush()
    return len(found)
