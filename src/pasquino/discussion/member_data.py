"""What this room keeps about a member, for the download of their data."""

from __future__ import annotations

from collections.abc import Iterator

from pasquino.accounts import data
from pasquino.accounts.data import Row
from pasquino.accounts.models import User
from pasquino.discussion.models import Comment, Draft, Rating, ReadingPreference

AT_ONCE = 500


def _reading(person: User) -> Iterator[Row]:
    fields = ("display", "sort", "overflow_at", "overflow_display")
    yield from ReadingPreference.objects.filter(member=person).values(*fields)


def _comments(person: User) -> Iterator[Row]:
    """Each comment with all it ever said; versions and additions are read with their batch."""
    found = Comment.objects.filter(author=person).select_related("text", "thread__story")
    related = found.prefetch_related("versions", "additions").order_by("posted_at", "pk")
    for comment in related.iterator(AT_ONCE):
        yield {
            "address": comment.get_absolute_url(),
            "story": comment.thread.story.headline,
            "number": comment.number,
            "answers": comment.parent_number or None,
            "posted_at": comment.posted_at,
            "state": comment.State(comment.state).name.lower(),
            "subject": comment.text.subject,
            "text": comment.text.source,
            "format": comment.text.format,
            "edited_at": comment.text.edited_at,
            "ratings": comment.rating_count,
            "ratings_sum": comment.rating_sum,
            "reason_of_moderator": comment.text.moderator_reason,
            "earlier_versions": [
                {"version": it.version, "subject": it.subject, "text": it.source,
                 "written_at": it.written_at}
                for it in comment.versions.all()
            ],
            "additions": [{"text": it.source, "added_at": it.added_at}
                          for it in comment.additions.all()],
        }  # fmt: skip


def _drafts(person: User) -> Iterator[Row]:
    for draft in Draft.objects.filter(member=person).select_related("thread__story"):
        yield {
            "story": draft.thread.story.get_absolute_url(),
            "kind": draft.kind or "comment",
            "answers_or_changes": draft.parent_number or None,
            "subject": draft.subject,
            "text": draft.source,
            "saved_at": draft.saved_at,
        }


def _ratings(person: User) -> Iterator[Row]:
    given = Rating.objects.filter(rater=person).select_related("comment__thread__story")
    for rating in given.order_by("rated_at", "pk").iterator(AT_ONCE):
        yield {
            "comment": rating.comment.get_absolute_url(),
            "value": rating.value,
            "rated_at": rating.rated_at,
        }


data.register("reading_preference", _reading)
data.register("comments", _comments)
data.register("drafts", _drafts)
data.register("ratings_given", _ratings)
