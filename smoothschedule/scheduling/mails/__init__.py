"""Mails to guests: what each says, when, and in whose time."""
