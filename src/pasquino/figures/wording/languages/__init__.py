"""What languages call numbers, qualifiers and units; read from files here.

A language tag may name a country: Switzerland parts thousands with an apostrophe, Mexico writes
1,302 for what Spain writes 1.302. A language without a file is read with English words, and
where its marks could mean two things ("1.302") the number is not read.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from pasquino.figures.stated import Qualifier
from pasquino.figures.wording import german
from pasquino.figures.wording.phrases import Phrases
from pasquino.figures.wording.tokens import SPACES, Digits, Token, fold, tokens

OURS = ("en", "fr", "de", "es")
Bounds = tuple[int, int | None]
_UNKNOWN = Digits(".,", SPACES + ".,'’", is_spaced=True, is_unclear=True)


@dataclass(frozen=True)
class Language:
    """One language's words; phrases are looked up, lists hold what we write."""

    code: str
    digits: Digits
    percent: str
    articles: frozenset[str]
    joiners: frozenset[str]
    joins: Phrases[str]
    between: tuple[tuple[str, str], ...]
    between_leads: Phrases[str]
    between_joins: dict[str, Phrases[str]]
    unit_glue: Phrases[str]
    scale_glue: str
    vague_glue: str
    vague_glue_after: str
    before: Phrases[Qualifier]
    after: Phrases[Qualifier]
    written_before: dict[str, str]
    ratio_to: Phrases[str]
    ratio_lead: Phrases[str]
    share: Phrases[str]
    share_of_few: Phrases[str]
    not_ranges_after: frozenset[str]
    written_ratio: dict[str, str]
    numbers: dict[str, int]
    scales: Phrases[int]
    letters: dict[str, int]
    bare_scales: frozenset[str]
    plural_from_two: bool
    written_scales: tuple[tuple[int, tuple[str, str]], ...]
    multiples: dict[str, tuple[int, int]]
    fixed: Phrases[int]
    loose: Phrases[int]
    vague: Phrases[str]
    bounds: dict[str, Bounds]
    units: Phrases[str]
    unit_words: dict[str, tuple[str, ...]]
    pointers: Phrases[str]
    written_pointer: str
    modals: Phrases[str]
    written_modals: tuple[str, ...]
    months: frozenset[str]
    labels: frozenset[str]
    years_after: frozenset[str]
    streets: frozenset[str]
    stops: frozenset[str]
    fractions: frozenset[str]
    fraction: frozenset[str]
    halves: frozenset[str]
    times: frozenset[str]
    changing: frozenset[str]
    buts: frozenset[str]
    attached: frozenset[str]
    has_ordinals: bool
    is_compounding: bool
    money: Phrases[str]
    money_before: frozenset[str]
    signs: dict[str, str]
    is_sign_first: bool
    elides: bool

    @functools.cached_property
    def beginnings(self) -> frozenset[str]:
        """The words and signs with which a quantity can begin, apart from digits."""
        phrases: list[Phrases[Any]] = [  # Any: of whatever they stand for
            self.modals, self.between_leads, self.ratio_lead, self.before, self.pointers,
            self.vague, self.money, self.fixed, self.loose, self.scales,
        ]  # fmt: skip
        return self.articles.union(self.numbers, *(each.beginnings for each in phrases))


def language_of(tag: str) -> Language:
    """The language of a tag ("de-CH", "fr", ""): its words, and its country's marks."""
    code, _, country = tag.replace("_", "-").partition("-")
    country = country.rpartition("-")[2].upper()
    return _language(code.lower() or "en", country if len(country) == 2 else "")  # noqa: PLR2004 - ISO 3166


@functools.cache
def bounds() -> dict[str, Bounds]:
    """Of each word for an unsaid number, in any language, from where to where it reaches."""
    return {word: bound for code in OURS for word, bound in language_of(code).bounds.items()}


@functools.lru_cache(maxsize=64)
def _language(code: str, country: str) -> Language:
    known = code if code in OURS else "en"
    said = tomllib.loads((resources.files(__name__) / f"{known}.toml").read_text("utf-8"))
    countries = said.get("countries", {}).get(country, {}) if known == code else {}
    digits = _digits(said | countries) if known == code else _UNKNOWN
    shared = tomllib.loads((resources.files(__name__) / "money.toml").read_text("utf-8"))
    signs = shared["signs"] | {"$": countries.get("dollar", "USD")}
    return Language(code=code, digits=digits, **_numbers(said), **_quantities(said),
                    **_surroundings(said), **_money(said, shared, signs))  # fmt: skip


def _digits(said: dict[str, Any]) -> Digits:  # Any: what a TOML file holds
    return Digits(said["decimal"], said["group"] + SPACES + "'’", said["spaced"])


