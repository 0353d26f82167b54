"""Tables of contracts, one noun per file."""

from smoothschedule.contracts.models.bulk import BulkSend, BulkSendRow
from smoothschedule.contracts.models.contract import Contract
from smoothschedule.contracts.models.event import ContractEvent
from smoothschedule.contracts.models.handover import ContractCopy, SignerHandover
from smoothschedule.contracts.models.service_contract import ServiceContract
from smoothschedule.contracts.models.signer import ContractSigner, SignerCode
from smoothschedule.contracts.models.signing import (
    ContractFile,
    ContractValue,
    SavedSignature,
    SignatureImage,
)
from smoothschedule.contracts.models.template import (
    ContractAsset,
    ContractTemplate,
    TemplateVersion,
)

__all__ = [
    "BulkSend",
    "BulkSendRow",
    "Contract",
    "ContractAsset",
    "ContractCopy",
    "ContractEvent",
    "ContractFile",
    "ContractSigner",
    "ContractTemplate",
    "ContractValue",
    "SavedSignature",
    "ServiceContract",
    "SignatureImage",
    "SignerCode",
    "SignerHandover",
    "TemplateVersion",
]
