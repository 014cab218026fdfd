"""The deed of a reader who posts: within limits, once for each form, held where it must be."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.accounts import limits, standing
from pasquino.accounts.limits import TooOften
from pasquino.accounts.models import Suspension, User
from pasquino.delivery.prepared import insert, planning_cursor
from pasquino.delivery.together import sent_together
from pasquino.delivery.turns import my_turn
from pasquino.discussion import texts
from pasquino.discussion.actions.posting import check_length, post_comment
from pasquino.discussion.actions.refusals import (
    DiscussionClosed,
    MayNotWrite,
    NothingSaid,
    NoWordInSubject,
    ParentGone,
    ReplyElsewhere,
    SentBefore,
    Suspended,
    TooLong,
)
from pasquino.discussion.models import (
    Comment,
    DiscussionPolicy,
    Draft,
    Submission,
    Thread,
)
from pasquino.discussion.readable import is_readable
from pasquino.magazine.templatetags.magazine_tags import day_in_words

KEYS_KEPT = timedelta(days=7)
ANSWERABLE = (Comment.State.VISIBLE, Comment.State.FOLDED)
_NOT_TAKEN = (
    IntegrityError,
    TooOften,
    MayNotWrite,
    DiscussionClosed,
    ReplyElsewhere,
    ParentGone,
    NothingSaid,
    TooLong,
)
_WORD = re.compile(r"\w")


def submit_comment(  # noqa: PLR0913 - what a form and the API both bring
    *,
    author: User,
    thread: Thread,
    network: str,
    key: str,
    subject: str,
    source: str,
    parent: Comment | None = None,
) -> Comment:
    """Post what a reader has written; the same `key` with the same words gives the same comment.

    `network` is where it comes from, for the limits (`networks.network_of`). The comment is held
    where the policy says so of new authors. Raises Suspended, MayNotWrite, DiscussionClosed,
    ReplyElsewhere, ParentGone, NothingSaid, NoWordInSubject, TooLong, SentBefore, or TooOften
    (accounts.limits).
    """
    digest, words = key_digest(key), (subject, source, parent)
    try:
        check_may_write(author)
        _check(author, thread, parent, subject, source)
        return _posted(author, thread, network, digest, words)
    except _NOT_TAKEN:
        # Asked for only here, for hardly anybody sends a form twice. Nothing of this one is kept.
        if earlier := _sent(author, thread, digest, words):
            return earlier
        raise


def check_may_write(author: User) -> None:
    """Raise Suspended or MayNotWrite with the sentence that tells why."""
    if suspended := standing.suspension(author):
        raise Suspended(_suspended_words(suspended))
    if not author.is_active:
        raise MayNotWrite(_("This account is closed."))
    if missing := standing.what_is_missing(author):
        raise MayNotWrite(missing)


def count_writing(author: User, network: str, thread: Thread) -> TooOften | None:
    """Count one more by account, network and story; what to raise when one is full."""
    return limits.count_each(*_counted(author, network, thread))


def _counted(author: User, network: str, thread: Thread) -> tuple[tuple[str, object], ...]:
    return ("posts", author.pk), ("posts_network", network), ("posts_story", thread.pk)


def is_new(author: User, policy: DiscussionPolicy) -> bool:
    """Whether the author has fewer visible comments than make a member known."""
    visible = Comment.objects.filter(author=author, state=Comment.State.VISIBLE)
    return len(visible.values_list("pk", flat=True)[: policy.first_posts]) < policy.first_posts


def key_digest(key: str) -> str:
    """A form's key as it is kept: of one length, whatever was sent."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def forget_keys() -> int:
    """Delete the keys of forms that nobody sends again; gives how many."""
    return Submission.objects.filter(sent_at__lt=timezone.now() - KEYS_KEPT).delete()[0]


Words = tuple[str, str, Comment | None]


