"""One page of a discussion as HTML: finished fragments, their slots filled, in their lists."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pasquino.discussion import dates, fragments, rating
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.discussion.pages import DEEPEST_LEVEL, Entry, Listing, Page, Step, outline
from pasquino.discussion.reading import Display, Reading
from pasquino.discussion.skeletons import skeleton
from pasquino.discussion.threads import PUBLIC, State


class Shown(NamedTuple):
    """What is read of a comment to show it."""

    number: int
    posted_at: datetime
    rating_sum: int
    rating_count: int
    author: str
    author_slug: str
    parent_author: str | None
    parent_state: int | None
    subject: str
    fragment: str
    version: int
    edited_at: datetime | None


_COLUMNS = (
    "number", "posted_at", "rating_sum", "rating_count",
    "author__name", "author__slug", "parent__author__name", "parent__state",
    "text__subject", "text__fragment", "text__fragment_version",
    "text__edited_at",
)  # fmt: skip
SHORT_BRANCH = 3  # comments; nobody needs help to get past them
GONE = (State.REMOVED_BY_AUTHOR, State.REMOVED_BY_MODERATOR)
NAMELESS = (*GONE, State.BRANCH_HIDDEN)


@dataclass(frozen=True)
class DiscussionPage:
    """A page of a discussion, ready to print, and what the form around it says."""

    thread: Thread
    reading: Reading
    page: Page
    html: SafeString
    strip: SafeString
    address: str
    display: Display

    @property
    def older_page(self) -> str:
        """The address of the page before, or an empty text."""
        return self._at(self.page.number - 1) if self.page.number > 1 else ""

    @property
    def next_page(self) -> str:
        """The address of the page after, or an empty text."""
        return self._at(self.page.number + 1) if self.page.number < self.page.of else ""

    def _at(self, number: int) -> str:
        return f"{self.address}{self.reading.query(page=number)}#discussion"


class Printer:
    """Prints comments of one thread: knows the story's address, the clock and what was read."""

    def __init__(self, thread: Thread, address: str, clock: dates.Clock, keep: str = "") -> None:
        """`keep` is the query that keeps the reader's choice on in links to single comments."""
        self.thread, self.address, self.clock, self.keep = thread, address, clock, keep
        self.zone = timezone.get_current_timezone()
        self.shown: dict[int, Shown] = {}
        self.on_page: frozenset[int] = frozenset()
        self.items: list[bool] = []  # the open list items, and whether each is a fold
        self.opened = 0  # the fold that the reader has opened by coming to its own page
        self.next_branch: dict[int, int] = {}

    def read(self, entries: Sequence[Entry]) -> None:
        """Read what these entries show, in one query."""
        rows = Comment.objects.filter(
            thread=self.thread, number__in=[entry.number for entry in entries]
        ).values_list(*_COLUMNS)
        self.shown |= {row[0]: Shown(*row) for row in rows}
        self.on_page = frozenset(entry.number for entry in entries)
        self._renew_older_fragments()

    def _renew_older_fragments(self) -> None:
        """Those that an earlier template made are made anew here; the rows are left alone."""
        older = [number for number, row in self.shown.items() if row.version != fragments.VERSION]
        for text in self._texts(older) if older else ():
            number, fragment = text.comment.number, fragments.render(text.as_written())
            self.shown[number] = self.shown[number]._replace(fragment=fragment)

    def _texts(self, numbers: list[int]) -> QuerySet[CommentText]:
        texts = CommentText.objects.select_related("comment")
        texts = texts.prefetch_related("comment__additions")
        return texts.filter(comment__thread=self.thread, comment__number__in=numbers)

    def listed(self, entries: Sequence[Entry]) -> SafeString:
        """The nested list of the entries; each as its display says."""
        if not entries:
            return mark_safe("")
        self.next_branch = _next_branches(entries)
        out = ['<ol class="thread">']
        for step in outline(entries):
            self._step(out, step)
        out.append("</ol>")
        return mark_safe("".join(out))  # noqa: S308 - fragments are cleaned, the rest escaped

    def _step(self, out: list[str], step: Step) -> None:
        if step.opens:
            out.append("<ol>")
        folds = self._folds(step.entry)
        self.items.append(folds)
        out.append("<li>" + (self._fold(step.entry) if folds else "") + self.entry(step.entry))
        if step.ends:
            out.append(self._end_of_item())
        out += ["</ol>" + self._end_of_item() for _level in range(step.rises)]

    def _end_of_item(self) -> str:
        return "</details></li>" if self.items.pop() else "</li>"

    def _folds(self, entry: Entry) -> bool:
        """Rated low, or under such a comment, and not inside a fold already."""
        folded = entry.folded_under not in (0, self.opened)
        return folded and not any(self.items)

    def entry(self, entry: Entry) -> str:
        """One comment: full, as a line, or as what stands in its place."""
        shown = self.shown[entry.number]
        if entry.state in GONE:
            return self._tombstone(entry, shown)
        if entry.state == State.BRANCH_HIDDEN:
            return self._placeholder(entry, _("A moderator hid this branch of the discussion."))
        if not entry.full:
            return self.line(entry)
        return self._full(entry, shown)

    def _full(self, entry: Entry, shown: Shown) -> str:
        parts = {
            "story": self.address,
            "by": self._by(shown),
            "level": self._level(entry),
            "score": rating.score_words(shown.rating_sum, shown.rating_count),
            "parent": self._answers(entry, shown),
            "marks": self._edited(entry, shown),
            "acts": self._acts(entry),
        }
        return fragments.fill(shown.fragment, parts, at=self._added)

    def _edited(self, entry: Entry, shown: Shown) -> str:
        if shown.edited_at is None:
            return ""
        return fragments.edited_mark(self.address, entry.number, self._time(shown.edited_at))

    def _added(self, iso: str) -> str:
        return _("added on {date}").format(date=self._time(datetime.fromisoformat(iso)))

    def line(self, entry: Entry) -> str:
        """A comment as one line: subject by author, date, score, leading to the comment."""
        shown = self.shown[entry.number]
        if entry.state in GONE:
            return self._tombstone(entry, shown)
        score = rating.score_words(shown.rating_sum, shown.rating_count)
        return (
            f'<article class="comment comment--line h-cite" id="c{entry.number}" '
            f'data-number="{entry.number}"{_parent(entry)} data-depth="{entry.depth}">'
            f'<p class="comment__meta"><a class="comment__subject u-url" '
            f'href="{self._link(entry.number)}">'
            f"<bdi>{html.escape(shown.subject)}</bdi></a> "
            f'<span class="comment__rating">({score})</span> '
            f'<span class="comment__number">(#{entry.number})</span> '
            f"{self._by(shown)}</p>{self._answers_line(entry, shown)}</article>"
        )

    def _by(self, shown: Shown) -> str:
        author = fragments.author_link(shown.author, shown.author_slug)
        return _("by {author} on {date}").format(author=author, date=self._date(shown))

    def _date(self, shown: Shown) -> str:
        return self._time(shown.posted_at, ' class="dt-published"')

    def _time(self, moment: datetime, kind: str = "") -> str:
        words = dates.posted_words(moment, self.zone, self.clock)
        iso = moment.astimezone(self.zone).isoformat(timespec="seconds")
        return f'<time{kind} datetime="{iso}">{words}</time>'

    def _answers(self, entry: Entry, shown: Shown) -> str:
        if not entry.parent:
            return ""
        author = f"<bdi>{html.escape(shown.parent_author or '')}</bdi>"
        words = _("in reply to #{number} by {author}").format(number=entry.parent, author=author)
        if shown.parent_state in NAMELESS:
            words = _("in reply to #{number}").format(number=entry.parent)
        near = self._near(entry.parent)
        return f'<a class="comment__answers u-in-reply-to" href="{near}">{words}</a>'

    def _answers_line(self, entry: Entry, shown: Shown) -> str:
        answers = self._answers(entry, shown)
        return f'<p class="comment__reply">{answers}</p>' if answers else ""

    def _acts(self, entry: Entry) -> str:
        acts = []
        if entry.parent:
            acts.append(f'<a href="{self._near(entry.parent)}">{_("Parent")}</a>')
        if entry.number in self.next_branch:
            after = self.next_branch[entry.number]
            acts.append(f'<a href="#c{after}">{_("Next branch")}</a>')
        return " ".join(acts)

    def _near(self, number: int) -> str:
        """A comment on this page, or its own page."""
        return f"#c{number}" if number in self.on_page else self._link(number)

    def _link(self, number: int) -> str:
        return f"{self.address}comments/{number}/{html.escape(self.keep)}"

    def _tombstone(self, entry: Entry, shown: Shown) -> str:
        if entry.state == State.REMOVED_BY_AUTHOR:
            words = _("Removed by its author.")
        else:
            words = _("Removed by a moderator.")
        return self._placeholder(entry, words)

    def _placeholder(self, entry: Entry, words: str) -> str:
        return (
            f'<article class="comment comment--gone" id="c{entry.number}" '
            f'data-number="{entry.number}"{_parent(entry)} data-depth="{entry.depth}">'
            f'<p class="comment__meta"><a href="{self._link(entry.number)}">#{entry.number}</a> '
            f"{words}</p></article>"
        )

    def _fold(self, entry: Entry) -> str:
        """The line that opens, without script, what readers rated low and all below it."""
        words = _("#{number}, rated low by readers: show it")
        if entry.number != entry.folded_under:
            words = _("#{number}, under #{folded}, which readers rated low: show it")
        line = words.format(number=entry.number, folded=entry.folded_under)
        return f'<details class="comment__folded"><summary>{line}</summary>'

    def _level(self, entry: Entry) -> str:
        """How deep an answer stands, in words, where the lines beside it no longer tell."""
        if entry.depth < DEEPEST_LEVEL:
            return ""
        words = _("level {level}").format(level=entry.depth + 1)
        return f' <span class="comment__level">{words}</span>'


