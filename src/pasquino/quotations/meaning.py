"""Which words decide what a sentence says: negations, limiters, modals, quantities, numbers."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from pasquino.quotations.languages import Language, Phrase, spoken

LONGEST_PHRASE = 6  # words, or characters where words are not spaced
SHORTEST_DENIED = 5  # letters behind a prefix of one letter: moral, amoral; not way, away
WEIGHTY = ("negations", "limiters", "modals", "quantities")


class Meaning:
    """The deciding words of some languages."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self.languages = languages
        self._starting = {kind: _by_first_word(languages, kind) for kind in WEIGHTY}
        self.clitics = tuple(clitic for one in languages for clitic in one.clitics)
        self.endings = tuple(ending for one in languages for ending in one.negation_endings)
        self.beginnings = tuple(part for one in languages for part in one.negation_beginnings)
        self.negating_prefixes = frozenset().union(*(one.negating_prefixes for one in languages))
        self.negating_endings = tuple(end for one in languages for end in one.negating_endings)
        self.turns = frozenset().union(*(one.turns for one in languages))
        self.doubled = frozenset().union(*(one.doubled for one in languages))
        self.abbreviations = frozenset().union(*(one.abbreviations for one in languages))

    def holds(
        self, kind: str, keys: Sequence[str], begin: int = 0, end: int | None = None
    ) -> bool:
        """Whether a word or phrase of this kind is, or reaches into, the words begin:end."""
        return any(True for _found in self.found(kind, keys, begin, end))

    def found(
        self, kind: str, keys: Sequence[str], begin: int = 0, end: int | None = None
    ) -> Iterator[Phrase]:
        """The phrases of this kind that touch the words begin:end of these keys."""
        end = len(keys) if end is None else end
        for at in range(max(0, begin - LONGEST_PHRASE), min(end, len(keys))):
            for phrase in self._at(kind, keys, at):
                if at + len(phrase) > begin:
                    yield phrase

    def _at(self, kind: str, keys: Sequence[str], at: int) -> Iterator[Phrase]:
        word = keys[at]
        starting = self._starting[kind]
        for first in self._readings(word):
            for phrase in starting.get(first, ()):
                if tuple(keys[at + 1 : at + len(phrase)]) == phrase[1:]:
                    yield phrase
        if kind == "negations" and self._is_negated(word):
            yield (word,)

    def _readings(self, word: str) -> Iterator[str]:
        """The word itself, without a clitic before it, and what stands behind its apostrophe."""
        yield word
        if self.clitics and word.startswith(self.clitics):
            yield word[1:]
        if "'" in word:
            yield word.rpartition("'")[2]

    def _is_negated(self, word: str) -> bool:
        return (bool(self.endings) and word.endswith(self.endings)) or (
            bool(self.beginnings) and word.startswith(self.beginnings)
        )

    def is_weighty(self, keys: Sequence[str], begin: int, end: int) -> bool:
        """Whether the words begin:end hold a number, or anything of any kind."""
        return any(is_number(key) for key in keys[begin:end]) or any(
            self.holds(kind, keys, begin, end) for kind in WEIGHTY
        )

    def opposed(self, one: str, other: str) -> bool:
        """Whether a few letters make one word deny the other: legal, illegal; useful, useless."""
        longer, shorter = sorted((one, other), key=len, reverse=True)
        prefix = longer[: len(longer) - len(shorter)]
        if prefix in self.negating_prefixes and longer.endswith(shorter):
            return len(shorter) >= (SHORTEST_DENIED if len(prefix) == 1 else len("do"))
        return any(
            len(stem) >= len("use") and theirs.startswith(stem)
            for ending in self.negating_endings
            for mine, theirs in ((one, other), (other, one))
            if mine.endswith(ending) and not theirs.endswith(ending)
            for stem in (mine.removesuffix(ending),)
        )


@functools.lru_cache(maxsize=32)
def meaning(codes: tuple[str, ...]) -> Meaning:
    """The deciding words of these languages; of all we know when none is given."""
    return Meaning(spoken(codes))


def is_number(key: str) -> bool:
    """Whether this is a number or a sign that belongs to one."""
    return not key.isalpha() and (key[-1:].isdigit() or key[:1].isdigit() or not key[:1].isalpha())


def _by_first_word(languages: Sequence[Language], kind: str) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for language in languages:
        for phrase in language.phrases[kind]:
            if phrase:
                found.setdefault(phrase[0], []).append(phrase)
    return found
