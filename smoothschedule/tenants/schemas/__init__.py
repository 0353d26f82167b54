"""Shapes of businesses on the wire, one noun per file."""
