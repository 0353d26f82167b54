"""The states of contracts and of their signers, and what each still allows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ContractState(StrEnum):
    """`draft -> sent -> in_progress -> sealing -> completed`, or one of the ends."""

    DRAFT = "draft"
    SENT = "sent"
    IN_PROGRESS = "in_progress"
    SEALING = "sealing"
    COMPLETED = "completed"
    DECLINED = "declined"
    VOIDED = "voided"
    EXPIRED = "expired"
    SEAL_FAILED = "seal_failed"


class SignerState(StrEnum):
    """`waiting -> notified -> viewed -> signed`, or one of the ends."""

    WAITING = "waiting"
    NOTIFIED = "notified"
    VIEWED = "viewed"
    SIGNED = "signed"
    DECLINED = "declined"
    EXPIRED = "expired"
    REPLACED = "replaced"


class SignerKind(StrEnum):
    """Signers and approvers act, viewers and those in copy only read."""

    SIGNER = "signer"
    APPROVER = "approver"
    VIEWER = "viewer"
    CC = "cc"


class Party(StrEnum):
    """Where somebody who signs comes from."""

    STAFF = "staff"
    CUSTOMER = "customer"
    EXTERNAL = "external"


class Policy(StrEnum):
    """What a contract that is not signed yet does to the appointment it belongs to."""

    BLOCK = "block"
    WARN = "warn"
    CANCEL = "cancel"


class Coming(StrEnum):
    """What a guest is told in a contract's place until there is something to sign."""

    #: A job is at it: seconds.
    PREPARING = "preparing"
    #: The business has to do something first.
    UNSENT = "unsent"


#: Somebody can still sign.
OPEN: Final = frozenset({ContractState.SENT, ContractState.IN_PROGRESS})
#: Somebody can sign, or will be able to once it is sent.
UNSIGNED: Final = OPEN | {ContractState.DRAFT}
#: Everybody has signed.
SIGNED_BY_ALL: Final = frozenset(
    {ContractState.SEALING, ContractState.COMPLETED, ContractState.SEAL_FAILED}
)
#: It came to nothing.
ENDED: Final = frozenset({ContractState.DECLINED, ContractState.VOIDED, ContractState.EXPIRED})
#: Whose turn it is, or was when they looked.
ASKED: Final = frozenset({SignerState.NOTIFIED, SignerState.VIEWED})
#: Nothing is finished without them.
ACTING: Final = frozenset({SignerKind.SIGNER, SignerKind.APPROVER})
