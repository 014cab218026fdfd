"""A file of figures: which format it is in, and the document in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from pasquino.figures import transfer_csv, transfer_draft, transfer_reading
from pasquino.figures.documents import DRAFT, FORMAT, Document
from pasquino.figures.transfer_given import NotUnderstood, parsed

LONGEST_NAME = 300
FORMATS = (FORMAT, DRAFT)


def document_in(data: bytes, name: str) -> Document:
    """The document in a file, JSON or CSV; `name` is what it is called unless it says so itself.

    Raises NotUnderstood.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotUnderstood("", _("This is no text in UTF-8.")) from problem
    if "\x00" in text:
        line = _("line {line}").format(line=text[: text.index("\x00")].count("\n") + 1)
        raise NotUnderstood(line, _("There are signs in it that are no text."))
    if len(name) > LONGEST_NAME:
        raise NotUnderstood("", _("The name of a document has up to 300 characters."))
    if text.lstrip()[:1] in ("{", "["):
        return _from_json(parsed(text), name)
    return _from_csv(text, name)


def _from_json(raw: Any, name: str) -> Document:  # anything JSON can hold
    found = raw.get("format") if isinstance(raw, dict) else None
    if found == FORMAT:
        return transfer_reading.read(raw, name)
    if found == DRAFT:
        return transfer_draft.read(raw, name)
    why = _("“format” is “{format}”. Allowed are: {allowed}.")
    raise NotUnderstood("", why.format(format=str(found)[:60], allowed=", ".join(FORMATS)))


def _from_csv(text: str, name: str) -> Document:
    raw, lines = transfer_csv.raw_of(text)

    def where(kind: str, number: int, called: str) -> str:
        """The line of the table, for its figures."""
        if kind != "figure":
            return transfer_reading.a_place(kind, number, called)
        line = _("line {line}").format(line=lines[number - 1])
        return line if called.startswith("line ") else f"{line} ({called})"

    return transfer_reading.read(raw, name, where)
