"""The deeds of this room as the API does them: each refusal becomes a sentence with a status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.accounts import limits
from pasquino.accounts.models import User
from pasquino.delivery.problems import Problem
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, Submission, Thread

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
        found = Submission.objects.filter(author=author, key=key).first()
        if found is not None:
            return found.comment
        limits.take("posts", author.pk)
        limits.take("posts_network", network)
        limits.take("posts_story", thread.pk)
        with transaction.atomic():
            comment = actions.post_comment(
                thread=thread, author=author, subject=subject, source=source, parent=parent
            )
            Submission.objects.create(
                author=author, key=key, comment=comment, sent_at=timezone.now()
            )
        return comment


def rate(comment: Comment, rater: User, value: int) -> None:
    """Rate a comment; raises Problem."""
    with _in_sentences():
        limits.take("ratings", rater.pk)
        actions.rate_comment(comment=comment, rater=rater, value=value)


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Say each refusal in words."""
    try:
        yield
    except limits.TooOften as refusal:
        raise _too_often(refusal) from refusal
    except tuple(_WORDS) as refusal:
        status, words = _WORDS[type(refusal)]
        raise Problem(status, str(words())) from refusal


def _too_often(refusal: limits.TooOften) -> Problem:
    minutes = refusal.minutes()
    seconds = max(1, int((refusal.until - timezone.now()).total_seconds()) + 1)
    words = _("That was too much in a short time. Try again in %(minutes)s minutes.")
    return Problem(TOO_MANY, words % {"minutes": minutes}, headers={"Retry-After": str(seconds)})


# Asked for when needed: the language is that of the request.
_WORDS = {
    actions.DiscussionClosed: (FORBIDDEN, lambda: _("The editors have closed this discussion.")),
    actions.ReplyElsewhere: (
        UNPROCESSABLE,
        lambda: _("The comment you answer is not under this story."),
    ),
    actions.NothingSaid: (
        UNPROCESSABLE,
        lambda: _("A comment needs a subject and a text; one of them is empty."),
    ),
    actions.TooLong: (
        UNPROCESSABLE,
        lambda: _("The subject has at most 200 characters, the text 64 KiB; nothing is cut."),
    ),
    actions.OwnComment: (FORBIDDEN, lambda: _("Nobody rates what they wrote themselves.")),
    actions.NotRatable: (CONFLICT, lambda: _("This comment can be rated no more.")),
    actions.NoSuchRating: (UNPROCESSABLE, lambda: _("A rating is a whole number from 1 to 5.")),
}
