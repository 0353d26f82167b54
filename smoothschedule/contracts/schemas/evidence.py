"""The evidence of a contract on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema


class EvidenceContractSchema(Schema):
    id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    business = ma.fields.String(required=True)
    time_zone = ma.fields.String(required=True)
    sent_at = Moment(required=True, allow_none=True)
    completed_at = Moment(required=True, allow_none=True)
    document_sha256 = ma.fields.String(required=True, allow_none=True)
    sealed_sha256 = ma.fields.String(required=True, allow_none=True)
    timestamp_state = ma.fields.String(required=True)


class EvidenceFileSchema(Schema):
    name = ma.fields.String(required=True)
    sha256 = ma.fields.String(required=True)


class EvidenceConsentSchema(Schema):
    version = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class EvidenceSignerSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True)
    role = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    verified_by = ma.fields.String(required=True, allow_none=True)
    host = ma.fields.String(required=True, allow_none=True)
    viewed_at = Moment(required=True, allow_none=True)
    consented_at = Moment(required=True, allow_none=True)
    consent = ma.fields.Nested(EvidenceConsentSchema, required=True, allow_none=True)
    signed_at = Moment(required=True, allow_none=True)
    ip = ma.fields.String(required=True, allow_none=True)
    user_agent = ma.fields.String(required=True, allow_none=True)
    files = ma.fields.List(ma.fields.Nested(EvidenceFileSchema), required=True)
    in_place_of = ma.fields.List(ma.fields.String(), required=True)


class EvidenceEventSchema(Schema):
    contract_id = ma.fields.UUID(required=True)
    number = ma.fields.Integer(required=True)
    kind = ma.fields.String(required=True)
    sentence = ma.fields.String(required=True)
    #: To the microsecond, exactly as it is hashed.
    at = ma.fields.String(required=True)
    signer_id = ma.fields.UUID(required=True, allow_none=True)
    user_id = ma.fields.UUID(required=True, allow_none=True)
    ip = ma.fields.String(required=True, allow_none=True)
    user_agent = ma.fields.String(required=True, allow_none=True)
    details = ma.fields.Dict(keys=ma.fields.String(), required=True)
    prev_hash = ma.fields.String(required=True, allow_none=True)
    hash = ma.fields.String(required=True)


class EvidenceChainSchema(Schema):
    is_whole = ma.fields.Boolean(required=True)
    first_break = ma.fields.Integer(required=True, allow_none=True)
    how = ma.fields.String(required=True)


class EvidenceSchema(Schema):
    """Everything that shows who signed what when."""

    contract = ma.fields.Nested(EvidenceContractSchema, required=True)
    signers = ma.fields.List(ma.fields.Nested(EvidenceSignerSchema), required=True)
    events = ma.fields.List(ma.fields.Nested(EvidenceEventSchema), required=True)
    chain = ma.fields.Nested(EvidenceChainSchema, required=True)
