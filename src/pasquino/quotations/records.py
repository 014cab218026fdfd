"""Writes quotations down, checks them against the copies kept, and says what counts now."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from pasquino.quotations import CHECKER_VERSION, SourceText, Verdict, check
from pasquino.quotations.announcements import verdict_changed
from pasquino.quotations.context import pieces
from pasquino.quotations.differing import with_stops
from pasquino.quotations.kept_texts import source_text as source_text  # noqa: PLC0414 - asked for here
from pasquino.quotations.models import Attestation, Quotation, QuoteCheck
from pasquino.quotations.verdict import MATCHES
from pasquino.sources.evidence import COMPLETE, Evidence, earlier_than, evidence_of, that_count
from pasquino.sources.models import Capture, Party, Work

if TYPE_CHECKING:
    from pasquino.accounts.models import User

logger = logging.getLogger(__name__)

SOURCE_CHANGED = "source_changed"
DRIFT: dict[str, QuoteCheck.Drift] = {
    QuoteCheck.Status.VERBATIM: QuoteCheck.Drift.STILL,
    QuoteCheck.Status.VERBATIM_MARKED: QuoteCheck.Drift.STILL,
    QuoteCheck.Status.AMBIGUOUS: QuoteCheck.Drift.STILL,
    QuoteCheck.Status.ALTERED: QuoteCheck.Drift.REWORDED,
}  # any other: gone
_STANDING = ("status", "kind", "critical", "warnings", "words_omitted", "evidence", "drift")


def record(  # noqa: PLR0913 - what is known of a quotation; all but the words may be missing
    *,
    text: str,
    kind: str = Quotation.Kind.QUOTATION,
    work: Work | None = None,
    speaker: Party | None = None,
    speaker_words: str = "",
    via: str = "",
    language: str = "",
) -> Quotation:
    """Write a quotation down; it is nobody's until a story or a comment points at it."""
    return Quotation.objects.create(
        text=text,
        text_hash=hash_of(text),
        kind=kind,
        work=work,
        speaker=speaker,
        speaker_words=speaker_words,
        via=via,
        language=language,
    )


def let_go(keys: Iterable[int]) -> None:
    """Have these quotations be printed by nobody from now on; they stay, with their checks."""
    Quotation.objects.filter(pk__in=keys, let_go_at=None).update(let_go_at=timezone.now())


