"""`pasquino manage`: Django's own commands, with our settings."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """All that follows belongs to Django: `pasquino manage help` lists its commands."""


def execute(options: argparse.Namespace) -> int:
    """Hand the words over; Django prints and ends as it does."""
    from django.core.management import ManagementUtility

    program = ManagementUtility(["pasquino manage", *(options.command or ["help"])])
    program.prog_name = "pasquino manage"
    program.execute()
    return 0
