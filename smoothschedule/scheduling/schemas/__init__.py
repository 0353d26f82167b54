"""What scheduling says on the wire, one noun per file."""
