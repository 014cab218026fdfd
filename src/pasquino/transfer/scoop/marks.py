"""Marks: what a page's text cannot tell, namely which paragraphs are quotations, opinion, update.

A JSON object: `blocks` names paragraphs of the story by how they start, `comments` names quoted
paragraphs of a comment by their index from 0:

    {"blocks": [{"starts": "The river", "kind": "quotation", "speaker": "Ada Finch"}],
     "comments": {"2": {"quoted_paragraphs": [1]}}}
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pasquino.transfer.scoop.page import LARGEST, ScoopBlock, ScoopPage

_KINDS = ("quotation", "opinion", "update")
_SOURCE = ("speaker", "work", "publisher", "link")


class MarksNotUnderstood(ValueError):
    """The marks are not as described above; one sentence says what and where."""


@dataclass(frozen=True, slots=True)
class BlockMark:
    """What a paragraph of the story is; speaker, work, publisher and link may be "".

    `kind` is "quotation", "opinion" or "update"; `link` an http or https address.
    """

    starts: str
    kind: str
    speaker: str = ""
    work: str = ""
    publisher: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class CommentMark:
    """Which paragraphs of the comment with this number are quoted, by index from 0."""

    number: int
    quoted_paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks for one page, in the order of the file."""

    blocks: tuple[BlockMark, ...] = ()
    comments: tuple[CommentMark, ...] = ()


