"""The lists of the console, one noun per file."""
