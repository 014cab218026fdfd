"""Finds where pasted words are from, among the copies of a story's sources and recent ones."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from pasquino.quotations import Verdict, check, records
from pasquino.sources.models import Capture, Work
from pasquino.stories.desk_quotations import Shown

FEWEST_WORDS = 4  # fewer are found anywhere
WORKS_READ = 12
CHARACTERS_READ = 3_000_000  # together: some seconds at most (docs/benchmarks.md, quotations)
SECONDS = 3.0  # for all quotations of a draft together
RANK = {"verbatim": 0, "verbatim_marked": 1, "altered": 2}


@dataclass(frozen=True)
class Offer:
    """A work in whose copy the words were found."""

    work: Work
    verdict: Verdict

    @property
    def sentence(self) -> str:
        """What an editor is told of it."""
        said = {
            "verbatim": _("Found word for word in source {number}, {title}."),
            "verbatim_marked": _("Found, with marked cuts, in source {number}, {title}."),
            "altered": _("Something like it stands in source {number}, {title}."),
        }[self.verdict.status]
        return said.format(number=self.work.pk, title=self.work)


def with_offers(shown: Sequence[Shown], language: str, others: Sequence[Work] = ()) -> list[Shown]:
    """The same quotations; where no source is named, the work they were found in is offered.

    `others` are works that the story cites beside these.
    """
    if all(one.work or one.is_paraphrase for one in shown):
        return list(shown)
    captures = _readable([*(one.work for one in shown if one.work), *others])
    wanted = {one.text for one in shown if _is_looked_for(one)}
    best = _best(wanted, captures, language) if wanted else {}
    return [
        replace(one, offer=best.get(one.text)) if _is_looked_for(one) else one for one in shown
    ]


def _is_looked_for(one: Shown) -> bool:
    is_known = one.work or one.is_paraphrase
    return not is_known and len(one.text.split()) >= FEWEST_WORDS


def _best(texts: Iterable[str], captures: Iterable[Capture], language: str) -> dict[str, Offer]:
    """For each text the copy that has it, or words most like it; the first of several as good.

    A copy is made ready once, for all texts; those left when the time is up are not looked in.
    """
    until = time.monotonic() + SECONDS
    best: dict[str, Offer] = {}
    left = set(texts)
    for capture in captures:
        if not left or time.monotonic() > until:
            break
        source = records.source_text(capture)
        for text in sorted(left):
            verdict = check(text, source, language=language)
            if verdict.status in RANK:
                offer = Offer(capture.work, verdict)
                best[text] = min(best.get(text, offer), offer, key=_rank)
        left -= {text for text in left if text in best and best[text].verdict.status == "verbatim"}
    return best


def _rank(offer: Offer) -> tuple[int, int]:
    changed = sum(change.op != "same" for change in offer.verdict.diff)
    return RANK[offer.verdict.status], changed


def _readable(first: Sequence[Work]) -> list[Capture]:
    """The newest readable copies: those of the story's own works, then the latest others."""
    newest = Capture.objects.filter(state__in=Capture.HAS_TEXT).order_by("-at")
    newest = newest.select_related("work").defer("text", "blocks")
    own = list(newest.filter(work__in=[work.pk for work in first])[: 2 * WORKS_READ])
    chosen: dict[int, Capture] = {}
    for capture in [*own, *newest[: 2 * WORKS_READ]]:
        chosen.setdefault(capture.work_id, capture)
    return _within_bounds(list(chosen.values())[:WORKS_READ])


def _within_bounds(captures: Sequence[Capture]) -> list[Capture]:
    kept: list[Capture] = []
    left = CHARACTERS_READ
    for capture in captures:
        left -= capture.size or 0
        if left < 0 and kept:
            break
        kept.append(capture)
    return kept
