"""The deeds of this room: threads opened, comments posted, comments rated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.discussion import fragments, texts
from pasquino.discussion.models import Comment, CommentText, Rating, Thread
from pasquino.stories.models import PublishedStory

LONGEST_TEXT = 64 * 1024  # bytes of UTF-8
LONGEST_SUBJECT = 200
LOWEST, HIGHEST = 1, 5


class DiscussionClosed(Exception):
    """The editors have closed the discussion, or there is none."""


class ReplyElsewhere(Exception):
    """The comment that is answered is not in this thread."""


class NothingSaid(Exception):
    """Subject or text is empty."""


class TooLong(Exception):
    """Subject or text is longer than may be; nothing is cut."""


class OwnComment(Exception):
    """Nobody rates what they wrote themselves."""


class NotRatable(Exception):
    """The comment was removed, hidden or held: nobody rates what nobody reads."""


class NoSuchRating(Exception):
    """A rating is a whole number from 1 to 5."""


def open_thread(story: PublishedStory) -> Thread:
    """The story's thread, opened if there is none yet."""
    return Thread.objects.get_or_create(story=story)[0]


def post_comment(  # noqa: PLR0913 - what an import knows of a comment is given here too
    *,
    thread: Thread,
    author: User,
    subject: str,
    source: str,
    parent: Comment | None = None,
    posted_at: datetime | None = None,
    text_format: str = CommentText.Format.COMMONMARK,
    quoted: Sequence[int] = (),
    language: str = "",
    number: int | None = None,
    is_import: bool = False,
) -> Comment:
    """Add a comment to a thread; gives it with the next number, or an import's own `number`.

    Raises DiscussionClosed (imports pass), ReplyElsewhere, NothingSaid or TooLong.
    """
    if thread.state != Thread.State.OPEN and not is_import:
        raise DiscussionClosed
    if parent is not None and parent.thread_id != thread.pk:
        raise ReplyElsewhere
    text = _text(subject, source, text_format, quoted, language)
    comment = Comment(
        thread=thread,
        parent=parent,
        parent_number=parent.number if parent else 0,
        depth=parent.depth + 1 if parent else 0,
        author=author,
        posted_at=posted_at or timezone.now(),
        is_under_hidden=bool(parent and _hides_replies(parent)),
    )
    return _place(comment, text, number)


@transaction.atomic
def _place(comment: Comment, text: CommentText, number: int | None) -> Comment:
    """Number and write a comment; its text was rendered before, as that may take a while."""
    comment.number, comment.revision = _take_number(comment.thread, number)
    comment.save(force_insert=True)
    text.comment = comment
    text.fragment = fragments.render(
        fragments.Written(
            comment.number,
            comment.parent_number,
            comment.depth,
            text.subject,
            text.html,
            text.language,
        )
    )
    text.save(force_insert=True)
    Thread.objects.filter(pk=comment.thread_id).update(
        visible_count=F("visible_count") + int(not comment.is_under_hidden),
        last_at=comment.posted_at,
    )
    return comment


@transaction.atomic
def rate_comment(*, comment: Comment, rater: User, value: int) -> Rating:
    """Record what a reader thinks of a comment, in place of what they thought before.

    Raises OwnComment, NotRatable or NoSuchRating.
    """
    if comment.state not in (Comment.State.VISIBLE, Comment.State.FOLDED):
        raise NotRatable
    if comment.author_id == rater.pk:
        raise OwnComment
    if not LOWEST <= value <= HIGHEST:
        raise NoSuchRating
    revision = _next_revision(comment.thread_id)  # first: its row lock orders the raters
    before = Rating.objects.filter(comment=comment, rater=rater).first()
    rating, is_new = Rating.objects.update_or_create(
        comment=comment, rater=rater, defaults={"value": value, "rated_at": timezone.now()}
    )
    Comment.objects.filter(pk=comment.pk).update(
        rating_sum=F("rating_sum") + value - (before.value if before else 0),
        rating_count=F("rating_count") + int(is_new),
        revision=revision,
    )
    return rating


@transaction.atomic
def take_over_rating(*, comment: Comment, rating_sum: int, rating_count: int) -> None:
    """Give an imported comment the rating it had; who gave it is not known here."""
    revision = _next_revision(comment.thread_id)
    Comment.objects.filter(pk=comment.pk).update(
        rating_sum=rating_sum, rating_count=rating_count, revision=revision
    )


@transaction.atomic
def remove_own_comment(*, comment: Comment) -> None:
    """The author takes a comment back: a tombstone keeps its place and its replies."""
    revision = _next_revision(comment.thread_id)
    Comment.objects.filter(pk=comment.pk).update(
        state=Comment.State.REMOVED_BY_AUTHOR, revision=revision
    )


def _storable(text: str) -> str:
    """The text as any database can keep it: NUL becomes U+FFFD, as CommonMark asks (2.3)."""
    return text.replace("\x00", "\ufffd")


def _check_length(subject: str, source: str) -> None:
    if not subject.strip() or not source.strip():
        raise NothingSaid
    if len(subject) > LONGEST_SUBJECT or len(source.encode()) > LONGEST_TEXT:
        raise TooLong


def _hides_replies(parent: Comment) -> bool:
    return parent.is_under_hidden or parent.state == Comment.State.BRANCH_HIDDEN


def _take_number(thread: Thread, number: int | None) -> tuple[int, int]:
    """The comment's number and revision from one statement, so that neither is skipped or reused.

    The row lock orders the writers of a thread: nobody sees revision k+1 before k is committed.
    """
    table = connection.ops.quote_name(Thread._meta.db_table)
    if number is None:
        taken, parameters = "last_number + 1", [thread.pk]
    else:
        greater = "GREATEST" if connection.vendor == "postgresql" else "MAX"
        taken, parameters = f"{greater}(last_number, %s)", [number, thread.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET last_number = {taken}, revision = revision + 1 "  # noqa: S608 - no input
            "WHERE id = %s RETURNING last_number, revision, state",
            parameters,
        )
        last, revision, state = cursor.fetchone()
    if state != Thread.State.OPEN and number is None:
        raise DiscussionClosed  # it was closed meanwhile; the transaction takes the number back
    return number or last, revision


def _next_revision(thread: int) -> int:
    table = connection.ops.quote_name(Thread._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET revision = revision + 1 WHERE id = %s RETURNING revision",  # noqa: S608 - no input
            [thread],
        )
        revision: int = cursor.fetchone()[0]
    return revision


def _text(
    subject: str, source: str, text_format: str, quoted: Sequence[int], language: str
) -> CommentText:
    """What a comment says, checked and rendered, not yet anybody's."""
    subject, source = _storable(subject), _storable(source)
    _check_length(subject, source)
    if text_format == CommentText.Format.PARAGRAPHS:
        body = texts.render_plain([line for line in source.split("\n\n") if line], quoted)
    else:
        body = texts.render_commonmark(source)
    return CommentText(
        subject=subject,
        source=source,
        format=text_format,
        quoted=list(quoted),
        language=language,
        html=body,
        fragment_version=fragments.VERSION,
    )
