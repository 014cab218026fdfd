"""Names of people: what may be one, and which two count as the same. No database."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

LONGEST = 60
LONGEST_FOLDED = 4 * LONGEST  # folding makes a few letters longer: “ﷺ” becomes eighteen


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
    if hidden := next(filter(_is_hidden, name), ""):
        raise ValidationError(
            _(
                "A name may not hold control characters or invisible ones; "
                "this one has U+%(code)s."
            ),
            params={"code": f"{ord(hidden):04X}"},
        )
    if len(folded(name)) > LONGEST_FOLDED:
        raise ValidationError(_("A name may not hold that many characters that stand for words."))


def slug_of(name: str) -> str:
    """A name as part of an address: `Mr Natural` gives `mr-natural`; never empty."""
    return slugify(name)[:LONGEST] or slugify(name, allow_unicode=True)[:LONGEST] or "reader"


def _is_hidden(character: str) -> bool:
    """A control character (NUL too), format, surrogate or private use character."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")
