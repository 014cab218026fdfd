"""The deeds around figures in comments: written down with the comment, tied by an import."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from pasquino.discussion import fragments, texts
from pasquino.discussion.figuring import named
from pasquino.discussion.fragments import Written
from pasquino.discussion.models import Comment, CommentFigure, CommentText, Thread
from pasquino.figures.models import Figure
from pasquino.stories import figure_ties

logger = logging.getLogger(__name__)


def note_figures(comment: Comment, text: CommentText) -> None:
    """Have a new comment point at the figures it names; no query where it names none.

    Part of the deed that writes the comment. Numbers that no figure has stay text.
    """
    if numbers := named([text.html]):
        CommentFigure.objects.bulk_create(
            CommentFigure(comment=comment, figure_id=number, is_cited=True)
            for number in _known(numbers)
        )


def note_figures_again(comment: Comment, written: Written) -> bool:
    """The same for a comment that was changed; gives whether it reports or names any now.

    What it reported stays where the words still stand in it.
    """
    numbers = named(_parts(written))
    if not numbers and not written.has_figures:
        return False
    text = _plain(written)
    rows = {number: CommentFigure(figure_id=number, is_cited=True) for number in _known(numbers)}
    for row in comment.figures.exclude(words=""):
        if _stands(row.words, text):
            rows.setdefault(row.figure_id, CommentFigure(figure_id=row.figure_id))
            rows[row.figure_id].words = row.words
    comment.figures.all().delete()
    for row in rows.values():
        row.comment = comment
    CommentFigure.objects.bulk_create(rows.values())
    return bool(numbers or rows)


@transaction.atomic
def tie_reported(figure: Figure, url: str, number: int) -> bool:
    """Tie a figure to the comment of this number that reports it, below the story at an address.

    False where there is no such comment here, or the figure's words do not stand in it. The
    comment's text is not touched.
    """
    story = figure_ties.reporting(figure, url)
    thread = Thread.objects.select_for_update().filter(story=story).first() if story else None
    comment = thread and Comment.objects.filter(thread=thread, number=number).first()
    if not comment:
        return False
    text = CommentText.objects.select_related("comment").get(pk=comment.pk)
    written = text.as_written()
    if not _stands(figure.words, _plain(written)):
        logger.info("%s %s: the words of figure %s do not stand in it.", story, comment, figure.pk)
        return False
    CommentFigure.objects.update_or_create(
        comment=comment, figure=figure, defaults={"words": " ".join(figure.words.split())}
    )
    if not written.has_figures:
        text.fragment = fragments.render(replace(written, has_figures=True))
        text.fragment_version = fragments.VERSION
        text.save(update_fields=["fragment", "fragment_version"])
    return True


def forget_figures(comments: QuerySet[Comment]) -> None:
    """Let go of the figures of comments whose words are destroyed."""
    CommentFigure.objects.filter(comment__in=comments).delete()


def _known(numbers: Sequence[int]) -> list[int]:
    return list(Figure.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", flat=True))


def _parts(written: Written) -> list[str]:
    return [written.body, *(added.body for added in written.additions)]


def _plain(written: Written) -> str:
    return " ".join(" ".join(texts.plain_text(part) for part in _parts(written)).split())


def _stands(words: str, text: str) -> bool:
    """Whether the words stand in a text, and not inside a longer word or number."""
    wanted = re.escape(" ".join(words.split()))
    around = rf"(?<!\w)(?<!\d[.,'’]){wanted}(?!\w|[.,'’]\d)"
    return re.search(around, text) is not None
