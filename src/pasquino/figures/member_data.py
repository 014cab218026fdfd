"""What this room keeps about a member: the newer counts they proposed."""

from __future__ import annotations

from collections.abc import Iterator

from pasquino.accounts import data
from pasquino.accounts.data import Row
from pasquino.accounts.models import User
from pasquino.figures.models import FigureProposal


def _proposals(person: User) -> Iterator[Row]:
    proposed = FigureProposal.objects.filter(by=person).select_related("figure").order_by("pk")
    for one in proposed.iterator():
        yield {
            "figure": one.figure_id,
            "figure_words": one.figure.words,
            "words": one.words,
            "as_of": one.as_of,
            "source": one.url,
            "note": one.note,
            "comment": one.from_address,
            "proposed_at": one.at,
            "outcome": one.outcome,
            "answer": one.answer,
        }


data.register("proposed_newer_counts", _proposals)
