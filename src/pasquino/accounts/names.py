"""Names of people: what may be one, and which two count as the same. No database."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

LONGEST = 60


def folded(name: str) -> str:
    """The form in which names are compared: NFKC, case folded, single spaces (UAX #15, #31)."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def check(name: str) -> None:
    """Raise ValidationError with a sentence when a text cannot be a name."""
    if not name.strip():
        raise ValidationError(_("A name needs at least one letter."))
    if len(name) > LONGEST:
        raise ValidationError(
            _("A name has at most %(longest)d characters; this one has %(length)d."),
            params={"longest": LONGEST, "length": len(name)},
        )
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") for character in name):
        raise ValidationError(_("A name may not hold control characters or invisible ones."))


def slug_of(name: str) -> str:
    """A name as part of an address: `Mr Natural` gives `mr-natural`; never empty."""
    return slugify(name)[:LONGEST] or slugify(name, allow_unicode=True)[:LONGEST] or "reader"
