"""The quiet line under each quotation of a comment: where it is from, and whether it matches."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import FilteredRelation, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pasquino.discussion.models import CommentQuotation
from pasquino.magazine.models import Magazine
from pasquino.quotations import telling
from pasquino.quotations.differing import clauses
from pasquino.quotations.records import SOURCE_CHANGED
from pasquino.quotations.verdict import HIDING
from pasquino.quotations.words import EDITORS_ONLY, Said, verdict_words, warning_words
from pasquino.sources.takedowns import withheld

Origin = CommentQuotation.Origin
ALTERED, NOT_FOUND = "altered", "not_found"
CANNOT_TELL = "cannot_tell"
Manner = tuple[str, str, str]  # language, time zone, clock
NO_SOURCE = "none"  # in `data-verdict`: nothing is known that it could be held against


class Row(NamedTuple):
    """What is read of a quotation to say how it stands; the check's part may be missing."""

    comment: int
    place: int
    origin: str
    of_number: int | None
    url: str
    work: int | None
    title: str | None
    status: str | None
    kind: str
    warnings: list[str]
    words_omitted: int
    evidence: str
    reasons: list[str]
    diff: list[dict[str, Any]]  # as Verdict.as_json gives it
    copied_at: datetime | None
    capture: int | None


_COLUMNS = (
    "comment", "place", "origin", "of_number", "url", "quotation__work", "quotation__work__title",
    "standing__status", "standing__kind", "standing__warnings", "standing__words_omitted",
    "standing__evidence", "standing__reasons", "standing__diff", "standing__capture__at",
    "standing__capture",
)  # fmt: skip


def judged(quotations: QuerySet[CommentQuotation]) -> QuerySet[CommentQuotation]:
    """The same with the check of each that counts, as `standing__…`."""
    counts = Q(quotation__checks__stale_at=None)
    return quotations.annotate(standing=FilteredRelation("quotation__checks", condition=counts))


def rows(quotations: QuerySet[CommentQuotation]) -> list[Row]:
    """How these quotations stand, in their order; one query."""
    return [Row(*row) for row in judged(quotations).values_list(*_COLUMNS)]


def without_withheld(found: list[Row]) -> list[Row]:
    """The rows without the words of sources that were taken down; asks only where it matters."""
    works = {row.work for row in found if row.work and row.status == ALTERED}
    if not works:
        return found
    down = withheld(works)
    return [
        row._replace(diff=[]) if row.work and down.why(row.work, row.capture) else row
        for row in found
    ]


def slots(comments: Collection[int], address: str) -> dict[int, dict[str, str]]:
    """What goes into the slots of these comments' fragments, by the comments' ids.

    `address` is the story's.
    """
    parts: dict[int, dict[str, str]] = defaultdict(dict)
    found = rows(CommentQuotation.objects.filter(comment__in=comments))
    manner = manner_now()
    for row in without_withheld(found):
        attributes, line = shown(row, address, manner)
        parts[row.comment][f"verdict-{row.place}"] = attributes
        parts[row.comment][f"quotation-{row.place}"] = line
    return parts


def shown(row: Row, address: str, manner: Manner) -> tuple[str, str]:
    """The attributes of a quotation's figure, and the caption below its words, as HTML."""
    told = said(row, manner)
    attributes = f' data-verdict="{html.escape(told.verdict)}" data-origin="{row.origin}"'
    if told.warnings:
        attributes += f' data-warnings="{html.escape(" ".join(told.warnings))}"'
    line = f'<span class="quoted__line">{_words(row, told, address)}</span>'
    return attributes, f'<figcaption class="quoted">{line}{differs(row)}</figcaption>'


def tone(told: Said) -> str:
    """The class that colours a verdict; the words say it all the same."""
    if told.has_tick:
        return " verdict--good"
    is_warning = told.verdict in (ALTERED, NOT_FOUND) or HIDING.intersection(told.warnings)
    return " verdict--warn" if is_warning else ""


def said(row: Row, manner: Manner | None = None) -> Said:
    """The verdict on a quotation in words; without a check, what keeps it from having one."""
    check = _Check(
        row.status,
        row.kind or "",
        tuple(row.warnings or ()),
        row.words_omitted or 0,
        row.evidence or "",
        tuple(row.reasons or ()),
        row.copied_at,
    )
    return _said(check, row.origin, row.of_number or 0, manner or manner_now())


