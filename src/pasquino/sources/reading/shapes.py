"""What reading a page gives: its whole text in blocks, and what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Region = Literal["article", "comment", "aside"]
BlockKind = Literal["paragraph", "heading", "item", "caption", "cell", "preformatted"]
State = Literal["complete", "partial", "unreadable"]
Kind = Literal["html", "text", "pdf", "image", "other"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text between line breaks of the page; offsets in code points."""

    start: int
    end: int
    region: Region = "article"
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Reading:
    """A page, decoded and read.

    `text` is the text of the whole page, navigation and comments too: blocks stand apart by an
    empty line, a `<br>` is a line break. `charset` is Python's name of the codec that was used.
    `state` says what may be concluded from the text, `reasons` why it is no more than that
    (`paywall`, `preview`, `stub`, `challenge`, `consent`, `too_large`, `too_many_pages`,
    `broken`, `locked`, `scanned`, `image`, `binary`, `empty`, `too_slow`). `published` is a date
    (`2017-03-07`, `2017-03`, `2017`) or empty, `language` a tag such as `pt-BR`. `opt_out` is
    True where the page itself asks not to be archived or mined.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    charset: str = ""
    state: State = "complete"
    reasons: tuple[str, ...] = ()
    kind: Kind = "text"
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    canonical_url: str = ""
    opt_out: bool = False
