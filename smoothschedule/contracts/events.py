"""What happens to templates and contracts."""

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class TemplateChanged(Event):
    """A template was added or changed."""

    tag = Tag.TEMPLATE_CHANGED

    template_id: UUID


@dataclass(frozen=True, slots=True)
class TemplateChecked(Event):
    """An upload was prepared, or refused."""

    tag = Tag.TEMPLATE_CHECKED

    template_id: UUID


@dataclass(frozen=True, slots=True)
class TemplateArchived(Event):
    """No contract is made from the template any more."""

    tag = Tag.TEMPLATE_ARCHIVED

    template_id: UUID


@dataclass(frozen=True, slots=True)
class TemplateRestored(Event):
    """The template is there again."""

    tag = Tag.TEMPLATE_RESTORED

    template_id: UUID


@dataclass(frozen=True, slots=True)
class ContractDrafted(Event):
    """A contract was begun."""

    tag = Tag.CONTRACT_DRAFTED

    contract_id: UUID
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContractChanged(Event):
    """A draft, or who signs, was changed."""

    tag = Tag.CONTRACT_CHANGED

    contract_id: UUID


@dataclass(frozen=True, slots=True)
class ContractDeleted(Event):
    """A draft is gone."""

    tag = Tag.CONTRACT_DELETED

    contract_id: UUID
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContractSent(Event):
    """The document is fixed, and who signs first is asked."""

    tag = Tag.CONTRACT_SENT

    contract_id: UUID


@dataclass(frozen=True, slots=True)
class ContractVoided(Event):
    """The business took the contract back."""

    tag = Tag.CONTRACT_VOIDED

    contract_id: UUID
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContractExpired(Event):
    """Nobody can sign it any more."""

    tag = Tag.CONTRACT_EXPIRED

    contract_id: UUID
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BulkSendEnded(Event):
    """Everybody of a bulk send was sent a contract, or is said why not."""

    tag = Tag.BULK_SEND_ENDED

    bulk_send_id: UUID


@dataclass(frozen=True, slots=True)
class TemplateCheckAsked(Event):
    """A file was uploaded for the template and is to be prepared."""

    tag = Tag.TEMPLATE_CHECK_ASKED

    template_id: UUID


@dataclass(frozen=True, slots=True)
class SignerAsked(Event):
    """It is this person's turn, or they are to be sent a new link."""

    tag = Tag.SIGNER_ASKED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class SignerReminded(Event):
    """This person is asked once more."""

    tag = Tag.SIGNER_REMINDED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class SignerReplaced(Event):
    """Somebody else is to sign in this person's place."""

    tag = Tag.SIGNER_REPLACED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class DocumentRenewed(Event):
    """The document names somebody else since this person opened it."""

    tag = Tag.DOCUMENT_RENEWED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class BulkSendStarted(Event):
    """A contract is to be sent to many people."""

    tag = Tag.BULK_SEND_STARTED

    bulk_send_id: UUID


@dataclass(frozen=True, slots=True)
class BulkSendWentOn(Event):
    """Some more of a bulk send are done, and others are left."""

    tag = Tag.BULK_SEND_WENT_ON

    bulk_send_id: UUID


@dataclass(frozen=True, slots=True)
class BulkSendRowFailed(Event):
    """Somebody of a bulk send could not be sent theirs."""

    tag = Tag.BULK_SEND_ROW_FAILED

    bulk_send_id: UUID


@dataclass(frozen=True, slots=True)
class BulkSendResumed(Event):
    """Those of a bulk send who were sent nothing are to be tried again."""

    tag = Tag.BULK_SEND_RESUMED

    bulk_send_id: UUID


@dataclass(frozen=True, slots=True)
class SignerViewed(Event):
    """Somebody has the contract before them for the first time."""

    tag = Tag.SIGNER_VIEWED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class SignerCodeAsked(Event):
    """Six digits are to be mailed to this person."""

    tag = Tag.SIGNER_CODE_ASKED

    signer_id: UUID
    contract_id: UUID
    code_id: UUID


@dataclass(frozen=True, slots=True)
class SignerVerified(Event):
    """This person read the code that was mailed to them."""

    tag = Tag.SIGNER_VERIFIED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class SignerConsented(Event):
    """This person agreed to sign electronically."""

    tag = Tag.SIGNER_CONSENTED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class SignerSigned(Event):
    """This person has signed, or approved."""

    tag = Tag.SIGNER_SIGNED

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class SignerHandedOver(Event):
    """The business's own device is for this person to sign on."""

    tag = Tag.SIGNER_HANDED_OVER

    signer_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True)
class ContractDeclined(Event):
    """Somebody will not sign: the contract came to nothing."""

    tag = Tag.CONTRACT_DECLINED

    contract_id: UUID
    signer_id: UUID
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContractSigned(Event):
    """Everybody has signed; the document is to be sealed."""

    tag = Tag.CONTRACT_SIGNED

    contract_id: UUID
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SealRetried(Event):
    """The document that could not be sealed is to be tried again."""

    tag = Tag.SEAL_RETRIED

    contract_id: UUID


@dataclass(frozen=True, slots=True)
class SealFailed(Event):
    """The document could not be sealed."""

    tag = Tag.SEAL_FAILED

    contract_id: UUID


@dataclass(frozen=True, slots=True)
class ContractCompleted(Event):
    """The sealed document is there for everybody."""

    tag = Tag.CONTRACT_COMPLETED

    contract_id: UUID
