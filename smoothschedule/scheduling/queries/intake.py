"""What is asked for an appointment, and what was answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentAnswer,
    IntakeFile,
    ServiceQuestion,
)
from smoothschedule.scheduling.rules.intake import IntakeQuestion, Kind, in_words
from smoothschedule.scheduling.rules.states import EXPECTED, State
from smoothschedule.storage.port import Storage
from smoothschedule.tenants.quotas import measures
from smoothschedule.tenants.rules.plans import Limit

#: For so long an answer's file can be fetched by the address that was shown.
LINK_LASTS_SECONDS: Final = 600


def questions_of(work: Work, service_id: UUID) -> list[IntakeQuestion]:
    """What the service asks now, in order."""
    query = select(ServiceQuestion).where(ServiceQuestion.service_id == service_id)
    rows = work.session.scalars(query.order_by(ServiceQuestion.position))
    return [question_of(row) for row in rows]


def question_of(row: ServiceQuestion) -> IntakeQuestion:
    """The question as the rules know it."""
    return IntakeQuestion(
        row.id,
        Kind(row.kind),
        row.label,
        row.help,
        row.is_required,
        tuple(row.options),
        row.limits,
    )


def answers_of(work: Work, appointment_id: UUID) -> list[AppointmentAnswer]:
    """What was answered, in the order it was asked, with files."""
    query = (
        select(AppointmentAnswer)
        .where(AppointmentAnswer.appointment_id == appointment_id)
        .options(joinedload(AppointmentAnswer.file))
        .order_by(AppointmentAnswer.position, AppointmentAnswer.id)
        .execution_options(populate_existing=True)
    )
    return list(work.session.scalars(query))


class Intake:
    """Questions and answers of an appointment, as the wire shows them, with its version.

    `can_answer`: a guest may until it begins, the team until it is completed.
    """

    def __init__(
        self, work: Work, appointment: Appointment, files: Storage, *, by_guest: bool
    ) -> None:
        self._appointment = appointment
        self.questions = questions_of(work, appointment.service_id)
        self.answers = [_shown(each, files) for each in answers_of(work, appointment.id)]
        if appointment.is_session:  # whoever comes is asked, not the class
            self.questions = []
        is_ahead = appointment.state in EXPECTED and appointment.starts_at > work.now
        self.can_answer = is_ahead if by_guest else appointment.state != State.COMPLETED

    @property
    def version(self) -> int:
        return self._appointment.version


def _shown(answer: AppointmentAnswer, files: Storage) -> dict[str, Any]:
    file = answer.file
    return {
        "id": answer.id,
        "question_id": answer.question_id,
        "kind": answer.kind,
        "question": answer.question,
        "help": answer.help,
        "value": answer.value,
        "file": file
        and {
            "id": file.id,
            "name": file.name,
            "size_bytes": file.size_bytes,
            "url": files.link(
                file.path,
                expires_seconds=LINK_LASTS_SECONDS,
                filename=file.name,
                content_type=file.content_type,
            ),
        },
        "answered_at": answer.answered_at,
    }


def answers_in_words(work: Work, customer_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """By customer, each question with its newest answer, one line each."""
    query = (
        select(
            Appointment.customer_id,
            AppointmentAnswer.question,
            AppointmentAnswer.kind,
            AppointmentAnswer.value,
            IntakeFile.name,
        )
        .join(
            Appointment,
            (Appointment.tenant_id == AppointmentAnswer.tenant_id)
            & (Appointment.id == AppointmentAnswer.appointment_id),
        )
        .outerjoin(AppointmentAnswer.file)
        .where(Appointment.customer_id.in_(customer_ids))
        .order_by(AppointmentAnswer.answered_at, AppointmentAnswer.position)
    )
    newest: dict[UUID, dict[str, str]] = {}
    for id, question, kind, value, file in work.session.execute(query):
        newest.setdefault(id, {})[question] = file or in_words(Kind(kind), value)
    return {
        id: [f"{question}: {answer}" for question, answer in said.items()]
        for id, said in newest.items()
    }


def stored_keys(work: Work) -> Iterator[str]:
    """The key of every file that was sent in answer."""
    yield from work.session.scalars(select(IntakeFile.path))


@measures(Limit.STORAGE_BYTES)
def _sent_files(work: Work, _began: datetime) -> int:
    # Counted where the business uploads something; guests are never refused for it.
    return int(work.session.scalar(select(func.sum(IntakeFile.size_bytes))) or 0)
