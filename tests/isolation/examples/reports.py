"""Examples: reports."""

from __future__ import annotations

from tests.factories import soon
from tests.isolation.scene import Call, Scene


def _about(scene: Scene) -> dict[str, object]:
    scene.appointment()
    return {
        "kind": "bookings",
        "first": f"{soon(1):%Y-%m-%d}",
        "last": f"{soon(9):%Y-%m-%d}",
        "by": "service",
    }


def get_report(scene: Scene) -> Call:
    return Call(query=_about(scene))


def export_report(scene: Scene) -> Call:
    return Call(query=_about(scene))
