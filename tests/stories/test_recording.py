"""Quotations from before they were checked are written down by a command, once each."""

from __future__ import annotations

import pytest

from pasquino.discussion import recording as of_comments
from pasquino.discussion.models import CommentQuotation
from pasquino.quotations.models import Quotation
from pasquino.stories import recording as of_stories
from pasquino.stories.models import Edition, StoryQuotation, StorySource
from tests import make

pytestmark = pytest.mark.django_db
OLD = ("id", "words", "speaker", "work", "publisher", "link")


def from_before() -> None:
    """Have nothing of a quotation be written down, as it was before."""
    CommentQuotation.objects.all().delete()
    StoryQuotation.objects.all().delete()
    StorySource.objects.all().delete()
    Quotation.objects.all().delete()
    for edition in Edition.objects.all():
        entries = [{name: entry[name] for name in OLD} for entry in edition.quotations]
        Edition.objects.filter(pk=edition.pk).update(quotations=entries)


def test_what_stories_quoted_before_is_written_down_once() -> None:
    words = "The old weir held through all of March."
    make.story(blocks=[make.quotation(words, link="https://example.org/weir")])
    make.story()
    from_before()

    assert of_stories.record_before() == (1, 0)

    row = StoryQuotation.objects.get()
    assert row.quotation.text == words
    assert row.quotation.checks.count() == 1
    assert StorySource.objects.count() == 1
    assert of_stories.record_before() == (0, 0)


def test_what_comments_quoted_before_is_written_down_once() -> None:
    make.comment(make.thread(), source="> The old weir held through all of March.\n\nIt did.")
    make.comment(make.thread(), source="Nothing is quoted here.")
    from_before()

    assert of_comments.record_before() == (1, 0)

    assert CommentQuotation.objects.get().quotation.text.startswith("The old weir held")
    assert of_comments.record_before() == (0, 0)
