"""What happens to people's accounts."""

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    tag = Tag.SESSION_ENDED
    session_id: UUID


@dataclass(frozen=True, slots=True)
class PasswordResetRequested(Event):
    tag = Tag.PASSWORD_RESET_REQUESTED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    tag = Tag.PASSWORD_CHANGED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class SecondFactorEnabled(Event):
    tag = Tag.SECOND_FACTOR_ENABLED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class SecondFactorDisabled(Event):
    tag = Tag.SECOND_FACTOR_DISABLED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class RecoveryCodeUsed(Event):
    tag = Tag.RECOVERY_CODE_USED
    user_id: UUID


@dataclass(frozen=True, slots=True)
class EmailChangeRequested(Event):
    tag = Tag.EMAIL_CHANGE_REQUESTED
    email_change_id: UUID


@dataclass(frozen=True, slots=True)
class EmailChanged(Event):
    tag = Tag.EMAIL_CHANGED
    email_change_id: UUID


@dataclass(frozen=True, slots=True)
class VisitBegan(Event):
    tag = Tag.VISIT_BEGAN
    visit_id: UUID
