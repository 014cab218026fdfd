"""Many phrases looked up at once, word by word, however long the list. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

Value = TypeVar("Value")


class Folded(Protocol):
    """A token as far as phrases care."""

    @property
    def fold(self) -> str:
        """Its text without case."""


class Phrases(Generic[Value]):
    """Phrases, each a row of folded tokens, and what each stands for."""

    def __init__(self, entries: Iterable[tuple[Sequence[Folded], Value]]) -> None:
        self._tree: _Branch[Value] = _Branch()
        for tokens, value in entries:
            branch = self._tree
            for token in tokens:
                branch = branch.more.setdefault(token.fold, _Branch())
            branch.values.append(value)

    @property
    def beginnings(self) -> frozenset[str]:
        """The first tokens of all phrases."""
        return frozenset(self._tree.more)

    def at(self, tokens: Sequence[Folded], position: int) -> tuple[Value, int] | None:
        """The longest phrase that begins here: what it stands for, and where it ends."""
        branch, found = self._tree, None
        while position < len(tokens):
            following = branch.more.get(tokens[position].fold)
            if following is None:
                break
            branch, position = following, position + 1
            if branch.values:
                found = branch.values[0], position
        return found


class _Branch(Generic[Value]):
    __slots__ = ("more", "values")

    def __init__(self) -> None:
        self.more: dict[str, _Branch[Value]] = {}
        self.values: list[Value] = []
