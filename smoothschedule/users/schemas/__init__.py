"""What people say on the wire, one noun per file."""
