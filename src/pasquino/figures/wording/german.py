"""German writes numbers in one word: zweihundertfünfundzwanzigtausenddreihundert. No database."""

from __future__ import annotations

import functools

_UNITS = [
    "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
]  # fmt: skip
_TENS = [
    "zwanzig", "dreissig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
]  # fmt: skip


@functools.cache
def compounds() -> dict[str, int]:
    """The words for 1 to 999, folded ("ss" for "ß"); hundreds with "und" and without."""
    small = {word: value for value, word in enumerate(_UNITS, start=1)}
    ones = {"ein": 1} | {word: small[word] for word in _UNITS[1:9]}
    for tens, word in enumerate(_TENS, start=2):
        small[word] = tens * 10
        small |= {f"{one}und{word}": tens * 10 + value for one, value in ones.items()}
    found = dict(small) | {"ein": 1}
    for hundred, value in {"": 1, **ones}.items():
        found[f"{hundred}hundert"] = value * 100
        for rest, more in small.items():
            found[f"{hundred}hundert{rest}"] = found[f"{hundred}hundertund{rest}"] = (
                value * 100 + more
            )
    return found


def thousands(word: str, numbers: dict[str, int]) -> int | None:
    """A word with "tausend" in it, 1,001 to 999,999; None when it is no number."""
    before, part, after = word.partition("tausend")
    if not part or not (before or after):
        return None
    factor = numbers.get(before) if before else 1
    rest = numbers.get(after.removeprefix("und")) if after else 0
    return None if factor is None or rest is None else factor * 1000 + rest
