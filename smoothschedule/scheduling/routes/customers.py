"""HTTP of customers."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, g

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.csv_export import CSV, csv_download
from smoothschedule.core.etags import expected_version, require_match, tagged
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.operations import customers as operations
from smoothschedule.scheduling.operations.merging import Wish, merge
from smoothschedule.scheduling.operations.unmerging import unmerge
from smoothschedule.scheduling.permissions import (
    EDIT_CUSTOMERS,
    EXPORT_CUSTOMERS,
    MERGE_CUSTOMERS,
    VIEW_CUSTOMERS,
)
from smoothschedule.scheduling.queries import customer_export, customers as queries
from smoothschedule.scheduling.schemas.customers import (
    CustomerChangesSchema,
    CustomerFiguresSchema,
    CustomerFiltersSchema,
    CustomerListArgs,
    CustomerListSchema,
    CustomerMergeListSchema,
    CustomerMergeSchema,
    CustomerSchema,
    CustomerTagListSchema,
    NewCustomerSchema,
    UnmergedSchema,
)

customers = Blueprint(
    "customers", __name__, url_prefix="/api/v1", description="The people the business serves"
)
FILE: dict[str, Any] = {"type": "string", "format": "binary"}


@customers.endpoint("GET", "/customers", "listCustomers")
@customers.requires(VIEW_CUSTOMERS)
@customers.arguments(CustomerListArgs, location="query")
@customers.response(200, CustomerListSchema)
def list_customers(args: dict[str, Any]) -> dict[str, Any]:
    """Customers by name; `q` is names, or begins an e-mail, its domain or a phone number."""
    return queries.customers(current_work(), **args)


@customers.endpoint("GET", "/customers.csv", "exportCustomers")
@customers.requires(EXPORT_CUSTOMERS)
@customers.arguments(CustomerFiltersSchema, location="query")
@customers.response(200, FILE, content_type=CSV)
def export_customers(filters: dict[str, Any]) -> Response:
    """All customers as a file for spreadsheets; X-Total-Rows says how many rows come."""
    work = current_work()
    row_count = customer_export.count_of(work, **filters)
    parts = customer_export.export(work, ZoneInfo(g.tenant.time_zone), **filters)
    return csv_download("customers", customer_export.HEADS, parts, row_count=row_count)


@customers.endpoint("GET", "/customers/tags", "listCustomerTags")
@customers.requires(VIEW_CUSTOMERS)
@customers.response(200, CustomerTagListSchema)
def list_customer_tags() -> dict[str, Any]:
    """The tags in use, by name."""
    return {"items": queries.tags_in_use(current_work())}


@customers.endpoint("POST", "/customers", "createCustomer")
@customers.requires(EDIT_CUSTOMERS)
@customers.idempotent
@customers.arguments(NewCustomerSchema)
@customers.response(201, CustomerSchema)
def create_customer(body: dict[str, Any]) -> Customer:
    """Add a customer."""
    return tagged(operations.add_customer(current_work(), **body))


@customers.endpoint("GET", "/customers/<uuid:customer_id>", "getCustomer")
@customers.requires(VIEW_CUSTOMERS)
@customers.response(200, CustomerSchema)
def get_customer(customer_id: UUID) -> Customer:
    """One customer."""
    return tagged(queries.customer(current_work(), customer_id))


@customers.endpoint("GET", "/customers/<uuid:customer_id>/figures", "getCustomerFigures")
@customers.requires(VIEW_CUSTOMERS)
@customers.response(200, CustomerFiguresSchema)
def get_customer_figures(customer_id: UUID) -> dict[str, Any]:
    """Visits and spend of a customer; spend counts what was completed."""
    return queries.figures(current_work(), customer_id)


@customers.endpoint("PATCH", "/customers/<uuid:customer_id>", "updateCustomer")
@customers.requires(EDIT_CUSTOMERS)
@customers.matches
@customers.arguments(CustomerChangesSchema)
@customers.response(200, CustomerSchema)
def update_customer(changes: dict[str, Any], customer_id: UUID) -> Customer:
    """Change a customer's details."""
    work = current_work()
    found = require_match(queries.customer(work, customer_id))
    return tagged(operations.change_customer(work, found, **changes))


@customers.endpoint("POST", "/customers/<uuid:customer_id>/merge", "mergeCustomers")
@customers.requires(MERGE_CUSTOMERS)
@customers.matches
@customers.arguments(CustomerMergeSchema)
@customers.response(200, CustomerSchema)
def merge_customers(body: dict[str, Any], customer_id: UUID) -> Customer:
    """Make this customer and another one: this one has everything, the other is gone."""
    work, version = current_work(), expected_version()
    return tagged(merge(work, customer_id, Wish(**body), version=version))


@customers.endpoint("GET", "/customers/<uuid:customer_id>/merges", "listCustomerMerges")
@customers.requires(MERGE_CUSTOMERS)
@customers.response(200, CustomerMergeListSchema)
def list_customer_merges(customer_id: UUID) -> dict[str, Any]:
    """Who was merged into the customer and can still be had back, the last one first."""
    return {"items": queries.merges(current_work(), customer_id)}


@customers.endpoint(
    "POST", "/customers/<uuid:customer_id>/merges/<uuid:merge_id>/undo", "undoCustomerMerge"
)
@customers.requires(MERGE_CUSTOMERS)
@customers.matches
@customers.response(200, UnmergedSchema)
def undo_customer_merge(customer_id: UUID, merge_id: UUID) -> dict[str, Any]:
    """Make two customers of one again, each with what was theirs; what came since stays."""
    work, version = current_work(), expected_version()
    stays, back = unmerge(work, customer_id, merge_id, version=version)
    return {"customer": tagged(stays), "other": back}
