"""The deeds of this room as the API does them: each refusal becomes a sentence with a status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.accounts import limits
from pasquino.accounts.models import User
from pasquino.delivery.problems import Problem
from pasquino.discussion import actions, refusal_words
from pasquino.discussion.models import Comment, Thread
from pasquino.sources.masking import masks

FORBIDDEN, CONFLICT, UNPROCESSABLE, TOO_MANY = 403, 409, 422, 429


def post(  # noqa: PLR0913 - what a comment consists of, and who sends it from where
    thread: Thread,
    author: User,
    *,
    network: str,
    key: str,
    subject: str,
    source: str,
    parent: Comment | None,
) -> Comment:
    """Post a comment once, however often it is sent with the key; raises Problem."""
    with _in_sentences():
        return actions.submit_comment(
            author=author,
            thread=thread,
            network=network,
            key=f"api:{key}",  # never that of a form, which the page makes up
            subject=subject,
            source=source,
            parent=parent,
        )


def edit(comment: Comment, author: User, *, version: int, subject: str, source: str) -> None:
    """Replace what a comment says; raises Problem.

    Programs read a masked name as what stands in its place: that must not be saved for the name.
    """
    _check_unmasked(comment, subject, source)
    with _in_sentences():
        actions.edit_comment(
            comment=comment, author=author, version=version, subject=subject, source=source
        )


def rate(comment: Comment, rater: User, value: int) -> None:
    """Rate a comment; raises Problem."""
    with _in_sentences():
        limits.take("ratings", rater.pk)
        actions.rate_comment(comment=comment, rater=rater, value=value)


def _check_unmasked(comment: Comment, subject: str, source: str) -> None:
    before = f"{comment.text.subject}\n{comment.text.source}"
    now = f"{subject}\n{source}"
    for place in masks().places(before):
        if now.count(place.shown) > before.count(place.shown):
            raise Problem(
                CONFLICT,
                _(
                    "A name in this comment is not shown in public, and what you sent holds what "
                    "is shown in its place. Nothing was changed. Edit the comment on its page."
                ),
            )


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Say each refusal in words."""
    try:
        yield
    except limits.TooOften as refusal:
        raise _too_often(refusal) from refusal
    except actions.MayNotWrite as refusal:
        raise Problem(FORBIDDEN, refusal.why) from refusal
    except tuple(_STATUS) as refusal:
        kind = next(kind for kind in type(refusal).__mro__ if kind in _STATUS)
        raise Problem(_STATUS[kind], _words()[kind]) from refusal


def _too_often(refusal: limits.TooOften) -> Problem:
    seconds = max(1, int((refusal.until - timezone.now()).total_seconds()) + 1)
    words = refusal_words.sentence(refusal)
    return Problem(TOO_MANY, words, headers={"Retry-After": str(seconds)})


_STATUS: dict[type[Exception], int] = {
    actions.DiscussionClosed: FORBIDDEN,
    actions.ReplyElsewhere: UNPROCESSABLE,
    actions.ParentGone: UNPROCESSABLE,
    actions.NothingSaid: UNPROCESSABLE,
    actions.NoWordInSubject: UNPROCESSABLE,
    actions.TooLong: UNPROCESSABLE,
    actions.SentBefore: CONFLICT,
    actions.NotTheAuthor: FORBIDDEN,
    actions.NotEditable: CONFLICT,
    actions.TooLate: CONFLICT,
    actions.ChangedMeanwhile: CONFLICT,
    actions.TooManyChanges: CONFLICT,
    actions.OwnComment: FORBIDDEN,
    actions.NotRatable: CONFLICT,
    actions.NoSuchRating: UNPROCESSABLE,
}


def _words() -> dict[type[Exception], str]:
    """Made when needed: the language is that of the request."""
    return {
        actions.DiscussionClosed: _("The editors have closed this discussion."),
        actions.ReplyElsewhere: _("The comment you answer is not under this story."),
        actions.ParentGone: _("The comment you answer was removed or hidden."),
        actions.NothingSaid: _("A comment needs a subject and a text; one of them is empty."),
        actions.NoWordInSubject: _("The subject needs at least one letter or digit."),
        actions.TooLong: _(
            "The subject has at most 200 characters, the text 64 KiB. Nothing was cut."
        ),
        actions.SentBefore: _(
            "This Idempotency-Key was used before, for a comment with other words. "
            "Make a new key for each comment."
        ),
        actions.NotTheAuthor: _("Only who wrote a comment may edit it."),
        actions.NotEditable: _("The comment was removed or hidden."),
        actions.TooLate: _("The time for editing is over, or somebody has answered."),
        actions.ChangedMeanwhile: _(
            "The comment was edited since the version you name. Read it again first."
        ),
        actions.TooManyChanges: _("A comment can be edited ten times."),
        actions.OwnComment: _("Nobody rates what they wrote themselves."),
        actions.NotRatable: _("This comment cannot be rated any more."),
        actions.NoSuchRating: _("That is not a rating you may give here."),
    }
