"""The deeds of this room: the one door to them, whatever file they are done in."""

from pasquino.figures.proposals import accept_proposal, decline_proposal, propose_newer
from pasquino.figures.recording import (
    correct,
    lift_mark,
    mark,
    record_figure,
    set_reading,
)
from pasquino.figures.relating import relate, supersede, unrelate
from pasquino.figures.series import add_line, add_point, make_series, remove_point

__all__ = [
    "accept_proposal",
    "add_line",
    "add_point",
    "correct",
    "decline_proposal",
    "lift_mark",
    "make_series",
    "mark",
    "propose_newer",
    "record_figure",
    "relate",
    "remove_point",
    "set_reading",
    "supersede",
    "unrelate",
]
