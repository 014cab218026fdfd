"""What the API asks for and gives around comments, as its document describes it."""

from __future__ import annotations

from typing import Annotated

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict

from pasquino.discussion import actions
from pasquino.discussion.api_comments import CURSOR, MOST, USUAL
from pasquino.stories import api as stories

LARGEST_REVISION = 2**31 - 1


class CommentAddress(stories.Address):
    number: int = Field(
        description="The comment's number under its story.", json_schema_extra={"example": 12}
    )


class Discussion(Schema):
    state: str = Field(description="`open`, `closed` (to be read only) or `none`.")
    comments: int = Field(description="How many are visible.")
    revision: int = Field(description="Grows with each change to any comment.")


class DiscussedStory(stories.FullStory):
    discussion: Discussion


class Stretch(Schema):
    since: int | None = Field(
        None,
        ge=0,
        le=LARGEST_REVISION,
        description="Only what changed after this revision of the discussion, removals too.",
    )
    cursor: str | None = Field(
        None,
        pattern=CURSOR,
        description="Where to go on: the `cursor` of the page before.",
        json_schema_extra={"example": "552-50"},
    )
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many comments at most.")


def _whole(value: object) -> object:
    """A number as JSON Schema counts whole ones: 4 and 4.0, but neither "4" nor true."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if type(value) is not int:
        raise ValueError("it is not a whole number")
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[int, Field(ge=1, le=LARGEST_REVISION), BeforeValidator(_whole)]


class Written(Schema):
    model_config = ConfigDict(extra="forbid")
    subject: str = Field(
        min_length=1,
        max_length=actions.LONGEST_SUBJECT,
        description="With at least one letter or digit.",
        examples=["The mill"],
    )
    source: str = Field(
        min_length=1,
        description="CommonMark: `>` quotations, lists, emphasis, code and links. At most "
        "64 KiB of UTF-8.",
        examples=["It was the *mill*, not the weir."],
    )


class OwnStretch(Schema):
    cursor: str | None = Field(
        None,
        pattern=stories.CURSOR,
        description="Where to go on: the `cursor` of the page before.",
    )
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many comments at most.")


class NewComment(Written):
    parent: Number | None = Field(
        None,
        description="The number of the comment it answers; without it, it answers the story.",
        examples=[12],
    )


class Edited(Written):
    version: Number = Field(
        description="The `version` of what you have read and now replace.",
        examples=[1],
    )


class NewRating(Schema):
    model_config = ConfigDict(extra="forbid")
    value: Whole = Field(
        ge=1, le=5, description="From 1 to 5; where readers recommend, 4 does.", examples=[4]
    )


class Rated(Schema):
    number: int = Field(examples=[47])
    value: int = Field(examples=[4])
