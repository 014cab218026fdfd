"""What the API tells of the quotations inside comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ninja import Field, Schema

from pasquino.discussion import quotation_lines
from pasquino.discussion.models import Comment, CommentQuotation
from pasquino.discussion.quotation_lines import Row

_QUOTES = "<blockquote>"


class QuotationTold(Schema):
    place: int = Field(
        description="Which of the comment’s outermost quotations, counted from 1 through what was "
        "added too; only the first 20 are checked."
    )
    origin: str = Field(
        description="`given` (with `url`), `story`, `comment` (with `of_number`) or `none`: "
        "nobody named a source.",
        examples=["given"],
    )
    url: str = Field(description="The source as the author gave it, or empty.")
    of_number: int | None = Field(description="The comment under this story that is quoted.")
    work: int | None = Field(description="The source’s number here: `/sources/<number>/`.")
    verdict: str | None = Field(
        description="As `POST /quotations/check` gives it as `status`; null: not checked.",
        examples=["altered"],
    )
    kind: str = Field(description="Of what is altered: spelling, wording, omission or order.")
    warnings: list[str]
    words_omitted: int | None
    said: str = Field(description="The line that readers see below it.")


def told(comments: Iterable[Comment]) -> dict[int, list[dict[str, Any]]]:
    """The quotations of comments, by the comments’ ids; one query, none where nobody quotes."""
    quoting = [comment.pk for comment in comments if _may_quote(comment)]
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    if quoting:
        rows = CommentQuotation.objects.filter(comment__in=quoting).order_by("comment", "place")
        for row in quotation_lines.rows(rows):
            found[row.comment].append(_told(row))
    return found


def _may_quote(comment: Comment) -> bool:
    parts = (comment.text.html, *(added.html for added in comment.additions.all()))
    return any(_QUOTES in part for part in parts)


def _told(row: Row) -> dict[str, Any]:
    said = quotation_lines.said(row)
    return {
        "place": row.place,
        "origin": row.origin,
        "url": row.url,
        "of_number": row.of_number,
        "work": row.work,
        "verdict": row.status,
        "kind": row.kind or "",
        "warnings": row.warnings or [],
        "words_omitted": row.words_omitted,
        "said": said.line,
    }
