"""What figures' public pages show of comments: which of them cite a figure, or report it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from pasquino.discussion.models import Comment, CommentFigure
from pasquino.figures import citing
from pasquino.figures.models import Figure

SHOWN = 20


def register() -> None:
    """Have figures told of comments.

    Alone they make no entry in the list. Who writes `fig:12` does not publish what the editors
    have not; only what an import says that a comment reports has a page for that.
    """
    citing.register(
        citing.FigureCiters(
            order=20,
            name="discussion",
            figures=lambda: _readable().values("figure"),
            counts=_counts,
            context=_context,
            template="discussion/_citing_figure.html",
            is_listed=False,
            opens=_reported,
        )
    )


def _readable() -> QuerySet[CommentFigure]:
    return CommentFigure.objects.filter(comment__in=Comment.objects.listed().values("pk"))


def _counts(numbers: Collection[int]) -> dict[int, int]:
    found = _readable().filter(figure__in=numbers).values_list("figure")
    return dict(found.annotate(comments=Count("comment")))


def _reported(numbers: Collection[int]) -> set[int]:
    found = _readable().filter(figure__in=numbers).exclude(words="")
    return set(found.values_list("figure", flat=True))


def _context(figure: Figure) -> dict[str, Any]:  # what a template is given
    """The newest comments with a figure; `more` says that there are older ones."""
    having = CommentFigure.objects.filter(figure=figure).values("comment")
    comments = Comment.objects.listed().filter(pk__in=having)
    found = comments.select_related("text", "author", "thread__story").order_by("-pk")
    newest = list(found[: SHOWN + 1])
    return {"comments": newest[:SHOWN], "more": len(newest) > SHOWN}
