"""The index on PostgreSQL: a tsvector with a GIN index, ranked by ts_rank.

The vector is put together here from finished words (`words.py`), not by `to_tsvector`: the
server's parser and the locale of the cluster have no say in what a word is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from django.db import connection, transaction

from pasquino.search.engines import ALL, DEEPEST, RANKED, STORY_WEIGHT, Asked, Best, Entry
from pasquino.search.queries import Phrase

LAST_POSITION = 16_383  # PostgreSQL counts no further
GAP = 10  # positions between title and body, so that no phrase reaches over
COLUMNS = "(%s, %s, %s, %s, %s, %s::tsvector)"

_PUT = """
    INSERT INTO search_document (id, story_id, comment_id, section_key, indexed_at, words)
    VALUES {} ON CONFLICT (id)
    DO UPDATE SET section_key = excluded.section_key, words = excluded.words
"""
_MATCHES = "words @@ %s::tsquery AND id >= %s AND id < %s"
# Without MATERIALIZED the planner may walk all ids backwards in the hope of an early match.
_NEWEST = f"""
    WITH found AS MATERIALIZED (SELECT id FROM search_document WHERE {_MATCHES})
    SELECT id FROM found ORDER BY id DESC LIMIT %s
"""  # noqa: S608 - no input
_REACH = f"""
    SELECT count(*), min(id) FROM (
        SELECT id FROM search_document WHERE {_MATCHES} ORDER BY id DESC LIMIT %s
    ) AS newest
"""  # noqa: S608 - no input
_BEST = f"""
    SELECT id FROM search_document WHERE {_MATCHES}
    ORDER BY ts_rank('{{0, 0, 0.1, 1}}', words, %s::tsquery)
        * CASE WHEN id & 1 = 1 THEN {STORY_WEIGHT} ELSE 1 END DESC, id DESC
    LIMIT %s
"""  # noqa: S608 - no input


class Tsvector:
    """The column `words` of the documents: titles have weight A, bodies D, keys no position."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries, or set their words anew."""
        if not entries:
            return
        rows = [
            (one.id, one.story, one.comment, one.section, one.indexed_at, vector(one))
            for one in entries
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                _PUT.format(", ".join([COLUMNS] * len(rows))), list(chain.from_iterable(rows))
            )

    def newest(self, asked: Asked, limit: int) -> list[int]:
        """The ids of the newest matches, newest first."""
        return _ids(_NEWEST, [expression(asked), asked.first, asked.end, limit])

    def best(self, asked: Asked) -> Best:
        """By ts_rank, of the newest 20,000 matches."""
        words = expression(asked)
        count, last = _rows(_REACH, [words, asked.first, asked.end, RANKED + 1])[0]
        is_capped = count > RANKED
        first = last + 1 if is_capped else asked.first
        wanted = " & ".join(map(_phrase, asked.wanted))
        return Best(_ids(_BEST, [words, first, asked.end, wanted, DEEPEST]), is_capped)

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


def _ids(statement: str, parameters: Sequence[str | int]) -> list[int]:
    return [row[0] for row in _rows(statement, parameters)]


def _rows(statement: str, parameters: Sequence[str | int]) -> list[tuple[int, ...]]:
    """What a query gives; compiling it (JIT) would take longer than running it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(statement, parameters)
        rows: list[tuple[int, ...]] = cursor.fetchall()
    return rows
