"""The words of a PDF: lines joined to paragraphs again, hyphens at their ends taken away.

Only ever run in a process of its own with limits (`apart.py`): a PDF is a program that strangers
wrote.
"""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Sequence

from pypdf import PdfReader

from pasquino.sources.reading.letters import clean
from pasquino.sources.reading.shapes import Block, Reading, Region, State

MOST_PAGES = 500
LONGEST = 20.0  # seconds
SCANNED = 5  # words a page; fewer are stamps on pictures

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij"}
)
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\n(?=[^\W\d_])")
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SENTENCE_ENDS = tuple('.!?:”»"’)…。！？؟')
_BETWEEN_BLOCKS = "\n\n"


def read_pdf(data: bytes) -> Reading:
    """Read a PDF; `unreadable` where it is locked, a scan, or broken."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return _unreadable("locked")
        pages, reasons = _pages(reader)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a broken file breaks the library in any way it likes
        return _unreadable("broken")
    words = sum(len(_WORD.findall(page)) for page in pages)
    if not words or (len(pages) > 1 and words < SCANNED * len(pages)):
        return _unreadable("scanned", *reasons)
    text, blocks = _joined(pages)
    state: State = "partial" if reasons else "complete"
    title, authors, language = _about(reader)
    return Reading(
        text=text,
        blocks=blocks,
        state=state,
        reasons=reasons,
        kind="pdf",
        title=title,
        authors=authors,
        language=language,
    )


def _unreadable(*reasons: str) -> Reading:
    return Reading(text="", state="unreadable", reasons=reasons, kind="pdf")


def _pages(reader: PdfReader) -> tuple[list[str], tuple[str, ...]]:
    """The text of each page, and why these are not all."""
    until = time.monotonic() + LONGEST
    texts: list[str] = []
    reasons: list[str] = []
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES or time.monotonic() > until:
            reasons.append("too_many_pages")
            break
        try:
            texts.append(clean(page.extract_text().translate(_LIGATURES)))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - see above; the other pages may be well
            texts.append("")
            reasons.append("broken")
    return texts, tuple(dict.fromkeys(reasons))


def _joined(pages: Sequence[str]) -> tuple[str, tuple[Block, ...]]:
    """One text of all pages; what heads or foots them again and again is aside."""
    repeated = _repeated(pages)
    paragraphs: list[tuple[str, Region]] = []
    for page in pages:
        lines = [line.strip() for line in page.splitlines()]
        edges = _edges(lines)
        kept = [
            line
            for number, line in enumerate(lines)
            if _key(line) not in repeated or number not in edges
        ]
        paragraphs += [
            (line, "aside")
            for number, line in enumerate(lines)
            if line and _key(line) in repeated and number in edges
        ]
        paragraphs += [(paragraph, "article") for paragraph in _paragraphs(kept)]
    blocks, texts, at = [], [], 0
    for paragraph, region in paragraphs:
        blocks.append(Block(at, at + len(paragraph), region))
        texts.append(paragraph)
        at += len(paragraph) + len(_BETWEEN_BLOCKS)
    return _BETWEEN_BLOCKS.join(texts), tuple(blocks)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines joined: a paragraph ends at an empty line, or at a short line that ends a sentence."""
    usual = max((len(line) for line in lines), default=0) * 0.75
    text = ""
    for line in lines:
        text += line + "\n"
        if not line or (len(line) < usual and line.endswith(_SENTENCE_ENDS)):
            text += "\n"
    joined = (_HYPHENATED.sub("", part) for part in re.split("\n{2,}", text))
    return [paragraph for part in joined if (paragraph := " ".join(part.split()))]


def _repeated(pages: Sequence[str]) -> set[str]:
    """The lines at the edges of pages that come again, whatever number stands in them."""
    counted: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.splitlines()]
        counted.update({_key(lines[number]) for number in _edges(lines)})
    often = max(3, len(pages) // 3)
    return {key for key, times in counted.items() if key and times >= often}


def _edges(lines: Sequence[str]) -> set[int]:
    """The numbers of a page's first two and last two lines that say something."""
    filled = [number for number, line in enumerate(lines) if line]
    return {*filled[:2], *filled[-2:]}


def _key(line: str) -> str:
    return _NUMBERS.sub("#", line.strip().casefold())


def _about(reader: PdfReader) -> tuple[str, tuple[str, ...], str]:
    """Title, authors and language, as far as the file names them."""
    try:
        said = reader.metadata
        title = " ".join(str(said.title or "").split()) if said else ""
        author = " ".join(str(said.author or "").split()) if said else ""
        language = str(reader.root_object.get("/Lang", ""))
    except Exception:  # noqa: BLE001 - see above
        return "", (), ""
    return title[:500], tuple(filter(None, (author[:500],))), language[:35]
