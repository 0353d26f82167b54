"""Writing a domain's records in a Route53 zone that we keep. Loaded only where it is set up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import boto3
from botocore.config import Config

from smoothschedule.config import Settings
from smoothschedule.tenants.rules.dns import Record

TTL_SECONDS = 300


def write(settings: Settings, zone_id: str, records: Iterable[Record]) -> None:
    """The records stand in the zone, in place of others of the same name and kind.

    Raises botocore's ClientError for a zone that is not ours or that the names do not lie in.
    """
    changes = [
        {"Action": "UPSERT", "ResourceRecordSet": _set(record)}
        for record in records
        if record.purpose != "way_of_root"
    ]
    _client(settings).change_resource_record_sets(
        HostedZoneId=zone_id,
        ChangeBatch={"Comment": "SmoothSchedule", "Changes": changes},
    )


def _set(record: Record) -> dict[str, Any]:
    value = f'"{record.value}"' if record.kind == "TXT" else record.value
    return {
        "Name": record.name,
        "Type": record.kind,
        "TTL": TTL_SECONDS,
        "ResourceRecords": [{"Value": value}],
    }


def _client(settings: Settings) -> Any:
    return boto3.client(
        "route53",
        region_name="us-east-1",  # Route53 is global; signatures name this region
        endpoint_url=settings.route53_endpoint_url,
        aws_access_key_id=settings.route53_access_key_id,
        aws_secret_access_key=settings.route53_secret_access_key,
        config=Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 2}),
    )
