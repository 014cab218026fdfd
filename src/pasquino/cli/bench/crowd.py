"""Fills a scratch site for benchmarks: many stories, long threads, made in bulk."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Page

from pasquino.accounts.models import User
from pasquino.discussion import fragments, texts
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.stories.models import (
    ArchiveMonth,
    Byline,
    Edition,
    PublishedByline,
    PublishedStory,
    PublishedTopic,
    Section,
    Shelf,
    Story,
    Topic,
    Writer,
)

Listed = TypeVar("Listed", Section, Topic, Writer)
FIRST = datetime(2010, 1, 1, 8, 0, tzinfo=UTC)
TEXTS = (
    "standfirst",
    "lead_alt",
    "lead_credit",
    "lead_caption",
    "language",
    "address",
    "before_title",
    "after_title",
    "edition_note",
)
WORDS = [
    "the",
    "river",
    "town",
    "council",
    "wall",
    "bridge",
    "budget",
    "almost",
    "about",
    "metres",
    "crowns",
    "paper",
    "answer",
    "committee",
    "morning",
    "number",
    "which",
    "would",
    "before",
    "after",
    "nobody",
    "counted",
    "written",
    "again",
    "under",
]


def prose(source: random.Random, words: int) -> str:
    """A paragraph of so many words, the same for the same seed."""
    return " ".join(source.choice(WORDS) for _ in range(words)).capitalize() + "."


Say = Callable[[random.Random, int], str]


@transaction.atomic
def stories(number: int, say: Say = prose) -> None:
    """So many published stories, six hours apart, over 4 sections, 20 topics and 10 writers.

    `say` makes their texts: so many words, the same for the same seed.
    """
    source = random.Random(17)  # noqa: S311 - nothing secret
    sections = [_named(Section, f"Section {at}") for at in range(4)]
    topics = [_named(Topic, f"Topic {at}") for at in range(20)]
    writers = [_named(Writer, f"Writer {at}") for at in range(10)]
    made = _pages(number, sections)
    editions = Edition.objects.bulk_create(
        [_edition(story, at, source, say) for at, story in enumerate(made)], batch_size=500
    )
    public = PublishedStory.objects.bulk_create(
        [_public(edition, sections[at % 4], at) for at, edition in enumerate(editions)],
        batch_size=500,
    )
    _list(public, topics, writers)


def _named(kind: type[Listed], name: str) -> Listed:
    made: Listed = kind._default_manager.create(name=name, slug=name.lower().replace(" ", "-"))
    return made


def _pages(number: int, sections: list[Section]) -> list[int]:
    """Rows of Wagtail's tree and of `Story`; gives their keys."""
    shelf = Shelf.objects.get()
    kind = ContentType.objects.get_for_model(Story)
    pages = [_page(shelf, kind, at) for at in range(number)]
    keys = [page.pk for page in Page.objects.bulk_create(pages, batch_size=500)]
    Page.objects.filter(pk=shelf.pk).update(numchild=number)
    names = [*TEXTS, "body"]
    empty = ["" if name != "body" else "[]" for name in names]
    table = connection.ops.quote_name(Story._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (page_ptr_id, section_id, {', '.join(names)}) "  # noqa: S608 - our own names
            f"VALUES ({', '.join(['%s'] * (len(names) + 2))})",
            [[key, sections[at % 4].pk, *empty] for at, key in enumerate(keys)],
        )
    return keys


def _page(shelf: Page, kind: ContentType, at: int) -> Page:
    return Page(
        title=f"Story {at}",
        draft_title=f"Story {at}",
        slug=f"story-{at}",
        depth=shelf.depth + 1,
        path=Page._get_path(shelf.path, shelf.depth + 1, at + 1),
        content_type=kind,
        live=True,
        locale=shelf.locale,
        url_path=f"/stories/story-{at}/",
    )


def _edition(story: int, at: int, source: random.Random, say: Say) -> Edition:
    """Fifteen blocks: paragraphs with three quotations among them."""
    parts = [f"<p>{say(source, 90)}</p>" for _ in range(12)]
    html = "\n".join([*parts[:4], *(f"<!--slot:quotation:{n}-->" for n in (1, 2, 3)), *parts[4:]])
    quotation = {"words": [say(source, 40)], "speaker": "A. Speaker", "work": "A report",
                 "publisher": "An office", "link": "https://example.org/"}  # fmt: skip
    return Edition(
        story_id=story, number=1, made_at=_when(at), headline=f"Story {at}: {say(source, 8)}",
        standfirst=say(source, 22), language="en", html=html, text=html,
        quotations=[quotation] * 3,
        bylines=[{"name": f"Writer {at % 10}", "slug": f"writer-{at % 10}", "role": ""}],
        topics=[{"name": f"Topic {at % 20}", "slug": f"topic-{at % 20}"}],
    )  # fmt: skip


