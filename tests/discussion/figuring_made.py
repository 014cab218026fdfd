"""Figures, and comments that name them, for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client

from pasquino.discussion.models import Comment
from pasquino.figures import actions
from pasquino.figures.models import Figure, FigureRelation
from pasquino.figures.stated import Stated
from pasquino.stories import figure_ties
from pasquino.stories.models import PublishedStory
from tests import make


def hidden(words: str = "about 300 boats", amount: int = 300, **fields: Any) -> Figure:
    """A figure that nothing public cites."""
    stated = Stated("about", Decimal(amount))
    return actions.record_figure(words=words, stated=stated, language="en", **fields)


def published(words: str = "about 300 boats", amount: int = 300, **fields: Any) -> Figure:
    """A figure in a published story."""
    return publish(hidden(words, amount, **fields))


def publish(figure: Figure) -> Figure:
    """The figure, now in a published story."""
    story = make.story(blocks=[make.text(f"They counted {figure.words} there.")])
    figure_ties.tie(story, figure, figure.words)
    return figure


def comment(**given: Any) -> Comment:
    """A comment under a story of its own."""
    return make.comment(make.thread(), **given)


def address(story: PublishedStory) -> str:
    """A story's address in full."""
    return f"{settings.BASE_URL}{story.get_absolute_url()}"


def overtaken(older: Figure, words: str = "about 340 boats", **fields: Any) -> Figure:
    """The newer count that supersedes a figure."""
    newer = hidden(words, 340, **fields)
    actions.supersede(newer=newer, older=older, reason=FigureRelation.Reason.NEWER, by=None)
    return newer


def article(client: Client, comment: Comment) -> Tag:
    """The comment as it stands on its story's page."""
    story: PublishedStory = comment.thread.story
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").select_one(f"#c{comment.number}")
    assert found is not None
    return found


def said(found: Tag | None) -> str:
    """Its words, in one line."""
    assert found is not None
    return " ".join(found.get_text().split())
