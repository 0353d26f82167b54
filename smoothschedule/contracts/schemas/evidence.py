"""The evidence of a contract on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text


class EvidenceContractSchema(Schema):
    id = ma.fields.UUID(required=True)
    number = Text(required=True)
    title = Text(required=True)
    state = Text(required=True)
    business = Text(required=True)
    time_zone = Text(required=True)
    sent_at = Moment(required=True, allow_none=True)
    completed_at = Moment(required=True, allow_none=True)
    document_sha256 = Text(required=True, allow_none=True)
    sealed_sha256 = Text(required=True, allow_none=True)
    timestamp_state = Text(required=True)


class EvidenceFileSchema(Schema):
    name = Text(required=True)
    sha256 = Text(required=True)


class EvidenceConsentSchema(Schema):
    version = Text(required=True)
    language = Text(required=True)
    text = Text(required=True)


class EvidenceSignerSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)
    email = Text(required=True)
    role = Text(required=True)
    kind = Text(required=True)
    state = Text(required=True)
    verified_by = Text(required=True, allow_none=True)
    host = Text(required=True, allow_none=True)
    viewed_at = Moment(required=True, allow_none=True)
    consented_at = Moment(required=True, allow_none=True)
    consent = ma.fields.Nested(EvidenceConsentSchema, required=True, allow_none=True)
    signed_at = Moment(required=True, allow_none=True)
    ip = Text(required=True, allow_none=True)
    user_agent = Text(required=True, allow_none=True)
    files = ma.fields.List(ma.fields.Nested(EvidenceFileSchema), required=True)
    in_place_of = ma.fields.List(Text(), required=True)


class EvidenceEventSchema(Schema):
    contract_id = ma.fields.UUID(required=True)
    number = ma.fields.Integer(required=True)
    kind = Text(required=True)
    sentence = Text(required=True)
    #: To the microsecond, exactly as it is hashed.
    at = Text(required=True)
    signer_id = ma.fields.UUID(required=True, allow_none=True)
    user_id = ma.fields.UUID(required=True, allow_none=True)
    ip = Text(required=True, allow_none=True)
    user_agent = Text(required=True, allow_none=True)
    details = ma.fields.Dict(keys=Text(), required=True)
    prev_hash = Text(required=True, allow_none=True)
    hash = Text(required=True)


class EvidenceChainSchema(Schema):
    is_whole = ma.fields.Boolean(required=True)
    first_break = ma.fields.Integer(required=True, allow_none=True)
    how = Text(required=True)


class EvidenceSchema(Schema):
    """Everything that shows who signed what when."""

    contract = ma.fields.Nested(EvidenceContractSchema, required=True)
    signers = ma.fields.List(ma.fields.Nested(EvidenceSignerSchema), required=True)
    events = ma.fields.List(ma.fields.Nested(EvidenceEventSchema), required=True)
    chain = ma.fields.Nested(EvidenceChainSchema, required=True)
