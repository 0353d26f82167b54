"""Templates and contracts as they are shown."""
