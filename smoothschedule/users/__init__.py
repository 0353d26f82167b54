"""People: accounts, sessions, sign-in, password reset."""
