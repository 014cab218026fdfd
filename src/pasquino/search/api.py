"""Searching by the API: the same query language, the same results as the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from pasquino.accounts import limits
from pasquino.delivery.problems import Problem
from pasquino.discussion import refusal_words
from pasquino.search.finding import MOST_SHOWN, SHOWN, Found, Sort, find
from pasquino.search.queries import Kind, Trouble
from pasquino.search.views import limit_searches, sentence
from pasquino.stories.feeds import absolute

router = Router(tags=["search"])

LONGEST = 10_000  # letters; an address is hardly longer anywhere
UNKNOWN, TOO_MANY = 422, 429


class Search(Schema):
    q: str = Field(
        min_length=1,
        max_length=LONGEST,
        description="Words, “phrases”, -not, author:, section:, in:, before:, after:, as on the "
        "page for readers.",
        json_schema_extra={"example": "flood -mill"},
    )
    kind: Kind | None = Field(None, description="Only these, as if `in:` stood in `q`.")
    sort: Sort = Field(Sort.RELEVANCE, description="Best match or newest first.")
    cursor: str | None = Field(
        None, max_length=100, description="Where to go on: the `cursor` of the page before."
    )
    limit: int = Field(SHOWN, ge=1, le=MOST_SHOWN, description="How many results at most.")


class Piece(Schema):
    text: str
    is_match: bool = Field(description="It is what was looked for.")


class Result(Schema):
    kind: Kind
    url: str = Field(description="The page for readers.")
    api: str = Field(description="The same here.")
    title: list[Piece] = Field(description="Headline or subject, in pieces.")
    snippet: list[Piece] = Field(description="Where it was found in the text, in pieces.")
    headline: str = Field(description="Of the story it is, or stands under.")
    dated_at: datetime = Field(description="When it was published or posted.")


class Results(Schema):
    results: list[Result]
    notes: list[str] = Field(description="Sentences on what of `q` was not understood or used.")
    cursor: str | None = Field(description="Give it to get the next page; null on the last one.")


@router.get("/search", response=Results, summary="Search", url_name="search")
def search(request: HttpRequest, asked: Query[Search]) -> dict[str, Any]:
    """Stories and comments that everyone may read, by the words in them."""
    try:
        limit_searches(request, asked.q.strip(), asked.sort)
    except limits.TooOften as often:
        wait = {"Retry-After": str(refusal_words.seconds(often))}
        raise Problem(TOO_MANY, refusal_words.sentence(often), headers=wait) from often
    results = find(
        asked.q, sort=asked.sort, kind=asked.kind, cursor=asked.cursor or "", limit=asked.limit
    )
    if any(note.trouble is Trouble.OLD_CURSOR for note in results.notes):
        raise Problem(UNKNOWN, _("This cursor is none that the API gave for this search."))
    return {
        "results": [_told(found) for found in results.found],
        "notes": [sentence(note) for note in results.notes],
        "cursor": results.next_cursor or None,
    }


def _told(found: Found) -> dict[str, Any]:
    story, comment = found.story, found.comment
    place = [story.year, f"{story.month:02}", story.slug]
    address = (
        reverse("api:comment", args=[*place, comment.number])
        if comment
        else reverse("api:story", args=place)
    )
    return {
        "kind": found.kind,
        "url": absolute(found.address),
        "api": absolute(address),
        "title": [piece._asdict() for piece in found.title],
        "snippet": [piece._asdict() for piece in found.snippet],
        "headline": story.headline,
        "dated_at": found.dated_at,
    }
