"""What an import did, for whoever asked for it and for the rooms that listen."""

from __future__ import annotations

from dataclasses import dataclass, field

from pasquino.figures.models import Figure


@dataclass(frozen=True)
class Reported:
    """A figure of a document, and where it says that it was reported.

    `story_url` is the address of the story's work, empty where none is named; `comment_number`
    the comment below it. `is_new` is false where the figure was on record before.
    """

    figure: Figure
    story_url: str
    comment_number: int | None
    is_new: bool


@dataclass
class Report:
    """How many of each were new, and what stands otherwise here than in the file."""

    figures: int = 0
    known_figures: int = 0
    sources: int = 0
    relations: int = 0
    series: int = 0
    points: int = 0
    marks: int = 0
    differences: list[str] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    reported: list[Reported] = field(default_factory=list)

    @property
    def is_nothing_new(self) -> bool:
        """Whether the magazine is as it was."""
        made = (self.figures, self.sources, self.relations, self.series, self.points, self.marks)
        return not any(made)
