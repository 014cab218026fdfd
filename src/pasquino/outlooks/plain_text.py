"""The words of an outlook's plain text: which line stands for what (docs/using/outlooks.md).

A part begins with a mark; lines `word: value` below it say the rest. No database.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

Part = dict[str, Any]  # Any: a part of an outlook's document, JSON
Path = tuple[str, ...]
ACROSS = "across"
EXAMPLE = """\
title: What the flood wall will do
by: Ada Quill
stated in: Walls and water | The River Post | https://river.example/walls
stated on: 2024-03
condition: The river rises by a metre
review on: 2025-03-07; 2026-03-07

@ [P1] Ada Quill
  of: River Institute

# The new town
  whose words: paraphrased
- move to the hill (some may)
  where: North Hill; the quarry
! The wall holds (will likely)
  by: Ada Quill
## Those by the harbour
! The harbour floods first (could)

= across
! Insurance grows dearer (will)
"""  # stands beside the form, as it is in every language
NOTHING: tuple[object, ...] = (None, "", [], {})


class Kind(Enum):
    """What a value is, and so how it is written."""

    WORDS = auto()
    LIST = auto()  # with semicolons between
    DAYS = auto()
    PEOPLE = auto()  # their keys or names
    SOMEBODY = auto()  # one of them
    WORK = auto()  # title | publisher | address
    NUMBER = auto()
    YES_NO = auto()


@dataclass(frozen=True)
class Field:
    """A line `word: value`; `path` leads to the value in its part of the document."""

    word: str
    path: Path
    kind: Kind = Kind.WORDS


@dataclass(frozen=True)
class Shape:
    """A kind of part: how it begins, where its own words stand, and what lines it may have."""

    name: str
    mark: str
    label: str
    fields: tuple[Field, ...]
    has_modality: bool = False
    holds: tuple[str, ...] = ()  # the lists of parts below it

    def field(self, word: str) -> Field | None:
        """The field of this word."""
        return next((one for one in self.fields if one.word == word), None)


_LAYER = Field("whose words", ("layer",))
_REMARK = Field("remark", ("flag",))
_MODALITY = Field("modality", ("modality",))

HEAD = Shape(
    "outlook", "", "",
    (
        Field("title", ("title",)),
        Field("kind", ("kind",)),
        Field("language", ("language",)),
        Field("stated in", ("stated_in", "work"), Kind.WORK),
        Field("stated on", ("stated_in", "on")),
        Field("published", ("stated_in", "published")),
        Field("relayed by", ("stated_in", "relayed_by")),
        Field("relayed in", ("stated_in", "relayed_in"), Kind.WORK),
        Field("by", ("attributed_to",), Kind.PEOPLE),
        Field("by when", ("horizon", "stated")),
        Field("instead of a date", ("horizon", "proxy")),
        Field("about the date", ("horizon", "note")),
        Field("review on", ("horizon", "review_on"), Kind.DAYS),
        Field("condition", ("condition", "text")),
        Field("condition in the source", ("condition", "as_titled", "source")),
        Field("condition in the story", ("condition", "as_titled", "story")),
        Field("about the condition", ("condition", "note")),
    ),
    holds=("people", "preface", "groups", "cross_claims", "rival_outlooks"),
)  # fmt: skip
PERSON = Shape(
    "person", "@", "name",
    (
        Field("also printed", ("as_printed",), Kind.LIST),
        Field("of", ("affiliations",), Kind.LIST),
        Field("role", ("role",)),
        Field("related", ("related",)),
        Field("unnamed", ("anonymous",), Kind.YES_NO),
        _REMARK,
    ),
)  # fmt: skip
GROUP = Shape(
    "group", "#", "label",
    (
        Field("also called", ("aka",), Kind.LIST),
        Field("traits", ("traits",), Kind.LIST),
        Field("rank", ("threat_rank", "rank"), Kind.NUMBER),
        Field("ranked as", ("threat_rank", "text")),
        Field("advice", ("advice",), Kind.LIST),
        _LAYER,
        _REMARK,
    ),
    holds=("options", "claims", "subgroups"),
)  # fmt: skip
OPTION = Shape(
    "option", "-", "action",
    (
        _MODALITY,
        Field("where", ("where",), Kind.LIST),
        Field("held back by", ("brake",)),
        _LAYER,
        _REMARK,
    ),
    has_modality=True,
)  # fmt: skip
CLAIM = Shape(
    "claim", "!", "claim",
    (
        _MODALITY,
        Field("by", ("by",), Kind.PEOPLE),
        Field("kind", ("kind",)),
        Field("only if", ("condition",)),
        Field("supports", ("relation", "supports")),
        _LAYER,
        Field("note", ("note",)),
        _REMARK,
    ),
    has_modality=True,
)  # fmt: skip
RIVAL = Shape(
    "rival outlook", "~", "label",
    (
        Field("by", ("by",), Kind.SOMEBODY),
        Field("stands in", ("work",), Kind.WORK),
        Field("stated in", ("stated_in",)),
        Field("marked as", ("marker",)),
        _LAYER,
    ),
    holds=("claims",),
)  # fmt: skip
SHAPES = {shape.mark: shape for shape in (PERSON, GROUP, OPTION, CLAIM, RIVAL)}


def one_line(words: str) -> str:
    """With one space between words, as a line of the text has it."""
    return " ".join(words.split())


def said(field: Field, value: Any) -> str:
    """A value as its line says it; empty for nothing."""
    if value in NOTHING:
        return ""
    if field.kind is Kind.YES_NO:
        return "yes" if value else "no"
    if field.kind is Kind.WORK:
        parts = [value.get(key, "") for key in ("title", "publisher", "url")]
        return " | ".join(one_line(part) for part in parts if part)
    if isinstance(value, list):
        return "; ".join(one_line(str(one)) for one in value)
    return one_line(str(value))


def at(part: Part, path: Path) -> Any:
    """The value a path leads to; None without one."""
    found: Any = part
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def put(part: Part, path: Path, value: Any) -> None:
    """Have the path lead to this value."""
    for key in path[:-1]:
        part = part.setdefault(key, {})
    part[path[-1]] = value


def not_said(part: Part, shape: Shape) -> Part:
    """What a part's lines do not say, and its text therefore leaves as it is."""
    rest = deepcopy(part)
    for path in [field.path for field in shape.fields] + _paths(shape):
        inner = at(rest, path[:-1])
        if isinstance(inner, dict):
            inner.pop(path[-1], None)
    return rest


def parts_of(document: Part) -> dict[tuple[str, str], Part]:
    """All parts of a document, by what they are and their key."""
    found = {(PERSON.name, key): one for key, one in document.get("people", {}).items()}
    waiting = [
        *((CLAIM, one) for key in ("preface", "cross_claims") for one in document.get(key, ())),
        *((GROUP, one) for one in document.get("groups", ())),
        *((RIVAL, one) for one in document.get("rival_outlooks", ())),
    ]
    below = {"options": OPTION, "claims": CLAIM, "subgroups": GROUP}
    while waiting:
        shape, one = waiting.pop()
        found[shape.name, one["id"]] = one
        waiting += [(kind, part) for key, kind in below.items() for part in one.get(key, ())]
    return found


def _paths(shape: Shape) -> list[Path]:
    return [(key,) for key in (*shape.holds, *([shape.label] if shape.label else ()))]
