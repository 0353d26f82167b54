"""An upload is prepared for signing, or refused with what its owner can do about it.

The work is done in a process of its own, with no transaction open meanwhile. A job that dies
half-way is run again and begins anew; one that was overtaken by another upload changes nothing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import update

from smoothschedule.contracts.models import ContractTemplate
from smoothschedule.contracts.offered_fields import fields_from
from smoothschedule.contracts.operations.uploads import (
    PASSWORD_PURPOSE,
    READ,
    refuse_upload,
    take_prepared,
)
from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.jobs import job
from smoothschedule.core.scanning import FileInfected, NotScanned, require_clean
from smoothschedule.core.unit_of_work import Work
from smoothschedule.pdf.confined import prepare
from smoothschedule.pdf.marks import MOST_BYTES, Prepared
from smoothschedule.pdf.refusals import Code, Refused
from smoothschedule.storage.port import FileMissingError

log = structlog.get_logger()


@job
def check_template(runtime: Any, tenant_id: UUID, *, template_id: str) -> None:
    """The template has the file that was uploaded last, or says why not."""
    id = UUID(template_id)
    with runtime.units.tenant(tenant_id) as work:
        found = _waiting(work, id)
        if found is None or found.upload_path is None:
            return
        path, password = found.upload_path, _password(runtime, found)
    try:
        data = _read(runtime, path)
        _look_into(runtime, tenant_id, path, data)
        with runtime.units.tenant(tenant_id) as work:
            _note_progress(work, id)
        prepared = prepare(data, password=password)
    except Refused as refused:
        log.info("preflight.refused", code=refused.code.value, detail=refused.detail)
        with runtime.units.tenant(tenant_id) as work:
            if (template := _waiting(work, id, path)) is not None:
                refuse_upload(work, template, refused)
        return
    _take(runtime, tenant_id, id, path=path, prepared=prepared)


def _take(
    runtime: Any, tenant_id: UUID, template_id: UUID, *, path: str, prepared: Prepared
) -> None:
    with runtime.units.tenant(tenant_id) as work:
        template = _waiting(work, template_id, path)
        if template is not None:
            take_prepared(
                work,
                template,
                prepared,
                form_fields=fields_from(prepared.form),
                files=runtime.files,
            )


def _waiting(work: Work, template_id: UUID, path: str | None = None) -> ContractTemplate | None:
    """The template, if this upload of it is still to be checked."""
    found = work.session.get(
        ContractTemplate, (work.context.tenant_id, template_id), with_for_update=True
    )
    if found is None or found.preflight_state != "checking":
        return None
    return found if path in (None, found.upload_path) else None


def _password(runtime: Any, template: ContractTemplate) -> str | None:
    if template.upload_password is None:
        return None
    cipher = Cipher(runtime.settings.secret_key, PASSWORD_PURPOSE)
    return cipher.open(template.upload_password).decode()


def _read(runtime: Any, path: str) -> bytes:
    try:
        with runtime.files.open(path) as file:
            data: bytes = file.read(MOST_BYTES + 1)
    except FileMissingError as error:
        raise Refused(Code.MALFORMED, "the upload is gone") from error
    return data


def _look_into(runtime: Any, tenant_id: UUID, path: str, data: bytes) -> None:
    """Raises Refused for what the scanner finds harmful, which is deleted, and when it is away."""
    try:
        require_clean(data, runtime.scanner)
    except FileInfected as problem:
        runtime.files.delete(path)
        action = problem.security_action
        runtime.security_log.security(action, tenant_id=tenant_id, **problem.logged)
        raise Refused(Code.INFECTED, problem.logged["finding"]) from problem
    except NotScanned as problem:
        raise Refused(Code.NOT_SCANNED) from problem


def _note_progress(work: Work, template_id: UUID) -> None:
    """How far it is, for whoever asks; no news worth an entry in the audit."""
    work.session.execute(
        update(ContractTemplate)
        .where(ContractTemplate.id == template_id, ContractTemplate.preflight_state == "checking")
        .values(preflight_progress=READ)
        .execution_options(unjournaled=True, synchronize_session=False)
    )
