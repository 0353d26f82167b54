"""Templates and contracts on the wire."""
