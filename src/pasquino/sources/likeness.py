"""Which names may be one person's under two spellings, and how many people a line names.

No database. Proposals only: an editor decides (`naming.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

_BETWEEN = re.compile(r"\s*;\s*|\s+(?:and|&|und|et|y|e|en|og|och)\s+")
_PARTICLES = frozenset(
    {
        "al",
        "af",
        "bin",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "ten",
        "ter",
        "v",
        "von",
        "zu",
        "zum",
    }
)
_TITLES = frozenset(
    {
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "sir",
        "dame",
        "lord",
        "gen",
        "col",
        "capt",
        "sgt",
        "rev",
    }
)
_ARTICLES = frozenset(
    {"the", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo"}
)
_WORD = re.compile(r"\w[\w.'’-]*")
_FEWEST_NAME_WORDS, _LONGEST_NAME_WORDS = 2, 5
_SHORT = 4  # letters; below that one letter makes another name
_LONG = 8  # letters; from there on two may be slips


def names_in(line: str) -> list[str]:
    """The people that a line such as "A. Quill and B. Stanza" names; itself where it is one.

    It is cut only where each part is a whole name: at least two words, capitals and particles.
    So "Johnson and Johnson", "Santiago Ramón y Cajal" and "Centre for Research and Analysis"
    stay whole. Commas cut a list that ends in "and": "A B, C D and E F".
    """
    line = " ".join(line.split())
    parts = _BETWEEN.split(line)
    if len(parts) > 1:
        parts = [part for piece in parts for part in re.split(r"\s*,\s*", piece) if part]
        if all(_is_whole_name(part) for part in parts):
            return list(dict.fromkeys(parts))
    return [line] if line else []


def _is_whole_name(text: str) -> bool:
    words = text.split()
    if not _FEWEST_NAME_WORDS <= len(words) <= _LONGEST_NAME_WORDS:
        return False
    named = [word for word in words if word not in _PARTICLES]
    return len(named) >= _FEWEST_NAME_WORDS and all(map(_begins_large, named))


def _begins_large(word: str) -> bool:
    """A capital, or a letter of a script that has none."""
    first = word.lstrip("'’\"“(")[:1]
    return first.isalpha() and first == first.upper()


def words_of(name: str) -> tuple[str, ...]:
    """A name as it is compared: letters alone, folded, without accents, dots and titles."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.findall(r"\w+", re.sub(r"['’]", "", plain))
    return tuple(word for word in words if word not in _TITLES)


def is_alike(one: str, other: str) -> bool:
    """Whether two names of people may be one person's.

    The family names are the same or a slip apart (one letter, two in long names); so are the
    first names, or one is the other's initial; names between them count only where both have
    them. What stands before or after a whole name, an office or a place, does not count:
    "Councillor Ada Quill", "Ada Quill, Ostley". A family name alone is like nobody: see
    `may_be_family_name`.
    """
    a, b = words_of(_before_comma(one)), words_of(_before_comma(other))
    if min(len(a), len(b)) < _FEWEST_NAME_WORDS:
        return bool(a) and a == b
    shorter = min(len(a), len(b))
    if a[-shorter:] == b[-shorter:] or sorted(a) == sorted(b):
        return True
    if not _is_near(a[-1], b[-1]) or not _is_given(a[0], b[0]):
        return False
    return all(_is_given(x, y) for x, y in zip(a[1:-1], b[1:-1], strict=False))


def _before_comma(name: str) -> str:
    """The name without what follows it; "Quill, Ada" is turned round and stays whole."""
    before = name.partition(",")[0]
    return before if len(words_of(before)) >= _FEWEST_NAME_WORDS else name


def may_be_family_name(one: str, other: str) -> bool:
    """Whether one is a family name alone and the other ends with it, or with one a slip apart.

    Says something only about two who were met in the same work.
    """
    a, b = sorted((words_of(one), words_of(other)), key=len)
    return len(a) == 1 and len(b) >= 1 and _is_near(a[0], b[-1])


def spellings_in(text: str, name: str) -> list[str]:
    """How else a text writes somebody's name, each once: "Colin Clark" for "Colin Clarke".

    Whole names alone, whose family name is a slip apart; a genitive is none.
    """
    family = (words_of(name) or ("",))[-1]
    words = [_bare(word) for word in _WORD.findall(text)]
    found: list[str] = []
    for at, word in enumerate(words):
        if not family or word[:1].lower() != family[0] or not _begins_large(word):
            continue
        last = (words_of(word) or ("",))[-1]
        if last not in (family, family + "s") and _is_near(last, family):
            found += _whole_names(words[max(0, at - _LONGEST_NAME_WORDS + 1) : at + 1], name)
    return list(dict.fromkeys(found))


def _whole_names(before: list[str], name: str) -> Iterator[str]:
    """The longest run of names that ends there and is like the name."""
    for start in range(len(before) - 1):
        spelling = " ".join(before[start:])
        if _is_whole_name(spelling) and is_alike(spelling, name):
            yield spelling
            return


def _bare(word: str) -> str:
    """A word without a genitive and without the full stop of a sentence; "P." stays."""
    return re.sub(r"['’]s?$", "", word.rstrip(".")) if len(word) > len("P.") else word


def is_alike_organisation(one: str, other: str) -> bool:
    """Whether two names may be one organisation's: articles, dots and one slip apart."""
    a, b = (" ".join(w for w in words_of(n) if w not in _ARTICLES) for n in (one, other))
    joined = a.replace(" ", ""), b.replace(" ", "")
    return bool(joined[0]) and (joined[0] == joined[1] or _is_near(*joined))


def pairs(names: Iterable[tuple[int, str]], *, organisations: bool) -> Iterator[tuple[int, int]]:
    """The pairs of numbers whose names are alike, the smaller number first, each once.

    Compared within groups that share the first letter of some word, so that thousands of names
    stay quick.
    """
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, name in names:
        for key in _keys(name, organisations):
            groups[key].append((number, name))
    found: set[tuple[int, int]] = set()
    same = is_alike_organisation if organisations else is_alike
    for group in groups.values():
        found.update(_pairs_of(group, same))
    yield from sorted(found)


def _keys(name: str, organisations: bool) -> set[str]:
    words = words_of(name if organisations else _before_comma(name))
    if not words:
        return set()
    if organisations:
        return {"".join(word for word in words if word not in _ARTICLES)[:2]}
    return {"".join(sorted(word[0] + words[-1][0])) for word in words[:-1] or words}


def _pairs_of(
    group: list[tuple[int, str]], same: Callable[[str, str], bool]
) -> Iterator[tuple[int, int]]:
    for (one, name), (other, other_name) in combinations(group, 2):
        if one != other and same(name, other_name):
            yield min(one, other), max(one, other)


def _is_given(one: str, other: str) -> bool:
    """Given names: the same, one the other's initial, or a slip apart."""
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return _is_near(one, other)


def _is_near(one: str, other: str) -> bool:
    """The same word, or one letter apart; two in long words, none in short ones."""
    from rapidfuzz.distance import OSA

    shortest = min(len(one), len(other))
    allowed = 0 if shortest < _SHORT else 1 if shortest < _LONG else 2
    return int(OSA.distance(one, other, score_cutoff=allowed)) <= allowed
