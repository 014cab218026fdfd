"""Which figures a page may name: on a public page only such as are public themselves."""

from __future__ import annotations

from collections.abc import Iterable

from pasquino.figures import citing


class Seen:
    """Remembers for one page which figures are public; `everything` is for those who edit."""

    def __init__(self, *, everything: bool = False) -> None:
        self.everything = everything
        self._known: dict[int, bool] = {}

    def among(self, numbers: Iterable[int]) -> set[int]:
        """Those of these figures that the page may name."""
        asked = set(numbers)
        if self.everything:
            return asked
        new = asked - set(self._known)
        if new:
            public = citing.public(new)
            self._known.update({number: number in public for number in new})
        return {number for number in asked if self._known[number]}
