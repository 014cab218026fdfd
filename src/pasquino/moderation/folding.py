"""Which of the things that were done can be undone now. No database.

What was done to one target forms chains: an action, what undid it, what undid that. A chain is
in effect while its length is odd. An action can be undone when it is the last of its chain and
nothing else that was done since is still in effect (specs/discussion.md e5: state is the fold).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One action on a target: its number, and the number of the action it undid, else None."""

    number: int
    undo_of: int | None = None


@dataclass(slots=True)
class _Chain:
    first: int
    last: int
    is_in_effect: bool = True


def undoable(records: Iterable[Record]) -> set[int]:
    """The numbers that can be undone, of all records of one target."""
    chains = list(_chains(records).values())
    return {
        chain.last
        for chain in chains
        if all(other is chain or _leaves(other, chain) for other in chains)
    }


def in_effect(records: Iterable[Record]) -> list[int]:
    """The numbers of the actions whose effect stands, oldest first."""
    return sorted(chain.last for chain in _chains(records).values() if chain.is_in_effect)


def _leaves(other: _Chain, chain: _Chain) -> bool:
    """Another chain leaves this one's last action undoable: it ended before it.

    Or it began after it and was undone; but then only what is in effect is undone. What was
    undone itself is not done again by a button that has stood there since.
    """
    if other.last < chain.last:
        return True
    return chain.is_in_effect and other.first > chain.last and not other.is_in_effect


def _chains(records: Iterable[Record]) -> Mapping[int, _Chain]:
    """Each chain by the number of its first action."""
    chains: dict[int, _Chain] = {}
    firsts: dict[int, int] = {}
    for record in sorted(records, key=lambda record: record.number):
        first = firsts.get(record.undo_of, record.number) if record.undo_of else record.number
        firsts[record.number] = first
        if first == record.number:
            chains[first] = _Chain(first, record.number)
        else:
            chain = chains[first]
            chain.last, chain.is_in_effect = record.number, not chain.is_in_effect
    return chains
