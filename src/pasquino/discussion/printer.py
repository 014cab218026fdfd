"""Prints comments of one thread: finished fragments with their slots filled, in their lists."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from itertools import pairwise

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pasquino.discussion import dates, figure_lines, fragments, quotation_lines, shown
from pasquino.discussion.models import Thread
from pasquino.discussion.pages import DEEPEST_LEVEL, Entry, Step, outline
from pasquino.discussion.personal import Personal
from pasquino.discussion.phrases import phrases
from pasquino.discussion.scores import Scores
from pasquino.discussion.shown import Shown
from pasquino.discussion.threads import State
from pasquino.discussion.visitors import Visitor

SHORT_BRANCH = 3  # comments; nobody needs help to get past them
GONE = (State.REMOVED_BY_AUTHOR, State.REMOVED_BY_MODERATOR)
NAMELESS = (*GONE, State.BRANCH_HIDDEN)


class Printer:
    """Prints comments of one thread: knows the story's address, who reads, and what was read."""

    def __init__(
        self,
        thread: Thread,
        address: str,
        visitor: Visitor,
        keep: str = "",
        *,
        scores: Scores,
        personal: Personal | None = None,
    ) -> None:
        """`keep` is the query that keeps the reader's choice on in links to single comments."""
        self.thread, self.address, self.visitor = thread, address, visitor
        self.keep = html.escape(keep)
        self.scores, self.personal = scores, personal
        self.zone, self.phrases = timezone.get_current_timezone(), phrases()
        self.language = get_language()
        self.is_open = thread.state == Thread.State.OPEN
        self.shown: dict[int, Shown] = {}
        self.told: dict[int, dict[str, str]] = {}  # of quotations and figures, by comment
        self.on_page: frozenset[int] = frozenset()
        self.items: list[bool] = []  # the open list items, and whether each is a fold
        self.opened = 0  # the fold that the reader has opened by coming to its own page
        self.next_branch: dict[int, int] = {}
        hides_low = visitor.viewer.hides_low
        self.unnamed = (*NAMELESS, State.FOLDED) if hides_low else NAMELESS

    def read(self, entries: Sequence[Entry]) -> None:
        """Read what these entries show."""
        self.on_page = frozenset(entry.number for entry in entries)
        self.shown |= shown.read(self.thread, self.on_page)
        self._read_told(entries)
        if self.personal is not None:
            self.personal.read(self.shown.values())

    def _read_told(self, entries: Sequence[Entry]) -> None:
        """Read how quotations and figures stand; no query where nobody has any."""
        full = [self.shown[entry.number] for entry in entries if entry.full]
        quoting = [row.pk for row in full if fragments.QUOTES in row.fragment]
        if quoting:
            self.told |= quotation_lines.slots(quoting, self.address)
        figuring = [row.pk for row in full if fragments.FIGURES in row.fragment]
        if figuring:
            found = figure_lines.slots(figuring, self.thread, self.address)
            for comment, parts in found.items():
                self.told[comment] = self.told.get(comment, {}) | parts

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
        return folded and not self.visitor.viewer.hides_low and not any(self.items)

    def entry(self, entry: Entry) -> str:
        """One comment: full, as a line, or as what stands in its place."""
        row = self.shown[entry.number]
        if entry.state in self.unnamed:
            return self._placeholder(entry, row)
        if not entry.full:
            return self.line(entry)
        return self._full(entry, row)

    def _full(self, entry: Entry, row: Shown) -> str:
        fragment, score = row.fragment, self.scores.of(row)
        if not score:
            fragment = fragment.replace(fragments.SCORE, "")
        parts = {
            "story": self.address,
            "by": self._by(row),
            "level": self._level(entry),
            "score": score,
            "parent": self._answers(entry, row),
            "acts": self._acts(entry, row),
            **self.told.get(row.pk, {}),
        }
        if row.edited_at is not None:
            edited = self._time(row.edited_at)
            parts["marks"] = fragments.edited_mark(self.address, entry.number, edited)
        if self.personal is None:
            return fragments.fill(fragment, parts, at=self._added)
        if entry.state == State.HELD:
            parts["kind"] = " comment--held"
        if entry.state == State.HELD or entry.number == self.personal.done.number:
            parts["marks"] = parts.get("marks", "") + self.personal.mark(entry, row)
        return fragments.fill(fragment, parts, at=self._added)

    def _added(self, iso: str) -> str:
        return self.phrases.added.format(date=self._time(datetime.fromisoformat(iso)))

    def line(self, entry: Entry) -> str:
        """A comment as one line: subject by author, date, score, leading to the comment."""
        row = self.shown[entry.number]
        if entry.state in self.unnamed:
            return self._placeholder(entry, row)
        score = self.scores.of(row)
        rating = f'<span class="comment__rating">({score})</span> ' if score else ""
        mark = self.personal.mark(entry, row) if self.personal else ""
        return (
            f'<article class="comment comment--line h-cite" id="c{entry.number}" '
            f'data-number="{entry.number}"{_parent(entry)} data-depth="{entry.depth}">'
            f'<p class="comment__meta"><a class="comment__subject u-url" '
            f'href="{self._link(entry.number)}">'
            f"<bdi>{html.escape(row.subject)}</bdi></a> "
            f"{rating}"
            f'<span class="comment__number">(#{entry.number})</span>{mark} '
            f"{self._by(row)}</p>{self._answers_line(entry, row)}</article>"
        )

    def _by(self, row: Shown) -> str:
        author = fragments.author_link(row.author, row.author_slug)
        date = self._time(row.posted_at, ' class="dt-published"')
        return self.phrases.by.format(author=author, date=date)

    def _time(self, moment: datetime, kind: str = "") -> str:
        return _said(moment, self.zone, self.visitor.clock, self.language, kind)

    def _answers(self, entry: Entry, row: Shown) -> str:
        if not entry.parent:
            return ""
        if row.parent_state in self.unnamed:
            words = self.phrases.answers_nameless.format(number=entry.parent)
        else:
            author = _isolated(row.parent_author or "")
            words = self.phrases.answers.format(number=entry.parent, author=author)
        near = self._near(entry.parent)
        return f'<a class="comment__answers u-in-reply-to" href="{near}">{words}</a>'

    def _answers_line(self, entry: Entry, row: Shown) -> str:
        answers = self._answers(entry, row)
        return f'<p class="comment__reply">{answers}</p>' if answers else ""

    def _acts(self, entry: Entry, row: Shown) -> str:
        words, acts = self.phrases, []
        if entry.parent:
            acts.append(f'<a href="{self._near(entry.parent)}">{words.parent}</a>')
        if entry.number in self.next_branch:
            after = self.next_branch[entry.number]
            acts.append(f'<a href="#c{after}">{words.next_branch}</a>')
        if self.is_open and entry.state != State.HELD:
            reply = f"{self.address}comments/{entry.number}/reply/"
            acts.append(f'<a href="{reply}" rel="nofollow">{words.reply}</a>')
        if self.personal is not None:
            acts += self.personal.acts(entry, row)
        return " ".join(acts)

    def _near(self, number: int) -> str:
        """A comment on this page, or its own page."""
        return f"#c{number}" if number in self.on_page else self._link(number)

    def _link(self, number: int) -> str:
        return f"{self.address}comments/{number}/{self.keep}"

    def _placeholder(self, entry: Entry, row: Shown) -> str:
        """What stands in the place of a comment: by whose deed, and a moderator's reason."""
        return (
            f'<article class="comment comment--gone" id="c{entry.number}" '
            f'data-number="{entry.number}"{_parent(entry)} data-depth="{entry.depth}">'
            f'<p class="comment__meta"><a href="{self._link(entry.number)}">#{entry.number}</a> '
            f"{self._instead(entry.state, row)}</p></article>"
        )

    def _instead(self, state: State, row: Shown) -> str:
        if state == State.REMOVED_BY_AUTHOR:
            return self.phrases.removed_by_author
        if state == State.FOLDED:
            return self.phrases.hidden_low
        is_branch = state == State.BRANCH_HIDDEN
        said = self.phrases.branch_hidden if is_branch else self.phrases.removed_by_moderator
        if not row.reason:
            return said
        reason = f'<span class="comment__reason" dir="auto">{html.escape(row.reason)}</span>'
        return f"{said} {self.phrases.reason.format(reason=reason)}"

    def _fold(self, entry: Entry) -> str:
        """The line that opens, without script, what readers rated low and all below it."""
        is_root = entry.number == entry.folded_under
        words = self.phrases.folded if is_root else self.phrases.folded_under
        line = words.format(number=entry.number, folded=entry.folded_under)
        return f'<details class="comment__folded"><summary>{line}</summary>'

    def _level(self, entry: Entry) -> str:
        """How deep an answer stands, in words, where the lines beside it no longer tell."""
        if entry.depth < DEEPEST_LEVEL:
            return ""
        words = self.phrases.level.format(level=entry.depth + 1)
        return f' <span class="comment__level">{words}</span>'


def _parent(entry: Entry) -> str:
    return f' data-parent="{entry.parent}"' if entry.parent else ""


@lru_cache(maxsize=4096)
def _isolated(name: str) -> str:
    """A name that may run either way, as HTML; a page has few names, many times each."""
    return f"<bdi>{html.escape(name)}</bdi>"


@lru_cache(maxsize=8192)
def _said(
    moment: datetime, zone: tzinfo, clock: dates.Clock, _language: str | None, kind: str
) -> str:
    """A time as HTML, in the language that is active; the same comments are read many times."""
    local = moment.astimezone(zone)
    words = dates.posted_words(local, zone, clock)
    return f'<time{kind} datetime="{local.isoformat(timespec="seconds")}">{words}</time>'


def _next_branches(entries: Sequence[Entry]) -> dict[int, int]:
    """For each comment at the left with a long branch here, the next at the left, to skip to."""
    starts = [index for index, entry in enumerate(entries) if entry.level == 1]
    return {
        entries[here].number: entries[after].number
        for here, after in pairwise(starts)
        if after - here > SHORT_BRANCH
    }
