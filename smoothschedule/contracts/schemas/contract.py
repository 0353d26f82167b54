"""Contracts on the wire, as the desk sees them."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.contracts.models.contract import TIMESTAMP_STATES
from smoothschedule.contracts.rules.states import ContractState, Party, SignerKind, SignerState
from smoothschedule.contracts.schemas.fields import (
    KEY,
    ContractFieldSchema,
    ContractRoleSchema,
    PageFrameSchema,
)
from smoothschedule.core.schemas import Email, Moment, PageArgs, Schema, Text, page_of

STATES = tuple(state.value for state in ContractState)
GROUPS = ("open", "ended")
MOST_VALUES = 500


class ContractTemplateRefSchema(Schema):
    """The template that it was made from, by its version's number."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)


class ContractSignerSchema(Schema):
    id = ma.fields.UUID(required=True)
    role_key = ma.fields.String(required=True)
    role_name = ma.fields.String(required=True)
    kind = ma.fields.String(
        required=True, validate=ma.validate.OneOf([str(kind) for kind in SignerKind])
    )
    party = ma.fields.String(required=True, validate=ma.validate.OneOf([str(p) for p in Party]))
    user_id = ma.fields.UUID(required=True, allow_none=True)
    customer_id = ma.fields.UUID(required=True, allow_none=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True)
    routing_order = ma.fields.Integer(required=True)
    state = ma.fields.String(
        required=True, validate=ma.validate.OneOf([str(state) for state in SignerState])
    )
    requires_code = ma.fields.Boolean(required=True)
    is_in_person = ma.fields.Boolean(required=True)
    notified_at = Moment(required=True, allow_none=True)
    reminded_at = Moment(required=True, allow_none=True)
    viewed_at = Moment(required=True, allow_none=True)
    signed_at = Moment(required=True, allow_none=True)
    declined_at = Moment(required=True, allow_none=True)
    decline_reason = ma.fields.String(required=True, allow_none=True)


class ContractProgressSchema(Schema):
    """How many of those who sign or approve have done so."""

    signed = ma.fields.Integer(required=True)
    total = ma.fields.Integer(required=True)


class ContractCanSchema(Schema):
    """What the caller may do with it now."""

    send = ma.fields.Boolean(required=True)
    remind = ma.fields.Boolean(required=True)
    void = ma.fields.Boolean(required=True)
    correct = ma.fields.Boolean(required=True)
    again = ma.fields.Boolean(required=True)
    retry_seal = ma.fields.Boolean(required=True)
    delete = ma.fields.Boolean(required=True)


class ContractSchema(Schema):
    id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    message = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    version = ma.fields.Integer(required=True)
    template = ma.fields.Nested(ContractTemplateRefSchema, required=True)
    customer_id = ma.fields.UUID(required=True, allow_none=True)
    customer_name = ma.fields.String(required=True, allow_none=True)
    appointment_id = ma.fields.UUID(required=True, allow_none=True)
    policy = ma.fields.String(required=True, allow_none=True)
    deadline_at = Moment(required=True, allow_none=True)
    signers = ma.fields.List(ma.fields.Nested(ContractSignerSchema), required=True)
    progress = ma.fields.Nested(ContractProgressSchema, required=True)
    expires_in_days = ma.fields.Integer(required=True)
    remind_every_days = ma.fields.Integer(required=True, allow_none=True)
    created_at = Moment(required=True)
    sent_at = Moment(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    completed_at = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)
    end_reason = ma.fields.String(required=True, allow_none=True)
    document_sha256 = ma.fields.String(required=True, allow_none=True)
    has_sealed_pdf = ma.fields.Boolean(required=True)
    seal_error = ma.fields.String(required=True, allow_none=True)
    timestamp_state = ma.fields.String(required=True, validate=ma.validate.OneOf(TIMESTAMP_STATES))
    can = ma.fields.Nested(ContractCanSchema, required=True)


class RelatedContractSchema(Schema):
    """The contract before or after, by the version of the template that it was made from."""

    id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    template_number = ma.fields.Integer(required=True)


class FormerStandInSchema(Schema):
    """Who was in somebody's place, by role and address, and whom one had asked."""

    role_key = ma.fields.String(required=True)
    email = ma.fields.String(required=True)
    asked_name = ma.fields.String(required=True)
    asked_email = ma.fields.String(required=True)


class FormerContractSchema(RelatedContractSchema):
    """`left_out`: in words, who and what of it is not in the draft in its place, or otherwise."""

    left_out = ma.fields.List(ma.fields.String(), required=True)
    stand_ins = ma.fields.List(ma.fields.Nested(FormerStandInSchema), required=True)


class ContractDetailSignerSchema(ContractSignerSchema):
    """`in_place_of`: everybody who had the place before, in words, the first of all first."""

    in_place_of = ma.fields.List(ma.fields.String(), required=True)


