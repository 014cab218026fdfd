"""One page of a discussion, ready to print: of the whole thread, or of one comment's branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from pasquino.discussion.done import NOTHING, Done
from pasquino.discussion.models import Thread
from pasquino.discussion.pages import Listing, Page
from pasquino.discussion.personal import Personal
from pasquino.discussion.printer import Printer
from pasquino.discussion.reading import Display, Reading
from pasquino.discussion.scores import Scores
from pasquino.discussion.shown import Shown
from pasquino.discussion.skeletons import skeleton
from pasquino.discussion.threads import State
from pasquino.discussion.visitors import Visitor


@dataclass(frozen=True)
class Asked:
    """Which discussion is asked for, how, and by whom; `address` is the story's."""

    thread: Thread
    reading: Reading
    address: str
    visitor: Visitor
    chosen: Mapping[int, str] | None = None  # refused ratings, to stand in the form again
    done: Done = NOTHING


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


@dataclass(frozen=True)
class BranchPage:
    """A page of one comment's branch, ready to print.

    `comment` is what is told of its root: None where it was removed or hidden, and on a later
    page so deep that the root is not on it.
    """

    page: Page
    html: SafeString
    strip: SafeString
    display: Display
    comment: Shown | None
    is_gone: bool
    is_held: bool


def discussion_page(asked: Asked) -> DiscussionPage:
    """The page of a thread that a reading asks for. Raises NoSuchPage."""
    listed = listing(asked)
    page = listed.page(asked.reading.page)
    printer = _printer(asked)
    printer.read([*page.strip, *page.entries])
    printer.on_page = frozenset(entry.number for entry in page.entries)
    return DiscussionPage(
        thread=asked.thread,
        reading=asked.reading,
        page=page,
        html=printer.listed(page.entries),
        strip=_strip(printer, page),
        address=asked.address,
        display=listed.display,
    )


def branch_page(asked: Asked, number: int) -> BranchPage:
    """The page of a comment's branch. Raises NoSuchComment or NoSuchPage."""
    listed = listing(asked, root=number)
    page = listed.page(asked.reading.page)
    printer = _printer(asked)
    printer.read([*page.strip, *page.entries])
    on_page = {entry.number: entry for entry in (*page.strip, *page.entries)}
    state = on_page[number].state if number in on_page else State.VISIBLE
    is_gone = state in printer.unnamed
    printer.opened = page.entries[0].folded_under
    return BranchPage(
        page=page,
        html=printer.listed(page.entries),
        strip=_strip(printer, page),
        display=listed.display,
        comment=None if is_gone else printer.shown.get(number),
        is_gone=is_gone,
        is_held=state == State.HELD,
    )


def listing(asked: Asked, *, root: int | None = None) -> Listing:
    """What the visitor sees of a thread, or of one comment's branch, as their reading asks.

    With more comments than the reader wants at once it is the overflow display. Raises
    NoSuchComment for a `root` that is not there.
    """
    reading, viewer = asked.reading, asked.visitor.viewer
    whole = skeleton(asked.thread)
    full = Listing(whole, reading.sort, reading.display, viewer, root=root)
    shown = reading.shown_display(full.count)
    if shown is reading.display:
        return full
    return Listing(whole, reading.sort, shown, viewer, root=root)


def _printer(asked: Asked) -> Printer:
    visitor, personal = asked.visitor, None
    is_open = asked.thread.state == Thread.State.OPEN
    if visitor.reader is not None:
        personal = Personal(
            visitor, visitor.reader, asked.address, is_open=is_open, chosen=asked.chosen
        )
        personal.done = asked.done
    return Printer(
        asked.thread,
        asked.address,
        visitor,
        asked.reading.query(),
        scores=Scores(visitor.policy, asked.address, skeleton(asked.thread)),
        personal=personal,
    )


def _strip(printer: Printer, page: Page) -> SafeString:
    """The comments above the first one on the page, as lines: what it answers."""
    lines = "".join(f"<li>{printer.line(entry)}</li>" for entry in page.strip)
    return mark_safe(f'<ol class="ancestors">{lines}</ol>' if lines else "")  # noqa: S308 - as above
