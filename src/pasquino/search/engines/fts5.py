"""The index on SQLite: an FTS5 table, ranked by bm25 (https://sqlite.org/fts5.html).

It is given finished words (`words.py`): its tokenizer has nothing to do but split at spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection

from pasquino.search.engines import ALL, DEEPEST, RANKED, STORY_WEIGHT, Asked, Best, Entry
from pasquino.search.queries import Phrase

PHRASED = 8_000  # newest matches of a phrase that are ranked

_PUT_DOCUMENT = """
    INSERT INTO search_document (id, story_id, comment_id, section_key, indexed_at)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET section_key = excluded.section_key
"""
_PUT_WORDS = (
    "INSERT OR REPLACE INTO search_words (rowid, title, body, keys) VALUES (%s, %s, %s, %s)"
)
_MATCHES = "search_words MATCH %s AND rowid >= %s AND rowid < %s"
_NEWEST = f"SELECT rowid FROM search_words WHERE {_MATCHES} ORDER BY rowid DESC LIMIT %s"  # noqa: S608 - no input
_REACH = f"""
    SELECT count(*), min(rowid) FROM (
        SELECT rowid FROM search_words WHERE {_MATCHES} ORDER BY rowid DESC LIMIT %s
    )
"""  # noqa: S608 - no input
_BEST = f"""
    SELECT rowid FROM search_words WHERE {_MATCHES}
    ORDER BY rank * CASE WHEN rowid & 1 THEN {STORY_WEIGHT} ELSE 1 END, rowid DESC LIMIT %s
"""  # noqa: S608 - no input


class Fts5:
    """The table `search_words`: title and body are folded words, keys say what it is."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries, or set their words anew."""
        with connection.cursor() as cursor:
            cursor.executemany(
                _PUT_DOCUMENT,
                [(one.id, one.story, one.comment, one.section, one.indexed_at) for one in entries],
            )
            cursor.executemany(
                _PUT_WORDS,
                [
                    (one.id, " ".join(one.title), " ".join(one.body), " ".join(one.keys))
                    for one in entries
                ],
            )

    def newest(self, asked: Asked, limit: int) -> list[int]:
        """The ids of the newest matches; FTS5 walks its lists backwards, so nothing is sorted."""
        return _ids(_NEWEST, [expression(asked), asked.first, asked.end, limit])

    def best(self, asked: Asked) -> Best:
        """By bm25, of the newest 20,000 matches; for phrases, whose places are read, of 8,000."""
        words, has_phrase = expression(asked), any(len(phrase) > 1 for phrase in asked.wanted)
        most = PHRASED if has_phrase else RANKED
        count, last = _rows(_REACH, [words, asked.first, asked.end, most + 1])[0]
        is_capped = count > most
        first = last + 1 if is_capped else asked.first
        return Best(_ids(_BEST, [words, first, asked.end, DEEPEST]), is_capped)

    def tidy(self) -> None:
        """Merge the index into one tree."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


def expression(asked: Asked) -> str:
    """What is asked, in FTS5's language: all quoted, and words hold nothing but letters."""
    wanted = [_phrase(phrase) for phrase in asked.wanted]
    wanted += [f"({' OR '.join(_keys(group))})" for group in asked.keys]
    unwanted = [*map(_phrase, asked.unwanted), *_keys(asked.unwanted_keys)]
    text = " AND ".join(wanted or _keys([ALL]))
    return f"({text}) NOT ({' OR '.join(unwanted)})" if unwanted else text


def _phrase(phrase: Phrase) -> str:
    return f'{{title body}} : "{" ".join(phrase)}"'


def _keys(keys: Sequence[str]) -> Iterator[str]:
    return (f'keys : "{key}"' for key in keys)


def _ids(statement: str, parameters: Sequence[str | int]) -> list[int]:
    return [row[0] for row in _rows(statement, parameters)]


def _rows(statement: str, parameters: Sequence[str | int]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[int, ...]] = cursor.fetchall()
    return rows
