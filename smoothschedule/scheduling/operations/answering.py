"""Questions are answered: with the booking, or until the visit.

An answer stands with its question as it was asked. Saying the same again leaves it as it is, so
that a consent keeps the moment it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import Malformed, NotFound, TooLarge
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentAnswer,
    IntakeFile,
    ServiceQuestion,
)
from smoothschedule.scheduling.operations.appointments import require_guests_turn
from smoothschedule.scheduling.operations.claiming import locked
from smoothschedule.scheduling.queries.intake import answers_of, question_of, questions_of
from smoothschedule.scheduling.refusals import ForTheWholeClass, VisitCompleted
from smoothschedule.scheduling.rules import intake as rules
from smoothschedule.scheduling.rules.intake import IntakeQuestion, Kind
from smoothschedule.scheduling.rules.states import State
from smoothschedule.storage.attachments import kind_of, plain_name
from smoothschedule.storage.port import Storage

#: Question -> answer as it came over the wire; None takes an answer away.
Given = Mapping[UUID, Any]
_TYPE_NAMES: Final = {"pdf": "PDF", "png": "PNG", "jpg": "JPEG"}
MOST_SWEPT: Final = 100


class AnswersRefused(Malformed):
    """`errors` name each question by its id, beside the field `answers`."""

    slug, title = "answers-refused", "Please look at the questions again."


class FileRefused(Malformed):
    slug = "file-refused"


def answer(work: Work, appointment: Appointment, given: Given, *, is_complete: bool) -> None:
    """The appointment has these answers besides those it had; one that is None is taken away.

    With `is_complete` everything required must be answered then. What is no longer asked is
    passed over: whoever filled in the form cannot help it. Raises AnswersRefused. The caller
    tells of it.
    """
    questions = questions_of(work, appointment.service_id)
    if not questions:
        return
    standing = {(each.question_id, each.kind): each for each in answers_of(work, appointment.id)}
    former = {each.id: standing.get((each.id, each.kind.value)) for each in questions}
    files = _files_given(work, questions, given)
    said = {
        question.id: files.get(question.id, given[question.id])
        if question.id in given
        else _kept(former[question.id])
        for question in questions
    }
    # What stands was right when it was said, whatever became of its question.
    open_now = [each for each in questions if each.id in given or former[each.id] is None]
    refused = rules.refusals(open_now, said, is_complete=is_complete)
    if refused:
        errors = {str(id): [sentence] for id, sentence in refused.items()}
        raise AnswersRefused(errors={"json": {"answers": errors}})
    for position, question in enumerate(questions):
        if question.id not in given:
            continue
        value = said[question.id]
        kept = rules.cleaned(question, value) if rules.is_given(question, value) else None
        row = former[question.id]
        if row is None or kept is None or (row.question, row.value) != (question.label, kept):
            if row is not None:
                _take_away(work, row)
            if kept is not None:
                work.session.add(_answer(work, appointment, question, kept, position=position))
    work.session.flush()


def answer_later(
    work: Work, appointment_id: UUID, given: Given, *, version: int, by_guest: bool
) -> Appointment:
    """The answers are as said, of a booking that stands already. Emits AppointmentAnswered.

    Raises Stale, AnswersRefused, ForTheWholeClass for the session of a class; for guests
    WrongState or PastTime once it has begun, for the team VisitCompleted.
    """
    found = locked(work, appointment_id, version=version)
    if found.is_session:
        raise ForTheWholeClass
    if by_guest:
        require_guests_turn(work, found)
    elif found.state == State.COMPLETED:
        raise VisitCompleted
    answer(work, found, given, is_complete=by_guest)
    found.version += 1
    work.session.flush()
    work.emit(events.AppointmentAnswered(found.id, found.service_id))
    return found


def keep_file(
    work: Work, question_id: UUID, content: bytes, *, name: str, files: Storage
) -> tuple[IntakeFile, str]:
    """The file is kept for an answer to the question; the token, shown this once, names it there.

    Raises NotFound for a question that wants no file, FileRefused, TooLarge.
    """
    row = work.get(ServiceQuestion, question_id)
    question = question_of(row)
    if question.kind is not Kind.FILE:
        raise NotFound
    content_type, ending = _type_of(question, content)
    made, token = new_id(), new_token()
    file = IntakeFile(
        id=made,
        question_id=question_id,
        token_hash=token_hash(token),
        name=plain_name(name, ending),
        content_type=content_type,
        size_bytes=len(content),
        path=f"tenants/{work.context.tenant_id}/intake/{made}.{ending}",
    )
    work.session.add(file)
    work.session.flush()
    files.put(file.path, BytesIO(content), content_type=content_type)
    return file, token


def most_bytes(question: IntakeQuestion) -> int:
    """How large a file may be in answer to the question."""
    return int(question.limits.get("most_bytes") or rules.MOST_FILE_BYTES)


def drop_unclaimed_files(work: Work, files: Storage, *, before: datetime) -> int:
    """Files sent before then that no answer has taken are gone; returns how many."""
    query = (
        select(IntakeFile)
        .where(IntakeFile.appointment_id.is_(None), IntakeFile.created_at < before)
        .order_by(IntakeFile.id)
        .limit(MOST_SWEPT)
        .with_for_update(skip_locked=True)
    )
    found = work.session.scalars(query).all()
    for file in found:
        files.delete(file.path)
        work.session.delete(file)
    work.session.flush()
    return len(found)


def _type_of(question: IntakeQuestion, content: bytes) -> tuple[str, str]:
    if len(content) > most_bytes(question):
        raise TooLarge(f"Please choose a file of {most_bytes(question) // 1_000_000} MB at most.")
    allowed = question.limits.get("types") or rules.FILE_TYPES
    known = kind_of(content)
    if known is None or known[1] not in allowed:
        names = [_TYPE_NAMES[each] for each in rules.FILE_TYPES if each in allowed]
        *others, last = names
        told = f"{', '.join(others)} or {last}" if others else last
        raise FileRefused(f"Please choose a file of the type {told}.")
    return known


def _kept(row: AppointmentAnswer | None) -> Any:
    return row and (row.file_id or row.value)


def _files_given(work: Work, questions: list[IntakeQuestion], given: Given) -> dict[UUID, Any]:
    """By question, the id of the file that a token names, and False where it names none."""
    tokens = {
        each.id: given[each.id]
        for each in questions
        if each.kind is Kind.FILE and given.get(each.id) is not None
    }
    found: dict[UUID, Any] = {}
    for question_id, token in tokens.items():
        query = select(IntakeFile.id).where(
            IntakeFile.token_hash == token_hash(str(token)),
            IntakeFile.question_id == question_id,
            IntakeFile.appointment_id.is_(None),
        )
        found[question_id] = work.session.scalar(query.with_for_update()) or False
    return found


def _answer(
    work: Work, appointment: Appointment, question: IntakeQuestion, kept: Any, *, position: int
) -> AppointmentAnswer:
    is_file = question.kind is Kind.FILE
    if is_file:
        file = work.get(IntakeFile, kept)
        file.appointment_id, file.token_hash = appointment.id, None
    return AppointmentAnswer(
        appointment_id=appointment.id,
        question_id=question.id,
        position=position,
        kind=question.kind.value,
        question=question.label,
        help=question.help,
        value=None if is_file else kept,
        file_id=kept if is_file else None,
        answered_at=work.now,
    )


def _take_away(work: Work, row: AppointmentAnswer) -> None:
    """The answer is gone; its file is nobody's and will be swept."""
    file_id = row.file_id
    work.session.delete(row)
    work.session.flush()
    if file_id is not None:
        work.get(IntakeFile, file_id).appointment_id = None
