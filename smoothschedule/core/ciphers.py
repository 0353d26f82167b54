"""Encryption at rest: one key per purpose, all derived from SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class Unreadable(Exception):
    """Encrypted under another SECRET_KEY or for another purpose, or damaged."""


class Cipher:
    """Seals and opens the values of one purpose; what was sealed for another stays shut."""

    def __init__(self, secret_key: str, purpose: str) -> None:
        secret = f"{purpose}:{secret_key}".encode()
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret).digest()))

    def seal(self, value: bytes) -> bytes:
        """The value as it may be stored: unreadable, and any change to it is noticed."""
        return self._fernet.encrypt(value)

    def open(self, sealed: bytes) -> bytes:
        """The value that was sealed; raises Unreadable."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise Unreadable from None
