"""The evidence of a contract as one JSON document that stands without us.

Whoever has it can compute every hash again: `rules/chain.py` says how, and so does `how`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.queries.stories import story_of
from smoothschedule.contracts.rules.chain import HASHED, first_break, moment_text, reaches_its_end
from smoothschedule.contracts.rules.wording import event_sentence
from smoothschedule.core.unit_of_work import Work

HOW: Final = (
    "hash = SHA-256 of the event's canonical JSON (UTF-8, keys sorted, no spaces) with the keys "
    f"{', '.join(HASHED)}; prev_hash is the hash of the event before, null in the first. Times are "
    "UTC with microseconds and Z. The last hash before sealing stands in the sealed document."
)


def evidence_of(work: Work, contract: Contract) -> dict[str, Any]:
    """Who did what when, with the chain, the hashes of the documents and the texts agreed to."""
    story = story_of(work, contract)
    events = [
        {
            **event,
            "at": moment_text(event["at"]),
            "sentence": event_sentence(
                event["kind"],
                who=story.names.get(str(event["signer_id"]), story.business),
                details=event["details"],
            ),
        }
        for event in story.events
    ]
    broken_at = first_break(contract.id, story.events)
    is_whole = broken_at is None and reaches_its_end(
        story.events,
        count=contract.last_event_number,
        last_hash=contract.last_event_hash,
        is_sent=contract.sent_at is not None,
    )
    return {
        "contract": {
            "id": contract.id,
            "number": contract.number,
            "title": contract.title,
            "state": contract.state,
            "business": story.business,
            "time_zone": contract.time_zone,
            "sent_at": contract.sent_at,
            "completed_at": contract.completed_at,
            "document_sha256": contract.original_pdf_sha256,
            "sealed_sha256": contract.sealed_sha256,
            "timestamp_state": contract.timestamp_state,
        },
        "signers": [_signer(asdict(each)) for each in story.people],
        "events": events,
        "chain": {"is_whole": is_whole, "first_break": broken_at, "how": HOW},
    }


def _signer(known: dict[str, Any]) -> dict[str, Any]:
    agreed = known.pop("consent")
    names = ("version", "language", "text")
    return {**known, "consent": dict(zip(names, agreed, strict=True)) if agreed else None}
