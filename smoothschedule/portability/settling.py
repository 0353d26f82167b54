"""What is put right once the rows of an archive are there, and what is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Row, func, select, text

from smoothschedule.contracts.models import Contract, ContractEvent
from smoothschedule.contracts.operations.service_contracts import plan_deadlines
from smoothschedule.contracts.rules.chain import HASHED, first_break, reaches_its_end
from smoothschedule.core.unit_of_work import Work
from smoothschedule.portability.refusals import ArchiveRefused
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

#: Nobody is in the business in another's place, or under a right that was lent elsewhere.
_VISITS_END: Final = (
    "UPDATE visits SET ended_at = now(), end_reason = 'session_ended' WHERE ended_at IS NULL"
)
_GRANTS_END: Final = (
    "UPDATE permission_grants SET revoked_at = now()"
    " WHERE revoked_at IS NULL AND expires_at > now()"
)
#: An upload that was just being checked has to be sent again.
_UPLOADS_END: Final = (
    "UPDATE contract_templates SET upload_name = NULL, preflight_progress = 0,"
    " preflight_state = CASE WHEN pdf_path IS NULL THEN 'none' ELSE 'ready' END"
    " WHERE preflight_state = 'checking'"
)
#: The last hash of a chain, which no archive holds, is that of the event it has last.
_CHAINS_END: Final = (
    "UPDATE contracts c SET last_event_hash = e.hash FROM contract_events e WHERE"
    " e.tenant_id = c.tenant_id AND e.contract_id = c.id AND e.number = c.last_event_number"
)


def settle(work: Work) -> None:
    """The business stands on its own; raises ArchiveRefused for one without an owner, or of
    which two rows do not fit each other."""
    owners = select(func.count()).select_from(User).where(User.role == Role.TENANT_OWNER)
    if work.session.scalar(owners) != 1:
        raise ArchiveRefused("Nobody in the archive is the business's owner.")
    for statement in (_VISITS_END, _GRANTS_END, _UPLOADS_END, _CHAINS_END):
        work.session.execute(text(statement))
    plan_deadlines(work)


def broken_chains(work: Work) -> list[str]:
    """Numbers of the contracts whose evidence is not whole: it was not so before, either."""
    query = select(
        Contract.id,
        Contract.number,
        Contract.sent_at,
        Contract.last_event_number,
        Contract.last_event_hash,
    )
    contracts = {contract.id: contract for contract in work.session.execute(query)}
    events = select(ContractEvent).order_by(ContractEvent.contract_id, ContractEvent.number)
    found = work.session.scalars(events.execution_options(yield_per=500))
    broken = []
    for id, of_one in groupby(found, attrgetter("contract_id")):
        records = [{name: getattr(event, name) for name in (*HASHED, "hash")} for event in of_one]
        contract = contracts.pop(id)
        if not _is_whole(contract, records):
            broken.append(contract.number)
    # Of the others there is no event at all.
    broken += [each.number for each in contracts.values() if not _is_whole(each, [])]
    return sorted(broken)


def _is_whole(contract: Row[*tuple[Any, ...]], records: Sequence[Mapping[str, Any]]) -> bool:
    return first_break(contract.id, records) is None and reaches_its_end(
        records,
        count=contract.last_event_number,
        last_hash=contract.last_event_hash,
        is_sent=contract.sent_at is not None,
    )
