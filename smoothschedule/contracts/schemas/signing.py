"""What signers' pages say and hear."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import marshmallow as ma

from smoothschedule.contracts.rules.fields import FieldType
from smoothschedule.contracts.rules.gate import Reason
from smoothschedule.contracts.rules.ink import MOST_BYTES, Refusal
from smoothschedule.contracts.rules.states import ContractState, SignerKind, SignerState
from smoothschedule.core.schemas import Email, Moment, Schema, Text

INK_KINDS = ("signature", "initials")


def _one_of(choices: Any, **options: Any) -> Text:
    return Text(validate=ma.validate.OneOf([str(each) for each in choices]), **options)


class SigningBusinessSchema(Schema):
    name = Text(required=True)
    logo_url = Text(required=True, allow_none=True)
    brand_color = Text(required=True)
    time_zone = Text(required=True)
    locale = Text(required=True)


class SigningPageSchema(Schema):
    width_pt = ma.fields.Float(required=True)
    height_pt = ma.fields.Float(required=True)


class SigningContractSchema(Schema):
    number = Text(required=True)
    title = Text(required=True, allow_none=True)
    message = Text(required=True)
    state = _one_of(ContractState, required=True)
    version = ma.fields.Integer(required=True)
    sender_name = Text(required=True)
    sent_at = Moment(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    completed_at = Moment(required=True, allow_none=True)
    time_zone = Text(required=True)
    locale = Text(required=True)
    end_reason = Text(required=True, allow_none=True)
    pages = ma.fields.List(ma.fields.Nested(SigningPageSchema), required=True)
    document_sha256 = Text(required=True, allow_none=True)
    edition = ma.fields.Integer(required=True)


class SigningPersonSchema(Schema):
    name = Text(required=True)
    role_name = Text(required=True)
    kind = _one_of(SignerKind, required=True)
    state = _one_of(SignerState, required=True)
    routing_order = ma.fields.Integer(required=True)
    signed_at = Moment(required=True, allow_none=True)


class SigningSignerSchema(SigningPersonSchema):
    id = ma.fields.UUID(required=True)
    email_hint = Text(required=True)
    version = ma.fields.Integer(required=True)
    is_in_person = ma.fields.Boolean(required=True)
    color = Text(required=True)


class SigningConsentSchema(Schema):
    is_given = ma.fields.Boolean(required=True)
    version = Text(required=True)
    language = Text(required=True)
    text = ma.fields.String(required=True)
    languages = ma.fields.List(Text(), required=True)
    texts = ma.fields.Dict(keys=Text(), values=ma.fields.String(), required=True)


class SigningVerificationSchema(Schema):
    is_required = ma.fields.Boolean(required=True)
    is_done = ma.fields.Boolean(required=True)
    email_hint = Text(required=True)


class SigningBoxSchema(Schema):
    option = Text(required=True)
    page = ma.fields.Integer(required=True)
    x = ma.fields.Float(required=True)
    y = ma.fields.Float(required=True)
    w = ma.fields.Float(required=True)
    h = ma.fields.Float(required=True)


class SigningConditionSchema(Schema):
    field = Text(required=True)
    is_ = Text(required=True, data_key="is", attribute="is")
    value = ma.fields.Raw(allow_none=True)


class SigningFieldSchema(Schema):
    """A field of the contract; boxes are fractions of the displayed page from its top left."""

    id = Text(required=True)
    type = _one_of(FieldType, required=True)
    role = Text(required=True, allow_none=True)
    is_mine = ma.fields.Boolean(required=True)
    label = Text(required=True)
    page = ma.fields.Integer(allow_none=True)
    x = ma.fields.Float(allow_none=True)
    y = ma.fields.Float(allow_none=True)
    w = ma.fields.Float(allow_none=True)
    h = ma.fields.Float(allow_none=True)
    boxes = ma.fields.List(ma.fields.Nested(SigningBoxSchema), allow_none=True)
    is_required = ma.fields.Boolean(required=True, dump_default=False)
    placeholder = Text(allow_none=True)
    options = ma.fields.List(Text(), allow_none=True)
    validation = ma.fields.Dict(keys=Text(), allow_none=True)
    condition = ma.fields.Nested(SigningConditionSchema, allow_none=True)
    default = ma.fields.Raw(allow_none=True)
    prefill = Text(allow_none=True)
    font_size_pt = ma.fields.Float(allow_none=True)
    align = Text(allow_none=True)


class SigningFileSchema(Schema):
    name = Text(required=True)
    size_bytes = ma.fields.Integer(required=True)


class SigningMissingSchema(Schema):
    field_id = Text(required=True)
    label = Text(required=True)
    page = ma.fields.Integer(required=True)


class SigningProgressSchema(Schema):
    required = ma.fields.Integer(required=True)
    done = ma.fields.Integer(required=True)
    missing = ma.fields.List(ma.fields.Nested(SigningMissingSchema), required=True)


class RememberedImageSchema(Schema):
    image_url = Text(required=True)


class SigningRememberedSchema(Schema):
    may_remember = ma.fields.Boolean(required=True)
    signature = ma.fields.Nested(RememberedImageSchema, required=True, allow_none=True)
    initials = ma.fields.Nested(RememberedImageSchema, required=True, allow_none=True)


class SigningDownloadSchema(Schema):
    state = _one_of(("none", "preparing", "ready"), required=True)
    url = Text(required=True, allow_none=True)


class SigningInPlaceOfSchema(Schema):
    """One in whose place the signer is; `heir`: who had it next, `is_named`: the document names
    that person.
    """

    name = Text(required=True)
    heir = Text(required=True)
    is_delegated = ma.fields.Boolean(required=True)
    reason = Text(required=True)
    is_named = ma.fields.Boolean(required=True)


class SigningRenewalSchema(Schema):
    """When the document was written anew after they had opened it, and whom it names now."""

    at = Moment(required=True)
    name = Text(required=True)


class SigningSchema(Schema):
    """The whole page of a signer."""

    can_sign = ma.fields.Boolean(required=True)
    reason = _one_of(Reason, required=True, allow_none=True)
    business = ma.fields.Nested(SigningBusinessSchema, required=True)
    contract = ma.fields.Nested(SigningContractSchema, required=True)
    signer = ma.fields.Nested(SigningSignerSchema, required=True)
    others = ma.fields.List(ma.fields.Nested(SigningPersonSchema), required=True)
    in_place_of = ma.fields.List(ma.fields.Nested(SigningInPlaceOfSchema), required=True)
    renewal = ma.fields.Nested(SigningRenewalSchema, required=True, allow_none=True)
    consent = ma.fields.Nested(SigningConsentSchema, required=True)
    verification = ma.fields.Nested(SigningVerificationSchema, required=True)
    fields_ = ma.fields.List(
        ma.fields.Nested(SigningFieldSchema), required=True, data_key="fields", attribute="fields"
    )
    values = ma.fields.Dict(keys=Text(), values=ma.fields.Raw(allow_none=True), required=True)
    images = ma.fields.Dict(keys=Text(), values=Text(), required=True)
    files = ma.fields.Dict(keys=Text(), values=ma.fields.Nested(SigningFileSchema), required=True)
    progress = ma.fields.Nested(SigningProgressSchema, required=True)
    remembered = ma.fields.Nested(SigningRememberedSchema, required=True)
    download = ma.fields.Nested(SigningDownloadSchema, required=True)


class SigningCodeSchema(Schema):
    code = Text(min=1, max=20, required=True)


class SigningConsentGivenSchema(Schema):
    version = Text(min=1, max=20, required=True)
    language = Text(min=2, max=10, required=True)


class NewSigningValueSchema(Schema):
    """`version`: the signer's version that the page knows; stale ones are refused."""

    value = ma.fields.Raw(required=True, allow_none=True)
    version = ma.fields.Integer(load_default=None, allow_none=True)


