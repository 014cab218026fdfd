"""Finds stories and comments: the one function that pages, the API and others ask.

results = find("flood -mill author:ada", sort=Sort.DATE)
results.found[0].address, results.found[0].snippet, results.next_cursor
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from datetime import time as clock
from enum import StrEnum
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from pasquino.discussion.models import Comment
from pasquino.search import cursors, engines, indexing, names, queries, snippets
from pasquino.search.engines import Asked, TookTooLong, engine
from pasquino.search.models import Document, first_id
from pasquino.search.queries import Kind, Note, Phrase, Query, Trouble
from pasquino.search.snippets import Piece
from pasquino.sources.masking import masked
from pasquino.stories.models import PublishedStory

SHOWN = 20
MOST_SHOWN = 100
ROUNDS = 5  # how often more is fetched when what was found may not be shown any more
KEYS = {Kind.STORY: engines.STORY, Kind.COMMENT: engines.COMMENT}


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True)
class Found:
    """One result: a story, or a comment and the story it stands under."""

    id: int
    story: PublishedStory
    comment: Comment | None
    title: list[Piece]
    snippet: list[Piece]

    @property
    def kind(self) -> Kind:
        """Whether it is a story or a comment."""
        return Kind.COMMENT if self.comment else Kind.STORY

    @property
    def address(self) -> str:
        """Where it stands."""
        return (self.comment or self.story).get_absolute_url()

    @property
    def dated_at(self) -> datetime:
        """When it was published or posted."""
        return self.comment.posted_at if self.comment else self.story.published_at


@dataclass
class Results:
    """One page of results; `next_cursor` is empty on the last, `sort` is the order they are in."""

    query: Query
    sort: Sort
    found: list[Found] = field(default_factory=list)
    next_cursor: str = ""
    notes: list[Note] = field(default_factory=list)


def find(
    text: str,
    *,
    sort: Sort = Sort.RELEVANCE,
    kind: Kind | None = None,
    cursor: str = "",
    limit: int = SHOWN,
) -> Results:
    """One page of what everyone may read and what the query asks for; never raises for any text.

    `kind` is as if `in:` stood in the query. Days are meant in the current time zone. A cursor
    that is not one, or another query's, gives the first page and a note. `limit` is 1 to 100.
    """
    query = queries.parse(text)
    if kind and not query.kinds:
        query.kinds.append(kind)
    results = Results(query, sort if query.wanted else Sort.DATE, notes=[*query.notes])
    if query.is_empty:
        results.notes += [Note(Trouble.NO_WORD)] if text.strip() else []
        return results
    asked = _asked(query, results.notes)
    if asked is not None:
        try:
            _fill(results, asked, cursor, max(1, min(limit, MOST_SHOWN)))
        except TookTooLong:
            results.notes.append(Note(Trouble.TOO_LONG))
    return results


def _asked(query: Query, notes: list[Note]) -> Asked | None:
    """The query with its names looked up; None when somebody is named whom nobody knows."""
    groups: list[Sequence[str]] = [[KEYS[kind]] for kind in query.kinds]
    unwanted: list[str] = []
    for name, keys, trouble in _looked_up(query):
        if not keys:
            notes.append(Note(trouble, name.said))
        if name.is_wanted:
            groups.append(keys)
        else:
            unwanted += keys
    if not all(groups):
        return None
    return Asked(
        wanted=query.wanted,
        unwanted=query.unwanted,
        keys=groups,
        unwanted_keys=unwanted,
        first=_first_id(query.since) if query.since else engines.LOWEST,
        end=_first_id(query.until) if query.until else engines.HIGHEST,
    )


def _looked_up(query: Query) -> Iterator[tuple[queries.Name, list[str], Trouble]]:
    for name in query.authors:
        yield name, names.author_keys(name.said), Trouble.NO_AUTHOR
    for name in query.sections:
        yield name, names.section_keys(name.said), Trouble.NO_SECTION


def _first_id(day: date) -> int:
    """The first id of a day in the current time zone."""
    return first_id(datetime.combine(day, clock.min, timezone.get_current_timezone()))


def _fill(results: Results, asked: Asked, cursor: str, limit: int) -> None:
    """Find the page after the cursor, and where the next one starts."""
    name = cursors.name_of((asked, results.sort))
    after = cursors.read(cursor, name)
    if cursor and after is None:
        results.notes.append(Note(Trouble.OLD_CURSOR))
    snapshot = after.snapshot if after else time.time_ns() // 1000
    if results.sort == Sort.DATE:
        ids = _by_date(asked, after, limit)
    else:
        ids = _by_relevance(asked, after, results)
    found = list(islice(_shown(ids, snapshot, asked.wanted, limit + 1), limit + 1))
    results.found = found[:limit]
    if len(found) > limit:
        shown = (after.shown if after else 0) + limit
        results.next_cursor = str(cursors.Cursor(name, snapshot, shown, found[limit - 1].id))


def _by_date(asked: Asked, after: cursors.Cursor | None, limit: int) -> Iterator[int]:
    """The ids from the cursor on, newest first, asked for a few at a time."""
    end, some = min(asked.end, after.last if after else engines.HIGHEST), limit + 1
    for _round in range(ROUNDS):
        ids = engine().newest(replace(asked, end=end), some)
        yield from ids
        if len(ids) < some:
            return
        end = ids[-1]


def _by_relevance(asked: Asked, after: cursors.Cursor | None, results: Results) -> Iterator[int]:
    """The ids from the cursor on, ranked anew: ranks shift a little with each new text.

    Where the last one seen is gone, as many are passed over as were shown.
    """
    best = engine().best(asked)
    if best.is_capped:
        results.notes.append(Note(Trouble.CAPPED))
    if len(best.ids) == engines.DEEPEST:
        results.notes.append(Note(Trouble.DEEPEST))
    start = 0
    if after:
        start = best.ids.index(after.last) + 1 if after.last in best.ids else after.shown
    return iter(best.ids[start:])


def _shown(
    ids: Iterable[int], snapshot: int, phrases: Sequence[Phrase], some: int
) -> Iterator[Found]:
    """What of these everyone may read now, in this order, loaded some at a time."""
    remaining = iter(ids)
    while chunk := list(islice(remaining, some)):
        documents = Document.objects.filter(pk__in=chunk, indexed_at__lte=snapshot)
        rows = {pk: (story, comment) for pk, story, comment in documents.values_list(
            "pk", "story_id", "comment_id"
        )}  # fmt: skip
        stories = _stories().in_bulk([story for story, comment in rows.values() if not comment])
        comments = _comments().in_bulk([comment for _story, comment in rows.values() if comment])
        for pk in chunk:
            story, comment = rows.get(pk, (None, None))
            if comment in comments:
                yield _found_comment(pk, comments[comment], phrases)
            elif comment is None and story in stories:
                yield _found_story(pk, stories[story], phrases)


def _stories() -> QuerySet[PublishedStory]:
    """What is shown of stories; withdrawn ones never, whatever the index says."""
    public = PublishedStory.objects.public().select_related("edition", "section")
    return public.defer(
        "edition__html", "edition__blocks", "edition__quotations", "edition__links"
    )


def _comments() -> QuerySet[Comment]:
    """What is shown of comments; those that may not be named never, whatever the index says."""
    listed = Comment.objects.listed().select_related("text", "author", "thread__story")
    return listed.defer("text__source", "text__fragment", "text__quoted")


def _found_story(pk: int, story: PublishedStory, phrases: Sequence[Phrase]) -> Found:
    snippet = snippets.snippet(indexing.story_text(story), phrases)
    return Found(pk, story, None, snippets.marked(masked(story.headline), phrases), snippet)


def _found_comment(pk: int, comment: Comment, phrases: Sequence[Phrase]) -> Found:
    snippet = snippets.snippet(indexing.comment_text(comment.text.html), phrases)
    title = snippets.marked(masked(comment.text.subject), phrases)
    return Found(pk, comment.thread.story, comment, title, snippet)
