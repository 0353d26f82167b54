"""Rows in every table of contracts, so that raw SQL can be tried on them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from smoothschedule.contracts.models import (
    BulkSend,
    BulkSendRow,
    Contract,
    ContractAsset,
    ContractCopy,
    ContractEvent,
    ContractFile,
    ContractSigner,
    ContractTemplate,
    ContractValue,
    SavedSignature,
    ServiceContract,
    SignatureImage,
    SignerCode,
    SignerHandover,
    TemplateVersion,
)
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.runtime import Runtime
from tests.factories import Business, soon

HASH = sha256(b"").hexdigest()


def leave_contracts(runtime: Runtime, made: Business) -> None:
    """A contract in the middle of being signed, with a row of everything that belongs to it."""
    with runtime.units.tenant(made.id) as work:
        template, version = _template(work, made)
        contract = _contract(work, made, version)
        work.record(Tag.CONTRACT_DRAFTED, "contract", contract.id)
        signer = _signer(work, made, contract)
        _signing(work, made, contract, signer)
        _add(
            work,
            ServiceContract(
                service_id=made.service_id,
                template_id=template.id,
                policy="warn",
                customer_role_key="client",
            ),
        )
        many = _add(
            work, BulkSend(template_version_id=version.id, title=f"{made.mark} to all", total=1)
        )
        email = f"many@{made.subdomain}.example"
        row: dict[str, Any] = {"number": 1, "name": made.mark, "email": email}
        _add(work, BulkSendRow(bulk_send_id=many.id, **row))


def _add(work: Work, row: Any) -> Any:
    work.session.add(row)
    work.session.flush()
    return row


def _template(work: Work, made: Business) -> tuple[ContractTemplate, TemplateVersion]:
    template = _add(work, ContractTemplate(name=f"{made.mark} waiver", kind="html"))
    version = _add(
        work,
        TemplateVersion(
            template_id=template.id,
            number=1,
            kind="html",
            roles=[],
            fields=[],
            settings={},
            frames=[],
            content_sha256=HASH,
        ),
    )
    size = {"size_bytes": 1, "width_px": 1, "height_px": 1}
    _add(work, ContractAsset(sha256=HASH, path=f"tenants/{made.id}/assets/{new_id()}", **size))
    return template, version


def _contract(work: Work, made: Business, version: TemplateVersion) -> Contract:
    contract: Contract = _add(
        work,
        Contract(
            template_version_id=version.id,
            number="C-2026-9999",
            title=f"{made.mark} contract",
            state="sent",
            customer_id=made.customer_id,
            locale="en",
            time_zone="UTC",
            original_pdf_path=f"tenants/{made.id}/x",
            original_pdf_sha256=HASH,
            sent_at=work.now,
            expires_at=soon(30),
            last_event_number=1,
            last_event_hash=HASH,
        ),
    )
    return contract


def _signer(work: Work, made: Business, contract: Contract) -> ContractSigner:
    signer: ContractSigner = _add(
        work,
        ContractSigner(
            contract_id=contract.id,
            role_key="client",
            kind="signer",
            party="customer",
            customer_id=made.customer_id,
            name=f"{made.mark} signer",
            email=f"signer@{made.subdomain}.example",
            state="notified",
            link_nonce="nonce",
            token_hash=token_hash(new_token()),
            token_expires_at=soon(30),
        ),
    )
    return signer


def _signing(work: Work, made: Business, contract: Contract, signer: ContractSigner) -> None:
    of = {"contract_id": contract.id, "signer_id": signer.id}
    size = {"size_bytes": 1, "sha256": HASH, "path": f"tenants/{made.id}/x"}
    image = _add(
        work,
        SignatureImage(**of, **size, how="drawn", kind="signature", width_px=1, height_px=1),
    )
    held = {"field_id": "f_1", "value": {"image_id": str(image.id)}, "saved_by": "signer"}
    _add(
        work,
        ContractValue(**of, **held, signature_image_id=image.id, saved_at=work.now),
    )
    _add(
        work,
        ContractFile(**of, **size, field_id="f_2", name="a.pdf", content_type="application/pdf"),
    )
    saved = {"kind": "signature", "how": "drawn", "ciphertext": b"x"}
    _add(work, SavedSignature(customer_id=made.customer_id, **saved))
    code = {"code_nonce": "nonce", "code_hash": token_hash("123456")}
    _add(work, SignerCode(signer_id=signer.id, **code, expires_at=soon(1)))
    handed = {"host_user_id": made.owner.id, "code_hash": token_hash(new_token())}
    _add(work, SignerHandover(signer_id=signer.id, **handed, expires_at=soon(1)))
    _add(work, ContractCopy(contract_id=contract.id, recipient="sender"))
    said = {"kind": "sent", "at": work.now, "details": {}, "hash": HASH}
    _add(work, ContractEvent(contract_id=contract.id, number=1, **said))
