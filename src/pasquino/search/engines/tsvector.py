"""The index on PostgreSQL: a tsvector with a GIN index, ranked by ts_rank.

The vector is put together here from finished words (`words.py`), not by `to_tsvector`: the
server's parser and the locale of the cluster have no say in what a word is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from pasquino.delivery.prepared import planning_cursor
from pasquino.search.engines import (
    ALL,
    DEEPEST,
    RANKED,
    STORY_WEIGHT,
    Asked,
    Best,
    Entry,
    TookTooLong,
)
from pasquino.search.queries import Phrase

LAST_POSITION = 16_383  # PostgreSQL counts no further
GAP = 10  # positions between title and body, so that no phrase reaches over
COLUMNS = "(%s, %s, %s, %s, %s, %s::tsvector, %s::tsvector)"
WINDOW = 2_000  # newest texts looked through before the index of words is asked

PATIENCE = 1_000  # milliseconds; what usually takes 50 may take ten times as long on a busy day

# The index knows no places: for a phrase each text that has its words is read.
PHRASED = 5_000  # newest texts with the words that are looked through for a phrase
SAMPLE = 1_000  # newest texts that show how frequent words are

# A long vector is kept apart from its row, and fetching thousands of them took two thirds of
# the time of ranking: long texts are ranked by their most frequent words, kept in the row.
LONG = 200  # words
STRONG, STRONG_ENOUGH, MOST_COUNTED = 80, 3, 4

_PUT = """
    INSERT INTO search_document
        (id, story_id, comment_id, section_key, indexed_at, words, strong)
    VALUES {} ON CONFLICT (id) DO UPDATE
    SET section_key = excluded.section_key, words = excluded.words, strong = excluded.strong
"""
_MATCHES = "words @@ %s::tsquery AND id >= %s AND id < %s"
# Most words of a query are frequent enough to be found among the newest texts.
_WINDOW = """
    SELECT id FROM (
        SELECT id, words FROM search_document
        WHERE id >= %s AND id < %s ORDER BY id DESC LIMIT %s
    ) AS newest WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s
"""
# Without MATERIALIZED the planner may walk all ids backwards in the hope of an early match.
_NEWEST = f"""
    WITH found AS MATERIALIZED (SELECT id FROM search_document WHERE {_MATCHES})
    SELECT id FROM found ORDER BY id DESC LIMIT %s
"""  # noqa: S608 - no input
# The newest matches are found by walking all texts backwards, or by the index of words and
# sorting what it gives; for either there are words with which it takes seconds. The planner takes
# looking at a text for cheap and walks too far, so it is told (`_order`).
_SAMPLE = """
    SELECT count(*), count(*) FILTER (WHERE words @@ %s::tsquery),
        (SELECT reltuples FROM pg_class WHERE oid = 'search_document'::regclass)
    FROM (
        SELECT words FROM search_document WHERE id >= %s AND id < %s ORDER BY id DESC LIMIT %s
    ) AS newest
"""
_WALKED, _SORTED = "id", "id + 0"  # an expression has no index to walk
_RANK = f"""
    ts_rank('{{{{0, 0, 0.1, 1}}}}', coalesce(strong, words), %s::tsquery)
        * CASE WHEN id & 1 = 1 THEN {STORY_WEIGHT} ELSE 1 END AS rank
"""
_BEST = f"""
    WITH found AS MATERIALIZED (
        SELECT id, {_RANK} FROM search_document WHERE {_MATCHES} ORDER BY {{order}} DESC LIMIT %s
    )
    SELECT id, (SELECT count(*) FROM found)
    FROM (SELECT * FROM found ORDER BY id DESC LIMIT %s) AS newest
    ORDER BY rank DESC, id DESC LIMIT %s
"""  # noqa: S608 - no input
# The operator `@@` would use the index again, and read all texts that have the words.
_BEST_PHRASES = f"""
    WITH loose AS MATERIALIZED (
        SELECT id FROM search_document WHERE {_MATCHES} ORDER BY {{order}} DESC LIMIT %s
    )
    SELECT id, (SELECT count(*) FROM loose), {_RANK}
    FROM search_document JOIN loose USING (id) WHERE ts_match_vq(words, %s::tsquery)
    ORDER BY rank DESC, id DESC LIMIT %s
