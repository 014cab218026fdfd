"""Every discussion that can be written as a page of Scoop is read as it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.transfer.scoop.page import ScoopComment
from tests.transfer.scoop_text import page_with

pytestmark = pytest.mark.once

SAFE = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9)
WORDS = st.lists(SAFE, min_size=1, max_size=4).map(" ".join)
ZONES_USED = {"EST": -5, "CEST": 2, "UTC": 0}


@st.composite
def discussions(draw: st.DrawFn) -> tuple[ScoopComment, ...]:
    """Threads in which each comment answers the one before it, in any order of numbers."""
    lengths = draw(st.lists(st.integers(1, 4), max_size=5))
    numbers = draw(st.permutations(range(1, sum(lengths) + 1)))
    comments: list[ScoopComment] = []
    for length in lengths:
        thread = sorted(numbers[len(comments) : len(comments) + length])
        for parent, number in zip([None, *thread], thread, strict=False):
            comments.append(draw(written_comments(number, parent)))
    return tuple(comments)


@st.composite
def written_comments(draw: st.DrawFn, number: int, parent: int | None) -> ScoopComment:
    zone = draw(st.sampled_from(sorted(ZONES_USED)))
    seconds = draw(st.integers(0, 1_200_000_000))
    posted_at = datetime(1999, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    groups = draw(st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=3))
    ratings = draw(st.lists(st.integers(1, 5), max_size=9))
    mean = (Decimal(sum(ratings)) / max(len(ratings), 1)).quantize(Decimal("0.01"))
    return ScoopComment(
        number=number,
        parent=parent,
        subject=draw(WORDS),
        author=draw(WORDS),
        local=posted_at.replace(tzinfo=None) + timedelta(hours=ZONES_USED[zone]),
        zone=zone,
        posted_at=posted_at,
        paragraphs=tuple(line for group in groups for line in group),
        group_sizes=tuple(map(len, groups)),
        mean=mean if ratings else None,
        ratings=len(ratings),
        rating_sum=sum(ratings),
    )


def as_text(comment: ScoopComment) -> str:
    lines = iter(comment.paragraphs)
    groups = ["\n".join(next(lines) for _ in range(size)) for size in comment.group_sizes]
    above = "\n" * (1 if comment.parent is None else 2)
    body = "\n\n".join(groups) + "\n" if groups else ""
    score = f"({comment.mean or 'none'} / {comment.ratings})"
    when = f"{comment.local:%a %b %d, %Y at %I:%M:%S %p} {comment.zone}"
    return (
        f"{above}    {comment.subject} {score} (#{comment.number})\n"
        f"    by {comment.author} on {when}\n{body}"
    )


@given(discussions())
def test_a_written_discussion_is_read_as_it_was(comments: tuple[ScoopComment, ...]) -> None:
    page = page_with("".join(map(as_text, comments)))

    assert page.comments == comments
    assert page == replace(page_with(), comments=comments)
