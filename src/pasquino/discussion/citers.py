"""What sources' public pages show of comments: which of them quote a work."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from pasquino.discussion.models import Comment, CommentQuotation
from pasquino.sources import citing
from pasquino.sources.models import Work

SHOWN = 20


def register() -> None:
    """Have works that readable comments quote shown; alone they make no entry in the list."""
    citing.register(
        citing.Citers(
            order=20,
            name="discussion",
            works=_works,
            counts=_counts,
            context=_context,
            template="discussion/_citing_source.html",
            is_listed=False,
        )
    )


def _quotations() -> QuerySet[CommentQuotation]:
    readable = Comment.objects.listed().values("pk")
    return CommentQuotation.objects.filter(comment__in=readable, quotation__work__isnull=False)


def _works() -> QuerySet[Any]:  # of one column
    return _quotations().values("quotation__work")


def _counts(numbers: Collection[int]) -> dict[int, int]:
    found = _quotations().filter(quotation__work__in=numbers).values_list("quotation__work")
    return dict(found.annotate(comments=Count("comment", distinct=True)))


def _context(work: Work) -> dict[str, Any]:  # what a template is given
    """The newest comments that quote the work, each once."""
    quoting = _quotations().filter(quotation__work=work).values("comment")
    comments = Comment.objects.listed().filter(pk__in=quoting)
    found = comments.select_related("text", "author", "thread__story").order_by("-pk")
    return {"comments": list(found[:SHOWN])}
