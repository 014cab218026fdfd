"""Rooms that cite figures, as the tests of public pages need them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pasquino.figures import citing
from pasquino.figures.models import Figure

STORIES: list[int] = []
COMMENTS: list[int] = []


def citers(name: str, numbers: list[int], *, is_listed: bool = True) -> citing.FigureCiters:
    """A room that cites these figures, each as often as it stands there."""
    return citing.FigureCiters(
        order=99,
        name=name,
        figures=lambda: Figure.objects.filter(pk__in=numbers).values("pk"),
        counts=lambda asked: {n: numbers.count(n) for n in asked if n in numbers},
        context=lambda figure: {"cited_here": figure.pk in numbers},
        template="figures/_as_of.html",
        is_listed=is_listed,
    )


@pytest.fixture(name="rooms", autouse=True)
def _rooms() -> Iterator[None]:
    """Two rooms, of stories and of comments, in place of the real ones; both forget afterwards."""
    real = citing.rooms()
    for room in real:
        citing.withdraw(room.name)
    citing.register(citers("test stories", STORIES))
    citing.register(citers("test comments", COMMENTS, is_listed=False))
    yield
    citing.withdraw("test stories")
    citing.withdraw("test comments")
    for room in real:
        citing.register(room)
    STORIES.clear()
    COMMENTS.clear()


def cited(figure: Figure) -> Figure:
    """The figure, now cited by a story."""
    STORIES.append(figure.pk)
    return figure
