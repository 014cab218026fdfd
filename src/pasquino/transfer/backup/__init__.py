"""One archive of a whole magazine, made while it runs, and a magazine made from it.

The format, the same for SQLite and PostgreSQL, is in docs/operating/backup.md; why it is so in
docs/decisions/0012-backup.md.
"""
