"""The secret link by which somebody reads and signs a contract.

Reminders send it again, so it is derived, as that of a booking is: HMAC-SHA256 of 256 random
bits kept with the signer, under the installation's secret key. The database alone finds the
signer by the stored SHA-256 of it and cannot write it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.core.tokens import derived_token, new_token, token_hash
from smoothschedule.core.unit_of_work import Work

PURPOSE: Final = "sign-contract"
#: After the contract has expired its page still says so.
OUTLASTS: Final = timedelta(days=30)


def give_link(work: Work, contract: Contract, signer: ContractSigner, secret_key: str) -> str:
    """The signer has a link; returns its token. An earlier link no longer works."""
    signer.link_nonce = new_token()
    token = derived_token(secret_key, PURPOSE, signer.link_nonce)
    signer.token_hash = token_hash(token)
    signer.token_expires_at = (contract.expires_at or work.now) + OUTLASTS
    return token


def token_of(signer: ContractSigner, secret_key: str) -> str | None:
    """The token of the signer's link, or None when it has none that works.

    None also after the secret key was changed: links sent before still work, but cannot be
    written again.
    """
    if signer.link_nonce is None:
        return None
    token = derived_token(secret_key, PURPOSE, signer.link_nonce)
    return token if token_hash(token) == signer.token_hash else None


def path_of(token: str) -> str:
    """Where the link leads on the business's own host."""
    return f"/sign/s/{token}"
