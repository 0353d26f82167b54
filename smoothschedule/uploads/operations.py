"""A file is let into the store, and looked at there before anything is made of it.

What the browser said of it is never believed: size and content are those of the bytes that
really lie there. They are read once, so that what was looked at is what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import Clash, NotAllowed, NotFound, TooFast
from smoothschedule.core.scanning import FileInfected, require_clean
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scanning import Scanner
from smoothschedule.storage.port import FileMissingError, Storage
from smoothschedule.uploads.models import Purpose, Upload

#: How long sending may begin.
LINK_LASTS_SECONDS: Final = 900
#: What nobody took over by then is gone: the largest file needs no hour.
UNTAKEN_LIVES: Final = timedelta(hours=2)
#: What was taken over is wanted again when a PDF asks for its password, or an answer got lost.
TAKEN_LIVES: Final = timedelta(days=1)
#: One person's uploads that nothing has taken over.
MOST_UNTAKEN: Final = 20
MOST_SWEPT: Final = 100


class NothingUploaded(Clash):
    slug = "nothing-uploaded"
    title = "The file has not arrived. Please upload it again."


class ArrivedOtherwise(Clash):
    slug = "upload-differs"
    title = "The file did not arrive as it was announced. Please upload it again."


class ManyUntaken(TooFast):
    title = "Many uploads of yours are unfinished. Please wait a while before you begin another."


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

    Raises ManyUntaken. The caller has seen to the size.
    """
    if (person_id := work.actor.id) is None:
        raise NotAllowed
    mine = select(func.count(Upload.id)).where(
        Upload.person_id == person_id, Upload.taken_at.is_(None), Upload.drop_at > work.now
    )
    if (work.session.scalar(mine) or 0) >= MOST_UNTAKEN:
        raise ManyUntaken
    id = new_id()
    key = f"unfinished/{work.context.tenant_id}/{id}"
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


def note_taken(work: Work, upload: Upload, *, result_id: UUID | None = None) -> None:
    """Something was made of the file; its bytes stay a day longer."""
    upload.taken_at, upload.result_id = work.now, result_id
    upload.drop_at = work.now + TAKEN_LIVES
    work.session.flush()


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
