"""Domains of businesses on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text
from smoothschedule.tenants.rules.dns import Finding

FINDINGS = tuple(finding.value for finding in Finding)

ZONE_ID = ma.validate.Regexp(r"^[A-Z0-9]{1,32}$", error="A hosted zone looks like Z0123ABC.")


class DnsRecordSchema(Schema):
    """One record to be made at whoever keeps the domain's DNS."""

    kind = ma.fields.String(
        required=True, validate=ma.validate.OneOf(("TXT", "CNAME", "A", "AAAA"))
    )
    name = ma.fields.String(required=True)
    value = ma.fields.String(required=True)
    #: Shows whose the host is, or leads visitors here.
    purpose = ma.fields.String(
        required=True, validate=ma.validate.OneOf(("proof", "way", "way_of_root"))
    )


class DomainSchema(Schema):
    id = ma.fields.UUID(required=True)
    host = ma.fields.String(required=True)
    verified_at = Moment(required=True, allow_none=True)
    checked_at = Moment(required=True, allow_none=True)
    finding = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(FINDINGS))
    is_pointed_here = ma.fields.Boolean(required=True)
    failures = ma.fields.Integer(required=True)
    records = ma.fields.List(ma.fields.Nested(DnsRecordSchema), required=True)
    url = ma.fields.String(required=True)


class DomainListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(DomainSchema), required=True)


class NewDomainSchema(Schema):
    host = Text(min=1, max=300, required=True)


class PlatformDomainSchema(Schema):
    id = ma.fields.UUID(required=True)
    host = ma.fields.String(required=True)
    verified_at = Moment(required=True, allow_none=True)
    checked_at = Moment(required=True, allow_none=True)
    finding = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(FINDINGS))
    failures = ma.fields.Integer(required=True)
    route53_zone_id = ma.fields.String(required=True, allow_none=True)


class Route53Schema(Schema):
    """Without a zone the installation's own (ROUTE53_ZONE_ID) is meant."""

    zone_id = Text(
        max=64,
        load_default=None,
        allow_none=True,
        validate=ma.validate.Regexp(
            r"^[A-Z0-9]{1,32}$", error="A hosted zone looks like Z0123ABC."
        ),
    )
