"""What scheduling knows, one question per file."""
