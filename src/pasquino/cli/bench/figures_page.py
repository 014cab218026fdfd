"""Benchmark of a story page with figures, charts and an outlook against the same without."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from pasquino.cli.bench import crowd
from pasquino.cli.bench.pages import get
from pasquino.cli.bench.quotations_page import (
    QUOTATIONS,
    keep_copies,
    milliseconds_more,
    questions,
    quotation,
    scripts,
)
from pasquino.cli.bench.rows import Row
from pasquino.discussion import actions as discussion
from pasquino.figures import actions as figures
from pasquino.figures.models import Figure
from pasquino.outlooks import actions as outlooks
from pasquino.sources import parties, works
from pasquino.stories.models import Section
from pasquino.stories.publishing import Block, Draft, publish

WORDS = (
    "about 2,300", "689", "1,302", "almost 7,200", "about 70%", "almost 5,800", "more than 1,500",
    "at least 410", "up to 503", "a few hundred", "between 3 and 4 million", "nearly 8,100", "867",
    "about 40%", "fewer than 90", "4,000", "about 1,250", "332", "ten or twenty to one",
)  # fmt: skip
CHARTED, SHARE = 6, 4  # the first figures stand in a chart too, and the fifth is a share
GROUPS, CLAIMS_OF_EACH = 4, 4


def measure() -> Iterator[Row]:
    """Questions, processor time, size and scripts of a story with all that can stand in one."""
    crowd.stories(20)
    made = [_figure(number, words) for number, words in enumerate(WORDS)]
    without, with_them = _story(made, has_figures=False), _story(made, has_figures=True)
    keep_copies()
    _overtake(made[:2])
    what = f"story page, {QUOTATIONS} quotations, {len(WORDS)} figures, an outlook"
    asked = questions(with_them)
    more = asked - questions(without)
    yield Row("FP1", f"{what}: questions to the database", asked, "queries")
    yield Row("FP2", f"{what}: more than without figures and outlook", more, "queries", 12)
    warm = milliseconds_more(without, with_them)
    yield Row("FP3", f"{what}: more than the same without", warm, "ms CPU", 3.0)
    cold = milliseconds_more(without, with_them, is_cold=True)
    yield Row("FP4", f"{what}: the same, first in its process", cold, "ms CPU")
    size = len(gzip.compress(get(with_them), 6)) / 1024
    yield Row("FP5", f"{what}: its HTML with charts, gzip", size, "KB", 60)
    yield Row("FP6", f"{what}: scripts among them", scripts(without, with_them), "scripts", 0)


def _figure(number: int, words: str) -> Figure:
    (producer,) = parties.parties_for([f"Survey {number % 3}"])
    return figures.record_figure(
        words=words,
        population=f"people of the {number}th district who were counted",
        as_of=f"20{5 + number:02}-03" if number % 3 else "",
        work=works.work_for(url=f"https://example.org/bench/{number % 7}"),
        producer=producer,
    )


def _overtake(made: list[Figure]) -> None:
    """Have newer counts, one of them overtaken in turn."""
    for older in made:
        newer = figures.record_figure(words="2,512", as_of="2025-04")
        figures.supersede(newer=newer, older=older, reason="newer_as_of", by=None)
    last = figures.record_figure(words="2,640", as_of="2026-04")
    figures.supersede(newer=last, older=newer, reason="newer_as_of", by=None)


def _story(made: list[Figure], *, has_figures: bool) -> str:
    """The address of a story of 12 texts and quotations, with the same numbers in its texts."""
    source = random.Random(17)  # noqa: S311 - nothing secret
    blocks: list[Block] = []
    for number in range(QUOTATIONS):
        of_it = WORDS[number::QUOTATIONS]
        words = ", ".join(f"{words} {crowd.prose(source, 8)}" for words in of_it)
        blocks.append(Block("text", f"<p>{crowd.prose(source, 50)} {words}.</p>"))
        blocks.append(Block("quotation", quotation(source, number)))
    if has_figures:
        blocks += _insets(made)
    draft = Draft(
        headline="Bench of figures" if has_figures else "Bench without figures",
        section=Section.objects.get(slug="section-0"),
        blocks=blocks,
        figures=list(zip(made, WORDS, strict=True)) if has_figures else (),
    )
    public = publish(draft, at=timezone.now())
    discussion.open_thread(public)
    return public.get_absolute_url()


def _insets(made: list[Figure]) -> list[Block]:
    numbers = [figure.pk for figure in made]
    bars = {"title": "The districts", "figures": numbers[:CHARTED], "shown": "bars"}
    share = {"title": "The share", "figures": [numbers[SHARE]], "shown": "share"}
    outlook = outlooks.make_outlook(_expected())
    return [
        Block("figures", {**bars, "series": None}),
        Block("figures", {**share, "series": None}),
        Block("outlook", {"outlook": outlook.pk}),
    ]


def _expected() -> dict[str, Any]:  # a document of outlooks, as docs/reference/outlooks.md has it
    source = random.Random(19)  # noqa: S311 - nothing secret
    return {
        "id": "bench",
        "title": "What becomes of the districts",
        "groups": [
            {
                "id": f"G{group}",
                "label": crowd.prose(source, 4),
                "claims": [
                    {
                        "id": f"C{group}-{claim}",
                        "claim": crowd.prose(source, 14),
                        "modality": "may",
                    }
                    for claim in range(CLAIMS_OF_EACH)
                ],
            }
            for group in range(GROUPS)
        ],
    }
