"""Benchmarks of the search: 20,000 stories and 200,000 comments, on SQLite and on PostgreSQL."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import connection, transaction

from pasquino.accounts import names
from pasquino.accounts.models import User
from pasquino.cli.bench import crowd
from pasquino.cli.bench.pages import get, wall_ms
from pasquino.cli.bench.rows import Row
from pasquino.cli.refusals import Refused
from pasquino.discussion import actions, announcements
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.search import indexing, listeners
from pasquino.search.finding import Sort, find

STORIES, COMMENTS = 20_000, 200_000
IN_A_THREAD = 100
COMMON = "oftensaid"  # in one of ten texts
BAR, HOSTILE_BAR = 100.0, 200.0
RUNS = 15
CLUSTER = Path(__file__).resolve().parents[4] / "scripts" / "test.py"


def measure() -> Iterator[Row]:
    """The rows of both databases; PostgreSQL in a cluster of its own, where it is installed."""
    yield from here()
    cluster = _cluster()
    if cluster is None:
        note = "PostgreSQL's programs or the checkout's scripts are not here: not measured"
        yield Row("S2", "a common word on PostgreSQL", 0, "ms", note=note)
        return
    with cluster as url:
        yield from _elsewhere(url)


def _cluster() -> AbstractContextManager[str] | None:
    """The throw-away cluster that the tests use, unless something for it is missing."""
    if not CLUSTER.exists():
        return None
    spec = importlib.util.spec_from_file_location("pasquino_test_cluster", CLUSTER)
    assert spec is not None  # noqa: S101 - the file is there
    assert spec.loader is not None  # noqa: S101 - it is Python
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    if script.find_postgresql() is None:
        return None
    made: AbstractContextManager[str] = script.postgresql()
    return made


def _elsewhere(url: str) -> Iterator[Row]:
    """The same in a process that uses the database at this address."""
    command = [sys.executable, "-m", "pasquino.cli.bench", "pasquino.cli.bench.search:here"]
    variables = os.environ | {"PASQUINO_DATABASE_URL": url}
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True) as measuring:  # noqa: S603 - ourselves
        assert measuring.stdout is not None  # noqa: S101 - for the type checker
        for line in measuring.stdout:
            row = json.loads(line)
            del row["ok"]
            yield Row(**row)
    if measuring.returncode:
        raise Refused(f"The bench on PostgreSQL did not end well ({measuring.returncode}).")


def here() -> Iterator[Row]:
    """What is measured, on the configured database."""
    name = {"postgresql": "PostgreSQL"}.get(connection.vendor, "SQLite")
    crowd.stories(STORIES, said)
    _comments(COMMENTS)
    began = time.perf_counter()
    indexing.complete()
    per_text = (time.perf_counter() - began) * 1000 / (STORIES + COMMENTS)
    key, what = name.lower(), f"indexing what was there, a text ({name})"
    yield Row(f"search-{key}-index", what, per_text, "ms")
    yield from searching(name)


def searching(name: str) -> Iterator[Row]:
    """Times of searches in what was made; `find` alone, unless said."""
    key, row_id = name.lower(), "S1" if name == "SQLite" else "S2"
    what = "a common word, best match first"
    yield Row(row_id, f"{what} ({name})", wall_ms(lambda: find(COMMON), RUNS), "ms", BAR)
    for part, words, search in _searches():
        yield Row(f"search-{key}-{part}", f"{words} ({name})", wall_ms(search, RUNS), "ms", BAR)
    page = wall_ms(lambda: get(f"/search/?q={COMMON}"), RUNS)
    yield Row(f"search-{key}-page", f"the whole page of a common word ({name})", page, "ms")
    worst, query = _worst()
    yield Row(
        f"S3.{key}", f"worst of 200 hostile queries ({name})", worst, "ms", HOSTILE_BAR, query
    )
    yield Row(f"search-{key}-post", f"what indexing adds to a post ({name})", _added(), "ms")


def _searches() -> Iterator[tuple[str, str, Callable[[], object]]]:
    often, rare = vocabulary()[0], vocabulary()[20_000]
    second = find(COMMON).next_cursor
    yield "date", "a common word, newest first", lambda: find(COMMON, sort=Sort.DATE)
    yield "further", "a common word, second page", lambda: find(COMMON, cursor=second)
    yield "rare", "a rare word", lambda: find(rare)
    yield "both", "a common and a very common word", lambda: find(f"{COMMON} {vocabulary()[3]}")
    yield "often", "a word in nearly every text", lambda: find(often)
    phrase = f'"{often} {vocabulary()[1]}"'
    yield "phrase", "a phrase of the two most common words", lambda: find(phrase)
    yield "author", "a common word by one author", lambda: find(f'{COMMON} author:"Reader 3"')


@cache
def vocabulary() -> list[str]:
    """50,000 made-up words, no two alike, the most frequent first."""
    source = random.Random(5)  # noqa: S311 - nothing secret
    parts = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
    made: dict[str, None] = {}
    for syllables, until in ((2, 800), (3, 8_000), (4, 50_000)):  # of 980, 13,720 and 192,080
        while len(made) < until:
            made["".join(source.choices(parts, k=syllables)) + source.choice("nrstl")] = None
    return list(made)


@cache
def _weights() -> list[float]:
    """How often each word comes: the n-th one n-th as often as the first (Zipf)."""
    return list(itertools.accumulate(1 / (n + 3) for n in range(len(vocabulary()))))


def said(source: random.Random, number: int) -> str:
    """So many words; of the texts made by several calls about one in ten has the common word."""
    words = source.choices(vocabulary(), cum_weights=_weights(), k=number)
    share = {90: 0.0088}.get(number, 0.0)  # of twelve paragraphs of a story one, in one of ten
    if source.random() < share:
        words[source.randrange(number)] = COMMON
    return " ".join(words).capitalize() + "."


@transaction.atomic
def _comments(number: int) -> None:
    """Comments of 45 words by 400 readers, 100 a story, on every tenth story."""
    source = random.Random(23)  # noqa: S311 - nothing secret
    called = [f"Reader {at}" for at in range(400)]
    readers = User.objects.bulk_create(
        [User(name=name, name_key=names.folded(name), name_skeleton=names.skeleton(name),
              slug=names.slug_of(name)) for name in called])  # fmt: skip
    threads = Thread.objects.select_related("story").order_by("pk")
    chosen = [
        thread for at, thread in enumerate(threads) if at % (STORIES * IN_A_THREAD // number) == 0
    ]
    for thread in chosen:
        made = Comment.objects.bulk_create(
            [Comment(thread=thread, number=at, revision=at, author=source.choice(readers),
                     posted_at=thread.story.published_at + timedelta(minutes=7 * at))
             for at in range(1, IN_A_THREAD + 1)])  # fmt: skip
        CommentText.objects.bulk_create([_text(comment, source) for comment in made])
    Thread.objects.filter(pk__in=[thread.pk for thread in chosen]).update(
        last_number=IN_A_THREAD, revision=IN_A_THREAD, visible_count=IN_A_THREAD
    )


def _text(comment: Comment, source: random.Random) -> CommentText:
    words = said(source, 45)
    if source.random() < 0.1:  # noqa: PLR2004 - a share
        words = f"{words} {COMMON}"
    return CommentText(
        comment=comment, subject=said(source, 4), source=words, html=f"<p>{words}</p>",
        fragment="", fragment_version=0,
    )  # fmt: skip


def _worst() -> tuple[float, str]:
    """The longest time of all hostile queries, each the median of three, and that query."""
    took = [(_median(query), query) for query in hostile()]
    longest, query = max(took)
    return longest, repr(query[:80])


def _median(query: str) -> float:
    return statistics.median(_once(query) for _ in range(3))


def _once(query: str) -> float:
    began = time.perf_counter()
    find(query)
    return (time.perf_counter() - began) * 1000


def hostile() -> list[str]:
    """200 queries nobody types in good faith, the same each time."""
    source = random.Random(7)  # noqa: S311 - nothing secret
    often = vocabulary()[:60]
    made = ["x" * 10_000, '"' * 10_000, "(" * 10_000, "*" * 10_000, "-" * 10_000, "\0" * 10_000,
            "\ud800" * 10_000, "e\u0301" * 5_000, "\u0301" * 10_000, "水" * 10_000,
            "\u202e" * 10_000,
            "NEAR(" * 2_000, "a* OR " * 1_500, "'; DROP TABLE search_words; --" * 300,
            "author:" * 1_500, "before:" * 1_500, "in:" * 3_000, "author:x " * 1_000,
            "before:0000-00-00 " * 500, "after:9999-12-31", "before:0001-01-01", "-" + often[0],
            " ".join(f"-{word}" for word in often[:32]), "in:comments -in:comments", ":*:*",
            "\\" * 9_999,
            "'a':*&!b", "a & b | !c <-> d", "{title body} : x", "rowid:1",
            '"a" + "b" ^ c']  # fmt: skip
    while len(made) < 200:  # noqa: PLR2004 - as many as are promised
        made.append(_combined(source, often))
    return made


def _combined(source: random.Random, often: list[str]) -> str:
    """Frequent words as words, phrases and exclusions: what costs an index most."""
    some = source.sample(often, source.randint(2, 12))
    forms = ("{}", "-{}", '"{} {}"', '-"{} {}"', '"{} {} {}"', "{}*", "{}:{}", "in:comments {}")
    parts = [
        form.format(*source.choices(some, k=3)) for form in source.choices(forms, k=len(some))
    ]
    return " ".join(parts * source.choice((1, 1, 40)))


def _added() -> float:
    """A post with its indexing, less a post without; medians of 100 each, taken in turn."""
    with_it, without = [], []
    thread, author = Thread.objects.order_by("-pk")[0], User.objects.order_by("pk")[0]
    source = random.Random(31)  # noqa: S311 - nothing secret
    for at in range(200):
        words = said(source, 45)
        began = time.perf_counter()
        if at % 2:
            actions.post_comment(thread=thread, author=author, subject="A word", source=words)
            with_it.append(time.perf_counter() - began)
            continue
        announcements.comments_changed.disconnect(listeners.comments_came_or_changed)
        actions.post_comment(thread=thread, author=author, subject="A word", source=words)
        without.append(time.perf_counter() - began)
        announcements.comments_changed.connect(listeners.comments_came_or_changed)
    return (statistics.median(with_it) - statistics.median(without)) * 1000
