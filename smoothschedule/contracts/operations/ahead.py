"""The document is set before its contract is locked: nobody waits while text becomes pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, TypeVar
from uuid import UUID

from smoothschedule.contracts.models import Contract, TemplateVersion
from smoothschedule.contracts.operations.documents import Document, document_of
from smoothschedule.contracts.rules.prefill import Facts
from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage

MOST_TRIES: Final = 3
T_co = TypeVar("T_co", covariant=True)


class ChangedMeanwhile(Clash):
    slug = "changed-meanwhile"
    title = "Somebody is changing this contract right now. Please try again in a moment."


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a contract's document is set from."""

    version_id: UUID
    facts: Facts
    title: str
    locale: str


class Look(Protocol[T_co]):
    """Reads what is to be worked with, locked or not, and from what its document is to be set:
    None where it is to be set from nothing.
    """

    def __call__(self, *, lock: bool) -> tuple[T_co, Setting | None]: ...


def setting_of(contract: Contract, facts: Facts) -> Setting:
    """Of the contract as it is, with these facts."""
    return Setting(contract.template_version_id, facts, contract.title, contract.locale)


def locked_with_document(
    work: Work, contract_id: UUID, look: Look[T_co], *, files: Storage
) -> tuple[T_co, Setting | None, Document | None]:
    """What was looked at, locked, and the document of it, which was set before that.

    What was changed meanwhile is let go and its document set again. Raises ChangedMeanwhile when
    it never stands still, TemplateFlawed for what cannot be set, and what `look` raises.
    """
    for _ in range(MOST_TRIES):
        _, ahead = look(lock=False)
        document = _set(work, ahead, files=files) if ahead else None
        work.session.flush()
        # What others did to it meanwhile is no reason to refuse, but to look again.
        work.session.expire(work.get(Contract, contract_id))
        with work.session.begin_nested() as held:
            found, setting = look(lock=True)
            if setting == ahead:
                return found, setting, document
            # Gives the locks back.
            held.rollback()
        work.session.expire_all()
    raise ChangedMeanwhile


def _set(work: Work, setting: Setting, *, files: Storage) -> Document:
    version = work.get(TemplateVersion, setting.version_id)
    named = {"title": setting.title, "locale": setting.locale}
    return document_of(work, version, setting.facts, **named, files=files)
