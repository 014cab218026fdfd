"""Whose words a claim or option is in, where its document does not say so: from its evidence.

A claim with no evidence of its own is as its branch: the least certain of what stands there, so
that a story's paraphrase is never laid on the people it paraphrases. No database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pasquino.outlooks.models import Layer

Part = Mapping[str, Any]  # Any: a part of an outlook's document, JSON in canonical form
LEAST_CERTAIN_FIRST = (Layer.UNCLEAR, Layer.PARAPHRASED, Layer.AUTHOR, Layer.QUOTED)


def of_branch(branch: Part) -> str:
    """That of a group, an option or a rival outlook: as said, or as its own evidence has it."""
    return branch.get("layer") or least_certain(_modes(branch))


def of_option(option: Part, group: Part) -> str:
    """That of an option; without evidence of its own that of its group."""
    own = of_branch(option)
    return of_branch(group) if own == Layer.NONE else own


def of_claim(claim: Part, branch: Part) -> str:
    """That of a claim; without evidence of its own that of its branch with its options."""
    own = of_branch(claim)
    if own != Layer.NONE:
        return own
    options = (of_branch(option) for option in branch.get("options", ()))
    return least_certain([of_branch(branch), *options])


def least_certain(layers: Iterable[str]) -> str:
    """The layer that says least about whose words they are; `none` without any."""
    found = set(layers)
    return next((layer for layer in LEAST_CERTAIN_FIRST if layer in found), Layer.NONE)


def _modes(part: Part) -> Iterator[str]:
    for evidence in part.get("evidence", ()):
        yield next(layer for layer in LEAST_CERTAIN_FIRST if evidence["mode"].startswith(layer))
