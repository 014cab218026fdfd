"""Outlooks as documents: what a file says, read and checked, and an outlook written out again.

The format is `pasquino-outlook/1` (docs/reference/outlooks.md); the draft before it is read too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from pasquino.outlooks import comparing, document_format, drafts, references
from pasquino.outlooks.announcements import outlook_changed
from pasquino.outlooks.bringing_in import write
from pasquino.outlooks.comparing import LeftOut
from pasquino.outlooks.document_format import DRAFT, FORMAT
from pasquino.outlooks.models import Outlook
from pasquino.outlooks.shapes import NotUnderstood
from pasquino.outlooks.writing_out import document_of

if TYPE_CHECKING:
    from pasquino.accounts.models import User

Document = dict[str, Any]  # Any: JSON


@dataclass(frozen=True)
class Imported:
    """An outlook that a document is about.

    Where it is here already: `differs` says that the document says otherwise, `left_out` what
    the document adds and was not brought in.
    """

    outlook: Outlook
    is_new: bool
    differs: bool = False
    left_out: LeftOut = field(default_factory=LeftOut)


def read(text: str) -> list[Document]:
    """The documents in a file's text: one, or a list of them. Raises NotUnderstood."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        said = _("This is no JSON: {problem}.").format(problem=problem)
        raise NotUnderstood("", said) from problem
    if not isinstance(found, list):
        return [normalised(found)]
    return [_at(f"[{place}]", one) for place, one in enumerate(found)]


def normalised(document: object) -> Document:
    """A document, of today's format or the draft's, in the one form in which it is written out.

    Raises NotUnderstood, which names the key and says what is allowed.
    """
    if not isinstance(document, dict):
        raise NotUnderstood("", _("An outlook is an object ({…})."))
    if document.get("format") == DRAFT:
        document = drafts.upgraded(document)
    elif document.get("format") != FORMAT:
        problem = _("Allowed are: {formats}.").format(formats=f"{FORMAT}, {DRAFT}")
        raise NotUnderstood("format", problem)
    found: Document = references.checked(document_format.OUTLOOK(document, ""))
    if "document" in found and "id" in found:
        found.pop("uuid", None)  # one identity is enough, and this one can be read
    return found


def written(outlooks: Sequence[Outlook]) -> str:
    """One outlook as JSON, several as a list of them; the same text for the same records."""
    found = [export(outlook) for outlook in outlooks]
    whole = found[0] if len(found) == 1 else found
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def export(outlook: Outlook) -> Document:
    """An outlook with its assessments and proposals as a document of today's format."""
    return normalised(document_of(outlook))


@transaction.atomic
def import_documents(documents: Sequence[Document], *, by: User | None = None) -> list[Imported]:
    """Bring all of them in; one that is here already is left as it is.

    An outlook is known by its document and its id there, or by its uuid. The documents are as
    `read` gives them. Raises NotUnderstood, NoWebAddress and what finding works raises.
    """
    return [_imported(document, by) for document in documents]


@transaction.atomic
def make_outlook(document: Document, *, by: User | None = None) -> Outlook:
    """A new outlook as this document says, such as one that an editor has written at the desk.

    `format` may be left out. Raises NotUnderstood.
    """
    outlook = write(Outlook(), normalised({"format": FORMAT} | document), by=by, is_new=True)
    outlook_changed.send(sender=Outlook, outlook=outlook)
    return outlook


def _imported(document: Document, by: User | None) -> Imported:
    document = _identified(document)
    known = _known(document)
    if known:
        here = export(known)
        return Imported(
            known,
            is_new=False,
            differs=comparing.says_otherwise(document, here),
            left_out=comparing.left_out(document, here),
        )
    return Imported(make_outlook(document, by=by), is_new=True)


def _known(document: Document) -> Outlook | None:
    if uuid := document.get("uuid"):
        return Outlook.objects.filter(uuid=uuid).first()
    return Outlook.objects.filter(document=document["document"], local_id=document["id"]).first()


def _identified(document: Document) -> Document:
    """With a name by which it is found again: its uuid, or what it is called in which document."""
    if "uuid" in document:
        return document
    return {"document": FORMAT, "id": document["title"]} | document


def _at(path: str, document: object) -> Document:
    try:
        return normalised(document)
    except NotUnderstood as problem:
        whole = f"{path}.{problem.path}" if problem.path else path
        raise NotUnderstood(whole, problem.problem) from problem
