"""Looks up the authors and sections that a query names, by the names they have today.

The index knows people by their keys alone: whoever changes their name is found by the new one at
once, and an account that was closed by none.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.text import slugify

from pasquino.accounts import names
from pasquino.accounts.models import User
from pasquino.search.engines import key_of
from pasquino.search.words import words
from pasquino.sources.masking import masked
from pasquino.stories.models import Section, Writer


def author_keys(said: str) -> list[str]:
    """The keys of all who are called so, as readers or as writers; none when nobody is.

    By name or by the last part of their page's address. A reader who has an account as a writer
    is both. Nobody is found by a name that is masked.
    """
    if masked(said) != said:
        return []
    users = set(User.objects.filter(_named(said)).values_list("pk", flat=True))
    writers = set()
    for writer, name, slug, account in Writer.objects.values_list(
        "pk", "name", "slug", "account_id"
    ):
        if account in users or _is_called(said, name, slug):
            writers.add(writer)
            users |= {account} - {None}
    found = [key_of("user", user) for user in sorted(users)]
    return found + [key_of("writer", writer) for writer in sorted(writers)]


def section_keys(said: str) -> list[str]:
    """The key of the section with this name or address; none when there is no such section."""
    rows = Section.objects.values_list("pk", "name", "slug")
    return [key_of("section", pk) for pk, name, slug in rows if _is_called(said, name, slug)]


def _named(said: str) -> Q:
    slugs = {said.lower(), slugify(said)} - {""}
    return Q(name_key=names.folded(said)) | Q(slug__in=slugs)


def _is_called(said: str, name: str, slug: str) -> bool:
    return said.lower() == slug or (words(said) != [] and words(said) == words(name))
