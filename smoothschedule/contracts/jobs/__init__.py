"""What follows later: files are prepared, people are written to."""
