"""Where a source's sentences begin and end, as far as signs and capitals show it."""

from __future__ import annotations

import re

from pasquino.quotations.meaning import Meaning
from pasquino.quotations.punctuation import BLANK_LINE, ENDS, signs
from pasquino.quotations.sources import SourceText
from pasquino.quotations.tokens import spelled

LONGEST = 250  # words of a sentence; what is longer is a list or a table
_FULL = re.compile(r"[。！？｡।॥۔]")
_STOP = re.compile(r"[.!?؟…][\"”’»›)\]」』'“*_]*(?:\s|$)|[!?؟…](?=[\"”’»])|\.(?=\[)")
_CLAUSE = re.compile(r"[,;:،؛、，；：—–]|\s-\s")


class Sentences:
    """The sentences of one source."""

    def __init__(self, source: SourceText, meaning: Meaning) -> None:
        self.source = source
        self.meaning = meaning
        self.count = len(source.index.starts)

    def ends_with(self, word: int) -> bool:
        """Whether a sentence ends behind this word; also before the first and behind the last."""
        if word < 0 or word >= self.count - 1:
            return True
        gap = self.source.gap(word)
        if gap == " ":
            return False
        if BLANK_LINE.search(gap) or _FULL.search(gap) or self._leaves_region(word):
            return True
        return bool(_STOP.search(gap)) and not self._goes_on(word, gap)

    def _leaves_region(self, word: int) -> bool:
        if not self.source.regions:
            return False
        starts = self.source.index.starts
        return self.source.region(starts[word]) != self.source.region(starts[word + 1])

    def _goes_on(self, word: int, gap: str) -> bool:
        """A full stop that ends no sentence: an abbreviation, an initial, a small letter next."""
        following = self.source.spelling(word + 1)
        if following[0].islower():
            return True
        return gap.startswith(". ") and self.is_abbreviation(word)

    def is_abbreviation(self, word: int) -> bool:
        """Whether a full stop behind this word may belong to it: an initial, Mr., No."""
        this = self.source.spelling(word)
        is_initial = len(this) == 1 and this.isupper()
        return is_initial or spelled(this).lower() in self.meaning.abbreviations

    def ends_with_a_stop(self, word: int) -> bool:
        """Whether a full stop, or a sign like it, stands behind this word."""
        return bool(ENDS & set(signs(self.source.gap(word))))

    def begin(self, word: int) -> int:
        """The first word of the sentence this word is in."""
        for at in range(word, max(-1, word - LONGEST), -1):
            if self.ends_with(at - 1):
                return at
        return word

    def end(self, word: int) -> int:
        """The word behind the sentence this word is in."""
        for at in range(word, min(self.count, word + LONGEST)):
            if self.ends_with(at):
                return at + 1
        return word + 1

    def clause_begin(self, word: int, reach: int) -> int:
        """The first word of the clause before this word, at most `reach` words back."""
        for at in range(word, max(-1, word - reach), -1):
            if self.ends_with(at - 1) or (at < word and _CLAUSE.search(self.source.gap(at - 1))):
                return at
            if at == word and _CLAUSE.search(self.source.gap(at - 1)):
                return at
        return max(0, word - reach)
