"""Who did what, in sentences: the audit as owners and the platform read it."""
