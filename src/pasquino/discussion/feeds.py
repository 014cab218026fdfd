"""Feeds of comments: those of the whole magazine, and those under one story, newest first."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.delivery.pages import public
from pasquino.discussion.models import Comment, Thread
from pasquino.magazine.models import Magazine
from pasquino.stories import feeds, lists
from pasquino.stories.atom import Answered, Entry, Person
from pasquino.stories.feed_content import portable
from pasquino.stories.feeds import Source, absolute, magazine_of
from pasquino.stories.models import PublishedStory

SHOWN = 50
LINK_REL = "ugc nofollow noopener"


@public(query=("before",))
def comments(request: HttpRequest, form: str) -> HttpResponse:
    """The newest comments of the whole magazine."""
    rows = _in_public().order_by("-posted_at", "-pk")
    cursor = lists.Cursor.read(request.GET.get("before", ""))
    if cursor:
        same = Q(posted_at=cursor.published_at, pk__lt=cursor.story)
        rows = rows.filter(
            Q(posted_at__lt=cursor.published_at) | same, posted_at__lte=cursor.published_at
        )
    found = list(rows[: SHOWN + 1])
    last = found[SHOWN - 1] if len(found) > SHOWN else None
    older = f"before={lists.Cursor(last.posted_at, last.pk)}" if last else ""
    source = all_comments(magazine_of(request))
    entries = [_entry(comment, says_story=True) for comment in found[:SHOWN]]
    return feeds.answer(request, form, source, entries, older)


@public(query=("before",))
def story_comments(
    request: HttpRequest, year: str, month: str, slug: str, form: str
) -> HttpResponse:
    """The newest comments under one story; `before` is the number of the last one shown."""
    story = _find(year, month, slug)
    if story is None:
        return feeds.moved("story", "story-comments-feed", form, year, month, slug)
    if story.withdrawn_at:
        return HttpResponse(_("This story was withdrawn.") + "\n", "text/plain", 410)
    found = _under(story, request.GET.get("before", ""))
    older = f"before={found[SHOWN - 1].number}" if len(found) > SHOWN else ""
    entries = [_entry(comment) for comment in found[:SHOWN]]
    return feeds.answer(request, form, under(story), entries, older)


def all_comments(magazine: Magazine) -> Source:
    """The feed of all comments."""
    title = _("Comments – %(magazine)s") % {"magazine": magazine.name}
    return Source("comments", title, "", reverse("front"), "comments-feed")


def under(story: PublishedStory) -> Source:
    """The feed of the comments under a story."""
    return Source(
        f"comments/{story.story_id}",
        _("Comments on “%(headline)s”") % {"headline": story.headline},
        "",
        story.get_absolute_url(),
        "story-comments-feed",
        story.address,
    )


def _readable() -> QuerySet[Comment]:
    """The comments that everyone may read in full where they stand, each with its text."""
    found: QuerySet[Comment] = Comment.objects.visible_to(None).filter(state=Comment.State.VISIBLE)
    return found.select_related("text", "author").prefetch_related("additions")


def _in_public() -> QuerySet[Comment]:
    """The readable comments under all stories that are discussed and were not withdrawn."""
    found = _readable().filter(thread__story__withdrawn_at=None)
    return found.exclude(thread__state=Thread.State.NONE).select_related("thread__story")


def _under(story: PublishedStory, before: str) -> list[Comment]:
    """One page of the readable comments under a story, and one more; newest first.

    The thread is read first: joined in, it keeps SQLite from the index of a thread's numbers.
    """
    thread = Thread.objects.filter(story=story).exclude(state=Thread.State.NONE).first()
    if thread is None:
        return []
    thread.story = story
    rows = _readable().filter(thread=thread).order_by("-number")
    if before.isdecimal():
        rows = rows.filter(number__lt=int(before[:9]))
    found = list(rows[: SHOWN + 1])
    for comment in found:
        comment.thread = thread
    return found


def _find(year: str, month: str, slug: str) -> PublishedStory | None:
    return PublishedStory.objects.filter(year=int(year), month=int(month), slug=slug).first()


def _entry(comment: Comment, *, says_story: bool = False) -> Entry:
    address = absolute(comment.get_absolute_url())
    posted_at = timezone.localtime(comment.posted_at)
    return Entry(
        id=_id(comment, comment.number),
        address=address,
        title=comment.text.subject,
        summary=_summary(comment, says_story=says_story),
        html=portable(_whole(comment), address, LINK_REL),
        published=posted_at,
        updated=timezone.localtime(_changed_at(comment)),
        authors=[_author(comment)],
        language=comment.text.language,
        answers=_answered(comment),
    )


def _whole(comment: Comment) -> str:
    """What it says, with what its author added later."""
    return "\n".join([comment.text.html, *(added.html for added in comment.additions.all())])


def _changed_at(comment: Comment) -> datetime:
    """When it was posted, edited or added to, whichever was last."""
    added = [addition.added_at for addition in comment.additions.all()]
    return max([comment.posted_at, *filter(None, [comment.text.edited_at]), *added])


def _summary(comment: Comment, *, says_story: bool) -> str:
    words = {"author": comment.author.name, "headline": comment.thread.story.headline}
    if says_story:
        return _("by %(author)s on “%(headline)s”") % words
    return _("by %(author)s") % words


def _author(comment: Comment) -> Person:
    page = absolute(comment.author.get_absolute_url()) if comment.author.is_active else ""
    return Person(name=comment.author.name, address=page)


def _answered(comment: Comment) -> Answered:
    """The comment above, else the story."""
    story, number = comment.thread.story, comment.parent_number
    if not number:
        return Answered(id=feeds.story_id(story), address=absolute(story.get_absolute_url()))
    path = reverse("comment", args=[*story.address, number])
    return Answered(id=_id(comment, number), address=absolute(path))


def _id(comment: Comment, number: int) -> str:
    """Under the story's id: a comment's number is never given again."""
    return f"{feeds.story_id(comment.thread.story)}/comment/{number}"
