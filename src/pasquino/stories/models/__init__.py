"""The models of this room, by subject."""

from pasquino.stories.models.cited import (
    Answer,
    PublicationOverride,
    PublicationPolicy,
    StoryQuotation,
    StorySource,
)
from pasquino.stories.models.figured import (
    DismissedNumber,
    MarkedFigure,
    StoryAssessment,
    StoryFigure,
    StoryOutlook,
)
from pasquino.stories.models.lists import FrontPage, Section, Topic, Writer
from pasquino.stories.models.pictures import Picture, PictureRendition
from pasquino.stories.models.published import (
    ArchiveMonth,
    Edition,
    FormerAddress,
    PublishedByline,
    PublishedStory,
    PublishedTopic,
)
from pasquino.stories.models.story import Byline, Correction, Shelf, Story
from pasquino.stories.models.vouching import AttestedWords, PassedDoubt

__all__ = [
    "Answer",
    "ArchiveMonth",
    "AttestedWords",
    "Byline",
    "Correction",
    "DismissedNumber",
    "Edition",
    "FormerAddress",
    "FrontPage",
    "MarkedFigure",
    "PassedDoubt",
    "Picture",
    "PictureRendition",
    "PublicationOverride",
    "PublicationPolicy",
    "PublishedByline",
    "PublishedStory",
    "PublishedTopic",
    "Section",
    "Shelf",
    "Story",
    "StoryAssessment",
    "StoryFigure",
    "StoryOutlook",
    "StoryQuotation",
    "StorySource",
    "Topic",
    "Writer",
]
