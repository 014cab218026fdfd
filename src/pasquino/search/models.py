"""What is in the index: one row for each story and comment that may be found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pasquino.discussion.models import Comment
from pasquino.stories.models import PublishedStory

SECOND = 30  # bits of an id below the second; 29 hold the object's key, the lowest its kind
KEY_BITS = 29
STORY = 1  # a story's lowest bit; a comment's is 0
FARTHEST = 1 << (63 - SECOND)  # seconds from 1970
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Document(models.Model):
    """A story or a comment in the index; its words are beside it (`engines/`), folded.

    The id is made of when it was published and of what it is: both databases find a stretch of
    time, and the newest matches first, by the index of ids alone.
    """

    id = models.BigIntegerField(primary_key=True)
    story = models.ForeignKey(PublishedStory, on_delete=models.CASCADE, related_name="+")
    comment = models.OneToOneField(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    section_key = models.BigIntegerField()
    indexed_at = models.BigIntegerField(help_text="In microseconds since 1970; the first time.")

    class Meta:
        verbose_name = _("text in the search")
        verbose_name_plural = _("texts in the search")
        constraints = [
            models.UniqueConstraint(
                name="story_is_in_the_search_once",
                fields=["story"],
                condition=Q(comment__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.comment or self.story)


def first_id(moment: datetime) -> int:
    """The lowest id that something published in this second may have.

    Ids reach from 1697 to 2242; what is older or newer counts as of the first or last second.
    """
    seconds = (moment - EPOCH) // timedelta(seconds=1)
    return max(-FARTHEST, min(seconds, FARTHEST - 1)) << SECOND


def story_id(story: PublishedStory) -> int:
    """The id of a story in the index."""
    return first_id(story.published_at) | (_key(story.pk) << 1) | STORY


def comment_id(pk: int, posted_at: datetime) -> int:
    """The id in the index of the comment with this key."""
    return first_id(posted_at) | (_key(pk) << 1)


def _key(pk: int) -> int:
    """Two of the same second have the same key only when 536,870,912 were made between them."""
    return int(pk) & ((1 << KEY_BITS) - 1)
