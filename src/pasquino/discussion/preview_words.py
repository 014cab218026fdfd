"""One sentence about each quotation of a text that is about to be posted."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pasquino.discussion.models import CommentQuotation
from pasquino.discussion.origins import Found
from pasquino.discussion.quotation_lines import here_notes
from pasquino.discussion.quoting import Quoted
from pasquino.quotations import Evidence as EvidenceState
from pasquino.quotations import Verdict
from pasquino.quotations.verdict import OPENERS
from pasquino.quotations.words import could_not_be_checked, verdict_words

Origin = CommentQuotation.Origin
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*\s*$")
_SILENT = frozenset({"same", "cut", "bracket", "dropped"})


def sentence(one: Quoted, found: Found | None) -> str:
    """What is known of a quotation, and what its writer may do about it."""
    if found is None:
        return _("Source not given. You can name it, so that readers can look it up:")
    if found.verdict is None:
        return _unchecked(found)
    status = found.verdict.status
    if found.matches:
        return _matching(found, found.verdict)
    if status == "altered":
        return _altered(one, found, found.verdict)
    if status == "not_found":
        return _("These words are not in the copy we hold of {source}.").format(
            source=source_words(found)
        )
    said = verdict_words(
        found.verdict, evidence=found.evidence.state, reasons=found.evidence.reasons
    )
    return f"{said.words}."


def _unchecked(found: Found) -> str:
    if found.is_late:
        return _("Not looked at yet: it is checked after you post.")
    state = EvidenceState.NONE if found.evidence.capture else found.evidence.state
    return _("{why}. You can post it all the same.").format(
        why=could_not_be_checked(state, found.evidence.reasons)
    )


def source_words(found: Found) -> str:
    """What the words were held against."""
    if found.origin == Origin.STORY:
        return _("the story above")
    if found.origin == Origin.COMMENT:
        return _("comment #{number}").format(number=found.number)
    if found.work is None or not found.work.title:
        return _("the source")
    return _("“{title}”").format(title=found.work.title)


def _matching(found: Found, verdict: Verdict) -> str:
    if verdict.status == "verbatim_marked":
        words = _("Matches {source}, with marked cuts.")
    elif found.origin in (Origin.STORY, Origin.COMMENT):
        words = _("From {source}, word for word.")
    else:
        words = _("Found word for word in {source}.")
    notes = verdict_words(verdict).notes
    if found.origin in (Origin.STORY, Origin.COMMENT):
        notes = here_notes(verdict.warnings, verdict.words_omitted)
    return " ".join([words.format(source=source_words(found)), *(f"{note}." for note in notes)])


def _altered(one: Quoted, found: Found, verdict: Verdict) -> str:
    dropped = [change for change in verdict.diff if change.op == "dropped"]
    is_silent_cut = dropped and {change.op for change in verdict.diff} <= _SILENT
    if not is_silent_cut:
        return _("Differs from {source}:").format(source=source_words(found))
    missing = verdict.words_omitted
    if len(dropped) > 1:
        return ngettext(
            "{count} word is missing without a mark: mark the cut?",
            "{count} words are missing without a mark, in {places} places: mark the cuts?",
            missing,
        ).format(count=missing, places=len(dropped))
    before = one.text[: dropped[0].quoted_span[1]].rstrip(OPENERS + " ")
    if _SENTENCE_END.search(before):
        return ngettext(
            "{count} word is missing between your two sentences: mark the cut?",
            "{count} words are missing between your two sentences: mark the cut?",
            missing,
        ).format(count=missing)
    return ngettext(
        "{count} word is missing inside your sentence: mark the cut?",
        "{count} words are missing inside your sentence: mark the cut?",
        missing,
    ).format(count=missing)
