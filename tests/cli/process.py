"""What a command started by a test gets of our environment."""

from __future__ import annotations

import os


def clean_environment() -> dict[str, str]:
    """Ours without the settings of a magazine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PASQUINO_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept
