"""HTTP of imports of customers: the file goes straight into the store, then it is read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from smoothschedule.core.api import Blueprint, current_runtime, current_work
from smoothschedule.core.csv_export import CSV, csv_download
from smoothschedule.scheduling.models import CustomerImport
from smoothschedule.scheduling.operations.imports import files, running, undoing
from smoothschedule.scheduling.permissions import IMPORT_CUSTOMERS
from smoothschedule.scheduling.queries import customer_imports as queries
from smoothschedule.scheduling.schemas.customer_imports import (
    CustomerImportDetailsSchema,
    CustomerImportListSchema,
    ImportReadingSchema,
    NewCustomerImportSchema,
)
from smoothschedule.uploads.operations import Ticket
from smoothschedule.uploads.schemas import UploadLinkSchema, UploadWishSchema

customer_imports = Blueprint(
    "customer_imports",
    __name__,
    url_prefix="/api/v1/customer-imports",
    description="Customers taken over from files",
)
BINARY = {"schema": {"type": "string", "format": "binary"}}


@customer_imports.endpoint("GET", "", "listCustomerImports")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.response(200, CustomerImportListSchema)
def list_imports() -> dict[str, Any]:
    """The last imports, the newest first."""
    return {"items": queries.latest_imports(current_work())}


@customer_imports.endpoint("POST", "/upload-link", "createCustomerImportUploadLink")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.arguments(UploadWishSchema)
@customer_imports.response(200, UploadLinkSchema)
def create_upload_link(body: dict[str, Any]) -> Ticket:
    """An address that takes a CSV file of 10 MB at most by PUT, straight into the store."""
    return files.begin_upload(current_work(), files=current_runtime().files, **body)


@customer_imports.endpoint("POST", "", "createCustomerImport")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.arguments(NewCustomerImportSchema)
@customer_imports.response(201, CustomerImportDetailsSchema)
def create_import(body: dict[str, Any]) -> dict[str, Any]:
    """See how the uploaded file is read; nothing is imported yet."""
    runtime = current_runtime()
    work = current_work()
    return _shown(files.take_upload(work, **body, files=runtime.files, scanner=runtime.scanner))


@customer_imports.endpoint("GET", "/<uuid:import_id>", "getCustomerImport")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.response(200, CustomerImportDetailsSchema)
def get_import(import_id: UUID) -> dict[str, Any]:
    """How far it is, and the first of the rows that were refused."""
    return _shown(import_id)


@customer_imports.endpoint("POST", "/<uuid:import_id>/check", "checkCustomerImport")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.arguments(ImportReadingSchema)
@customer_imports.response(202, CustomerImportDetailsSchema)
def check_import(body: dict[str, Any], import_id: UUID) -> dict[str, Any]:
    """Find out what an import would do, without doing it."""
    running.ask_check(current_work(), import_id, **body)
    return _shown(import_id)


@customer_imports.endpoint("POST", "/<uuid:import_id>/start", "startCustomerImport")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.response(202, CustomerImportDetailsSchema)
def start_import(import_id: UUID) -> dict[str, Any]:
    """Import the rows as they were checked."""
    running.start(current_work(), import_id)
    return _shown(import_id)


@customer_imports.endpoint("POST", "/<uuid:import_id>/cancel", "cancelCustomerImport")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.response(200, CustomerImportDetailsSchema)
def cancel_import(import_id: UUID) -> dict[str, Any]:
    """Stop; what was imported until then stands, and can be taken back."""
    running.cancel(current_work(), import_id)
    return _shown(import_id)


@customer_imports.endpoint("POST", "/<uuid:import_id>/undo", "undoCustomerImport")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.response(202, CustomerImportDetailsSchema)
def undo_import(import_id: UUID) -> dict[str, Any]:
    """Take it back, but for customers who were changed or booked since."""
    undoing.ask_undo(current_work(), import_id)
    return _shown(import_id)


@customer_imports.endpoint("GET", "/<uuid:import_id>/refused.csv", "exportRefusedRows")
@customer_imports.requires(IMPORT_CUSTOMERS)
@customer_imports.response(200, BINARY["schema"], content_type=CSV)
def export_refused(import_id: UUID) -> Response:
    """The rows that were refused, each with the reason, to be mended and uploaded again."""
    work = current_work()
    found = work.get(CustomerImport, import_id)
    heads = ("Row", "Reason", *found.head)
    parts = queries.refused_rows(work, import_id)
    return csv_download("refused-rows", heads, parts, row_count=found.refused)


def _shown(import_id: UUID) -> dict[str, Any]:
    return queries.import_document(current_work(), import_id)
