"""Which doubts about its figures stand between a story and its publication.

As for quotations, the magazine's `PublicationPolicy` says what each problem is answered with.
What is missing of several figures is one doubt, so that nobody is asked seven times. Of the other
checks that find something wrong the editor is only told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pasquino.figures.checking import Check, checks_of
from pasquino.figures.models import Figure
from pasquino.stories import desk_numbers, insets
from pasquino.stories.gate import INFORM, Doubt
from pasquino.stories.models import PublicationPolicy, Story

NO_PLACE = 0  # such a doubt is of no quotation
DO_NOT_ADD_UP = ("cannot_be_disjoint", "exceeds")


def doubts(story: Story) -> list[Doubt]:
    """The doubts about the figures of a story as its form or draft has them."""
    rows = list(story.marked_figures.all())
    charts = _in_charts(story)
    if not rows and not charts:
        return []
    marked = [(row, desk_numbers.stands(story, row)) for row in rows]
    gone = [row.words for row, stands in marked if not stands]
    numbers = {row.figure_id for row, stands in marked if stands} | set(charts)
    checks = checks_of(Figure.objects.filter(pk__in=numbers).select_related("work"))
    policy = PublicationPolicy.load()
    return [
        *_of_checks(checks, policy),
        *([_doubt("words_gone", policy.words_gone, _gone(gone), gone)] if gone else []),
    ]


def _in_charts(story: Story) -> list[int]:
    """The numbers of the figures that the story's charts show."""
    return [
        figure
        for block in story.body
        if block.block_type == insets.FIGURES
        for figure in insets.entry("", insets.FIGURES, block.value)["figures"]
    ]


def _of_checks(checks: Sequence[Check], policy: PublicationPolicy) -> Iterator[Doubt]:
    for check in checks:
        if check.kind == "missing_as_of":
            yield _doubt("no_as_of", policy.no_as_of, check.sentence, _named(check))
        elif check.result in DO_NOT_ADD_UP:
            yield _doubt("no_sum", policy.no_sum, check.sentence, [check.result, *_named(check)])
        elif check.is_ok is False:
            about = [check.kind, check.result, *_named(check)]
            yield _doubt("no_sum", INFORM, check.sentence, about)


def _named(check: Check) -> list[str]:
    """The figures of a check, so that another of them is another question."""
    return [f"{figure.pk}" for figure in check.figures]


def _gone(words: Sequence[str]) -> str:
    sentence = ngettext(
        "The words of a figure stand in the text no longer: {words}. Readers are not shown it.",
        "The words of {count} figures stand in the text no longer: {words}. Readers are not shown "
        "them.",
        len(words),
    )
    return sentence.format(
        count=len(words), words=", ".join(_("“{words}”").format(words=one) for one in words)
    )


def _doubt(problem: str, answer: str, said: str, about: Sequence[str]) -> Doubt:
    key = hashlib.sha256(repr((problem, *about)).encode("utf-8", "surrogatepass")).hexdigest()
    return Doubt(NO_PLACE, "", problem, answer, key, "", said=said)
