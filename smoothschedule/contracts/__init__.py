"""Contracts: templates, what is made from them, and who signs."""
