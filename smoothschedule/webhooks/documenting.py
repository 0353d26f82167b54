"""The messages of webhooks in openapi.json, one for each topic."""

from __future__ import annotations

from typing import Any, Final

from apispec import APISpec

from smoothschedule.webhooks.schemas import WebhookMessageSchema
from smoothschedule.webhooks.topics import TEST, TOPICS

_MESSAGE: Final = "WebhookMessage"
_HEADERS: Final = {
    "webhook-id": "Names the message; the same at every try.",
    "webhook-timestamp": "When this try was made, in seconds since 1970.",
    "webhook-signature": "`v1,` and the signature; several while a secret is exchanged.",
}


def document_messages(spec: APISpec) -> None:
    """The document tells what a receiver gets for each topic, and what it answers."""
    spec.components.schema(_MESSAGE, schema=WebhookMessageSchema)
    meanings = {**TOPICS, TEST: "Sent by a button. Nothing happened."}
    spec.options["webhooks"] = {
        str(topic): {"post": _operation(str(topic), meaning)} for topic, meaning in meanings.items()
    }


def _operation(topic: str, meaning: str) -> dict[str, Any]:
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{_MESSAGE}"}}}
    return {
        "summary": meaning,
        "operationId": f"webhook.{topic}",
        "tags": ["webhooks"],
        "security": [],
        "parameters": [
            {"in": "header", "name": name, "schema": {"type": "string"}, "description": text}
            for name, text in _HEADERS.items()
        ],
        "requestBody": {"required": True, "content": body},
        "responses": {"2XX": {"description": "Taken. Anything else is tried again."}},
    }
