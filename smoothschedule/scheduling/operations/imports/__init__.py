"""Customers are taken over from a file: read, matched, tried without writing, done, taken back."""
