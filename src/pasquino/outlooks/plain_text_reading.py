"""Reads the plain text of an outlook: a document, or the line that is not understood and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from pasquino.outlooks import document_format, documents
from pasquino.outlooks.plain_text import (
    ACROSS,
    CLAIM,
    GROUP,
    HEAD,
    OPTION,
    PERSON,
    RIVAL,
    SHAPES,
    Field,
    Kind,
    Part,
    Shape,
    at,
    not_said,
    one_line,
    parts_of,
    put,
    said,
)
from pasquino.outlooks.plain_text_writing import WITH_MODALITY
from pasquino.outlooks.shapes import NotUnderstood
from pasquino.outlooks.writing_out import work_as_said
from pasquino.sources.models import Work

_DIGITS = 18
_BEGINS = re.compile(r"(#+|[-!@~=])(?:\s+(?:\[([^\]]*)\]\s*)?(.*))?")
_SAYS = re.compile(r"([A-Za-z][A-Za-z ]*?)\s*:\s*(.*)")
_KEYS = re.compile(r"^\s*(?:#+|[-!@~])\s+\[([^\]]*)\]", re.MULTILINE)


class LineNotUnderstood(Exception):
    """A line of the text says nothing that can be understood, or something that cannot be."""

    def __init__(self, line: int | None, problem: str) -> None:
        self.line, self.problem = line, problem
        super().__init__(problem)


@dataclass
class _Open:
    """The part whose lines are being read."""

    shape: Shape
    part: Part
    before: Part
    path: str
    words: str = ""
    given: set[str] = field(default_factory=set)


def read(text: str, before: Part | None = None) -> Part:
    """The document that a text says, in the form of `documents.normalised`.

    `before` is the document of the outlook that the text puts right: what its lines do not say
    (evidence, say) stays with the key of each part. Raises LineNotUnderstood.
    """
    reader = _Reader(text, before or {})
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.strip():
            reader.take(number, line.strip())
    try:
        return documents.normalised({"format": document_format.FORMAT} | reader.finished())
    except NotUnderstood as problem:
        line_number = reader.line_of(problem.path)
        why = problem.problem if line_number else str(problem)
        raise LineNotUnderstood(line_number, why) from problem


class _Reader:
    """How far a text is read."""

    def __init__(self, text: str, before: Part) -> None:
        self.document = not_said(before, HEAD)
        self.known = parts_of(before)
        self.taken = set(_KEYS.findall(text)) | {key for _name, key in self.known}
        self.lines: dict[str, int] = {}
        self.number = 0
        self.open = _Open(HEAD, self.document, before, "")
        self.groups: list[_Open] = []
        self.claims: tuple[Part, str, str] = (self.document, "", "preface")
        self.named: list[tuple[_Open, Field, str]] = []

    def take(self, number: int, line: str) -> None:
        """Read one more line."""
        self.number = number
        if begins := _BEGINS.fullmatch(line):
            self._close()
            self._begin(begins[1], begins[2], begins[3] or "")
        elif says := _SAYS.fullmatch(line):
            self._say(one_line(says[1]).lower(), says[2].strip())
        else:
            self._refuse(
                _(
                    "A line begins with one of the marks # - ! @ ~ and a space, or says "
                    "something of the part above it, such as “title: …”. Put a long text on "
                    "one line."
                )
            )

    def finished(self) -> Part:
        """The whole document, with people by their keys."""
        self._close()
        people = self.document.get("people", {})
        keys = {one_line(person["name"]): key for key, person in people.items()}
        for part, of, text in self.named:
            put(part.part, of.path, _people(of, text, keys | {key: key for key in people}))
        return self.document

    def line_of(self, path: str) -> int | None:
        """The line that says what stands at a path of the document."""
        found = [
            known for known in self.lines if re.match(rf"{re.escape(known)}(?:$|[.\[])", path)
        ]
        return self.lines[max(found, key=len)] if found else None

    def _begin(self, mark: str, key: str | None, words: str) -> None:
        if mark == "=":
            self._begin_across(words)
            return
        shape = SHAPES[mark[0]]
        if not words and (key is None or shape is not RIVAL):  # a rival outlook may have no label
            self._refuse(_("Nothing stands behind this mark. Write it, or take the line out."))
        if key is not None:
            self._check_key(key.strip())
        if shape is PERSON:
            self._begin_person(key, words)
        elif shape is GROUP:
            self._begin_group(len(mark), key, words)
        elif shape is RIVAL:
            self.groups = []
            self._add(shape, self.document, "", "rival_outlooks", key, words)
            self.claims = (self.open.part, self.open.path, "claims")
        elif shape is CLAIM:
            self._add(shape, *self.claims, key, words)
        else:
            self._begin_option(key, words)

    def _begin_across(self, words: str) -> None:
        if words.strip().lower() != ACROSS:
            self._refuse(_("After “=” stands “across”: claims that concern all groups."))
        self.groups = []
        self.claims = (self.document, "", "cross_claims")
        self.open = _Open(Shape("heading", "", "", ()), {}, {}, "")

    def _begin_option(self, key: str | None, words: str) -> None:
        if not self.groups:
            self._refuse(_("An option stands under a group. Begin one with “# ”."))
        group = self.groups[-1]
        self._add(OPTION, group.part, group.path, "options", key, words)

    def _begin_person(self, key: str | None, words: str) -> None:
        key = (key or "").strip() or self._new_key(PERSON, "")
        people = self.document.setdefault("people", {})
        if key in people:
            self._refuse(_("“{key}” is taken already. Give each its own.").format(key=key))
        people[key] = self._opened(PERSON, key, words, f"people.{key}")

    def _begin_group(self, depth: int, key: str | None, words: str) -> None:
        if depth > len(self.groups) + 1:
            self._refuse(
                _("This group is inside one that is not there. Begin it with {marks}.").format(
                    marks="#" * (len(self.groups) + 1)
                )
            )
        self.groups = self.groups[: depth - 1]
        if self.groups:
            above = self.groups[-1]
            self._add(GROUP, above.part, above.path, "subgroups", key, words)
        else:
            self._add(GROUP, self.document, "", "groups", key, words)
        self.groups.append(self.open)
        self.claims = (self.open.part, self.open.path, "claims")

    def _add(
        self, shape: Shape, to: Part, path: str, name: str, key: str | None, words: str
    ) -> None:
        above = to.get("id", "")
        key = (key or "").strip() or self._new_key(shape, above)
        rows = to.setdefault(name, [])
        at_path = f"{path}.{name}[{len(rows)}]" if path else f"{name}[{len(rows)}]"
        rows.append(self._opened(shape, key, words, at_path))

    def _opened(self, shape: Shape, key: str, words: str, path: str) -> Part:
        before = self.known.get((shape.name, key), {})
        part = not_said(before, shape)
        if shape is not PERSON:
            part["id"] = key
        self.open = _Open(shape, part, before, path, one_line(words))
        self.lines[path] = self.number
        return part

    def _say(self, word: str, text: str) -> None:
        found = self.open.shape.field(word)
        if found is None:
            allowed = ", ".join(one.word for one in self.open.shape.fields) or _("nothing")
            problem = _("“{word}” cannot be said of this: {what}. Allowed are: {allowed}.")
            what = self.open.shape.name
            self._refuse(problem.format(word=word[:60], what=what, allowed=allowed))
        if word in self.open.given:
            self._refuse(_("“{word}” is said twice of this part.").format(word=word))
        self.open.given.add(word)
        path = ".".join(found.path)
        self.lines[f"{self.open.path}.{path}" if self.open.path else path] = self.number
        if not text:
            return
        old = at(self.open.before, found.path)
        if said(found, old) == one_line(text):
            put(self.open.part, found.path, old)
        elif found.kind in (Kind.PEOPLE, Kind.SOMEBODY):
            self.named.append((self.open, found, one_line(text)))
        else:
            put(self.open.part, found.path, self._meant(found, one_line(text)))

    def _meant(self, found: Field, text: str) -> Any:
        if found.kind in (Kind.LIST, Kind.DAYS):
            parts = re.split(r"[;,]" if found.kind is Kind.DAYS else ";", text)
            return [part.strip() for part in parts if part.strip()]
        if found.kind is Kind.NUMBER:
            is_number = text.isascii() and text.isdecimal()
            return int(text[:_DIGITS]) if is_number else text
        if found.kind is Kind.YES_NO:
            if text.lower() not in ("yes", "no"):
                self._refuse(_("Allowed are yes and no."))
            return text.lower() == "yes"
        return self._work(text) if found.kind is Kind.WORK else text

    def _work(self, text: str) -> Part:
        """A work by its number under Sources, or as "title | publisher | address"."""
        if text.isascii() and text.isdecimal():
            work = Work.objects.filter(pk=int(text[:_DIGITS])).first()
            if work is None:
                self._refuse(_("No source has this number; look it up under Sources."))
            return {key: value for key, value in (work_as_said(work) or {}).items() if value}
        parts = [part.strip() for part in text.split("|") if part.strip()]
        urls = [part for part in parts if part.startswith(("http://", "https://"))]
        rest = [part for part in parts if part not in urls]
        if len(urls) > 1 or len(rest) > 2:  # noqa: PLR2004 - title and publisher
            self._refuse(_("A work is said as: title | publisher | address."))
        return dict(zip(("title", "publisher"), rest, strict=False)) | (
            {"url": urls[0]} if urls else {}
        )

    def _close(self) -> None:
        """Split off the modality, which stands in brackets at the end of the first line."""
        shape, words = self.open.shape, self.open.words
        if not shape.label:
            return
        in_brackets = WITH_MODALITY.fullmatch(words) if shape.has_modality else None
        if in_brackets and "modality" not in self.open.given:
            words = in_brackets[1]
            if modality := in_brackets[2].strip():
                self._put_words("modality", modality)
        self._put_words(shape.label, words)

    def _put_words(self, key: str, words: str) -> None:
        """Keep what stood there before where it differs by white space alone."""
        old = self.open.before.get(key, "")
        self.open.part[key] = old if one_line(old) == words else words

    def _check_key(self, key: str) -> None:
        try:
            document_format.KEY_NAME(key, "")
        except NotUnderstood as problem:
            self._refuse(problem.problem)

    def _new_key(self, shape: Shape, above: str) -> str:
        """One that neither the text nor the outlook before it has."""
        letter = {PERSON.name: "P", CLAIM.name: "C", RIVAL.name: "R"}.get(shape.name, "G")
        start = {OPTION.name: f"{above}-", GROUP.name: f"{above}." if above else "G"}
        stem = start.get(shape.name, letter)
        key = next(f"{stem}{n}" for n in count(1) if f"{stem}{n}" not in self.taken)
        self.taken.add(key)
        return key

    def _refuse(self, problem: str) -> NoReturn:
        raise LineNotUnderstood(self.number, problem)


def _people(of: Field, text: str, keys: dict[str, str]) -> Any:
    """People by key or name; whoever is neither stays in words ("comment #1")."""
    if of.kind is Kind.SOMEBODY:
        return keys.get(text, text)
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) == 1 and text not in keys:
        with_commas = [part.strip() for part in text.split(",") if part.strip()]
        if any(part in keys for part in with_commas):
            parts = with_commas
    return [keys.get(part, part) for part in parts]
