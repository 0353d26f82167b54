"""Shapes of people, invitations and rights on the wire."""

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Email, Moment, PageArgs, Schema, Text, page_of
from smoothschedule.people.models import INVITED_ROLES
from smoothschedule.people.queries import KINDS
from smoothschedule.people.rules import TEAM_ROLES
from smoothschedule.users.rules import PLATFORM_ROLES
from smoothschedule.users.schemas.account import Password

LONGEST_LIST = 50


class CalendarRowSchema(Schema):
    """A staff row of the calendar."""

    id = ma.fields.UUID(required=True)
    name = Text(required=True)


class InviterSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)


class UserItemSchema(Schema):
    id = ma.fields.UUID(required=True)
    email = Text(required=True)
    name = Text(required=True)
    role = Text(required=True)
    is_active = ma.fields.Boolean(required=True)
    last_sign_in_at = Moment(required=True, allow_none=True)
    calendar = ma.fields.Nested(CalendarRowSchema, required=True, allow_none=True)
    version = ma.fields.Integer(required=True)


class UserListArgs(PageArgs):
    kind = ma.fields.String(validate=ma.validate.OneOf(KINDS), load_default=None)
    q = Text(max=100, load_default="")


UserPage = page_of(UserItemSchema, "UserList")


class RoleSchema(Schema):
    role = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(TEAM_ROLES)))


class CalendarChoiceSchema(Schema):
    """The calendar row somebody works as; null: none."""

    resource_id = ma.fields.UUID(required=True, allow_none=True)


class TransferSchema(Schema):
    user_id = ma.fields.UUID(required=True)
    business_name = Text(max=100, required=True)


class NewInvitationSchema(Schema):
    email = Email(required=True)
    name = Text(min=1, max=100, required=True)
    role = ma.fields.String(required=True, validate=ma.validate.OneOf(INVITED_ROLES))
    resource_id = ma.fields.UUID(load_default=None, allow_none=True)
    location_id = ma.fields.UUID(load_default=None, allow_none=True)

    @ma.validates_schema
    def _one_calendar(self, data: dict[str, Any], **_: Any) -> None:
        if data["resource_id"] and data["location_id"]:
            raise ma.ValidationError("Choose a calendar or a new one, not both.", "resource_id")


class InvitationSchema(Schema):
    id = ma.fields.UUID(required=True)
    email = Text(required=True)
    name = Text(required=True)
    role = Text(required=True)
    created_at = Moment(required=True)
    expires_at = Moment(required=True)
    has_expired = ma.fields.Boolean(required=True)
    invited_by = ma.fields.Nested(InviterSchema, required=True, allow_none=True)
    calendar = ma.fields.Nested(CalendarRowSchema, required=True, allow_none=True)


InvitationPage = page_of(InvitationSchema, "InvitationList")


class InvitationTokenSchema(Schema):
    token = Text(min=20, max=100, required=True)


class OpenInvitationSchema(Schema):
    """What the page behind the link says."""

    email = Text(required=True)
    name = Text(required=True)
    role = Text(required=True)
    is_registration = ma.fields.Boolean(required=True)
    expires_at = Moment(required=True)


class AcceptInvitationSchema(InvitationTokenSchema):
    name = Text(min=1, max=100, required=True)
    password = Password()


class RegistrationSchema(Schema):
    email = Email(required=True)
    name = Text(min=1, max=100, required=True)


class RightSchema(Schema):
    permission = Text(required=True)
    meaning = Text(required=True)
    is_open = ma.fields.Boolean(required=True)


class RightsOfRoleSchema(Schema):
    role = Text(required=True)
    rights = ma.fields.List(ma.fields.Nested(RightSchema), required=True)


class RightsSchema(Schema):
    roles = ma.fields.List(ma.fields.Nested(RightsOfRoleSchema), required=True)
    customers_may_register = ma.fields.Boolean(required=True)
    version = ma.fields.Integer(required=True)


class OpenedRightsSchema(Schema):
    """Role -> the permissions that are open to it beyond its own."""

    opened = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.List(ma.fields.String(), validate=ma.validate.Length(max=LONGEST_LIST)),
        required=True,
    )
    customers_may_register = ma.fields.Boolean(required=True)


class PlatformAccountSchema(Schema):
    id = ma.fields.UUID(required=True)
    email = Text(required=True)
    name = Text(required=True)
    role = Text(required=True)
    is_active = ma.fields.Boolean(required=True)
    last_sign_in_at = Moment(required=True, allow_none=True)
    version = ma.fields.Integer(required=True)


PlatformAccountPage = page_of(PlatformAccountSchema, "PlatformAccountList")


class PlatformRoleSchema(Schema):
    role = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(PLATFORM_ROLES)))


class NewPlatformAccountSchema(PlatformRoleSchema):
    email = Email(required=True)
    name = Text(min=1, max=100, required=True)
