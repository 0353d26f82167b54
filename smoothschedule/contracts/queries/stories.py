"""What happened to a contract, for its certificate and its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from smoothschedule.contracts.models import (
    Contract,
    ContractEvent,
    ContractSigner,
    TemplateVersion,
)
from smoothschedule.contracts.queries.answers import files_of
from smoothschedule.contracts.queries.naming import in_place_of
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.certificate import Attached, Signatory, Story
from smoothschedule.contracts.rules.chain import HASHED
from smoothschedule.contracts.rules.consent import consent_text
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.contracts.rules.wording import stand_in_words
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User


def events_of(work: Work, contract: Contract) -> list[dict[str, Any]]:
    """The contract's chain, in order, as `rules.chain` reads it."""
    query = (
        select(ContractEvent)
        .where(ContractEvent.contract_id == contract.id)
        .order_by(ContractEvent.number)
    )
    names = (*HASHED, "hash")
    return [{name: getattr(row, name) for name in names} for row in work.session.scalars(query)]


def role_names(work: Work, contract: Contract) -> dict[str, str]:
    """Role key -> its name in the template."""
    whose = TemplateVersion.id == contract.template_version_id
    roles = work.session.scalar(select(TemplateVersion.roles).where(whose)) or []
    return {role["key"]: role["name"] for role in roles}


def story_of(work: Work, contract: Contract) -> Story:
    """All that the certificate of the contract tells."""
    everybody, events = signers_of(work, contract.id), events_of(work, contract)
    tenant = work.get(Tenant, contract.tenant_id)
    roles, hosts = role_names(work, contract), _hosts(work, everybody)
    attached = files_of(work, contract.id).values()
    ways = {
        event["signer_id"]: event["details"].get("verified_by")
        for event in events
        if event["kind"] == "signed"
    }
    people = tuple(
        _signatory(
            each,
            role=roles.get(each.role_key, each.role_key),
            verified_by=ways.get(each.id),
            hosts=hosts,
            formers=in_place_of(work, contract, each, everybody),
            files=tuple(
                Attached(file.name, file.sha256) for file in attached if file.signer_id == each.id
            ),
        )
        for each in everybody
        if each.state != SignerState.REPLACED
    )
    return Story(
        contract_id=str(contract.id),
        number=contract.number,
        title=contract.title,
        business=tenant.name,
        time_zone=contract.time_zone,
        document_sha256=contract.original_pdf_sha256 or "",
        sent_at=contract.sent_at,
        people=people,
        names={str(each.id): each.name for each in everybody},
        events=events,
    )


def _hosts(work: Work, signers: Sequence[ContractSigner]) -> dict[Any, str]:
    ids = {each.host_user_id for each in signers if each.host_user_id is not None}
    query = select(User.id, User.name).where(User.id.in_(ids))
    return {row.id: row.name for row in work.session.execute(query)} if ids else {}


def _signatory(
    signer: ContractSigner,
    *,
    role: str,
    verified_by: str | None,
    hosts: Mapping[Any, str],
    formers: Sequence[Mapping[str, Any]],
    files: tuple[Attached, ...],
) -> Signatory:
    agreed = None
    if signer.consent_version is not None and signer.consent_language is not None:
        text = consent_text(signer.consent_version, signer.consent_language)
        agreed = (text.version, text.language, text.text)
    return Signatory(
        id=str(signer.id),
        name=signer.name,
        email=signer.email,
        role=role,
        kind=signer.kind,
        state=signer.state,
        verified_by=verified_by,
        host=hosts.get(signer.host_user_id),
        viewed_at=signer.viewed_at,
        consented_at=signer.consented_at,
        consent=agreed,
        signed_at=signer.signed_at,
        ip=signer.signed_ip,
        user_agent=signer.user_agent,
        files=files,
        in_place_of=tuple(map(stand_in_words, formers)),
    )
