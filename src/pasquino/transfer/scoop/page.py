"""The text of a Scoop page, read into a headline, a story, the frame around it and its comments.

No database, no files. What the page prints is described in specs/discussion.md (a1); two blank
lines before a comment mean that it answers the comment just before it, one that it starts anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from pasquino.transfer.scoop import zones
from pasquino.transfer.scoop.zones import Clock, Header, NotAScoopPage

__all__ = ["NotAScoopPage", "ScoopBlock", "ScoopComment", "ScoopPage", "read_page"]

LARGEST = 5_000_000  # bytes of UTF-8
LONGEST_HEADLINE = 150  # characters: a longer first line is a paragraph
ABOVE_AN_ANSWER = 2  # empty lines

_BULLET = re.compile(r"(?:[•·‣◦▪●]\s*|[*-]\s+)(?P<text>\S.*)")
_LABEL = re.compile(
    r"(?P<label>My interpretation|Update(?: (?:[0-9]+|[IVX]+|\([^()]{1,60}\)))?)"
    r"\s?:\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
# "< A | B >", "< A |" and "| B >", but no line of HTML with a bar somewhere in it.
_NEIGHBOURS = re.compile(r"(?=.*\|)<(?!/?[a-z!][^|]*>).*(?<=[>|])|\|\s.*\s>", re.IGNORECASE)
_LONE_NEIGHBOUR = re.compile(r"<\s.*[^>]|[^<].*\s>")
_CONTRIBUTE = re.compile(r"Contribute to (?P<magazine>\S.{0,99})", re.IGNORECASE)
_DISPLAY = re.compile(r"Display:[\w\s]{0,40}Sort:[\w\s,]{0,60}", re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd]")
_SPACES = re.compile(r"\s{2,}|[\t\v\f\x85\u2028\u2029]")
_BLANK = " \u00a0\u200b\ufeff"
_MARKUP = re.compile(r"<[!?/a-z][^|]*$|[{\[]\s*([\"{\[}\]]|$)", re.IGNORECASE)
# With nothing else to tell a page by: a headline, an empty line and a sentence, so no program.
_BARE = re.compile(r"[^#\n].*\n\n+.*[.!?…][\"”’')\]]*(\n|$)")
_TAG = re.compile(r"</?(html|head|body|div|p|table|tr|td|ul|li|script)\b[^|]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScoopBlock:
    """One paragraph or one list of a story.

    `kind` is "paragraph", "list", "quotation", "opinion" or "update". A list has `items` and no
    `text`; an opinion or update that began with a label has it in `label`, without the colon,
    and the rest in `text`. Only marks give quotations, with speaker, work, publisher and link.
    `line` counts from 1.
    """

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    label: str = ""
    speaker: str = ""
    work: str = ""
    publisher: str = ""
    link: str = ""
    line: int = field(default=0, compare=False)

    @property
    def words(self) -> str:
        """The paragraph as the page prints it, its label included; "" for a list."""
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class ScoopComment:
    """One comment.

    `parent` is the number of the comment it answers, None at the top level. `local` is the naive
    time printed and `zone` its abbreviation; `posted_at` is aware, or None while nobody says what
    an unknown zone means. `mean` is None where "none" is printed; `rating_sum` is the whole
    number `mean` times `ratings` comes to, None when unknown. `group_sizes` says how many of the
    `paragraphs` stand together; marks give `quoted_paragraphs`, their indexes from 0.
    """

    number: int
    parent: int | None
    subject: str
    author: str
    local: datetime
    zone: str
    posted_at: datetime | None
    paragraphs: tuple[str, ...]
    group_sizes: tuple[int, ...]
    email: str = ""
    mean: Decimal | None = None
    ratings: int = 0
    rating_sum: int | None = 0
    quoted_paragraphs: tuple[int, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ScoopPage:
    """What a page holds, its comments in the order of the text.

    The neighbours are plain text or None; `tagline`, `contribute_label` and `magazine` (its last
    words) may be "". `notes` say what could not be read or was read with a doubt.
    """

    headline: str
    blocks: tuple[ScoopBlock, ...]
    comments: tuple[ScoopComment, ...] = ()
    previous_story: str | None = None
    next_story: str | None = None
    tagline: str = ""
    contribute_label: str = ""
    magazine: str = ""
    notes: tuple[str, ...] = ()


def read_page(text: str, *, fallback_zone: ZoneInfo | None = None) -> ScoopPage:
    """Read the text of a Scoop page; `fallback_zone` stands in for unknown zone abbreviations.

    Raises NotAScoopPage, whose text is one sentence for the person who gave us the file.
    """
    lines, notes, clock = _lines(text), list[str](), Clock(fallback_zone)
    top = next(at for at, line in enumerate(lines) if line)
    headers = zones.read_headers(lines, notes)
    first = headers[0].line - 1 if headers else len(lines)
    display = next((at for at in range(first) if _DISPLAY.fullmatch(_unbulleted(lines[at]))), None)
    end = first if display is None else display
    _refuse_without_headline(lines[top], top, end)
    frame = _frame_start(lines, top, end, displayed=display is not None)
    blocks = _blocks(lines, top + 1, frame)
    if not blocks or (frame == len(lines) and not _BARE.match("\n".join(lines[top:]))):
        raise NotAScoopPage(
            f"No story follows a headline in line {top + 1}, so this is no text of a Scoop page."
        )
    if frame == len(lines):
        notes.append("Nothing but a headline and a story was found: no frame and no comments.")
    page = _framed(ScoopPage(lines[top], blocks), lines, frame, end, notes)
    notes += zones.unread(lines, range(end + 1, first))
    page = replace(page, comments=_comments(lines, headers, clock, notes))
    return replace(page, notes=(*notes, *clock.notes))


def _lines(text: str) -> list[str]:
    """The text's lines without layout: no indentation, no trailing or repeated spaces."""
    if len(text.encode(errors="replace")) > LARGEST:
        raise NotAScoopPage(f"The file is larger than {LARGEST // 10**6} MB.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [_SPACES.sub(" ", line).strip(_BLANK) for line in text.split("\n")]
    for at, line in enumerate(lines):
        if wrong := _NOT_TEXT.search(line):
            raise NotAScoopPage(
                f"Line {at + 1} holds the character U+{ord(wrong[0]):04X}, which no text has: "
                "give the page as plain text in UTF-8."
            )
    if (opening := next(filter(None, lines), None)) is None:
        raise NotAScoopPage("The file is empty.")
    if _MARKUP.match(opening) or any(map(_TAG.fullmatch, lines)):
        raise NotAScoopPage("The file is HTML, XML or JSON: give the text a reader of it sees.")
    return lines


def _refuse_without_headline(line: str, top: int, end: int) -> None:
    if top >= end or _BULLET.fullmatch(line) or _NEIGHBOURS.fullmatch(line):
        raise NotAScoopPage(f"The page has no headline: line {top + 1} is already something else.")
    if len(line) > LONGEST_HEADLINE or _LABEL.fullmatch(line):
        raise NotAScoopPage(f"Line {top + 1} reads like a paragraph where the headline should be.")


def _unbulleted(line: str) -> str:
    found = _BULLET.fullmatch(line)
    return found["text"] if found else line


def _frame_start(lines: Sequence[str], top: int, end: int, *, displayed: bool) -> int:
    """Where the story stops: at the neighbours, else at the tagline or Contribute; `end` if none.

    When "Display: Sort:" follows (`displayed`), a lone bullet before it is the tagline.
    """
    for at in reversed(range(top + 1, end)):
        if _NEIGHBOURS.fullmatch(lines[at]):
            return at
    written = [at for at in range(top + 1, end) if lines[at]]
    bullets = [at for at in written if _BULLET.fullmatch(lines[at])]
    last = max(set(written) - set(bullets), default=top)
    tail = [at for at in bullets if at > last]
    # Scoop prints the bar only between two titles, so a lone neighbour may stand as "< A".
    if last > top and (tail or displayed) and _LONE_NEIGHBOUR.fullmatch(lines[last]):
        return last
    contribute = next((at for at in tail if _CONTRIBUTE.fullmatch(_unbulleted(lines[at]))), end)
    before = [at for at in tail if at < contribute]
    if before and (contribute < end or displayed) and before[-1] - 1 not in bullets:
        return before[-1]
    return contribute


def _framed(
    page: ScoopPage, lines: Sequence[str], start: int, end: int, notes: list[str]
) -> ScoopPage:
    """Add the neighbours, tagline and Contribute that stand in lines[start:end]."""
    for at in range(start, end):
        words = _unbulleted(lines[at])
        contribute = _CONTRIBUTE.fullmatch(words)
        if at == start and words == lines[at]:
            previous, following = _neighbours(words, at, notes)
            page = replace(page, previous_story=previous, next_story=following)
        elif contribute and not page.contribute_label:
            page = replace(page, contribute_label=words, magazine=contribute["magazine"])
        elif words != lines[at] and not page.tagline:
            page = replace(page, tagline=words)
        elif words:
            notes.append(f"could not be read: line {at + 1}: {lines[at]}")
    return page


def _neighbours(line: str, at: int, notes: list[str]) -> tuple[str | None, str | None]:
    """The titles in "< A | B >"; of several bars the middle one parts them, with a note."""
    left, right = line.startswith("<"), line.endswith(">")
    inner = line[left : len(line) - right].strip()
    if not left or inner.startswith("|"):
        return None, inner.removeprefix("|").strip() or None
    if not right or inner.endswith("|"):
        return inner.removesuffix("|").strip() or None, None
    parts = re.split(r"\s\|\s", inner)
    parts = parts if len(parts) > 1 else inner.split("|")
    if parts[2:]:
        notes.append(f"Line {at + 1} has several bars: the middle one parts the two titles.")
    half = len(parts) // 2
    return " | ".join(parts[:half]).strip(), " | ".join(parts[half:]).strip()


def _blocks(lines: Sequence[str], start: int, end: int) -> tuple[ScoopBlock, ...]:
    """The story: every written line a paragraph, bullets with only blank lines between a list."""
    blocks: list[ScoopBlock] = []
    written = [at for at in range(start, end) if lines[at]]
    for listed, run in groupby(written, lambda at: _BULLET.fullmatch(lines[at]) is not None):
        places = list(run)
        if listed:
            items = tuple(_unbulleted(lines[at]) for at in places)
            blocks.append(ScoopBlock("list", items=items, line=places[0] + 1))
        else:
            blocks += [_paragraph(lines[at], at) for at in places]
    return tuple(blocks)


def _paragraph(line: str, at: int) -> ScoopBlock:
    if (found := _LABEL.fullmatch(line)) is None:
        return ScoopBlock("paragraph", line, line=at + 1)
    kind = "update" if found["label"].lower().startswith("update") else "opinion"
    return ScoopBlock(kind, found["text"], label=found["label"], line=at + 1)


def _comments(
    lines: Sequence[str], headers: Sequence[Header], clock: Clock, notes: list[str]
) -> tuple[ScoopComment, ...]:
    comments: list[ScoopComment] = []
    ends = [*(header.line - 1 for header in headers[1:]), len(lines)]
    for header, end in zip(headers, ends, strict=False):
        before = comments[-1].number if comments else None
        parent = before if before is not None and _answers(lines, header.line, notes) else None
        if parent is not None and parent > header.number:
            raise NotAScoopPage(
                f"Line {header.line}: comment #{header.number} stands as an answer to #{parent}, "
                "but an answer always has the higher number."
            )
        comments.append(_comment(lines[header.line + 1 : end], header, parent, clock, notes))
    return tuple(comments)


def _answers(lines: Sequence[str], line: int, notes: list[str]) -> bool:
    """Whether two empty lines stand above a comment; other numbers than one and two are noted."""
    empty = next(count for count in range(line) if lines[line - 2 - count])
    if empty not in (1, ABOVE_AN_ANSWER):
        reading = "an answer to the comment before it" if empty else "a new thread"
        notes.append(f"Line {line} has {empty} empty lines above it: read as {reading}.")
    return empty >= ABOVE_AN_ANSWER


def _comment(
    body: Sequence[str], header: Header, parent: int | None, clock: Clock, notes: list[str]
) -> ScoopComment:
    groups = [list(run) for written, run in groupby(body, bool) if written]
    total, doubt = zones.rating_sum(header.mean, header.ratings)
    if doubt:
        notes.append(f"Line {header.line}: comment #{header.number} {doubt}.")
    return ScoopComment(
        number=header.number,
        parent=parent,
        subject=header.subject,
        author=header.author,
        local=header.local,
        zone=header.zone,
        posted_at=clock.aware(header),
        paragraphs=tuple(line for group in groups for line in group),
        group_sizes=tuple(map(len, groups)),
        email=header.email,
        mean=header.mean,
        ratings=header.ratings,
        rating_sum=total,
        line=header.line,
    )
