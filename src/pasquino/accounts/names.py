"""Names of people: what may be one, and which two count as the same. No database."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pasquino.accounts import lookalikes

LONGEST = 60
LONGEST_FOLDED = 4 * LONGEST  # folding makes a few letters longer: “ﷺ” becomes eighteen
MOST_MARKS = 3  # above or below one letter; Vietnamese has two, “Zalgo” dozens
CLASH = "\n"  # parts what keeps two names apart that were alike before there were skeletons

# Scripts with letters drawn alike; a word in more than one of them is a disguise.
_MIXABLE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")


def folded(name: str) -> str:
    """The form in which names are compared: NFKC, case folded, single spaces (UAX #15, #31)."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def skeleton(name: str) -> str:
    """The form in which names that look alike are the same (UTS #39); at most LONGEST_FOLDED."""
    return lookalikes.skeleton(name)[:LONGEST_FOLDED]


def check(name: str) -> None:
    """Raise ValidationError with a sentence when a text cannot be anybody's name.

    This much is asked of readers that come with an import, too; nothing of theirs is renamed.
    """
    if not name.strip():
        raise ValidationError(_("A name needs at least one letter."))
    if len(name) > LONGEST:
        raise ValidationError(
            _("A name has at most %(longest)d characters; this one has %(length)d."),
            params={"longest": LONGEST, "length": len(name)},
        )
    _refuse_hidden(name, _is_hidden)
    if max(len(folded(name)), len(lookalikes.skeleton(name))) > LONGEST_FOLDED:
        raise ValidationError(_("A name may not hold that many characters that stand for words."))


def check_chosen(name: str) -> None:
    """Raise ValidationError when a text cannot be a name that somebody takes here.

    More than `check`: nothing that is drawn as nothing, a letter or digit in it, no accents
    without a letter or in heaps, in one word no letters of several scripts that are drawn alike.
    """
    check(name)
    _refuse_hidden(name, _is_drawn_empty)
    if not any(unicodedata.category(character)[0] in "LN" for character in name):
        raise ValidationError(_("A name needs at least one letter or digit."))
    if _has_loose_marks(name):
        raise ValidationError(
            _("A name may not begin with an accent or hold more than three on one letter.")
        )
    for word in name.split():
        scripts = _scripts(word)
        if len(scripts) > 1:
            raise ValidationError(
                _("“%(word)s” mixes letters that look alike (%(scripts)s). Use one script."),
                params={"word": word, "scripts": ", ".join(sorted(scripts))},
            )


def slug_of(name: str) -> str:
    """A name as part of an address: `Mr Natural` gives `mr-natural`; never empty."""
    return slugify(name)[:LONGEST] or slugify(name, allow_unicode=True)[:LONGEST] or "reader"


def _refuse_hidden(name: str, is_hidden: Callable[[str], bool]) -> None:
    if hidden := next(filter(is_hidden, name), ""):
        raise ValidationError(
            _(
                "A name may not hold control characters or invisible ones; "
                "this one has U+%(code)s."
            ),
            params={"code": f"{ord(hidden):04X}"},
        )


def _is_hidden(character: str) -> bool:
    """A control character (NUL too), format (bidi too), surrogate or private use character."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")


def _is_drawn_empty(character: str) -> bool:
    """A letter, mark or sign that is drawn as nothing, or a line's end.

    Fillers of Hangul and Khmer, variation selectors, the empty Braille pattern
    (DerivedCoreProperties.txt, Default_Ignorable_Code_Point).
    """
    return character in _FILLERS or unicodedata.category(character) in ("Zl", "Zp")


_SELECTORS = (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | set(
    map(chr, _SELECTORS)
)


def _has_loose_marks(name: str) -> bool:
    """Marks at the beginning of a word, or more on one letter than any language writes."""
    run = 0
    before = " "
    for character in unicodedata.normalize("NFD", name):
        is_mark = unicodedata.category(character) in ("Mn", "Me")
        run = run + 1 if is_mark else 0
        if run > MOST_MARKS or (is_mark and before.isspace()):
            return True
        before = character
    return False


def _scripts(word: str) -> set[str]:
    """Which scripts of those drawn alike a word's letters belong to: `{"Latin", "Greek"}`."""
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", word))
    first_words = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return {script.capitalize() for script in first_words if script in _MIXABLE}