def read_marks(json_text: str) -> Marks:
    """Read marks from JSON; raises MarksNotUnderstood for anything but what is described above."""
    if len(json_text.encode(errors="replace")) > LARGEST:
        raise MarksNotUnderstood(f"The marks are larger than {LARGEST // 10**6} MB.")
    try:
        read = json.loads(json_text.removeprefix("\ufeff"), object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as broken:
        raise MarksNotUnderstood(
            f"The marks are broken JSON in line {broken.lineno}, column {broken.colno}: "
            f"{broken.msg}."
        ) from None
    except MarksNotUnderstood:
        raise
    except (RecursionError, ValueError):  # nested too deeply, or a number of thousands of digits
        raise MarksNotUnderstood("The marks are JSON no program should have to read.") from None
    whole = _object(read, "The marks", ("note", "blocks", "comments"))
    blocks = whole.get("blocks", [])
    if not isinstance(blocks, list):
        raise MarksNotUnderstood('The marks\' "blocks" should be a list.')
    comments = _object(whole.get("comments", {}), 'The marks\' "comments"', None)
    return Marks(
        tuple(_block_mark(mark, place) for place, mark in enumerate(blocks, 1)),
        tuple(_comment_mark(number, mark) for number, mark in comments.items()),
    )


def apply(page: ScoopPage, marks: Marks) -> ScoopPage:
    """The page with its marks; those that fit no place, or several, are noted and not applied."""
    notes: list[str] = []
    marked = _marked_blocks(page.blocks, marks.blocks, notes)
    quoted = _quoted_paragraphs(page, marks.comments, notes)
    comments = tuple(
        replace(comment, quoted_paragraphs=quoted[comment.number])
        if comment.number in quoted
        else comment
        for comment in page.comments
    )
    return replace(page, blocks=marked, comments=comments, notes=(*page.notes, *notes))


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON; the same key twice would silently lose the first."""
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise MarksNotUnderstood(f'The marks have the key "{twice[0]}" twice in one object.')
    return dict(pairs)


def _object(read: object, what: str, keys: Sequence[str] | None) -> dict[str, object]:
    if not isinstance(read, dict):
        raise MarksNotUnderstood(f"{what} should be an object in braces.")
    unknown = [key for key in read if keys is not None and key not in keys]
    if unknown:
        raise MarksNotUnderstood(
            f'{what} have the unknown key "{unknown[0]}"; known are {", ".join(keys or ())}.'
        )
    return read


def _block_mark(read: object, place: int) -> BlockMark:
    what = f"Block {place} of the marks"
    mark = _object(read, what, ("starts", "kind", *_SOURCE))
    words = {key: _words(value, f'{what}: "{key}"') for key, value in mark.items()}
    if not words.get("starts"):
        raise MarksNotUnderstood(f'{what} needs "starts", the first words of a paragraph.')
    if words.get("kind") not in _KINDS:
        raise MarksNotUnderstood(f'{what} needs a "kind": {", ".join(_KINDS)}.')
    needless = [key for key in _SOURCE if words.get(key) and words["kind"] != "quotation"]
    if needless:
        raise MarksNotUnderstood(f'{what} has a "{needless[0]}", which only a quotation has.')
    if words.get("link") and not _is_address(words["link"]):
        raise MarksNotUnderstood(f'{what}: "link" should be an http or https address.')
    return BlockMark(**words)


def _words(read: object, what: str) -> str:
    if read is None:
        return ""
    if not isinstance(read, str):
        raise MarksNotUnderstood(f"{what} should be text in quotation marks.")
    return " ".join(read.split())


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in link


def _comment_mark(number: str, read: object) -> CommentMark:
    what = f'Comment "{number}" of the marks'
    if not re.fullmatch("[1-9][0-9]{0,8}", number):
        raise MarksNotUnderstood(f"{what} should be named by its number.")
    quoted = _object(read, what, ("quoted_paragraphs",)).get("quoted_paragraphs")
    if not isinstance(quoted, list) or not all(type(index) is int for index in quoted):
        raise MarksNotUnderstood(f'{what} needs "quoted_paragraphs", a list of whole numbers.')
    return CommentMark(int(number), tuple(sorted(set(quoted))))


def _marked_blocks(
    blocks: Sequence[ScoopBlock], marks: Sequence[BlockMark], notes: list[str]
) -> tuple[ScoopBlock, ...]:
    marked = list(blocks)
    taken: set[int] = set()
    # Compared with plain spaces: the text may have a no-break space where the mark has none.
    words = [" ".join(block.words.split()) for block in blocks]
    for mark in marks:
        fitting = [place for place, text in enumerate(words) if text.startswith(mark.starts)]
        if not fitting:
            notes.append(f'marks: no paragraph starts with "{mark.starts}".')
        elif len(fitting) > 1:
            notes.append(f'marks: {len(fitting)} paragraphs start with "{mark.starts}".')
        elif fitting[0] in taken:
            notes.append(f'marks: the paragraph "{mark.starts}" was marked already.')
        else:
            taken.add(fitting[0])
            marked[fitting[0]] = _marked(blocks[fitting[0]], mark)
    return tuple(marked)


def _marked(block: ScoopBlock, mark: BlockMark) -> ScoopBlock:
    """The block as marked; a label stays split off only where the mark says the same kind."""
    if block.kind == mark.kind:
        return block
    return ScoopBlock(
        mark.kind,
        block.words,
        speaker=mark.speaker,
        work=mark.work,
        publisher=mark.publisher,
        link=mark.link,
        line=block.line,
    )


def _quoted_paragraphs(
    page: ScoopPage, marks: Sequence[CommentMark], notes: list[str]
) -> dict[int, tuple[int, ...]]:
    """The marked paragraphs that exist, by comment number."""
    paragraphs = {comment.number: len(comment.paragraphs) for comment in page.comments}
    quoted: dict[int, tuple[int, ...]] = {}
    for mark in marks:
        if mark.number not in paragraphs:
            notes.append(f"marks: there is no comment #{mark.number}.")
            continue
        there = range(paragraphs[mark.number])
        notes += [
            f"marks: comment #{mark.number} has no paragraph {index} (counted from 0)."
            for index in mark.quoted_paragraphs
            if index not in there
        ]
        quoted[mark.number] = tuple(index for index in mark.quoted_paragraphs if index in there)
    return quoted
