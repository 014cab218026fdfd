"""Verdicts on words quoted from what the magazine prints itself: a story, a comment.

No copy is kept of these: whoever quotes says against which text the words were held, and when
that text has changed.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from pasquino.quotations import CHECKER_VERSION, Verdict
from pasquino.quotations.announcements import verdict_changed
from pasquino.quotations.models import Quotation, QuoteCheck
from pasquino.quotations.records import SOURCE_CHANGED
from pasquino.sources.evidence import COMPLETE

_SAYS = ("capture", "status", "warnings", "words_omitted")


def keep_verdict(quotation: Quotation, verdict: Verdict) -> None:
    """Have this verdict, of a text that is here whole, count for the quotation."""
    _keep(
        quotation,
        QuoteCheck(
            status=verdict.status,
            kind=verdict.kind,
            critical=verdict.critical,
            warnings=list(verdict.warnings),
            words_omitted=verdict.words_omitted,
        ),
    )


def source_changed(quotation: Quotation) -> None:
    """Say that the words no longer stand where they were found, and keep what was found then."""
    then = QuoteCheck.objects.filter(quotation=quotation, stale_at=None).first()
    if then is None or then.capture_id or SOURCE_CHANGED in then.warnings:
        return
    _keep(
        quotation,
        QuoteCheck(
            status=then.status,
            kind=then.kind,
            critical=then.critical,
            warnings=[*then.warnings, SOURCE_CHANGED],
            words_omitted=then.words_omitted,
        ),
    )


@transaction.atomic
def _keep(quotation: Quotation, new: QuoteCheck) -> None:
    new.quotation = quotation
    new.evidence, new.checker_version = COMPLETE, str(CHECKER_VERSION)
    if not Quotation.objects.select_for_update().filter(pk=quotation.pk).exists():
        return  # deleted meanwhile
    before = QuoteCheck.objects.filter(quotation=quotation, stale_at=None)
    standing = before.first()
    if standing and all(getattr(standing, name) == getattr(new, name) for name in _SAYS):
        return
    before.update(stale_at=timezone.now())
    new.save()
    verdict_changed.send(sender=Quotation, quotation=quotation, check=new)