class ContractDetailSchema(ContractSchema):
    signers = ma.fields.List(ma.fields.Nested(ContractDetailSignerSchema), required=True)
    former = ma.fields.Nested(FormerContractSchema, required=True, allow_none=True)
    successors = ma.fields.List(ma.fields.Nested(RelatedContractSchema), required=True)
    roles = ma.fields.List(ma.fields.Nested(ContractRoleSchema), required=True)
    fields_ = ma.fields.List(
        ma.fields.Nested(ContractFieldSchema), required=True, data_key="fields", attribute="fields"
    )
    frames = ma.fields.List(ma.fields.Nested(PageFrameSchema), required=True)
    values = ma.fields.Dict(keys=ma.fields.String(), required=True)


ContractListSchema = page_of(ContractSchema, "ContractList")


class ContractListArgs(PageArgs):
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf([*STATES, *GROUPS]))
    q = Text(max=100, load_default="")
    customer_id = ma.fields.UUID(load_default=None)
    appointment_id = ma.fields.UUID(load_default=None)


class PersonWishSchema(Schema):
    """Somebody of the team, a customer, or anybody by name and address."""

    user_id = ma.fields.UUID(load_default=None, allow_none=True)
    customer_id = ma.fields.UUID(load_default=None, allow_none=True)
    name = Text(min=1, max=200, load_default=None, allow_none=True)
    email = Email(load_default=None, allow_none=True)

    @ma.validates_schema
    def _is_one_person(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("user_id") is not None and data.get("customer_id") is not None:
            raise ma.ValidationError("Name somebody of the team or a customer.", "customer_id")


class SignerWishSchema(PersonWishSchema):
    role_key = Text(required=True, validate=KEY)
    routing_order = ma.fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=ma.validate.Range(1, 100)
    )
    requires_code = ma.fields.Boolean(load_default=None, allow_none=True)


class ContractValues(ma.fields.Dict):
    """Field id -> what stands there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            keys=Text(validate=KEY),
            validate=ma.validate.Length(max=MOST_VALUES),
            **kwargs,
        )

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        found = super()._deserialize(value, *args, **kwargs)
        if not all(each is None or isinstance(each, str | int | float) for each in found.values()):
            raise ma.ValidationError("This is no value of a field.")
        return found


class ContractChangesSchema(Schema):
    title = Text(min=1, max=200)
    message = Text(max=4_000)
    expires_in_days = ma.fields.Integer(strict=True, validate=ma.validate.Range(1, 366))
    remind_every_days = ma.fields.Integer(
        strict=True, allow_none=True, validate=ma.validate.Range(1, 90)
    )
    signers = ma.fields.List(
        ma.fields.Nested(SignerWishSchema), validate=ma.validate.Length(max=20)
    )
    values = ContractValues()


class NewContractSchema(ContractChangesSchema):
    template_id = ma.fields.UUID(required=True)
    customer_id = ma.fields.UUID(load_default=None, allow_none=True)
    appointment_id = ma.fields.UUID(load_default=None, allow_none=True)
    signers = ma.fields.List(
        ma.fields.Nested(SignerWishSchema), load_default=list, validate=ma.validate.Length(max=20)
    )


class NamingPlaceSchema(Schema):
    """`follows`: a document written anew names whoever takes the person's place there."""

    where = ma.fields.String(required=True, validate=ma.validate.OneOf(["text", "field", "title"]))
    label = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    follows = ma.fields.Boolean(required=True)


class NamingSchema(Schema):
    """Where the document names a signer. Once somebody has signed it, it cannot be renewed."""

    name = ma.fields.String(required=True)
    can_renew = ma.fields.Boolean(required=True)
    signed = ma.fields.List(ma.fields.String(), required=True)
    opened = ma.fields.List(ma.fields.String(), required=True)
    places = ma.fields.List(ma.fields.Nested(NamingPlaceSchema), required=True)


class RemindSchema(Schema):
    signer_id = ma.fields.UUID(load_default=None, allow_none=True)


class VoidSchema(Schema):
    reason = Text(required=True, min=1, max=1_000)


class SignerLinkSchema(Schema):
    """Shown once; earlier links no longer work."""

    url = ma.fields.String(required=True)


class PreviewArgs(Schema):
    signer_id = ma.fields.UUID(required=True)


class PreviewFieldSchema(ContractFieldSchema):
    is_mine = ma.fields.Boolean(required=True)


class ContractPreviewSchema(Schema):
    """The fields as one of those who sign sees them."""

    fields_ = ma.fields.List(
        ma.fields.Nested(PreviewFieldSchema), required=True, data_key="fields", attribute="fields"
    )
    values = ma.fields.Dict(keys=ma.fields.String(), required=True)


class ContractEventSchema(Schema):
    number = ma.fields.Integer(required=True)
    kind = ma.fields.String(required=True)
    at = Moment(required=True)
    signer_id = ma.fields.UUID(required=True, allow_none=True)
    user_id = ma.fields.UUID(required=True, allow_none=True)
    name = ma.fields.String(required=True)
    by = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Whoever did it with an account of the service."},
    )
    sentence = ma.fields.String(required=True)
    ip = ma.fields.String(required=True, allow_none=True)


class ContractEventListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(ContractEventSchema), required=True)
