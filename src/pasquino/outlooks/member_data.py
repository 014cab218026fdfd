"""What this room keeps about a member: what they hold likely, and what they proposed."""

from __future__ import annotations

from collections.abc import Iterator

from pasquino.accounts import data
from pasquino.accounts.data import Row
from pasquino.accounts.models import User
from pasquino.outlooks.models import AssessmentProposal, Probability


def _probabilities(person: User) -> Iterator[Row]:
    stated = Probability.objects.filter(reader=person).select_related("claim__outlook")
    for one in stated.iterator():
        yield {
            "outlook": one.claim.outlook.title,
            "claim": one.claim.text,
            "percent": one.percent,
            "stated_at": one.at,
            "replaced_at": one.replaced_at,
        }


def _proposals(person: User) -> Iterator[Row]:
    proposed = AssessmentProposal.objects.filter(by=person).select_related("claim__outlook")
    for one in proposed.iterator():
        yield {
            "outlook": one.claim.outlook.title,
            "claim": one.claim.text,
            "verdict": one.verdict or one.verdict_words,
            "as_of": one.on,
            "reason": one.reason,
            "source": one.url,
            "proposed_at": one.at,
            "outcome": one.outcome,
            "answer": one.answer,
        }


data.register("probabilities", _probabilities)
data.register("proposed_assessments", _proposals)
