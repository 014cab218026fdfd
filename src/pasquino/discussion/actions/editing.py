"""The deeds an author may do to what they have written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pasquino.accounts import limits
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import User
from pasquino.discussion import fragments, texts
from pasquino.discussion.actions.drafting import forget_drafts
from pasquino.discussion.actions.figuring import note_figures_again
from pasquino.discussion.actions.posting import (
    LONGEST_TEXT,
    check_length,
    written,
)
from pasquino.discussion.actions.quoting import write_down_again
from pasquino.discussion.actions.refusals import (
    ChangedMeanwhile,
    DiscussionClosed,
    NotEditable,
    NotTheAuthor,
    NoWordInSubject,
    TooLate,
    TooLong,
    TooManyChanges,
)
from pasquino.discussion.actions.revisions import next_revision
from pasquino.discussion.actions.submitting import (
    ANSWERABLE,
    check_may_write,
    count_writing,
    has_word,
)
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.models import (
    Addition,
    Comment,
    CommentText,
    CommentVersion,
    DiscussionPolicy,
    Draft,
    Thread,
)

MOST_EDITS = 10  # of one comment: each earlier version is compared on a public page
MOST_ADDITIONS = 10
EDITS = Limit(30, 600)  # by one account
EDITABLE = (*ANSWERABLE, Comment.State.HELD)
REMOVABLE = EDITABLE


def edit_comment(
    *, comment: Comment, author: User, version: int, subject: str, source: str
) -> CommentText:
    """Replace what a comment says; `version` is the one the author had before them.

    What it said before stays readable. Raises NotTheAuthor, Suspended, MayNotWrite, NotEditable,
    DiscussionClosed, TooLate, ChangedMeanwhile, TooManyChanges, NothingSaid, NoWordInSubject,
    TooLong, or TooOften.
    """
    _check_author(comment, author)
    check_length(texts.printable(subject), texts.printable(source))
    if not has_word(subject):
        raise NoWordInSubject
    limits.take("edits", author.pk, limit=EDITS)
    new = written(subject, source, CommentText.Format.COMMONMARK, (), "")
    return _edited(comment, version, new)


def editable_until(posted_at: datetime, policy: DiscussionPolicy) -> datetime:
    """Until when a comment may be edited, if nobody answers it before."""
    return posted_at + timedelta(minutes=policy.edit_minutes)


def check_editable(comment: Comment, thread: Thread) -> None:
    """Raise what keeps a comment from being edited now, whoever asks."""
    if comment.state not in EDITABLE or comment.is_under_hidden:
        raise NotEditable
    if thread.state != Thread.State.OPEN:
        raise DiscussionClosed
    policy = DiscussionPolicy.current()
    answers = comment.replies.exclude(state__in=Comment.UNSEEN)
    if timezone.now() > editable_until(comment.posted_at, policy) or answers.exists():
        raise TooLate


def add_to_comment(*, comment: Comment, author: User, network: str, source: str) -> Addition:
    """Write more below a comment, with its date; sent twice in a row it is added once.

    Raises NotTheAuthor, Suspended, MayNotWrite, NotEditable, DiscussionClosed, NothingSaid,
    TooLong, TooManyChanges, or TooOften.
    """
    _check_author(comment, author)
    source = texts.printable(source)
    check_length("-", source)
    if (last := comment.additions.last()) and last.source == source:
        return last
    html = texts.render_commonmark(source)
    with transaction.atomic():
        refusal = count_writing(author, network, comment.thread)
        if refusal is None:
            return _added(comment, source, html)
    raise refusal


@transaction.atomic
def remove_own_comment(*, comment: Comment) -> None:
    """The author takes a comment back: a tombstone keeps its place and its replies.

    One that was held leaves none: nobody saw it, and nobody learns of it now.
    """
    revision = next_revision(comment.thread_id)
    was = Comment.objects.filter(pk=comment.pk, state__in=REMOVABLE)
    if not (found := was.values_list("state", flat=True)):
        return
    was_held = found[0] == Comment.State.HELD
    state = Comment.State.TAKEN_BACK if was_held else Comment.State.REMOVED_BY_AUTHOR
    Comment.objects.filter(pk=comment.pk).update(state=state, revision=revision)
    comments_changed.send(sender=Comment, thread=comment.thread, comments=[comment.pk])


def _check_author(comment: Comment, author: User) -> None:
    if comment.author_id != author.pk:
        raise NotTheAuthor
    check_may_write(author)


@transaction.atomic
def _edited(comment: Comment, version: int, new: CommentText) -> CommentText:
    text = _locked_text(comment)
    check_editable(comment, comment.thread)
    if (text.subject, text.source) == (new.subject, new.source):
        return text  # sent twice, or nothing changed
    if text.version != version:
        raise ChangedMeanwhile
    if text.version > MOST_EDITS:
        raise TooManyChanges
    CommentVersion.objects.create(
        comment=comment,
        version=text.version,
        subject=text.subject,
        source=text.source,
        written_at=text.edited_at or comment.posted_at,
    )
    text.subject, text.source, text.html = new.subject, new.source, new.html
    text.format, text.quoted = new.format, new.quoted
    text.version, text.edited_at = text.version + 1, timezone.now()
    _write(comment, text)
    forget_drafts(comment, Draft.Kind.EDIT, new.source)
    return text


def _added(comment: Comment, source: str, html: str) -> Addition:
    text = _locked_text(comment)
    if comment.state not in ANSWERABLE or comment.is_under_hidden:
        raise NotEditable
    if comment.thread.state != Thread.State.OPEN:
        raise DiscussionClosed
    earlier = list(comment.additions.all())
    if earlier and earlier[-1].source == source:
        return earlier[-1]
    if len(earlier) >= MOST_ADDITIONS:
        raise TooManyChanges
    if sum(len(one.source.encode()) for one in earlier) + len(source.encode()) > LONGEST_TEXT:
        raise TooLong
    addition = Addition.objects.create(
        comment=comment, source=source, html=html, added_at=timezone.now()
    )
    _write(comment, text)
    forget_drafts(comment, Draft.Kind.ADDITION, source)
    return addition


def _locked_text(comment: Comment) -> CommentText:
    """The comment's text, read once its thread is ours: nobody answers or edits meanwhile."""
    comment.revision = next_revision(comment.thread_id)
    comment.refresh_from_db(fields=["state", "is_under_hidden", "posted_at"])
    comment.thread.refresh_from_db(fields=["state"])
    text = CommentText.objects.get(pk=comment.pk)
    text.comment = comment
    return text


def _write(comment: Comment, text: CommentText) -> None:
    """Keep the text with a new fragment, and tell rooms above."""
    said = text.as_written()
    has_figures = note_figures_again(comment, said)
    text.fragment = fragments.render(replace(said, has_figures=has_figures))
    text.fragment_version = fragments.VERSION
    text.save(
        update_fields=[
            "subject", "source", "html", "format", "quoted", "version", "edited_at",
            "fragment", "fragment_version",
        ]
    )  # fmt: skip
    comment.save(update_fields=["revision"])
    write_down_again(comment, text)
    comments_changed.send(sender=Comment, thread=comment.thread, comments=[comment.pk])
