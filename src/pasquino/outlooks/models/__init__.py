"""Outlooks, their claims, what was said of those afterwards, and what readers expect."""

from pasquino.outlooks.models.assessments import (
    Assessment,
    AssessmentProposal,
    AssessmentSource,
    State,
)
from pasquino.outlooks.models.claims import Layer, OutlookClaim, OutlookNode
from pasquino.outlooks.models.outlook import (
    ConditionObservation,
    Outlook,
    OutlookChange,
    OutlookPerson,
    ReviewDate,
)
from pasquino.outlooks.models.readers import OutlookPolicy, Probability

__all__ = [
    "Assessment",
    "AssessmentProposal",
    "AssessmentSource",
    "ConditionObservation",
    "Layer",
    "Outlook",
    "OutlookChange",
    "OutlookClaim",
    "OutlookNode",
    "OutlookPerson",
    "OutlookPolicy",
    "Probability",
    "ReviewDate",
    "State",
]
