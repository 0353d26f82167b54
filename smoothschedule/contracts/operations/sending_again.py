"""A contract that came to nothing is begun anew, in its place."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import (
    Contract,
    ContractTemplate,
    TemplateVersion,
)
from smoothschedule.contracts.operations.drafts import change_draft, draft_from
from smoothschedule.contracts.operations.requirements import pass_on
from smoothschedule.contracts.operations.versions import version_of
from smoothschedule.contracts.problems import NotEnded
from smoothschedule.contracts.queries.contracts import visible
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.queries.taken_over import people_again, words_again
from smoothschedule.contracts.rules.routing import current
from smoothschedule.contracts.rules.states import ENDED
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage


def draft_again(work: Work, contract_id: UUID, *, files: Storage) -> Contract:
    """A draft with the people, the order, the sender's own words and the times of this one, from
    the template as it is now. What an appointment waited for, it waits for in the new one. A draft
    that was begun so before and still waits is gone on with.

    Locks the former. Raises NotFound, NotEnded, TemplateArchived, TemplateNotReady. Emits
    ContractDrafted.
    """
    former = work.get(Contract, contract_id, lock=True)
    if former.state not in ENDED:
        raise NotEnded
    if (waiting := _draft_of(work, former)) is not None:
        return waiting
    then = work.get(TemplateVersion, former.template_version_id)
    version = version_of(work, work.get(ContractTemplate, then.template_id))
    people = current(signers_of(work, former.id))
    begun = draft_from(
        work,
        version,
        signers=people_again(work, version, people),
        files=files,
        former_id=former.id,
        title=former.title,
        message=former.message,
        customer_id=former.customer_id,
        appointment_id=former.appointment_id,
        expires_in_days=former.expires_in_days,
        remind_every_days=former.remind_every_days,
    )
    pass_on(work, former, begun)
    if values := words_again(work, former, begun):
        change_draft(work, begun, files=files, values=values)
    return begun


def _draft_of(work: Work, former: Contract) -> Contract | None:
    query = select(Contract).where(
        Contract.former_id == former.id, Contract.state == "draft", visible(work)
    )
    found: Contract | None = work.session.scalar(query.order_by(Contract.id.desc()).limit(1))
    return found