def _parent(entry: Entry) -> str:
    return f' data-parent="{entry.parent}"' if entry.parent else ""


def _next_branches(entries: Sequence[Entry]) -> dict[int, int]:
    """For each comment at the left with a long branch here, the next at the left, to skip to."""
    starts = [index for index, entry in enumerate(entries) if entry.level == 1]
    return {
        entries[here].number: entries[after].number
        for here, after in pairwise(starts)
        if after - here > SHORT_BRANCH
    }


def discussion_page(
    thread: Thread, reading: Reading, address: str, clock: dates.Clock
) -> DiscussionPage:
    """The page of a thread that a reading asks for. Raises NoSuchPage."""
    listed = listing(thread, reading)
    page = listed.page(reading.page)
    printer = Printer(thread, address, clock, reading.query())
    printer.read([*page.strip, *page.entries])
    printer.on_page = frozenset(entry.number for entry in page.entries)
    return DiscussionPage(
        thread,
        reading,
        page,
        printer.listed(page.entries),
        _strip(printer, page),
        address,
        listed.display,
    )


def listing(thread: Thread, reading: Reading, *, root: int | None = None) -> Listing:
    """What everybody sees of a thread, or of one comment's branch, as a reading asks.

    With more comments than the reader wants at once it is the overflow display. Raises
    NoSuchComment for a `root` that is not there.
    """
    whole = skeleton(thread)
    asked = Listing(whole, reading.sort, reading.display, PUBLIC, root=root)
    shown = reading.shown_display(asked.count)
    if shown is reading.display:
        return asked
    return Listing(whole, reading.sort, shown, PUBLIC, root=root)


def _strip(printer: Printer, page: Page) -> SafeString:
    """The comments above the first one on the page, as lines: what it answers."""
    lines = "".join(f"<li>{printer.line(entry)}</li>" for entry in page.strip)
    return mark_safe(f'<ol class="ancestors">{lines}</ol>' if lines else "")  # noqa: S308 - as above
