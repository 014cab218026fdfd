"""Loads Django for the verbs that need it."""

from __future__ import annotations

import gc
import warnings


def load(*, database: bool = False) -> None:
    """Set Django up; with `database`, raise NotPrepared unless there is one, up to date."""
    import django

    gc.disable()  # what is loaded stays: looking through it for rubbish is a sixth of the time
    try:
        django.setup()
        gc.freeze()
    finally:
        gc.enable()
    if database:
        from pasquino.config import data_folder

        data_folder.require_database()


def warm_up() -> None:
    """Load what the first request would: addresses, the desk's hooks, the application."""
    from django.template import engines
    from django.urls import get_resolver
    from wagtail import hooks

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        hooks.search_for_hooks()
        engines.all()
        get_resolver()._populate()  # else two threads would do it at once
