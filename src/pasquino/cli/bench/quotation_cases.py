"""Quotations whose right verdict is known, made from texts by rules; the same each time."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

DOTS = ("...", "…", "[...]", "[…]", "(...)", ". . .", "....", "(…)")
NEGATIONS = re.compile(r"\b(?:not|never|no|nor|without|cannot)\b|\b\w+n['’]t\b", re.IGNORECASE)
LIMITERS = re.compile(r",? (?:only|unless|if|except|until|although|provided)\b.*")
SWAPS = {
    "first": "last", "last": "first", "will": "may", "may": "will", "can": "must", "all": "some",
    "some": "all", "most": "few", "many": "few", "more": "less", "before": "after",
    "after": "before", "always": "never", "and": "or", "increase": "decrease", "over": "under",
    "he": "she", "his": "her", "should": "could", "would": "will", "could": "would",
    "every": "no", "only": "even", "up": "down",
}  # fmt: skip
SENTENCE = re.compile(r"(?<!\S)(?:[^.!?]|[.!?](?=\S))+[.!?]+[\"”’)]*(?=\s|$)")
UNUSUAL = re.compile(r"[\[\]()…*_]|\.\.| [a-z]?\.[a-z]")
SHORTEST, LONGEST = 8, 50  # words of a sentence
VERBATIM = ("verbatim",)
MARKED = ("verbatim_marked",)
ALTERED = ("altered",)
NOT_FOUND = ("not_found",)


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation with its right verdict; `warned` names warnings of which one has to be given."""

    sort: str
    quote: str
    statuses: tuple[str, ...]
    warned: tuple[str, ...] = ()
    omitted: int | None = None


def sentences(text: str) -> list[str]:
    """Sentences of eight to fifty words that end plainly and hold no brackets or dots."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        for sentence in SENTENCE.findall(" ".join(paragraph.split())):
            plain = sentence.strip()
            if SHORTEST <= len(plain.split()) <= LONGEST and not UNUSUAL.search(plain):
                found.append(plain)
    return found


def words(text: str) -> list[str]:
    """A text's words by the plainest rule, to judge the checker by something that is not it."""
    return re.findall(r"[^\W_]+(?:(?:['’.]|(?<=\d),(?=\d))[^\W_]+)*", text)


def cases(text: str, elsewhere: str, count: int, seed: int) -> list[Case]:
    """About `count` cases of each sort from a text; what is absent comes from `elsewhere`."""
    chance = random.Random(seed)  # noqa: S311 - the same each time is the point
    mine, others = sentences(text), sentences(elsewhere)
    held = " " + " ".join(words(text.lower())) + " "
    found: list[Case] = []
    for make in (*EDITS, *MARKS):
        pool = chance.sample(mine, len(mine))
        made = (case for sentence in pool for case in make(sentence, chance) if _fair(case, held))
        found += [case for case, _number in zip(made, range(count), strict=False)]
    found += [case for case, _n in zip(_pairs(text, chance), range(3 * count), strict=False)]
    found += [
        Case("absent", quote, NOT_FOUND)
        for quote in chance.sample(others, min(count * 4, len(others)))
    ]
    return found


def _fair(case: Case, held: str) -> bool:
    """Whether an edited quotation is not by chance a run of words of the text."""
    return case.statuses in (VERBATIM, MARKED) or (
        f" {' '.join(words(case.quote.lower()))} " not in held
    )


# What changes the words ------------------------------------------------------------------------


def _without_negation(sentence: str, _chance: random.Random) -> Iterator[Case]:
    found = re.search(r"\b(?:not|never) ", sentence)
    if found and found.start() > 0:
        yield Case("not removed", sentence[: found.start()] + sentence[found.end() :], ALTERED)


def _with_negation(sentence: str, _chance: random.Random) -> Iterator[Case]:
    found = re.search(r"\b(?:is|was|are|were|will|has|had|can|would)\b(?! not)", sentence)
    if found and found.start() > 0:
        yield Case(
            "not added", sentence[: found.end()] + " not" + sentence[found.end() :], ALTERED
        )


def _swapped_meaning(sentence: str, chance: random.Random) -> Iterator[Case]:
    places = [(i, w) for i, w in enumerate(sentence.split()) if w in SWAPS]
    if places:
        at, word = chance.choice(places)
        yield Case("meaning word", _replaced(sentence, at, SWAPS[word]), ALTERED)


