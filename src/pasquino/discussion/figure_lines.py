"""What a comment's figures are shown as: `fig:12` as a link, and below the text newer counts."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.discussion.models import Comment, CommentFigure, Thread
from pasquino.figures import citing, reader_words, records
from pasquino.figures.models import Figure
from pasquino.figures.stated import plain


@dataclass(frozen=True)
class Newer:
    """A newer count, and the comment of the same discussion that has it, or 0."""

    figure: Figure
    comment: int


def slots(comments: Collection[int], thread: Thread, address: str) -> dict[int, dict[str, str]]:
    """What goes into the slots of these comments' fragments, by the comments' ids.

    Figures without a public page fill nothing. `address` is the story's.
    """
    rows = list(
        CommentFigure.objects.filter(comment__in=comments)
        .select_related("figure", "comment")
        .order_by("pk")
    )
    known = public({row.figure_id: row.figure for row in rows}.values())
    newer = _newer(known.values(), thread)
    parts: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.figure_id not in known:
            continue
        own = parts[row.comment_id]
        if row.is_cited:
            own |= link_slots(row.figure)
        if row.figure_id in newer:
            line = _line(row, newer[row.figure_id], address)
            own["figures"] = own.get("figures", "") + line
    return parts


def public(figures: Iterable[Figure]) -> dict[int, Figure]:
    """Those of these figures that have a public page, by their numbers."""
    given = {figure.pk: figure for figure in figures}
    return {number: given[number] for number in citing.public(given)} if given else {}


def link_slots(figure: Figure) -> dict[str, str]:
    """What goes around each mention of a figure: a link, with its words for ear and pointer."""
    words = html.escape(f"fig:{figure.pk}: {figure}")
    amount = figure.stated.amount
    value = plain(amount) if amount is not None else ""
    opening = (
        f'<a class="comment__figure" href="{reverse("figure", args=[figure.pk])}" '
        f'title="{words}" aria-label="{words}"><data class="figure" value="{value}" '
        f'data-qualifier="{figure.qualifier}">'
    )
    return {f"figure-{figure.pk}": opening, f"end-{figure.pk}": "</data></a>"}


def _newer(figures: Iterable[Figure], thread: Thread) -> dict[int, Newer]:
    """The newest count of each figure that has been overtaken, as far as it has a page."""
    newest = records.newest_of_each(figures)
    overtaken = {old: new for old, new in newest.items() if new.pk != old}
    known = public(overtaken.values())
    here = _comments_with(known, thread) if known else {}
    return {
        old: Newer(new, here.get(new.pk, 0)) for old, new in overtaken.items() if new.pk in known
    }


def _comments_with(figures: Iterable[int], thread: Thread) -> dict[int, int]:
    """The first comment of a thread with each figure; one that reports it rather than cites."""
    readable = Comment.objects.listed().filter(thread=thread).values("pk")
    rows = CommentFigure.objects.filter(figure__in=list(figures), comment__in=readable)
    found = rows.order_by("-comment__number").values_list("figure", "words", "comment__number")
    ordered: Sequence[tuple[int, str, int]] = sorted(found, key=lambda row: bool(row[1]))
    return {figure: number for figure, _words, number in ordered}


def _line(row: CommentFigure, newer: Newer, address: str) -> str:
    """One sentence: which figure has which newer count, and where that stands."""
    called = f"fig:{row.figure_id}" if row.is_cited else f"“<bdi>{html.escape(row.words)}</bdi>”"
    new, link = newer.figure, html.escape(newer.figure.get_absolute_url())
    spoken = f' lang="{html.escape(new.language)}"' if new.language else ""
    count = f'<a href="{link}"><bdi{spoken}>{html.escape(new.words)}</bdi></a>'
    said = [_("{figure} has a newer count: {count}").format(figure=called, count=count)]
    if new.as_of:
        said.append(html.escape(_("as of {date}").format(date=reader_words.as_of(new.as_of))))
    if newer.comment not in (0, row.comment.number):
        at = f'<a href="{html.escape(address)}comments/{newer.comment}/">#{newer.comment}</a>'
        said.append(_("see {comment}").format(comment=at))
    return f'<p class="comment__newer">{", ".join(said)}.</p>'
