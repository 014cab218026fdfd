"""Finds where pasted words are from, among the copies of a story's sources and recent ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from pasquino.quotations import Verdict, check, records
from pasquino.sources.models import Capture, Work
from pasquino.stories.desk_quotations import Shown

FEWEST_WORDS = 4  # fewer are found anywhere
WORKS_READ = 12
CHARACTERS_READ = 3_000_000  # together: some seconds at most (docs/benchmarks.md, quotations)
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
    return [one if one.work else _with_offer(one, captures, language) for one in shown]


def _with_offer(one: Shown, captures: Sequence[Capture], language: str) -> Shown:
    if one.is_paraphrase or len(one.text.split()) < FEWEST_WORDS:
        return one
    return replace(one, offer=_best(one.text, captures, language))


def _best(text: str, captures: Iterable[Capture], language: str) -> Offer | None:
    """The copy that has the words, or words most like them; the first of several as good."""
    found = []
    for capture in captures:
        verdict = check(text, records.source_text(capture), language=language)
        if verdict.status in RANK:
            found.append(Offer(capture.work, verdict))
        if verdict.status == "verbatim":
            break
    return min(found, key=_rank, default=None)


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