def _numbers(said: dict[str, Any]) -> dict[str, Any]:  # Any: see above; fields of several types
    return {
        "percent": said["percent"],
        "articles": _words(said["articles"]),
        "joiners": _words(said["and"]),
        "numbers": {fold(word): value for word, value in said["numbers"].items()}
        | (german.compounds() if said.get("compounds") else {}),
        "scales": Phrases((_tokens(word), value) for word, value in said["scales"].items()),
        "letters": said.get("letters", {}),
        "bare_scales": _words(said.get("bare_scales", ())),
        "plural_from_two": said.get("plural_from_two", False),
        "written_scales": tuple((each["value"], tuple(each["words"])) for each in said["written"]),
        "fixed": Phrases((_tokens(word), value) for word, value in said["fixed"].items()),
        "loose": Phrases((_tokens(word), value) for word, value in said["loose"].items()),
        "multiples": {word: tuple(pair) for word, pair in said.get("multiples", {}).items()},
        "vague": Phrases((_tokens(word), word) for word in said["vague"]),
        "bounds": {
            word: (bound[0], bound[1] if len(bound) > 1 else None)
            for word, bound in said["vague"].items()
        },
        "is_compounding": said.get("compounds", False),
        "has_ordinals": said.get("has_ordinals", False),
    }


def _quantities(said: dict[str, Any]) -> dict[str, Any]:  # Any: see above
    ratio, pairs = said["ratio"], [tuple(pair) for pair in said["between"]]
    leads = list(dict.fromkeys(lead for lead, _join in pairs))
    return {
        "joins": _same(said["joins"]),
        "between": tuple(pairs),
        "between_leads": _same(leads),
        "between_joins": {lead: _same([join for each, join in pairs if each == lead])
                          for lead in leads},
        "before": Phrases((_tokens(word), what) for what, word in _each(said["before"])),
        "after": Phrases((_tokens(word), what) for what, word in _each(said["after"])),
        "written_before": {what: words[0] for what, words in said["before"].items()},
        "ratio_to": _same(ratio["to"]),
        "ratio_lead": _same(ratio["lead"]),
        "share": _same(ratio["share"]),
        "share_of_few": _same(ratio.get("share_of_few", [])),
        "not_ranges_after": _words(said["not_ranges_after"]),
        "written_ratio": {what: words[0] for what, words in ratio.items() if words},
        "pointers": _same(said["pointers"]["words"]),
        "written_pointer": said["pointers"]["words"][0],
        "modals": _same(said["modals"]["words"]),
        "written_modals": tuple(said["modals"]["words"]),
    }  # fmt: skip


def _surroundings(said: dict[str, Any]) -> dict[str, Any]:  # Any: see above
    not_counted = said["not_counted"]
    kinds = ("months", "labels", "years_after", "streets", "stops")
    return {
        "unit_glue": _same(said["unit_glue"]),
        "scale_glue": said["scale_glue"],
        "vague_glue": said["vague_glue"],
        "vague_glue_after": said["vague_glue_after"],
        "units": Phrases((_tokens(word), unit) for unit, word in _each(said["units"])),
        "unit_words": {unit: tuple(words) for unit, words in said["units"].items()},
        "attached": _words([*said["scales"], *said.get("letters", {}),
                            *(word for _unit, word in _each(said["units"])),
                            *(word for _what, word in _each(said["after"]))]),
        **{kind: _words(not_counted[kind]) for kind in kinds},
        **{kind: _words(folds) for kind, folds in said["pieces"].items()},
    }  # fmt: skip


def _money(said: dict[str, Any], shared: dict[str, Any], signs: dict[str, str]) -> dict[str, Any]:
    codes = shared["codes"]
    return {
        "money": Phrases([(_tokens(sign), code) for sign, code in signs.items()]
                         + [(_tokens(code), code) for code in codes]),
        "money_before": _words([*codes, *signs]),
        "is_sign_first": said.get("sign_first", False),
        "elides": said.get("elides", False),
        "signs": {code: sign for sign, code in reversed(signs.items())
                  if sign in shared["written"]},
    }  # fmt: skip


def _tokens(phrase: str) -> list[Token]:
    return tokens(phrase, _UNKNOWN)


def _same(phrases: list[str]) -> Phrases[str]:
    return Phrases((_tokens(phrase), phrase) for phrase in phrases)


def _each(lists: dict[str, list[str]]) -> list[tuple[Any, str]]:  # Any: a key, of any list
    return [(key, word) for key, words in lists.items() for word in words]


def _words(phrases: Any) -> frozenset[str]:  # Any: a list in a file
    """Single words; a phrase's first one."""
    return frozenset(_tokens(phrase)[0].fold for phrase in phrases)
