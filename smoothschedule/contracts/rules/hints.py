"""Addresses as somebody sees them who has only the link: enough to know one's own."""

from __future__ import annotations


def email_hint(email: str) -> str:
    """ "a…e@example.com" of alice@example.com."""
    local, _, domain = email.partition("@")
    if len(local) <= 2:
        return f"{local[:1]}…@{domain}"
    return f"{local[0]}…{local[-1]}@{domain}"
