"""Turns what is expected to go wrong into one sentence; everything else is a fault of ours."""

from __future__ import annotations

import sys

# What SQLite says of a file that was overwritten or cut off.
DAMAGED = ("disk image is malformed", "file is not a database")


class Refused(Exception):
    """The verb cannot do what was asked; the text says why and what to do."""


def sentence(problem: Exception) -> str | None:
    """What to tell the person, or None for something nobody expected."""
    from pasquino.config.environment import WrongSetting
    from pasquino.config.installation import NotMade

    if isinstance(problem, (Refused, WrongSetting, NotMade)):
        return str(problem)
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename}: {problem.strerror}. Nothing further was done."
    return _said_by_django(problem) if "django.db" in sys.modules else None


def _said_by_django(problem: Exception) -> str | None:
    from django.core.exceptions import ValidationError
    from django.db import DatabaseError, OperationalError

    from pasquino.config.data_folder import NotPrepared
    from pasquino.config.database_checks import UnsafeDatabase

    if isinstance(problem, (NotPrepared, UnsafeDatabase)):
        return str(problem)
    if isinstance(problem, ValidationError):
        return " ".join(problem.messages)
    if isinstance(problem, OperationalError):
        words = " ".join(str(problem).split())
        return f"The database does not answer: {words}. See PASQUINO_DATABASE_URL."
    if isinstance(problem, DatabaseError) and any(sign in str(problem) for sign in DAMAGED):
        return f"The database is damaged: {problem}. See docs/operating/backup.md."
    return None