class SigningValueSchema(Schema):
    value = ma.fields.Raw(required=True, allow_none=True)
    version = ma.fields.Integer(required=True)
    progress = ma.fields.Nested(SigningProgressSchema, required=True)


class Picture(ma.fields.Field[bytes]):
    """A picture in base64, with or without `data:image/png;base64,` before it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bytes:
        if not isinstance(value, str) or len(value) > MOST_BYTES * 4 // 3 + 100:
            raise ma.ValidationError(Refusal.TOO_LARGE.value)
        try:
            return base64.b64decode(value.rpartition("base64,")[2], validate=True)
        except (binascii.Error, ValueError) as error:
            raise ma.ValidationError("This is no picture in base64.") from error


class NewSignatureImageSchema(Schema):
    """A signature or initials; `png` may be left out only where `how` is remembered."""

    kind = _one_of(INK_KINDS, required=True)
    how = _one_of(("drawn", "typed", "uploaded", "remembered"), required=True)
    png = Picture(load_default=None, metadata={"type": "string"})
    remember = ma.fields.Boolean(load_default=False)

    @ma.validates_schema
    def _has_ink(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("how") != "remembered" and data.get("png") is None:
            raise ma.ValidationError("Send the picture.", "png")


class SignatureImageSchema(Schema):
    id = ma.fields.UUID(required=True)
    url = Text(required=True)
    width_px = ma.fields.Integer(required=True)
    height_px = ma.fields.Integer(required=True)


class SigningFileArgs(Schema):
    field_id = Text(min=1, max=40, required=True)


class NewSigningFileSchema(Schema):
    file = ma.fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class SigningFileSentSchema(SigningFileSchema):
    id = ma.fields.UUID(required=True)


class SigningFinishSchema(Schema):
    """What the page shows: the signer's version, the document and its edition. Whoever has seen
    another one does not sign.
    """

    version = ma.fields.Integer(required=True)
    document_sha256 = Text(min=64, max=64, required=True)
    edition = ma.fields.Integer(required=True)


class SigningDeclineSchema(Schema):
    reason = Text(min=1, max=500, required=True)


class SigningDelegateSchema(Schema):
    name = Text(min=1, max=120, required=True)
    email = Email(required=True)
    reason = Text(max=500, load_default="")


class SigningDelegatedSchema(Schema):
    name = Text(required=True)
    email_hint = Text(required=True)


class SigningDocumentArgs(Schema):
    download = ma.fields.Boolean(load_default=False)


class HandOverToSchema(Schema):
    signer_name = Text(required=True)
    signer_kind = _one_of(SignerKind, required=True)
    contract_title = Text(required=True)


class HandOverCodeSchema(Schema):
    code = Text(min=20, max=100, required=True)


class HandOverTakenSchema(Schema):
    token = Text(required=True)
    path = Text(required=True)


class HandOverSchema(Schema):
    url = Text(required=True)
    expires_at = Moment(required=True)


class VerifiedSignerSchema(Schema):
    name = Text(required=True)
    signed_at = Moment(required=True, allow_none=True)


class VerifiedContractSchema(Schema):
    number = Text(required=True)
    title = Text(required=True)
    business_name = Text(required=True)
    completed_at = Moment(required=True, allow_none=True)
    signers = ma.fields.List(ma.fields.Nested(VerifiedSignerSchema), required=True)


class VerificationSchema(Schema):
    """What a file is. `contract` only where the seal is ours and the contract is known here;
    `sealed_for`: with *elsewhere*, the business that the seal names.
    """

    verdict = _one_of(
        (
            "unchanged",
            "added_to",
            "elsewhere",
            "broken",
            "foreign",
            "unsealed",
            "unreadable",
            "unclear",
        ),
        required=True,
    )
    sealed_for = Text(required=True, allow_none=True)
    sealed_at = Moment(required=True, allow_none=True)
    timestamped_at = Moment(required=True, allow_none=True)
    added_bytes = ma.fields.Integer(required=True)
    sha256 = Text(required=True)
    contract = ma.fields.Nested(VerifiedContractSchema, required=True, allow_none=True)
