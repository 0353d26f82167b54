"""Backups: the database and the files, encrypted for whoever holds the key to open them."""
