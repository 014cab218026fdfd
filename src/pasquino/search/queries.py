"""The query language: words, "phrases", -not, author:, section: and so on. No database.

Whatever somebody types is a query; what is not understood is a word, or is named in a note.
Takes time in proportion to the text. Described for readers in docs/using/searching.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pasquino.discussion.texts import printable
from pasquino.search.words import words

MOST_WORDS = 32  # in all phrases together
MOST_UNWANTED = 8  # words and phrases left out: to leave out frequent ones, all texts are read
MOST_NAMES = 8  # authors and sections; each costs a look-up
LONGEST_NAME = 100

Phrase = tuple[str, ...]


class Kind(StrEnum):
    """What can be found; the value is what stands after `in:`."""

    STORY = "stories"
    COMMENT = "comments"


class Trouble(StrEnum):
    """What of a query was not understood, not found or not used."""

    NO_DATE = "no date"
    NO_KIND = "no kind"
    NO_MINUS = "no minus"
    TOO_MANY_WORDS = "too many words"
    TOO_MANY_UNWANTED = "too many unwanted"
    TOO_MANY_NAMES = "too many names"
    NO_WORD = "no word"
    NO_AUTHOR = "no author"
    NO_SECTION = "no section"
    OLD_CURSOR = "old cursor"
    CAPPED = "capped"
    DEEPEST = "deepest"
    TOO_LONG = "too long"


@dataclass(frozen=True)
class Note:
    """Something about a query that its author should know; `said` is the part it is about."""

    trouble: Trouble
    said: str = ""


@dataclass(frozen=True)
class Name:
    """An author or a section, as typed; with `is_wanted` false it is left out."""

    said: str
    is_wanted: bool = True


@dataclass
class Query:
    """What is looked for: all of it has to hold.

    A phrase is one word or several that follow each other, folded. `since` is the first day and
    `until` the day after the last, both in the magazine's zone.
    """

    wanted: list[Phrase] = field(default_factory=list)
    unwanted: list[Phrase] = field(default_factory=list)
    authors: list[Name] = field(default_factory=list)
    sections: list[Name] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing in it could be looked for."""
        parts = (self.wanted, self.unwanted, self.authors, self.sections, self.kinds)
        return not any(parts) and self.since is None and self.until is None


def parse(text: str) -> Query:
    """The query that somebody typed."""
    query = Query()
    for found in _TERM.finditer(printable(text).translate(_QUOTES)):
        said = found["phrase"] if found["phrase"] is not None else found["word"]
        _FIELDS[(found["field"] or "").lower()](query, said, not found["minus"])
    return query


_TERM = re.compile(
    r"(?P<minus>-?)(?:(?P<field>author|section|in|before|after):)?"
    r'(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def _add_words(query: Query, said: str, is_wanted: bool) -> None:
    """A word or a phrase; a word such as “well-known” is a phrase too."""
    room = MOST_WORDS - sum(map(len, query.wanted)) - sum(map(len, query.unwanted))
    if not room:
        return _note(query, Trouble.TOO_MANY_WORDS)
    phrase = tuple(words(said))
    if len(phrase) > room:
        _note(query, Trouble.TOO_MANY_WORDS)
    phrases = query.wanted if is_wanted else query.unwanted
    if not phrase or phrase[:room] in phrases:
        return None
    if not is_wanted and len(phrases) == MOST_UNWANTED:
        return _note(query, Trouble.TOO_MANY_UNWANTED)
    return phrases.append(phrase[:room])


def _add_author(query: Query, said: str, is_wanted: bool) -> None:
    _add_name(query, query.authors, Name(said.strip()[:LONGEST_NAME], is_wanted))


def _add_section(query: Query, said: str, is_wanted: bool) -> None:
    _add_name(query, query.sections, Name(said.strip()[:LONGEST_NAME], is_wanted))


def _add_name(query: Query, names: list[Name], name: Name) -> None:
    if len(query.authors) + len(query.sections) >= MOST_NAMES:
        _note(query, Trouble.TOO_MANY_NAMES)
    elif name.said and name not in names:
        names.append(name)


def _add_kind(query: Query, said: str, is_wanted: bool) -> None:
    kind = {"stories": Kind.STORY, "story": Kind.STORY, "comments": Kind.COMMENT,
            "comment": Kind.COMMENT}.get(said.strip().lower())  # fmt: skip
    if not is_wanted:
        _note(query, Trouble.NO_MINUS, f"in:{said}")
    elif kind is None:
        _note(query, Trouble.NO_KIND, said)
    elif kind not in query.kinds:
        query.kinds.append(kind)


def _add_until(query: Query, said: str, is_wanted: bool) -> None:
    day = _day(query, "before", said, is_wanted)
    if day:
        query.until = min(day, query.until or day)


def _add_since(query: Query, said: str, is_wanted: bool) -> None:
    day = _day(query, "after", said, is_wanted)
    if day:
        query.since = max(day, query.since or day)


_FIELDS = {
    "": _add_words,
    "author": _add_author,
    "section": _add_section,
    "in": _add_kind,
    "before": _add_until,
    "after": _add_since,
}


def _day(query: Query, name: str, said: str, is_wanted: bool) -> date | None:
    """The first day of the year, month or day that was named."""
    if not is_wanted:
        _note(query, Trouble.NO_MINUS, f"{name}:{said}")
        return None
    found = _DAY.fullmatch(said.strip())
    try:
        return date(*(int(part or 1) for part in found.groups())) if found else _no_date(said)
    except ValueError:
        _note(query, Trouble.NO_DATE, said)
        return None


def _no_date(said: str) -> date:
    raise ValueError(said)


def _note(query: Query, trouble: Trouble, said: str = "") -> None:
    """Say it once, and no more of what was typed than fits in a sentence."""
    note = Note(trouble, said if len(said) <= LONGEST_NAME else f"{said[:LONGEST_NAME]}…")
    if note not in query.notes and len(query.notes) < MOST_NAMES:
        query.notes.append(note)
