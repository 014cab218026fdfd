"""Says at the desk what became of quoted words on pages that changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import ngettext

from pasquino.quotations.models import QuoteCheck

WORST_FIRST = (QuoteCheck.Drift.GONE, QuoteCheck.Drift.REWORDED, QuoteCheck.Drift.STILL)


def in_words(works: Collection[int]) -> dict[int, list[str]]:
    """For each of these works with a changed page: a sentence for each way, the worst first."""
    found = QuoteCheck.objects.filter(
        stale_at=None, quotation__let_go_at=None, quotation__work__in=works, drift__in=WORST_FIRST
    )
    counted = found.values_list("quotation__work", "drift").annotate(count=Count("pk"))
    counts = {(work, drift): count for work, drift, count in counted}
    told: dict[int, list[str]] = defaultdict(list)
    for drift in WORST_FIRST:
        for work in works:
            if count := counts.get((work, drift)):
                told[work].append(_sentence(drift, count))
    return told


def _sentence(drift: QuoteCheck.Drift, count: int) -> str:
    words = ngettext("{what}: {count} quotation", "{what}: {count} quotations", count)
    return words.format(what=drift.label, count=count)
