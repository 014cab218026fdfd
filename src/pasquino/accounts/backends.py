"""Signing in with a name, however it is capitalised."""

from django.contrib.auth.backends import ModelBackend


class ByName(ModelBackend):
    """Django's own, kept under a name of ours: names are unique within their origin.

    Imported readers share the table but have no password (`UserManager.get_by_natural_key`
    looks among our own accounts only), so `name` alone need not be unique (check auth.W004).
    """
