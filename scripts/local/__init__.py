"""Real servers and processes on this machine: embedded PostgreSQL, Redis, and a supervisor."""