"""  # noqa: S608 - no input


class Tsvector:
    """The column `words` of the documents: titles have weight A, bodies D, keys no position."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries, or set their words anew."""
        if not entries:
            return
        rows = [
            (one.id, one.story, one.comment, one.section, one.indexed_at, vector(one), strong(one))
            for one in entries
        ]
        with planning_cursor() as cursor:
            cursor.execute(
                _PUT.format(", ".join([COLUMNS] * len(rows))), list(chain.from_iterable(rows))
            )

    def newest(self, asked: Asked, limit: int) -> list[int]:
        """The ids of the newest matches, newest first."""
        words, first, end = expression(asked), asked.first, asked.end
        found = _rows(_WINDOW, [first, end, WINDOW, words, limit])
        if len(found) < limit:
            found = _rows(_NEWEST, [words, first, end, limit])
        return [row[0] for row in found]

    def best(self, asked: Asked) -> Best:
        """By ts_rank, of the newest 20,000 matches."""
        wanted, exactly = " & ".join(map(_phrase, asked.wanted)), expression(asked)
        span: list[str | int] = [asked.first, asked.end]
        if all(len(phrase) == 1 for phrase in (*asked.wanted, *asked.unwanted)):
            order = _order(exactly, span, RANKED)
            some = [wanted, exactly, *span, RANKED + 1, RANKED, DEEPEST]
            return _best(_BEST.format(order=order), some, RANKED)
        loosely = _without_phrases(asked)
        order = _order(loosely, span, PHRASED)
        some = [loosely, *span, PHRASED + 1, wanted, exactly, DEEPEST]
        return _best(_BEST_PHRASES.format(order=order), some, PHRASED)

    def tidy(self) -> None:
        """Have the planner know which words are frequent."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_document")


def vector(entry: Entry) -> str:
    """A tsvector as PostgreSQL reads it: `'flood':1A,9 '=all'`."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(entry.title, start=1):
        places.setdefault(word, []).append(f"{min(at, LAST_POSITION)}A")
    for at, word in enumerate(entry.body, start=len(entry.title) + GAP):
        places.setdefault(word, []).append(str(min(at, LAST_POSITION)))
    words = [f"'{word}':{','.join(found)}" for word, found in places.items()]
    return " ".join([*words, *_keys(entry.keys)])


def strong(entry: Entry) -> str | None:
    """Of a long text its title and most frequent words; None for a short one, ranked by all."""
    if len(entry.body) < LONG:
        return None
    counted = Counter(entry.body).most_common(STRONG)
    frequent = {
        word: min(times, MOST_COUNTED) for word, times in counted if times >= STRONG_ENOUGH
    }
    body = [word for word, times in frequent.items() for _time in range(times)]
    return vector(replace(entry, body=body, keys=[]))


def expression(asked: Asked) -> str:
    """What is asked, as PostgreSQL reads a tsquery: words hold nothing but letters."""
    wanted = [_phrase(phrase) for phrase in asked.wanted]
    wanted += [f"({' | '.join(_keys(group))})" for group in asked.keys]
    unwanted = [*map(_phrase, asked.unwanted), *_keys(asked.unwanted_keys)]
    return " & ".join([*(wanted or _keys([ALL])), *(f"!{one}" for one in unwanted)])


def _phrase(phrase: Phrase) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")"


def _keys(keys: Sequence[str]) -> Iterator[str]:
    """No word begins with this sign."""
    return (f"'={key}'" for key in keys)


def _order(words: str, span: Sequence[str | int], most: int) -> str:
    """How to find the newest `most` matches by reading fewer texts.

    If one text in n has the words, walking reads n times `most`, and the index an n-th of all.
    """
    looked_at, matched, everything = _rows(_SAMPLE, [words, *span, SAMPLE])[0]
    walks = matched * matched * everything > most * looked_at * looked_at
    return _WALKED if walks else _SORTED


def _best(statement: str, parameters: Sequence[str | int], most: int) -> Best:
    rows = _rows(statement, parameters)
    return Best([row[0] for row in rows], is_capped=bool(rows) and rows[0][1] > most)


def _without_phrases(asked: Asked) -> str:
    """What is asked, with the words of phrases in any place."""
    words = [(word,) for phrase in asked.wanted for word in phrase]
    return expression(replace(asked, wanted=words, unwanted=()))


def _rows(statement: str, parameters: Sequence[str | int]) -> list[tuple[int, ...]]:
    """What a query gives; compiling it (JIT) would take longer than running it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL jit = off; SET LOCAL statement_timeout = {PATIENCE}")
            cursor.execute(statement, parameters)
            rows: list[tuple[int, ...]] = cursor.fetchall()
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as problem:
        if isinstance(problem.__cause__, QueryCanceled):
            raise TookTooLong from problem
        raise
    return rows
