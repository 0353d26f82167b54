"""A business takes everything with it: its rows and files as one archive."""
