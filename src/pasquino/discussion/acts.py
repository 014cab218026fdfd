"""What may be done with a comment: links below it, to which rooms above add their own.

A room above registers a function when its app is ready; it is asked for each comment that is
printed in full for somebody signed in, so it must be quick: no query for each comment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pasquino.accounts.models import User


@dataclass(frozen=True, slots=True)
class Occasion:
    """A comment as its reader meets it: the story's address, the comment, and who looks."""

    reader: User
    is_sweeper: bool  # a moderator, editor or administrator
    address: str  # the story's: "/2026/03/the-weir/"
    comment: int  # its id
    number: int
    state: int
    author: int  # the author's id


@dataclass(frozen=True, slots=True)
class ThreadOccasion:
    """A discussion as its reader meets it: the thread's id, and who looks."""

    reader: User
    is_sweeper: bool
    thread: int


@dataclass(frozen=True, slots=True)
class PersonOccasion:
    """A reader's page as somebody else meets it: whose it is, and who looks."""

    reader: User
    is_sweeper: bool
    person: User


Act = Callable[[Occasion], str]
ThreadAct = Callable[[ThreadOccasion], str]
PersonAct = Callable[[PersonOccasion], str]
_acts: list[Act] = []
_thread_acts: list[ThreadAct] = []
_person_acts: list[PersonAct] = []


def register(act: Act) -> None:
    """Have an act printed below comments: it gives HTML, or nothing where it does not fit."""
    if act not in _acts:
        _acts.append(act)


def are_offered() -> bool:
    """Some room above has registered one: else nobody needs an occasion."""
    return bool(_acts)


def others(occasion: Occasion) -> list[str]:
    """The acts of the rooms above for a comment, as HTML."""
    return [html for act in _acts if (html := act(occasion))]


def register_beside(act: ThreadAct) -> None:
    """Have an act printed at the head of discussions, for those signed in: HTML, or nothing."""
    if act not in _thread_acts:
        _thread_acts.append(act)


def beside(occasion: ThreadOccasion) -> list[str]:
    """The acts of the rooms above for a discussion, as HTML."""
    return [html for act in _thread_acts if (html := act(occasion))]


def register_about(act: PersonAct) -> None:
    """Have an act printed on readers' pages, for others signed in: HTML, or nothing."""
    if act not in _person_acts:
        _person_acts.append(act)


def about(occasion: PersonOccasion) -> list[str]:
    """The acts of the rooms above for a reader, as HTML."""
    return [html for act in _person_acts if (html := act(occasion))]
