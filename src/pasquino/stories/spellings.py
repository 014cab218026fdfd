"""Notices where a story writes the name of somebody it quotes otherwise than beside the words."""

from __future__ import annotations

from pasquino.sources import likeness, parties
from pasquino.sources.models import Party
from pasquino.stories.models import Edition


def note_spellings(edition: Edition) -> list[Party]:
    """Write other spellings of its speakers down, so that the desk proposes them as one person.

    In the seed page one author is "Clark" in the story and "Clarke" beside his words.
    """
    names = {n for entry in edition.quotations for n in parties.names_in(entry["speaker"])}
    text = "\n".join((edition.headline, edition.standfirst, edition.text))
    found = {other for name in names for other in likeness.spellings_in(text, name)}
    return [parties.party_for(other) for other in sorted(found)]