def _when(at: int) -> datetime:
    return FIRST + timedelta(hours=6 * at)


def _public(edition: Edition, section: Section, at: int) -> PublishedStory:
    when = _when(at)
    return PublishedStory(
        story_id=edition.story_id, edition=edition, section=section, year=when.year,
        month=when.month, slug=f"story-{at}", published_at=when, updated_at=when,
        headline=edition.headline, standfirst=edition.standfirst, byline=f"Writer {at % 10}",
        language="en",
    )  # fmt: skip


def _list(public: list[PublishedStory], topics: list[Topic], writers: list[Writer]) -> None:
    PublishedTopic.objects.bulk_create(
        [PublishedTopic(story=story, topic=topics[at % 20], published_at=story.published_at)
         for at, story in enumerate(public)], batch_size=2000)  # fmt: skip
    PublishedByline.objects.bulk_create(
        [PublishedByline(story=story, writer=writers[at % 10], published_at=story.published_at)
         for at, story in enumerate(public)], batch_size=2000)  # fmt: skip
    Byline.objects.bulk_create(
        [Byline(story_id=story.pk, writer=writers[at % 10], sort_order=0)
         for at, story in enumerate(public)], batch_size=2000)  # fmt: skip
    months = {(story.year, story.month) for story in public}
    ArchiveMonth.objects.bulk_create([ArchiveMonth(year=y, month=m) for y, m in sorted(months)])
    Thread.objects.bulk_create([Thread(story=story) for story in public], batch_size=2000)


@transaction.atomic
def comments(thread: Thread, number: int) -> None:
    """So many comments of about 50 words by 40 readers, half of them rated, at most 12 deep."""
    source = random.Random(number)  # noqa: S311 - nothing secret
    readers = [User.objects.create_user(f"Reader {thread.pk} {at}") for at in range(40)]
    last = Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made: list[Comment] = []
    for at in range(1, number + 1):
        comment = _comment(thread, readers[at % 40], _parent(made, source), source)
        comment.pk, comment.number, comment.revision = last + at, at, at
        comment.posted_at = FIRST + timedelta(seconds=30 * at)
        made.append(comment)
    Comment.objects.bulk_create(made, batch_size=1000)
    _move_sequence()
    for start in range(0, number, 1000):
        chunk = made[start : start + 1000]
        CommentText.objects.bulk_create([_text(comment, source) for comment in chunk])
    Thread.objects.filter(pk=thread.pk).update(
        last_number=number, revision=number, visible_count=number, last_at=FIRST
    )


def _parent(made: list[Comment], source: random.Random) -> Comment | None:
    """Three of ten start a thread, the others answer one of the last forty."""
    if not made or source.random() < 0.3:  # noqa: PLR2004 - a share
        return None
    parent = made[source.randint(max(0, len(made) - 40), len(made) - 1)]
    return parent if parent.depth < 12 else None  # noqa: PLR2004 - as deep as real threads go


def _comment(
    thread: Thread, author: User, parent: Comment | None, source: random.Random
) -> Comment:
    count = source.choice((0, 0, 1, 3, 6))
    return Comment(
        thread=thread, author=author, parent=parent,
        parent_number=parent.number if parent else 0, depth=parent.depth + 1 if parent else 0,
        rating_count=count, rating_sum=sum(source.randint(1, 5) for _ in range(count)),
    )  # fmt: skip


def _move_sequence() -> None:
    """PostgreSQL hands out keys from a sequence that did not see ours."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('discussion_comment', 'id'), "
                "(SELECT MAX(id) FROM discussion_comment))"
            )


def _text(comment: Comment, source: random.Random) -> CommentText:
    subject, words = prose(source, 4), f"{prose(source, 30)}\n\n{prose(source, 20)}"
    body = texts.render_commonmark(words)
    written = fragments.Written(
        comment.number, comment.parent_number, comment.depth, subject, body
    )
    return CommentText(
        comment=comment, subject=subject, source=words, html=body,
        fragment=fragments.render(written), fragment_version=fragments.VERSION,
    )  # fmt: skip
