"""Putting an outlook right: what it said before is kept, with who changed it and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pasquino.outlooks import documents
from pasquino.outlooks.announcements import outlook_changed
from pasquino.outlooks.assessing import check_editor
from pasquino.outlooks.bringing_in import write
from pasquino.outlooks.document_format import FORMAT
from pasquino.outlooks.models import Outlook, OutlookChange
from pasquino.outlooks.refusals import NoReason

if TYPE_CHECKING:
    from pasquino.accounts.models import User


@transaction.atomic
def revise_outlook(
    *, outlook: Outlook, document: documents.Document, reason: str, by: User
) -> Outlook:
    """Have an outlook say what this document says, known by the keys of its parts.

    Claims keep what was found of them; assessments, proposals and observations in the document
    are not looked at. Nothing happens where it says this already. Raises NotAnEditor, NoReason,
    NotUnderstood and ClaimInUse.
    """
    check_editor(by)
    if not reason.strip():
        raise NoReason
    outlook = Outlook.objects.select_for_update(of=("self",)).get(pk=outlook.pk)
    before = documents.export(outlook)
    write(outlook, documents.normalised({"format": FORMAT} | document), by=by, is_new=False)
    if documents.export(outlook) == before:
        return outlook
    OutlookChange.objects.create(outlook=outlook, before=before, reason=reason.strip(), by=by)
    outlook_changed.send(sender=Outlook, outlook=outlook)
    return outlook
