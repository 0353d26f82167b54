"""The job that makes the finished document: marks, certificate, seal, in one pass.

No transaction is open while it draws. It may run twice, also at once: each run's document has
its own key, and the first that is written down is the contract's.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from io import BytesIO
from typing import Any
from uuid import UUID

import structlog

from smoothschedule.config import Settings
from smoothschedule.contracts.keys import content_key
from smoothschedule.contracts.operations.sealing import (
    Due,
    SealedFile,
    complete,
    due_for_sealing,
    give_up,
    note_trouble,
)
from smoothschedule.contracts.rules.certificate import certificate_of
from smoothschedule.contracts.rules.marking import Filled, marks_of
from smoothschedule.contracts.rules.seal_names import seal_reason
from smoothschedule.contracts.seal_keys import NoSealKey, seal_key
from smoothschedule.core import metrics
from smoothschedule.core.jobs import job
from smoothschedule.pdf.certificate import with_certificate
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.refusals import Refused
from smoothschedule.storage.port import FileMissingError, Storage

log = structlog.get_logger()
PDF = "application/pdf"


class Altered(Exception):
    """A stored file is not what was signed."""


@job
def seal_contract(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """The contract that everybody signed is sealed and complete, or says why it is not."""
    id, units = UUID(contract_id), runtime.units
    with units.tenant(tenant_id) as work:
        due = due_for_sealing(work, id)
    if due is None:
        return
    try:
        with metrics.SEAL_SECONDS.time():
            sealed = sealed_document(due, runtime.settings, runtime.files)
    except (Refused, Altered, NoSealKey, FileMissingError) as error:
        log.exception("seal.failed", contract_id=contract_id)
        with units.tenant(tenant_id) as work:
            give_up(work, id, sentence_of(error))
        return
    except Exception:
        # Whatever may pass is tried again; until then people can see that there is trouble.
        with units.tenant(tenant_id) as work:
            note_trouble(work, id, "It did not work this time and is tried again.")
        raise
    with units.tenant(tenant_id) as work:
        is_ours = complete(work, id, sealed)
    if not is_ours:
        runtime.files.delete(sealed.path)


def sealed_document(due: Due, settings: Settings, files: Storage) -> SealedFile:
    """The finished document is in the store.

    Raises Refused, Altered, NoSealKey, StorageError.
    """
    sealing = import_module("smoothschedule.pdf.seal")
    key = seal_key(settings)
    pictures = {id: _unchanged(files, path, sha256) for id, (path, sha256) in due.pictures.items()}
    original = _unchanged(files, due.original_path, due.original_sha256)
    filled = Filled(due.values, pictures, due.names, due.locale)
    marked = stamp(original, marks_of(due.fields, filled))
    whole = with_certificate(marked, certificate_of(due.story))
    url = settings.timestamp_url
    made = sealing.seal(
        whole,
        key,
        now=due.sealed_at,
        reason=seal_reason(due.story.business, due.story.number, due.tenant_id, due.contract_id),
        timestamper=sealing.time_stamp_server(url) if url else None,
    )
    timestamp = "stamped" if made.is_timestamped else "failed" if url else "none"
    sha256 = hashlib.sha256(made.data).hexdigest()
    path = content_key(due.tenant_id, "sealed", sha256, "pdf")
    files.put(path, BytesIO(made.data), content_type=PDF)
    return SealedFile(path, sha256, len(made.data), timestamp)


def sentence_of(error: Exception) -> str:
    """What the business reads; the log has the rest."""
    match error:
        case NoSealKey():
            return "There is no key to seal documents with. Please tell whoever runs this install."
        case FileMissingError():
            return "The document, or a signature in it, is not in the store."
        case Altered():
            return "A stored file is not the one that was signed, so it was not sealed."
    return "The document could not be written. Please tell whoever runs this install."


def _unchanged(files: Storage, path: str, sha256: str) -> bytes:
    """The stored bytes, if they still are what their hash says; raises Altered."""
    with files.open(path) as file:
        data = bytes(file.read())
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Altered(path)
    return data
