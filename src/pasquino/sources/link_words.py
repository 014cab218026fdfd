"""What higher rooms say beside a link: what became of the words that they quote from there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

Teller = Callable[[Collection[int]], Mapping[int, list[str]]]
_tellers: list[Teller] = []


def tell(teller: Teller) -> None:
    """Have a room asked; it gives sentences for works, by their numbers."""
    _tellers.append(teller)


def told(works: Collection[int]) -> dict[int, list[str]]:
    """The sentences of all rooms for each of these works."""
    found: dict[int, list[str]] = {work: [] for work in works}
    for teller in _tellers:
        for work, sentences in teller(works).items():
            found[work] += sentences
    return found
