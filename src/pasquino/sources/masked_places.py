"""Where a masked name still stands, by what higher rooms say: in the addresses of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Place = tuple[str, str]
Places = Callable[[str], Iterable[Place]]
_rooms: list[Places] = []


def tell(places: Places) -> None:
    """Have a room asked; it gives for a name (title, address at the desk) of such pages."""
    _rooms.append(places)


def of(name: str) -> list[Place]:
    """The pages of all rooms whose address holds the name."""
    return [place for places in _rooms for place in places(name)]
