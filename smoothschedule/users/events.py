"""What happens to people's accounts."""

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    session_id: UUID


@dataclass(frozen=True, slots=True)
class PasswordResetRequested(Event):
    user_id: UUID


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    user_id: UUID
