"""Secrets for links and sessions: 256 bits from the system, stored only as SHA-256."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """A fresh secret of 256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a token: its SHA-256, 32 bytes."""
    return hashlib.sha256(token.encode()).digest()


def session_key(token: str) -> str:
    """What logs call a session: tells two apart, and opens neither."""
    return hashlib.sha256(b"session-key:" + token_hash(token)).hexdigest()[:16]


def derived_token(secret_key: str, purpose: str, value: str) -> str:
    """A token that only the holder of the secret key can compute for this value."""
    return hmac.new(secret_key.encode(), f"{purpose}:{value}".encode(), "sha256").hexdigest()


def csrf_token(secret_key: str, session_token: str) -> str:
    """What a page sends back with each change; only pages of this session can know it."""
    return derived_token(secret_key, "csrf", session_token)