def hash_of(text: str) -> str:
    """The SHA-256 of words, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def standing_check(quotation: Quotation) -> QuoteCheck | None:
    """The check that counts now."""
    return QuoteCheck.objects.filter(quotation=quotation, stale_at=None).first()


def judge(text: str, work: Work | None, language: str = "") -> tuple[Verdict, Evidence]:
    """What the checker says of these words and this work's evidence now; writes nothing.

    Where the copy that counts does not hold them, an earlier one may.
    """
    newest = evidence_of(work)
    said = _said(text, newest, language)
    for evidence in earlier_than(newest) if said.status not in MATCHES else ():
        before = _said(text, evidence, language)
        if before.status in MATCHES:
            return before, evidence
    return said, newest


def _said(text: str, evidence: Evidence, language: str) -> Verdict:
    source = source_text(evidence.capture) if evidence.capture else SourceText("")
    return check(text, source, evidence=evidence.state, language=language)


def check_again(quotation: Quotation) -> QuoteCheck | None:
    """Check a quotation against what is kept of its work now; gives the check that counts.

    The same words against the same copies by the same checker give the check there is. Once a
    copy has been found to hold the words, it stays the evidence: a later one only tells what
    became of the page, unless that one was a part and the later is whole and holds them too. A
    paraphrase gets no verdict, nor does what was deleted meanwhile: None. The words are looked
    for before anything is locked: that may take seconds.
    """
    if quotation.kind == Quotation.Kind.PARAPHRASE:
        return None
    standing = standing_check(quotation)
    new = _found(quotation, standing)
    return _keep(quotation, standing, new) if new else standing


def _found(quotation: Quotation, standing: QuoteCheck | None) -> QuoteCheck | None:
    """A new check, not written yet; None where the standing one has seen all there is."""
    newest, holds = evidence_of(quotation.work), _evidence(standing)
    if standing and _is_done(standing, newest, holds):
        return None
    new = _judged(quotation, holds, newest)
    if newest.capture and new.capture_id != newest.capture.pk:
        _compare(new, quotation, newest.capture)
    return new


@transaction.atomic
def _keep(quotation: Quotation, seen: QuoteCheck | None, new: QuoteCheck) -> QuoteCheck | None:
    """Have the new check count; where another checker came first, look at what it left.

    The quotation's row is locked, so that two who check at once end in one check that counts.
    """
    rows = Quotation.objects.select_for_update(of=("self",)).select_related("work")
    now = rows.filter(pk=quotation.pk).first()
    if now is None:
        return None
    standing = standing_check(now)
    if standing != seen or now.work_id != quotation.work_id:
        found = _found(now, standing)
        if found is None:
            return standing
        new = found
    QuoteCheck.objects.filter(quotation=now, stale_at=None).update(stale_at=timezone.now())
    new.save()
    if standing is None or any(getattr(standing, f) != getattr(new, f) for f in _STANDING):
        verdict_changed.send(sender=Quotation, quotation=quotation, check=new)
    return new


def _is_done(standing: QuoteCheck, newest: Evidence, holds: Evidence | None) -> bool:
    """Whether the standing check has seen the newest copy, with the checker we have."""
    if standing.status in MATCHES and holds is None:
        return False
    seen = (standing.compared_with_id or standing.capture_id, standing.checker_version)
    copy = newest.capture.pk if newest.capture else None
    is_same_state = standing.capture_id is not None or standing.evidence == newest.state
    return seen == (copy, str(CHECKER_VERSION)) and is_same_state


def _evidence(standing: QuoteCheck | None) -> Evidence | None:
    """The copy that holds the words already; None where none does yet, or it was a mistake."""
    if standing is None or standing.status not in MATCHES or standing.capture is None:
        return None
    if not that_count(Capture.objects.filter(pk=standing.capture.pk)).exists():
        return None
    return Evidence(standing.evidence, standing.capture, tuple(standing.reasons))


def _judged(quotation: Quotation, holds: Evidence | None, newest: Evidence) -> QuoteCheck:
    """The words against the copy that holds them; against a whole one, where that was a part.

    While none holds them, they are looked for in earlier copies, too.
    """
    if holds and holds.state != COMPLETE and newest.state == COMPLETE:
        whole = _checked(quotation, newest)
        if whole.status in MATCHES:
            return whole
    found = _checked(quotation, holds or newest)
    for earlier in earlier_than(newest) if not holds and found.status not in MATCHES else ():
        before = _checked(quotation, earlier)
        if before.status in MATCHES:
            return before
    return found


def _compare(new: QuoteCheck, quotation: Quotation, later: Capture) -> None:
    """Say what became of the words in a later copy of the page."""
    new.compared_with = later
    same_text = new.capture is not None and later.text_hash == new.capture.text_hash
    if new.status not in MATCHES or same_text:
        return
    now = check(quotation.text, source_text(later), language=quotation.language)
    new.drift = DRIFT.get(now.status, QuoteCheck.Drift.GONE)
    new.warnings = [*new.warnings, SOURCE_CHANGED]


def check_work_again(work: Work) -> int:
    """Check all quotations of a work again; gives how many there are.

    One that cannot be checked is told to the log and loses nobody the copy or the others.
    """
    quotations = list(Quotation.objects.filter(work=work, let_go_at=None).order_by("pk"))
    for quotation in quotations:
        try:
            check_again(quotation)
        except Exception:
            logger.exception("Quotation %s could not be checked.", quotation.pk)
    return len(quotations)


@transaction.atomic
def attest(
    quotation: Quotation, *, how: str, note: str, name: str, by: User | None = None
) -> Attestation:
    """Have an editor vouch for the words; the check against a copy stays beside it."""
    made: Attestation = quotation.attestations.create(how=how, note=note, name=name, by=by)
    verdict_changed.send(sender=Quotation, quotation=quotation, check=standing_check(quotation))
    return made


def _checked(quotation: Quotation, evidence: Evidence) -> QuoteCheck:
    capture = evidence.capture
    source = source_text(capture) if capture else SourceText("")
    verdict = check(quotation.text, source, evidence=evidence.state, language=quotation.language)
    said = verdict.as_json()
    return QuoteCheck(
        quotation=quotation,
        capture=capture,
        checker_version=str(CHECKER_VERSION),
        evidence=evidence.state,
        reasons=list(evidence.reasons),
        status=verdict.status,
        kind=verdict.kind,
        critical=verdict.critical,
        warnings=list(verdict.warnings),
        words_omitted=verdict.words_omitted,
        spans=said["spans"],
        nearest=list(verdict.nearest) if verdict.nearest else None,
        diff=with_stops([asdict(one) for one in verdict.diff], quotation.text, source.text),
        context=[list(piece) for piece in pieces(source.text, verdict.spans)],
    )