def _sent(author: User, thread: Thread, digest: str, words: Words) -> Comment | None:
    """The comment this form has made already; raises SentBefore when its words were others."""
    made = Submission.objects.filter(author=author, key=digest).values_list("comment", flat=True)
    if not (found := list(made)):
        return None
    comment = Comment.objects.select_related("text").get(pk=found[0])
    subject, source = _first_words(comment)
    said = texts.printable(words[0]), texts.printable(words[1]), words[2].pk if words[2] else None
    if (subject, source, comment.parent_id) != said or comment.thread_id != thread.pk:
        raise SentBefore(comment)
    comment.thread = thread
    return comment


def _first_words(comment: Comment) -> tuple[str, str]:
    """What it said when it was posted, before any edit."""
    first = comment.versions.order_by("version").first() if comment.text.edited_at else None
    said = first or comment.text
    return said.subject, said.source


def _check(
    author: User, thread: Thread, parent: Comment | None, subject: str, source: str
) -> None:
    """Everything that costs little, before anything is counted."""
    if thread.state != Thread.State.OPEN:
        raise DiscussionClosed
    if parent is not None:
        if parent.thread_id != thread.pk:
            raise ReplyElsewhere
        check_answerable(parent, author)
    check_length(texts.printable(subject), texts.printable(source))
    if not has_word(subject):
        raise NoWordInSubject


def has_word(subject: str) -> bool:
    """Whether a subject has at least one letter or digit, of any script."""
    return _WORD.search(subject) is not None


def check_answerable(parent: Comment, author: User) -> None:
    """Raise ParentGone where the author of an answer cannot read what it would answer."""
    if not is_readable(parent, author):
        raise ParentGone


def _posted(author: User, thread: Thread, network: str, digest: str, words: Words) -> Comment:
    """Counted and posted in one transaction; what the limits refuse is counted all the same.

    Only a form that was taken before is not counted again.
    """
    with my_turn(), transaction.atomic():
        with sent_together():
            if limits.count_where_open(*_counted(author, network, thread)):
                return _placed(author, thread, digest, words)
        refusal = count_writing(author, network, thread)
        if refusal is None:
            return _placed(author, thread, digest, words)
        if Submission.objects.filter(author=author, key=digest).exists():
            transaction.set_rollback(True)
    raise refusal


def _placed(author: User, thread: Thread, digest: str, words: Words) -> Comment:
    """The comment, the form's key and the end of the draft: all of it or nothing."""
    subject, source, parent = words
    comment = post_comment(
        thread=thread,
        author=author,
        subject=subject,
        source=source,
        parent=parent,
        is_held=_is_held(author),
    )
    if parent is not None:  # the thread is ours now: what a moderator did meanwhile is seen here
        parent.refresh_from_db(fields=["state", "is_under_hidden"])
        check_answerable(parent, author)
    sent = Submission(author=author, key=digest, comment=comment, sent_at=comment.posted_at)
    insert(sent, needs_key=False)
    _drop_draft(author, thread, comment.parent_number)
    return comment


def _drop_draft(author: User, thread: Thread, parent_number: int) -> None:
    with planning_cursor() as cursor:
        cursor.execute(_DROP_DRAFT, [author.pk, thread.pk, Draft.Kind.COMMENT, parent_number])


_DROP_DRAFT = (
    f"DELETE FROM {Draft._meta.db_table} "  # noqa: S608 - a name of ours
    "WHERE member_id = %s AND thread_id = %s AND kind = %s AND parent_number = %s"
)


def _is_held(author: User) -> bool:
    policy = DiscussionPolicy.current()
    if not policy.hold_first_posts or standing.is_trusted(author):
        return False
    return is_new(author, policy)


def _suspended_words(suspended: Suspension) -> str:
    if suspended.until is None:
        words = _("You may not write here until a moderator or editor lifts your suspension.")
    else:
        last = suspended.until - timedelta(microseconds=1)  # it ends as the day after begins
        day = day_in_words(timezone.localtime(last).date())
        words = _("You may not write here while your suspension lasts, until {day}.").format(
            day=day
        )
    reason = suspended.reason.strip()
    return words + " " + _("The reason: {reason}").format(reason=reason) if reason else words
