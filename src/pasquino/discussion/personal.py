"""What a page says to its reader alone: their ratings, what they may do, marks on what waits."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pasquino.accounts.models import User
from pasquino.discussion import acts, shown
from pasquino.discussion.acts import Occasion
from pasquino.discussion.done import NOTHING, RATED
from pasquino.discussion.pages import Entry
from pasquino.discussion.phrases import phrases
from pasquino.discussion.rating_controls import Controls
from pasquino.discussion.shown import Shown
from pasquino.discussion.threads import State
from pasquino.discussion.visitors import Visitor

RATABLE = (State.VISIBLE, State.FOLDED)


class Personal:
    """One reader's layer over the comments of a page; no query for each comment."""

    def __init__(
        self,
        visitor: Visitor,
        reader: User,
        address: str,
        *,
        is_open: bool,
        chosen: Mapping[int, str] | None = None,
    ) -> None:
        """`address` is the story's; `chosen` are refused choices that stand in the form again."""
        self.visitor, self.reader, self.address, self.is_open = visitor, reader, address, is_open
        self.controls, self.phrases = Controls(visitor, chosen), phrases()
        self.own_ratings: dict[int, int] = {}
        self.editable: frozenset[int] = frozenset()
        self.done = NOTHING

    def read(self, rows: Collection[Shown]) -> None:
        """Read what this reader thinks of these comments, and which of them they may edit."""
        if self.controls.values:
            self.own_ratings = shown.own_ratings(self.reader.pk, rows)
        self.editable = shown.still_open(self.reader.pk, rows, self.visitor.policy)

    def mark(self, entry: Entry, row: Shown) -> str:
        """That a comment is held, for its author and those who release it; what was just done."""
        done = self._done(row) if entry.number == self.done.number else ""
        if entry.state != State.HELD:
            return done
        is_own = row.author_id == self.reader.pk
        words = self.phrases.held_own if is_own else self.phrases.held
        return f' <em class="comment__mark">{words}</em>{done}'

    def _done(self, row: Shown) -> str:
        """What this reader just did with the comment, if they can have done it."""
        deed = self.done.deed
        if (row.author_id == self.reader.pk) == (deed == RATED):
            return ""
        if deed == RATED:
            rated = row.pk in self.own_ratings
            words = self.phrases.done_rated if rated else self.phrases.done_unrated
        else:
            words = getattr(self.phrases, f"done_{deed}")
        return f' <em class="comment__mark comment__mark--done" role="status">{words}</em>'

    def acts(self, entry: Entry, row: Shown) -> list[str]:
        """What the reader may do with a comment that is printed in full."""
        is_own = row.author_id == self.reader.pk
        found = self._own(entry, row) if is_own else []
        if acts.are_offered():
            found += acts.others(self._occasion(entry, row))
        if self.is_open and not is_own and entry.state in RATABLE:
            found.append(self.controls.of(row.number, self.own_ratings.get(row.pk)))
        return found

    def _own(self, entry: Entry, row: Shown) -> list[str]:
        """An author edits at first, and adds later; takes back at any time."""
        words, at = self.phrases, f"{self.address}comments/{row.number}/"
        found = []
        if self.is_open and row.pk in self.editable:
            found.append(f'<a href="{at}edit/">{words.edit}</a>')
        elif self.is_open and entry.state in RATABLE:
            found.append(f'<a href="{at}add/">{words.add}</a>')
        return [*found, f'<a href="{at}remove/">{words.remove}</a>']

    def _occasion(self, entry: Entry, row: Shown) -> Occasion:
        return Occasion(
            reader=self.reader,
            is_sweeper=self.visitor.is_sweeper,
            address=self.address,
            comment=row.pk,
            number=row.number,
            state=int(entry.state),
            author=row.author_id,
        )
