"""The deeds of posting: a thread is opened, a comment is added to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.delivery.prepared import insert
from pasquino.discussion import fragments, texts
from pasquino.discussion.actions.figuring import note_figures
from pasquino.discussion.actions.quoting import write_down
from pasquino.discussion.actions.refusals import (
    DiscussionClosed,
    NothingSaid,
    ReplyElsewhere,
    TooLong,
)
from pasquino.discussion.actions.revisions import take_number
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.stories.models import PublishedStory

LONGEST_TEXT = 64 * 1024  # bytes of UTF-8
LONGEST_SUBJECT = 200


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
    is_held: bool = False,
) -> Comment:
    """Add a comment to a thread; gives it with the next number, or an import's own `number`.

    A held one is shown to its author and moderators alone until it is released.
    Raises DiscussionClosed (imports pass), ReplyElsewhere, NothingSaid or TooLong.
    """
    if thread.state != Thread.State.OPEN and not is_import:
        raise DiscussionClosed
    if parent is not None and parent.thread_id != thread.pk:
        raise ReplyElsewhere
    text = written(subject, source, text_format, quoted, language)
    comment = Comment(
        thread=thread,
        parent=parent,
        parent_number=parent.number if parent else 0,
        depth=parent.depth + 1 if parent else 0,
        author=author,
        posted_at=posted_at or timezone.now(),
        state=Comment.State.HELD if is_held else Comment.State.VISIBLE,
        is_under_hidden=bool(parent and _hides_replies(parent)),
    )
    return _place(comment, text, number)


@transaction.atomic(savepoint=False)  # a failure takes back whatever it is part of
def _place(comment: Comment, text: CommentText, number: int | None) -> Comment:
    """Number and write a comment; its text was rendered before, as that may take a while."""
    is_held = comment.state == Comment.State.HELD
    comment.number, comment.revision, comment.pk = take_number(
        comment.thread,
        number,
        None if is_held else comment.posted_at,
        counts=not (is_held or comment.is_under_hidden),
    )
    insert(comment)
    text.comment = comment
    text.fragment = fragments.render(text.as_written(additions=()))
    insert(text)
    write_down(comment, text)
    note_figures(comment, text)
    comments_changed.send(
        sender=Comment, thread=comment.thread, comments=[comment.pk], new=comment
    )
    return comment


def check_length(subject: str, source: str) -> None:
    """Raises NothingSaid or TooLong."""
    if not subject.strip() or not source.strip():
        raise NothingSaid
    if len(subject) > LONGEST_SUBJECT or len(source.encode()) > LONGEST_TEXT:
        raise TooLong


def _hides_replies(parent: Comment) -> bool:
    return parent.is_under_hidden or parent.state == Comment.State.BRANCH_HIDDEN


def written(
    subject: str, source: str, text_format: str, quoted: Sequence[int], language: str
) -> CommentText:
    """What a comment says, checked and rendered, not yet anybody's."""
    subject, source = texts.printable(subject), texts.printable(source)
    check_length(subject, source)
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
