"""The audit on the wire."""

from __future__ import annotations

from datetime import date
from typing import Any

import marshmallow as ma

from smoothschedule.activity.sentences import GROUPS
from smoothschedule.core.schemas import EARLIEST, LATEST, Moment, PageArgs, Schema, Text, page_of

KIND = ma.validate.Regexp(r"^[a-z_]*$", error="A kind looks like appointment.")


def _known_group(value: str) -> None:
    # The page names the choices: as a part of the contract each new one would change it.
    if value not in GROUPS:
        raise ma.ValidationError("Nothing is grouped so.")


class Day(ma.fields.Date):
    """A calendar day between the years 2000 and 2199."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:
        day = super()._deserialize(value, *args, **kwargs)
        if not EARLIEST.date() <= day < LATEST.date():
            raise ma.ValidationError("The year must lie between 2000 and 2199.")
        return day


class ActivityFiltersSchema(Schema):
    """Which entries; days are whole days of the reader's zone, the last one included."""

    person_id = ma.fields.UUID(load_default=None)
    kind = Text(max=40, load_default=None, validate=KIND)
    group = Text(max=40, load_default=None, validate=_known_group)
    subject_id = ma.fields.UUID(load_default=None)
    from_day = Day(data_key="from", load_default=None)
    to_day = Day(data_key="to", load_default=None)


class ActivityArgs(PageArgs, ActivityFiltersSchema):
    pass


class PlatformAuditFiltersSchema(ActivityFiltersSchema):
    tenant_id = ma.fields.UUID(load_default=None)


class PlatformAuditArgs(PageArgs, PlatformAuditFiltersSchema):
    pass


class DoerSchema(Schema):
    """`id` is None for visitors and for what happens by itself."""

    id = ma.fields.UUID(required=True, allow_none=True)
    name = ma.fields.String(required=True)
    role = ma.fields.String(required=True)
    realm = ma.fields.String(required=True)


class NamedSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True, allow_none=True)


class SubjectSchema(NamedSchema):
    kind = ma.fields.String(required=True)


class ChangedFieldSchema(Schema):
    """`is_told` False: personal or secret, so that only the change itself is known."""

    label = ma.fields.String(required=True)
    before = ma.fields.String(required=True, allow_none=True)
    after = ma.fields.String(required=True, allow_none=True)
    is_told = ma.fields.Boolean(required=True)


class ChangeSchema(Schema):
    thing = ma.fields.String(required=True)
    action = ma.fields.String(
        required=True, validate=ma.validate.OneOf(("added", "changed", "removed"))
    )
    fields_ = ma.fields.List(
        ma.fields.Nested(ChangedFieldSchema), required=True, data_key="fields", attribute="fields"
    )


class DetailSchema(Schema):
    label = ma.fields.String(required=True)
    value = ma.fields.String(required=True)


class ActivityEntrySchema(Schema):
    """`who` acted; `behind` is who really sat there while being or visiting somebody else."""

    id = ma.fields.UUID(required=True)
    tag = ma.fields.String(required=True)
    group = ma.fields.String(required=True)
    at = Moment(required=True)
    sentence = ma.fields.String(required=True)
    who = ma.fields.Nested(DoerSchema, required=True)
    behind = ma.fields.Nested(DoerSchema, required=True, allow_none=True)
    subject = ma.fields.Nested(SubjectSchema, required=True, allow_none=True)
    tenant = ma.fields.Nested(NamedSchema, required=True, allow_none=True)
    changes = ma.fields.List(ma.fields.Nested(ChangeSchema), required=True)
    details = ma.fields.List(ma.fields.Nested(DetailSchema), required=True)
    ip_address = ma.fields.String(required=True, allow_none=True)
    request_id = ma.fields.String(required=True, allow_none=True)


class GroupSchema(Schema):
    """What entries are about: `group` in the query string, and its name."""

    group = ma.fields.String(required=True)
    label = ma.fields.String(required=True)


HistoryPage = page_of(ActivityEntrySchema, "HistoryPage")


class ActivityPage(HistoryPage):  # type: ignore[valid-type, misc]
    groups = ma.fields.List(ma.fields.Nested(GroupSchema), required=True)
