"""What machines are told about a discussion: schema.org as JSON-LD. No database.

The comments are a flat list in which each names the one it answers: a reply's reply's reply may
be thousands deep (specs/discussion.md e1), which no reader of nested JSON is made for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from pasquino.stories.atom import moment
from pasquino.stories.feeds import absolute
from pasquino.stories.models import PublishedStory
from pasquino.stories.structured_data import Node, article_id, said

BEGINNING = 160  # characters of a comment; all of it stands on the page already


class Told(NamedTuple):
    """What is told of a comment; `parent` is 0 at the top, `text` its beginning as written."""

    number: int
    parent: int
    posted_at: datetime
    author: str
    author_slug: str
    subject: str
    text: str


def posting(story: PublishedStory, comments: Iterable[Told], count: int | None = None) -> Node:
    """The discussion under a story with those of its comments that a page shows."""
    node = {
        "@type": "DiscussionForumPosting",
        "@id": posting_id(story),
        "url": posting_id(story),
        "headline": story.headline,
        "text": story.standfirst or story.headline,
        "datePublished": moment(timezone.localtime(story.published_at)),
        "author": {"@type": "Person" if story.byline else "Organization", "name": _author(story)},
        "isPartOf": {"@id": article_id(story)},
        "comment": [comment(story, told) for told in comments],
    }
    return said(node) | ({} if count is None else {"commentCount": count})


def posting_id(story: PublishedStory) -> str:
    """What comments at the top answer."""
    return f"{absolute(story.get_absolute_url())}#discussion"


def comment(story: PublishedStory, told: Told) -> Node:
    """One comment, known by its permanent address."""
    parent = comment_id(story, told.parent) if told.parent else posting_id(story)
    person = {"@type": "Person", "name": told.author}
    return {
        "@type": "Comment",
        "@id": comment_id(story, told.number),
        "name": told.subject,
        "author": person | {"url": absolute(reverse("reader", args=[told.author_slug]))},
        "dateCreated": moment(timezone.localtime(told.posted_at)),
        "text": told.text if len(told.text) <= BEGINNING else f"{told.text[:BEGINNING]}…",
        "parentItem": {"@id": parent},
    }


def comment_id(story: PublishedStory, number: int) -> str:
    """The address of a comment's own page."""
    return absolute(reverse("comment", args=[*story.address, number]))


def _author(story: PublishedStory) -> str:
    return story.byline or absolute("/")
