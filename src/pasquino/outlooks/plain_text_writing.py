"""Writes an outlook's document as plain text that an editor can put right. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pasquino.outlooks.plain_text import (
    ACROSS,
    CLAIM,
    GROUP,
    HEAD,
    OPTION,
    PERSON,
    RIVAL,
    Part,
    Shape,
    at,
    one_line,
    said,
)

WITH_MODALITY = re.compile(r"(.*\S)\s*\(([^()]*)\)")


def written(document: Part) -> str:
    """The text; `plain_text_reading.read` makes the same document of it."""
    blocks = [list(_fields(document, HEAD, indent=""))]
    blocks += [_part(person, PERSON, key) for key, person in document.get("people", {}).items()]
    blocks += _claims(document.get("preface", ()))
    for group in document.get("groups", ()):
        blocks += _group(group, depth=1)
    if across := document.get("cross_claims"):
        blocks += [[f"= {ACROSS}"], *_claims(across)]
    for rival in document.get("rival_outlooks", ()):
        blocks += [_part(rival, RIVAL, rival["id"]), *_claims(rival.get("claims", ()))]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _group(group: Part, depth: int) -> Iterator[list[str]]:
    yield _part(group, GROUP, group["id"], mark=GROUP.mark * depth)
    for option in group.get("options", ()):
        yield _part(option, OPTION, option["id"])
    yield from _claims(group.get("claims", ()))
    for below in group.get("subgroups", ()):
        yield from _group(below, depth + 1)


def _claims(claims: Iterator[Part] | list[Part]) -> list[list[str]]:
    return [_part(claim, CLAIM, claim["id"]) for claim in claims]


def _part(part: Part, shape: Shape, key: str, mark: str = "") -> list[str]:
    """Its first line, and those below it."""
    words = one_line(part.get(shape.label, ""))
    rest = list(_fields(part, shape, indent="  "))
    if shape.has_modality:
        modality = part.get("modality", "")
        inline = f"{words} ({one_line(modality)})"
        if modality and (found := WITH_MODALITY.fullmatch(inline)) and found[1] == words:
            words = inline
            rest = [line for line in rest if not line.startswith("  modality:")]
        elif not modality and WITH_MODALITY.fullmatch(words):
            rest = ["  modality:", *rest]  # the brackets are the words' own
    return [f"{mark or shape.mark} [{key}] {words}".rstrip(), *rest]


def _fields(part: Part, shape: Shape, indent: str) -> Iterator[str]:
    for field in shape.fields:
        if value := said(field, at(part, field.path)):
            yield f"{indent}{field.word}: {value}"