def manner_now() -> Manner:
    """What words and dates depend on."""
    zone = timezone.get_current_timezone_name()
    return get_language() or "", zone, str(Magazine.current().clock)


class _Check(NamedTuple):
    """What is asked of a check; many quotations of a page share one."""

    status: str | None
    kind: str
    warnings: tuple[str, ...]
    words_omitted: int
    evidence: str
    reasons: tuple[str, ...]
    copied_at: datetime | None


@lru_cache(maxsize=4096)
def _said(check: _Check, origin: str, of_number: int, manner: Manner) -> Said:
    """Looked up once for all quotations that stand alike: a date alone takes 0.1 ms to say."""
    if origin in (Origin.STORY, Origin.COMMENT):
        return _from_here(check, origin, of_number)
    if check.status is not None:
        judged = _Judged(check.status, check.kind, check.warnings, check.words_omitted)
        return verdict_words(
            judged,
            evidence=check.evidence,
            reasons=check.reasons,
            copied_at=check.copied_at,
        )
    if origin == Origin.NONE:
        return Said(NO_SOURCE, _("Source not given"))
    return Said(CANNOT_TELL, _("Not checked: there is no copy of this source"))


def _from_here(check: _Check, origin: str, of_number: int) -> Said:
    """Words that stand in the story or in a comment: whether they still do, and what was cut."""
    words = _("From the story above")
    if origin == Origin.COMMENT:
        words = _("From comment #{number}").format(number=of_number)
    if check.status is None:
        return Said(CANNOT_TELL, words)
    if check.status == "verbatim_marked":
        words = _("{words}, with marked cuts").format(words=words)
    is_as_it_was = SOURCE_CHANGED in check.warnings
    if is_as_it_was:
        words = _("{words}, as it was then").format(words=words)
    still = tuple(code for code in check.warnings if code != SOURCE_CHANGED)
    told = verdict_words(_Judged(check.status, check.kind, still, check.words_omitted))
    has_tick = told.has_tick and not is_as_it_was
    notes = here_notes(still, check.words_omitted)
    return replace(told, words=words, warnings=check.warnings, notes=notes, has_tick=has_tick)


def here_notes(warnings: Sequence[str], words_omitted: int) -> tuple[str, ...]:
    """Warnings in phrases, where the words are not a source's but the story's or a comment's."""
    said = {
        "sentence_continues": _("The sentence goes on there"),
        "question_mark": _("A question there"),
        "emphasis_added": _("Emphasis not there"),
        "source_typo": _("So there"),
    }
    shown = [code for code in warnings if code not in EDITORS_ONLY]
    return tuple(said.get(code) or warning_words(code, words_omitted) for code in shown)


class _Judged(NamedTuple):
    """What `verdict_words` asks of a check."""

    status: str
    kind: str
    warnings: tuple[str, ...]
    words_omitted: int


def _words(row: Row, said: Said, address: str) -> str:
    """The line as HTML: the verdict, and where the words are from."""
    verdict = f'<span class="verdict{tone(said)}">{html.escape(said.words)}</span>'
    if row.origin == Origin.COMMENT and SOURCE_CHANGED not in said.warnings:
        verdict = f'<a href="{html.escape(address)}comments/{row.of_number}/">{verdict}</a>'
    parts = [verdict, *(html.escape(note) for note in said.notes)]
    if row.work and row.status is not None and row.origin == Origin.NONE:
        words = html.escape(_("Source not given; compared with {source}"))
        parts.insert(0, words.replace("{source}", _source(row)))
    elif row.work and row.status is not None:
        parts.append(_source(row))
    return " · ".join(parts)


def _source(row: Row) -> str:
    """The work, leading to its page here."""
    title = html.escape(
        row.title or _host(row.url) or _("source {number}").format(number=row.work)
    )
    return f'<cite><a href="/sources/{row.work}/">{title}</a></cite>'


def _host(url: str) -> str:
    """Whose page an address is, for a source without a title."""
    return urlsplit(url).hostname or ""


def differs(row: Row) -> str:
    """What differs without a mark, to be opened without script; nothing where nothing does."""
    if row.status != ALTERED:
        return ""
    silent = telling.limited(clauses(row.diff), row.diff)
    if not silent:
        return ""
    return render_to_string("discussion/_quotation_differs.html", {"clauses": silent})
