"""What machines are told about a discussion: schema.org as JSON-LD. No database.

The comments are a flat list in which each names the one it answers: a reply's reply's reply may
be thousands deep (specs/discussion.md e1), which no reader of nested JSON is made for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import NamedTuple

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
    address, zone = absolute(story.get_absolute_url()), timezone.get_current_timezone()
    node = {
        "@type": "DiscussionForumPosting",
        "@id": f"{address}#discussion",
        "url": f"{address}#discussion",
        "headline": story.headline,
        "text": story.standfirst or story.headline,
        "datePublished": moment(timezone.localtime(story.published_at)),
        "author": _author(story),
        "isPartOf": {"@id": article_id(story)},
        "comment": [_comment(address, told, zone) for told in comments],
    }
    return said(node) | ({} if count is None else {"commentCount": count})


def _comment(address: str, told: Told, zone: tzinfo) -> Node:
    """One comment, known by its permanent address.

    Addresses are put together here, as in printing.py: reversing two hundred of them would take
    longer than all the rest of the page.
    """
    parent = f"{address}comments/{told.parent}/" if told.parent else f"{address}#discussion"
    reader = absolute(f"/reader/{told.author_slug}/")
    return {
        "@type": "Comment",
        "@id": f"{address}comments/{told.number}/",
        "name": told.subject,
        "author": {"@type": "Person", "name": told.author, "url": reader},
        "dateCreated": moment(told.posted_at.astimezone(zone)),
        "text": told.text if len(told.text) <= BEGINNING else f"{told.text[:BEGINNING]}…",
        "parentItem": {"@id": parent},
    }


def _author(story: PublishedStory) -> Node:
    """Who opened the discussion: whoever stands over the story, else nobody."""
    return {"@type": "Person", "name": story.byline} if story.byline else {}
