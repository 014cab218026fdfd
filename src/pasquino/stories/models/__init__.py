"""The models of this room, by subject."""

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

__all__ = [
    "ArchiveMonth",
    "Byline",
    "Correction",
    "Edition",
    "FormerAddress",
    "FrontPage",
    "Picture",
    "PictureRendition",
    "PublishedByline",
    "PublishedStory",
    "PublishedTopic",
    "Section",
    "Shelf",
    "Story",
    "Topic",
    "Writer",
]
