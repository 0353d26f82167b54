"""Examples: messages to other programs."""

from __future__ import annotations

from tests.isolation.scene import Call, Scene

HOOK = {
    "name": "Books",
    "url": "https://hooks.invalid/x",
    "topics": ["customer.changed", "contract.completed"],
}


def list_webhooks(scene: Scene) -> Call:
    scene.webhook()
    return Call()


def add_webhook(scene: Scene) -> Call:
    return Call(json=HOOK)


def change_webhook(scene: Scene) -> Call:
    id = scene.webhook()
    return Call(path={"webhook_id": id}, json={"name": "Other"}, version_of=("webhooks", id))


def remove_webhook(scene: Scene) -> Call:
    return Call(path={"webhook_id": scene.webhook()}, is_single_use=True)


def exchange_webhook_secret(scene: Scene) -> Call:
    id = scene.webhook()
    return Call(path={"webhook_id": id}, json={}, version_of=("webhooks", id))


def test_webhook(scene: Scene) -> Call:
    return Call(path={"webhook_id": scene.webhook()})


def list_webhook_deliveries(scene: Scene) -> Call:
    return Call(path={"webhook_id": scene.webhook_message()["webhook_id"]})


def replay_webhook_delivery(scene: Scene) -> Call:
    return Call(path=dict(scene.webhook_message()))
