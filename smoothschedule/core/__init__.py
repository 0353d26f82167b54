"""Tools that know no domain: database, unit of work, API frame, events, problems."""
