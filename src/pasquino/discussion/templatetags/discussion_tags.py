"""What of discussions is shown on pages of stories: counts, the newest comments, the busiest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pasquino.delivery.prepared import Among, GivenList, Prepared
from pasquino.discussion import rating, texts
from pasquino.discussion.models import Comment, Thread
from pasquino.discussion.reading import Reading
from pasquino.discussion.visitors import visitor_of
from pasquino.stories.models import PublishedStory

register = template.Library()

LATEST = 8
CONSIDERED, MOST_DISCUSSED = 100, 5
OPENING = 280  # letters
_SAID = (
    "number", "text__subject", "text__language", "author__name", "author__slug",
    "thread__story__year", "thread__story__month", "thread__story__slug",
    "thread__story__headline", "thread__story__language",
)  # fmt: skip


class Said(NamedTuple):
    """One of the newest comments, as far as a list names it."""

    number: int
    subject: str
    language: str
    author: str
    author_slug: str
    year: int
    month: int
    slug: str
    headline: str
    story_language: str

    @property
    def story_address(self) -> str:
        """Where the story stands: the same as `PublishedStory.get_absolute_url`."""
        return reverse("story", args=[f"{self.year:04}", f"{self.month:02}", self.slug])


@register.simple_tag
def discussion_counts(
    *stories: PublishedStory | Iterable[PublishedStory] | None,
) -> dict[int, int]:
    """How many comments each of these stories shows, in one query; for `comment_count`."""
    keys: list[int] = []
    for given in stories:
        if isinstance(given, PublishedStory):
            keys.append(given.pk)
        elif given:
            keys += [story.pk for story in given]
    if not keys:
        return {}
    return dict(_counts.rows(stories=keys))


_counts = Prepared(
    lambda: (
        Thread.objects.filter(Among("story_id", GivenList("stories")))
        .exclude(state=Thread.State.NONE)
        .values_list("story", "visible_count")
    )
)


@register.simple_tag
def comment_count(story: PublishedStory, counts: Mapping[int, int] | None) -> SafeString | str:
    """“41 comments”, or nothing where nobody has said anything yet."""
    count = (counts or {}).get(story.pk, 0)
    return format_html('<span class="count">{}</span>', comment_words(count)) if count else ""


@register.simple_tag
def comment_words(count: int) -> str:
    """The number of comments in words: “no comments yet”, “1 comment”, “41 comments”."""
    if not count:
        return _("No comments yet")
    return ngettext("{count} comment", "{count} comments", count).format(count=count)


@register.inclusion_tag("discussion/_latest_comments.html")
def latest_comments() -> dict[str, object]:
    """The newest comments anyone can see unfolded, those on the same story together.

    The index "comment_newest" holds these alone.
    """
    comments = Comment.objects.listed().filter(state=Comment.State.VISIBLE)
    rows = comments.order_by("-posted_at", "-pk").values_list(*_SAID)[:LATEST]
    by_story = groupby((Said(*row) for row in rows), key=attrgetter("story_address"))
    return {"talks": [(address, list(said)) for address, said in by_story]}


@register.inclusion_tag("discussion/_most_discussed.html")
def most_discussed() -> dict[str, object]:
    """Of the newest stories those with most comments; stories long past do not count."""
    newest = PublishedStory.objects.public().newest().values("pk")[:CONSIDERED]
    threads = Thread.objects.filter(story__in=newest)
    busiest = threads.filter(visible_count__gt=0).exclude(state=Thread.State.NONE)
    return {
        "threads": busiest.select_related("story").order_by("-visible_count", "-pk")[
            :MOST_DISCUSSED
        ]
    }


@register.simple_tag
def reading_query(reading: Reading, page: int = 1) -> str:
    """The end of an address that keeps the reader's choice, on a page of the discussion."""
    return reading.query(page=page)


@register.simple_tag(takes_context=True)
def score(context: Context, comment: Comment) -> SafeString | str:
    """“(3.50 / 2)”, or nothing where scores are not shown."""
    policy = visitor_of(context["request"]).policy
    if policy.quiet_when_few_rate and not comment.rating_count:
        return ""
    words = rating.words(comment.rating_sum, comment.rating_count, policy)
    return format_html('<span class="comment__rating">({})</span>', words) if words else ""


@register.filter
def opening(comment: Comment) -> str:
    """The first words of a comment, without its formatting."""
    words = " ".join(texts.plain_text(comment.text.html).split())
    return words if len(words) <= OPENING else words[:OPENING].rsplit(" ", 1)[0] + " …"
