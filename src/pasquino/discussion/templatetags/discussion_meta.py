"""Tags for the head of pages with comments: their feeds, their JSON-LD, their cards."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.db.models.functions import Substr
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pasquino.discussion import feeds
from pasquino.discussion.models import Comment
from pasquino.discussion.pages import Entry
from pasquino.discussion.structured_data import BEGINNING, Told, posting
from pasquino.stories import structured_data
from pasquino.stories.feeds import absolute
from pasquino.stories.models import PublishedStory
from pasquino.stories.structured_data import Meta
from pasquino.stories.templatetags.stories_meta import alternates, lines

register = template.Library()


@register.simple_tag(takes_context=True)
def comment_feed_links(context: Context, story: PublishedStory | None = None) -> SafeString:
    """Where the feeds of comments are: under the story given first, then all."""
    sources = [feeds.under(story)] if story else []
    return lines(*map(alternates, [*sources, feeds.all_comments(context["frame"].magazine)]))


@register.simple_tag(takes_context=True)
def discussion_meta(context: Context) -> SafeString:
    """JSON-LD of the discussion on a story's page, the page of it that is shown.

    Machines read the public page; one that is made for a reader goes without.
    """
    discussion = context.get("discussion")
    if discussion is None or context.get("is_personal"):
        return mark_safe("")
    story, thread = context["public"], discussion.thread
    comments = told(story, discussion.page.entries)
    return structured_data.script(posting(story, comments, thread.visible_count))


@register.simple_tag(takes_context=True)
def comment_meta(context: Context) -> SafeString:
    """Description, cards and JSON-LD of a comment's page, with its branch as shown."""
    story, number, page = context["public"], context["number"], context["page"]
    comments = told(story, [*page.strip, *page.entries])
    here = next((comment for comment in comments if comment.number == number), None)
    return lines(
        structured_data.metas(_metas(context, here)) if here else mark_safe(""),
        structured_data.script(posting(story, comments)),
    )


def _metas(context: Context, here: Told) -> list[Meta]:
    """What the page of a comment says of itself."""
    words = {"subject": here.subject, "author": here.author}
    title = _("%(subject)s, by %(author)s") % words
    about = structured_data.described(here.text)
    address = absolute(reverse("comment", args=[*context["public"].address, here.number]))
    return [
        ("name", "description", about),
        *structured_data.page_metas(title, about, address, context["frame"].magazine),
        ("property", "og:type", "article"),
        ("name", "twitter:card", "summary"),
    ]


def told(story: PublishedStory, entries: Iterable[Entry]) -> list[Told]:
    """Those comments that the entries show in full and everyone may read; in one query."""
    numbers = [entry.number for entry in entries if entry.full]
    rows = (
        Comment.objects.visible_to(None)
        .filter(thread__story=story, number__in=numbers, state=Comment.State.VISIBLE)
        .order_by("number")
        .annotate(beginning=Substr("text__source", 1, BEGINNING + 1))
        .values_list(
            "number", "parent_number", "posted_at", "author__name", "author__slug",
            "text__subject", "beginning",
        )
    )  # fmt: skip
    return [Told(*row) for row in rows]
