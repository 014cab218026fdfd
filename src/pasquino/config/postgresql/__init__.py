"""Django's PostgreSQL engine, with less waiting on the line: see `base`."""
