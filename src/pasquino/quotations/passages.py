"""The passage of a source that some words come nearest to; for paraphrases, no verdict."""

from __future__ import annotations

from pasquino.quotations.languages import languages
from pasquino.quotations.meaning import meaning
from pasquino.quotations.sentences import Sentences
from pasquino.quotations.sources import SourceText, View
from pasquino.quotations.tokens import key, tokens

FREQUENT = 200  # a word that stands more often than this says nothing of where
TELLING = 200  # words at most, the rarest
FEWEST = 2  # different words have to be near each other


def nearest(text: str, source: SourceText) -> tuple[int, int] | None:
    """Whole sentences of the source that share most with these words; None where none do."""
    view = source.whole
    if not view.signs:
        return None
    common = frozenset().union(*(language.common for language in languages().values()))
    keys = {key(raw, source.decimal) for raw, _start, _end in tokens(text)} - common
    signs = {source.index.sign_of[word] for word in keys if word in source.index.sign_of}
    window = _densest(signs, view, max(12, len(list(tokens(text)))))
    if window is None:
        return None
    sentences = Sentences(source, meaning(source.languages))
    begin, end = sentences.begin(window[0]), sentences.end(window[1])
    return source.index.starts[begin], source.index.ends[end - 1]


def _densest(signs: set[str], view: View, width: int) -> tuple[int, int] | None:
    """The first and last word of the stretch that holds most of these, by their rarity."""
    telling = sorted(signs, key=view.rarity, reverse=True)[:TELLING]
    hits = sorted((at, sign) for sign in telling for at in view.places[sign][:FREQUENT])
    held: dict[str, int] = {}
    score, best, window, begin = 0.0, 0.0, None, 0
    for at, sign in hits:
        held[sign] = held.get(sign, 0) + 1
        score += view.rarity(sign) if held[sign] == 1 else 0
        while hits[begin][0] < at - width:
            gone = hits[begin][1]
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
                score -= view.rarity(gone)
            begin += 1
        if score > best and len(held) >= FEWEST:
            best, window = score, (hits[begin][0], at)
    return window
