"""HTTP of contract templates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.contracts.operations import templates as operations, uploads
from smoothschedule.contracts.operations.links import template_link, template_preview
from smoothschedule.contracts.permissions import EDIT_TEMPLATES, VIEW_CONTRACTS
from smoothschedule.contracts.queries import templates as queries
from smoothschedule.contracts.schemas.template import (
    ContractTemplateListSchema,
    ContractTemplateSchema,
    DocumentLinkSchema,
    FormFieldListSchema,
    NewTemplateSchema,
    PreviewSchema,
    TemplateChangesSchema,
    TemplateListArgs,
    UploadedSchema,
)
from smoothschedule.core.api import Blueprint, current_runtime, current_settings, current_work
from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.uploads.operations import Ticket
from smoothschedule.uploads.schemas import UploadLinkSchema, UploadWishSchema

templates = Blueprint(
    "contract_templates",
    __name__,
    url_prefix="/api/v1/contract-templates",
    description="What contracts are made from",
)


@templates.endpoint("GET", "", "listContractTemplates")
@templates.requires(VIEW_CONTRACTS)
@templates.arguments(TemplateListArgs, location="query")
@templates.response(200, ContractTemplateListSchema)
def list_templates(args: dict[str, Any]) -> dict[str, Any]:
    """Templates by name; `q` begins a name, `archived` shows the archive instead."""
    return queries.templates(current_work(), **args)


@templates.endpoint("POST", "", "createContractTemplate")
@templates.requires(EDIT_TEMPLATES)
@templates.idempotent
@templates.arguments(NewTemplateSchema)
@templates.response(201, ContractTemplateSchema)
def create_template(body: dict[str, Any]) -> dict[str, Any]:
    """Begin a template: a PDF to be uploaded, or a text to be written."""
    return queries.template_document(tagged(operations.add_template(current_work(), **body)))


@templates.endpoint("GET", "/<uuid:template_id>", "getContractTemplate")
@templates.requires(VIEW_CONTRACTS)
@templates.response(200, ContractTemplateSchema)
def get_template(template_id: UUID) -> dict[str, Any]:
    """One template."""
    return queries.template_document(tagged(queries.template(current_work(), template_id)))


@templates.endpoint("PATCH", "/<uuid:template_id>", "updateContractTemplate")
@templates.requires(EDIT_TEMPLATES)
@templates.matches
@templates.arguments(TemplateChangesSchema)
@templates.response(200, ContractTemplateSchema)
def update_template(changes: dict[str, Any], template_id: UUID) -> dict[str, Any]:
    """Change a template; contracts made before keep what was sent."""
    work = current_work()
    found = require_match(queries.template(work, template_id))
    changed = operations.change_template(work, found, **changes)
    work.session.refresh(changed)
    return queries.template_document(tagged(changed))


@templates.endpoint("DELETE", "/<uuid:template_id>", "archiveContractTemplate")
@templates.requires(EDIT_TEMPLATES)
@templates.response(200, ContractTemplateSchema)
def archive_template(template_id: UUID) -> dict[str, Any]:
    """Put a template into the archive."""
    work = current_work()
    archived = operations.archive(work, queries.template(work, template_id))
    work.session.refresh(archived)
    return queries.template_document(tagged(archived))


@templates.endpoint("POST", "/<uuid:template_id>/restore", "restoreContractTemplate")
@templates.requires(EDIT_TEMPLATES)
@templates.response(200, ContractTemplateSchema)
def restore_template(template_id: UUID) -> dict[str, Any]:
    """Take a template out of the archive."""
    work = current_work()
    restored = operations.restore(work, queries.template(work, template_id))
    work.session.refresh(restored)
    return queries.template_document(tagged(restored))


@templates.endpoint("POST", "/<uuid:template_id>/duplicate", "duplicateContractTemplate")
@templates.requires(EDIT_TEMPLATES)
@templates.idempotent
@templates.response(201, ContractTemplateSchema)
def duplicate_template(template_id: UUID) -> dict[str, Any]:
    """Make a copy of a template."""
    work = current_work()
    twin = operations.duplicate(work, queries.template(work, template_id))
    return queries.template_document(tagged(twin))


@templates.endpoint("POST", "/<uuid:template_id>/upload-link", "createTemplateUploadLink")
@templates.requires(EDIT_TEMPLATES)
@templates.arguments(UploadWishSchema)
@templates.response(200, UploadLinkSchema)
def create_upload_link(body: dict[str, Any], template_id: UUID) -> Ticket:
    """An address that takes the template's PDF by PUT, straight into the store."""
    work = current_work()
    found = queries.template(work, template_id)
    return uploads.begin_upload(work, found, files=current_runtime().files, **body)


@templates.endpoint("POST", "/<uuid:template_id>/check", "checkTemplateUpload")
@templates.requires(EDIT_TEMPLATES)
@templates.arguments(UploadedSchema)
@templates.response(202, ContractTemplateSchema)
def check_upload(body: dict[str, Any], template_id: UUID) -> dict[str, Any]:
    """Prepare what was uploaded; the template tells how far it is, and why it was refused."""
    work = current_work()
    found = queries.template(work, template_id)
    cipher = Cipher(current_settings().secret_key, uploads.PASSWORD_PURPOSE)
    asked = uploads.ask_check(work, found, files=current_runtime().files, cipher=cipher, **body)
    work.session.refresh(asked)
    return queries.template_document(tagged(asked))


@templates.endpoint("GET", "/<uuid:template_id>/document", "getTemplateDocument")
@templates.requires(VIEW_CONTRACTS)
@templates.response(200, DocumentLinkSchema)
def get_document(template_id: UUID) -> dict[str, Any]:
    """Where the template's prepared PDF can be fetched for a few minutes."""
    work = current_work()
    return template_link(work, queries.template(work, template_id), files=current_runtime().files)


@templates.endpoint("GET", "/<uuid:template_id>/form-fields", "listTemplateFormFields")
@templates.requires(VIEW_CONTRACTS)
@templates.response(200, FormFieldListSchema)
def list_form_fields(template_id: UUID) -> dict[str, Any]:
    """The fields of the uploaded form, offered to be taken over."""
    return {"items": queries.template(current_work(), template_id).form_fields}


@templates.endpoint("POST", "/<uuid:template_id>/preview", "previewTemplate")
@templates.requires(VIEW_CONTRACTS)
@templates.response(200, PreviewSchema)
def preview_template(template_id: UUID) -> dict[str, Any]:
    """The template with an example filled in, and which variables are never known."""
    work = current_work()
    found = queries.template(work, template_id)
    return template_preview(work, found, files=current_runtime().files)
