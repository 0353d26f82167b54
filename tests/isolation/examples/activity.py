"""Examples: the business's activity, and the platform's view of the audit."""

from __future__ import annotations

from smoothschedule.core.api import PLATFORM
from smoothschedule.users.rules import Role
from tests.isolation.scene import Call, Scene


def list_activity(scene: Scene) -> Call:
    return Call(query={"subject_id": scene.appointment()})


def export_activity(scene: Scene) -> Call:
    return Call(query={"subject_id": scene.appointment()})


def list_platform_audit(scene: Scene) -> Call:
    return Call(host=PLATFORM, role=Role.SUPERUSER)


def export_platform_audit(scene: Scene) -> Call:
    return Call(host=PLATFORM, role=Role.SUPERUSER)


def get_appointment_history(scene: Scene) -> Call:
    return Call(path={"appointment_id": scene.appointment()})


def get_customer_history(scene: Scene) -> Call:
    return Call(path={"customer_id": scene.business.customer_id})


def list_lendable(scene: Scene) -> Call:
    return Call()