def _other_number(sentence: str, chance: random.Random) -> Iterator[Case]:
    found = list(re.finditer(r"(?<![\w.,])\d+(?![\w.,]\d)", sentence))
    if found:
        number = chance.choice(found)
        changed = str(int(number.group()) + chance.choice((1, 10, 100)))
        yield Case(
            "number", sentence[: number.start()] + changed + sentence[number.end() :], ALTERED
        )


def _swapped_names(sentence: str, _chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    names = [i for i, w in enumerate(parts) if i and re.fullmatch(r"[A-Z][a-z]{3,}", w)]
    if len(names) > 1 and parts[names[0]] != parts[names[-1]]:
        first, last = names[0], names[-1]
        parts[first], parts[last] = parts[last], parts[first]
        yield Case("names swapped", " ".join(parts), ALTERED)


def _word_dropped(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    at = chance.randrange(1, len(parts) - 1)
    if re.search(r"\w", parts[at]):
        yield Case("word dropped", " ".join(parts[:at] + parts[at + 1 :]), ALTERED)


def _near_the_ends(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    at = chance.choice((1, len(parts) - 2))
    if re.search(r"\w", parts[at]):
        yield Case("dropped near an end", " ".join(parts[:at] + parts[at + 1 :]), ALTERED)
        yield Case("changed near an end", _replaced(sentence, at, "purple"), ALTERED)
    yield Case(
        "changed at an end",
        _replaced(sentence, chance.choice((0, len(parts) - 1)), "Purple"),
        ALTERED,
    )


def _word_added(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    parts.insert(chance.randrange(1, len(parts)), chance.choice(("very", "again", "now", "the")))
    yield Case("word added", " ".join(parts), ALTERED)


def _words_swapped(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    at = chance.randrange(1, len(parts) - 2)
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    if words(" ".join(parts).lower()) != words(sentence.lower()):
        yield Case("words swapped", " ".join(parts), ALTERED)


def _typo(sentence: str, chance: random.Random) -> Iterator[Case]:
    long = [i for i, w in enumerate(sentence.split()) if len(w) > 5 and w.isalpha()]  # noqa: PLR2004 - long enough to be misspelled
    if long:
        at = chance.choice(long)
        word = sentence.split()[at]
        middle = len(word) // 2
        if word[middle] != word[middle - 1]:
            mixed = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
            yield Case("typo", _replaced(sentence, at, mixed), ALTERED)


def _shuffled(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    if len(parts) > 12:  # noqa: PLR2004 - fewer may keep runs by chance
        chance.shuffle(parts)
        yield Case("shuffled", " ".join(parts), ("not_found", "altered"))


# What changes typography, or says so -----------------------------------------------------------


def _verbatim(sentence: str, chance: random.Random) -> Iterator[Case]:
    yield Case("verbatim", sentence, VERBATIM)
    parts = sentence.split()
    if len(parts) > 12:  # noqa: PLR2004 - room for a run inside
        begin = chance.randrange(len(parts) - 8)
        run = " ".join(parts[begin : begin + chance.randrange(6, 9)])
        if len(words(run)) > 4:  # noqa: PLR2004 - fewer may stand in several places
            yield Case("verbatim run", run, VERBATIM)


def _typographic(sentence: str, chance: random.Random) -> Iterator[Case]:
    changes: Sequence[Callable[[str], str]] = (
        lambda s: s.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'"),
        lambda s: s.replace("'", "’").replace(" ", "\u00a0", 3),
        lambda s: s.replace("fi", "ﬁ").replace("—", " – "),
        lambda s: re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", s, count=4),
        lambda s: f"“{s}”" if "“" not in s and '"' not in s else s,
        lambda s: s.replace(" ", "  \n", 5),
        lambda s: re.sub(r"(\d),(\d{3})", r"\1\2", s),
        lambda s: s[0].lower() + s[1:],
    )
    yield Case("typographic", chance.choice(changes)(sentence), VERBATIM)


def _marked_cut(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    begin = chance.randrange(3, max(4, len(parts) - 5))
    end = min(len(parts) - 2, begin + chance.randrange(1, 12))
    gone = " ".join(parts[begin:end])
    if begin < end and _plain_words(parts[begin - 1 : end + 1]):
        quote = " ".join([*parts[:begin], chance.choice(DOTS), *parts[end:]])
        hides = ("elision_hides_negation",) if NEGATIONS.search(gone) else ()
        sort = "cut hides a negation" if hides else "marked cut"
        yield Case(sort, quote, MARKED, hides, len(words(gone)))


def _cut_negation(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    for at, word in enumerate(parts):
        if 1 < at < len(parts) - 2 and NEGATIONS.fullmatch(word):
            quote = " ".join([*parts[:at], chance.choice(DOTS), *parts[at + 1 :]])
            yield Case("cut hides a negation", quote, MARKED, ("elision_hides_negation",), 1)


def _bracket(sentence: str, chance: random.Random) -> Iterator[Case]:
    parts = sentence.split()
    at = chance.randrange(2, len(parts) - 2)
    if parts[at].isalpha() and parts[at][0].islower() and not NEGATIONS.search(parts[at]):
        yield Case("bracket", _replaced(sentence, at, "[the group]"), MARKED)
    if parts[0].isalpha():
        yield Case("bracket", f"[{sentence[0].swapcase()}]{sentence[1:]}", MARKED)


def _bracket_negation(sentence: str, _chance: random.Random) -> Iterator[Case]:
    found = re.search(r"\b(is|was|are|were|will|has|had|can|would|did|does|do) not\b", sentence)
    if found and found.start() > 0:
        quote = f"{sentence[: found.start()]}[{found[1]}]{sentence[found.end() :]}"
        yield Case("bracket hides a negation", quote, MARKED, ("bracket_replaces_negation",))


def _stops_early(sentence: str, _chance: random.Random) -> Iterator[Case]:
    found = LIMITERS.search(sentence)
    if found and len(words(sentence[: found.start()])) > 4:  # noqa: PLR2004 - fewer may stand in several places
        yield Case(
            "stops before a limiter",
            sentence[: found.start()] + ".",
            VERBATIM,
            ("sentence_continues",),
        )


def _no_question(sentence: str, _chance: random.Random) -> Iterator[Case]:
    if sentence.endswith("?"):
        yield Case("question", sentence[:-1] + ".", VERBATIM, ("question_mark",))
    elif sentence.endswith("."):
        yield Case("question", sentence[:-1] + "?", VERBATIM, ("question_mark",))


def _pairs(text: str, chance: random.Random) -> Iterator[Case]:
    """Two sentences of one text without what stands between them, or in the wrong order."""
    found = [m for m in SENTENCE.finditer(text) if 8 <= len(m.group().split()) <= 40]  # noqa: PLR2004 - ordinary ones
    for _try in range(len(found)):
        at = chance.randrange(max(1, len(found) - 6))
        other = min(len(found) - 1, at + chance.randrange(2, 6))
        first, second = found[at], found[other]
        gone = text[first.end() : second.start()]
        one, two = first.group().strip(), second.group().strip()
        if re.search(r"[\[\]()…]|\.\.", one + gone + two) or not words(gone) or one == two:
            continue
        if text.count(one) > 1 or text.count(two) > 1 or one[-1] not in ".?!":
            continue
        yield Case("unmarked cut", f"{one} {two}", ALTERED, (), len(words(gone)))
        yield Case("marked long cut", f"{one} [...] {two}", MARKED, (), len(words(gone)))
        yield Case("sentences swapped", f"{two} {one}", ALTERED)


def _replaced(sentence: str, at: int, word: str) -> str:
    parts = sentence.split()
    parts[at] = re.sub(r"[^\W_]+(?:['’\-][^\W_]+)*", word, parts[at], count=1)
    return " ".join(parts)


def _plain_words(parts: list[str]) -> bool:
    return all(re.fullmatch(r"[A-Za-z'’]+[,;:]?", part) for part in parts)


EDITS: tuple[Callable[[str, random.Random], Iterator[Case]], ...] = (
    _without_negation, _with_negation, _swapped_meaning, _other_number, _swapped_names,
    _word_dropped, _near_the_ends, _word_added, _words_swapped, _typo, _shuffled,
)  # fmt: skip
MARKS: tuple[Callable[[str, random.Random], Iterator[Case]], ...] = (
    _verbatim, _typographic, _marked_cut, _cut_negation, _bracket, _bracket_negation,
    _stops_early, _no_question,
)  # fmt: skip
