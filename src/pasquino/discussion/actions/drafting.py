"""The deeds that keep what members have written and not posted yet."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.discussion.actions.posting import LONGEST_TEXT
from pasquino.discussion.models import Comment, Draft, Thread
from pasquino.discussion.texts import printable

LONGEST_DRAFT = 4 * LONGEST_TEXT  # characters; longer than can be posted, so that it can be cut
MOST_DRAFTS = 100  # of one member


def keep_draft(
    *,
    member: User,
    thread: Thread,
    parent_number: int,
    subject: str,
    source: str,
    kind: str = Draft.Kind.COMMENT,
) -> Draft | None:
    """Keep what a member has written for a place, instead of what was kept for it before.

    Nothing is kept of an empty text, of one too long to be kept whole, and beyond 100 drafts.
    """
    subject, source = printable(subject), printable(source)
    if not source.strip() or len(subject) + len(source) > LONGEST_DRAFT:
        return None
    place: dict[str, Any] = {
        "member": member,
        "thread": thread,
        "kind": kind,
        "parent_number": parent_number,
    }
    found = Draft.objects.filter(**place)
    words = {"subject": subject, "source": source, "saved_at": timezone.now()}
    if not found.exists() and Draft.objects.filter(member=member).count() >= MOST_DRAFTS:
        return None
    return Draft.objects.update_or_create(**place, defaults=words)[0]


def discard_draft(*, member: User, draft: int) -> None:
    """Delete a member's own draft; somebody else's stays."""
    Draft.objects.filter(member=member, pk=draft).delete()


def forget_drafts(comment: Comment, kind: str, source: str) -> None:
    """Delete what its author kept as a change of this kind to the comment: it is done.

    So is what they kept with the same words, wanting an edit before they added it.
    """
    own = Draft.objects.filter(member=comment.author_id, thread=comment.thread_id)
    own = own.filter(parent_number=comment.number).exclude(kind=Draft.Kind.COMMENT)
    own.filter(Q(kind=kind) | Q(source=source)).delete()
