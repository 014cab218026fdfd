"""The deeds of this room, by name: making outlooks, assessing claims, saying what is expected."""

from pasquino.outlooks.assessing import (
    accept_proposal,
    assess_claim,
    decline_proposal,
    propose_assessment,
    withdraw_assessment,
)
from pasquino.outlooks.conditions import decide_observation, observe_condition, set_review_dates
from pasquino.outlooks.documents import import_documents, make_outlook
from pasquino.outlooks.expecting import state_probability, take_back_probability
from pasquino.outlooks.revising import revise_outlook

__all__ = [
    "accept_proposal",
    "assess_claim",
    "decide_observation",
    "decline_proposal",
    "import_documents",
    "make_outlook",
    "observe_condition",
    "propose_assessment",
    "revise_outlook",
    "set_review_dates",
    "state_probability",
    "take_back_probability",
    "withdraw_assessment",
]
