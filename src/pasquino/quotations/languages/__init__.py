"""Words that decide what a sentence says, language by language; read from files here."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from pasquino.quotations.tokens import key, tokens

KINDS = ("negations", "limiters", "modals", "quantities")
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """What one language's file says; phrases as the keys of their words."""

    code: str
    decimal: str
    common: frozenset[str]
    phrases: dict[str, frozenset[Phrase]]
    """By kind: negations, limiters, modals, quantities."""
    clitics: tuple[str, ...]
    negation_endings: tuple[str, ...]
    negation_beginnings: tuple[str, ...]
    negating_prefixes: frozenset[str]
    negating_endings: tuple[str, ...]
    turns: frozenset[str]
    doubled: frozenset[str]
    abbreviations: frozenset[str]
    notes: dict[str, frozenset[str]]
    """By what they say: sic, emphasis_added, emphasis_kept, cuts; as plain lower-case text."""


@functools.cache
def languages() -> dict[str, Language]:
    """All languages we have a file for, by code."""
    folder = resources.files(__name__)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return {name[:2]: _read(name[:2], (folder / name).read_text("utf-8")) for name in files}


def _read(code: str, text: str) -> Language:
    said = tomllib.loads(text)
    return Language(
        code=code,
        decimal=said["decimal"],
        common=frozenset(said["common"]),
        phrases={kind: frozenset(map(phrase, said[kind])) - {()} for kind in KINDS},
        clitics=tuple(said.get("clitics", ())),
        negation_endings=tuple(said.get("negation_endings", ())),
        negation_beginnings=tuple(said.get("negation_beginnings", ())),
        negating_prefixes=frozenset(said["negating_prefixes"]),
        negating_endings=tuple(said.get("negating_endings", ())),
        turns=frozenset(said["turns"]),
        doubled=frozenset(said["doubled"]),
        abbreviations=frozenset(said["abbreviations"]),
        notes={
            what: frozenset(plain(note) for note in said[what])
            for what in ("sic", "emphasis_added", "emphasis_kept", "cuts")
        },
    )


def phrase(words: str) -> Phrase:
    """The keys of some words."""
    return tuple(key(raw) for raw, _start, _end in tokens(words))


def plain(note: str) -> str:
    """An editor's note as it is compared."""
    return " ".join(note.lower().replace("’", "'").strip(" .!:").split())


def guess(words: Iterable[str]) -> str:
    """The code of the language whose commonest words these are, or "" when it is not clear."""
    seen = list(words)
    found = {code: sum(word in language.common for word in seen)
             for code, language in languages().items()}  # fmt: skip
    ranked = sorted(found, key=lambda code: -found[code])
    best, second = ranked[0], ranked[1]
    clear = found[best] >= 3 and found[best] > 2 * found[second]  # noqa: PLR2004 - by trial
    return best if clear else ""


@functools.cache
def spoken(codes: Sequence[str]) -> tuple[Language, ...]:
    """These languages; all when none of them is known, for better too many words than too few."""
    known = tuple(
        languages()[code] for code in sorted({code[:2].lower() for code in codes})
        if code in languages()
    )  # fmt: skip
    return known or tuple(languages().values())
