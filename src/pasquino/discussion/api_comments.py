"""What the API tells of comments: what everybody may read, and tombstones for all else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from ninja import Field, Schema

from pasquino.accounts.models import User
from pasquino.discussion import api_quotations, known
from pasquino.discussion.api_quotations import QuotationTold
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.discussion.rating import RatingProfile, few_rate, mean_words, recommendations
from pasquino.discussion.skeletons import skeleton
from pasquino.stories import feeds, lists
from pasquino.stories.models import PublishedStory

Quotations = Mapping[int, list[dict[str, Any]]]  # by the comments' ids
USUAL, MOST = 100, 200
CURSOR = r"^[0-9]{1,9}-[0-9]{1,9}$"
WORDS = {
    Comment.State.VISIBLE: "visible",
    Comment.State.FOLDED: "folded",
    Comment.State.HELD: "held",
    Comment.State.REMOVED_BY_AUTHOR: "removed-by-author",
    Comment.State.REMOVED_BY_MODERATOR: "removed-by-moderator",
    Comment.State.BRANCH_HIDDEN: "hidden",
}
READABLE = (Comment.State.VISIBLE, Comment.State.FOLDED, Comment.State.HELD)


class Author(Schema):
    name: str = Field(examples=["Tamsin Vale"])
    slug: str | None = Field(
        description="The end of the address of their page; null when the account is closed.",
        examples=["tamsin-vale"],
    )


class Score(Schema):
    mean: float | None = Field(
        description="From 1 to 5; null until enough have rated, and where readers recommend.",
        examples=[3.5],
    )
    count: int = Field(description="How many rated, or how many recommend it.", examples=[2])


class Addition(Schema):
    source: str
    html: str
    added_at: datetime


class CommentTold(Schema):
    number: int = Field(description="Its number under the story, for good.", examples=[47])
    state: str = Field(
        description="`visible`, `folded` (rated low by readers, still to be read) or, to its "
        "author alone, `held`.",
        examples=["visible"],
    )
    version: int = Field(description="1 at first; each edit adds 1.")
    revision: int = Field(description="Of the discussion, when this comment last changed.")
    parent: int | None = Field(description="The number of what it answers.", examples=[12])
    depth: int = Field(description="0 at the top of the discussion.", examples=[1])
    url: str = Field(description="Its page for readers.")
    author: Author
    subject: str = Field(examples=["The mill"])
    source: str = Field(
        description="As its author wrote it: CommonMark, or plain paragraphs from an import.",
        examples=["It was the *mill*."],
    )
    html: str = Field(
        description="Clean HTML of it.", examples=["<p>It was the <em>mill</em>.</p>"]
    )
    language: str = Field(description="Empty: that of the story.")
    posted_at: datetime
    edited_at: datetime | None
    additions: list[Addition] = Field(description="What its author added later, oldest first.")
    quotations: list[QuotationTold] = Field(description="Which it holds, and how they stand.")
    rating: Score | None = Field(description="Null where this magazine shows no scores.")


class Tombstone(Schema):
    number: int = Field(examples=[48])
    state: str = Field(
        description="`removed-by-author`, `removed-by-moderator`, or `hidden`: with all below it, "
        "or until a moderator shows it again.",
        examples=["removed-by-author"],
    )
    revision: int
    parent: int | None = Field(
        None, description="Null too for what is hidden with its branch or held again."
    )
    depth: int | None = Field(
        None, description="Null for what is hidden with its branch or held again."
    )


class CommentPage(Schema):
    revision: int = Field(
        description="Once you have all pages, ask for what changed `since` this revision.",
        examples=[311],
    )
    comments: list[CommentTold | Tombstone] = Field(
        description="By number; with `since`, by the revision of their last change."
    )
    cursor: str | None = Field(description="Give it to get the next page; null on the last one.")


class OwnComments(Schema):
    comments: list[CommentTold] = Field(description="Newest first.")
    cursor: str | None = Field(description="Give it to get the next page; null on the last one.")


class Cursor(NamedTuple):
    """Where a page starts: after this comment, at a revision.

    Without `since` the revision is the one the first page was read at, so that nothing that
    changes between two pages is missed by who asks `since` it afterwards.
    """

    revision: int
    number: int

    def __str__(self) -> str:
        return f"{self.revision}-{self.number}"

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The cursor in an address, written as `CURSOR` says."""
        return cls(*map(int, text.split("-")))


@dataclass(frozen=True)
class Teller:
    """Tells of the comments of one thread, as this magazine shows scores."""

    thread: Thread
    story: PublishedStory
    policy: DiscussionPolicy

    def page(self, since: int | None, here: Cursor | None, limit: int) -> dict[str, Any]:
        """One page of all comments by number, or of those changed since a revision.

        The thread's revision must have been read before: what changes in between comes again.
        """
        rows = Comment.objects.filter(thread=self.thread)
        if since is None:
            rows = rows.exclude(state__in=Comment.UNSEEN)
            found = list(_by_number(rows, here)[: limit + 1])
            revision = here.revision if here else self.thread.revision
            last = Cursor(revision, found[:limit][-1].number) if found else None
        else:
            again = known.held_again(rows.filter(revision__gt=since))
            rows = rows.filter(~Q(state__in=Comment.UNSEEN) | Q(pk__in=again))
            found = list(_by_revision(rows, since, here)[: limit + 1])
            revision = self.thread.revision
            last = Cursor(found[:limit][-1].revision, found[:limit][-1].number) if found else None
        return {
            "revision": revision,
            "comments": self._told(found[:limit]),
            "cursor": str(last) if last and len(found) > limit else None,
        }

    def comment(self, number: int) -> dict[str, Any] | None:
        """One comment or its tombstone; None when there is none, or none to be known of."""
        rows = Comment.objects.filter(thread=self.thread, number=number)
        return next(iter(self._told(list(rows.exclude(state__in=Comment.UNSEEN)))), None)

    def told(self, comment: Comment, quotations: Quotations | None = None) -> dict[str, Any]:
        """A comment with its text, as `CommentTold` wants it; who may read it was asked before."""
        quotations = api_quotations.told([comment]) if quotations is None else quotations
        text, author = comment.text, comment.author
        address = reverse("comment", args=[*self.story.address, comment.number])
        return {
            "number": comment.number,
            "state": WORDS[Comment.State(comment.state)],
            "version": text.version,
            "revision": comment.revision,
            "parent": comment.parent_number or None,
            "depth": comment.depth,
            "url": feeds.absolute(address),
            "author": {"name": author.name, "slug": author.slug if author.is_active else None},
            "subject": text.subject,
            "source": text.source,
            "html": text.html,
            "language": text.language,
            "posted_at": comment.posted_at,
            "edited_at": text.edited_at,
            "additions": list(comment.additions.all()),
            "quotations": quotations.get(comment.pk, []),
            "rating": self._score(comment),
        }

    def _told(self, rows: Sequence[Comment]) -> list[dict[str, Any]]:
        """Texts are read through the door all readers' data passes; the rest are tombstones."""
        shown = Comment.objects.visible_to(None).filter(
            pk__in=[row.pk for row in rows], state__in=READABLE
        )
        readable = {
            comment.pk: comment
            for comment in shown.select_related("text", "author").prefetch_related("additions")
        }
        if self.policy.low_rating_hides:
            for row in self._rated_low(rows):
                readable.pop(row.pk, None)
        quoted = api_quotations.told(readable.values())
        return [
            self.told(readable[row.pk], quoted) if row.pk in readable else _tombstone(row)
            for row in rows
        ]

    def _rated_low(self, rows: Sequence[Comment]) -> list[Comment]:
        """Those that this magazine hides since they, or what they answer, are rated low."""
        whole = skeleton(self.thread)
        if Comment.State.FOLDED not in whole.states:
            return []
        low: set[int] = set()
        for here, (above, state) in enumerate(zip(whole.above, whole.states, strict=True)):
            if state == Comment.State.FOLDED or above in low:  # parents come before replies
                low.add(here)
        numbers = {whole.numbers[here] for here in low}
        return [row for row in rows if row.number in numbers]

    def _score(self, comment: Comment) -> dict[str, Any] | None:
        profile, count = self.policy.rating_profile, comment.rating_count
        if profile == RatingProfile.OFF or self._is_quiet:
            return None
        if count < max(1, self.policy.ratings_to_count):
            return {"mean": None, "count": count}
        if profile == RatingProfile.RECOMMEND:
            return {"mean": None, "count": recommendations(comment.rating_sum, count)}
        return {"mean": float(mean_words(comment.rating_sum, count)), "count": count}

    @cached_property
    def _is_quiet(self) -> bool:
        """No score is shown where few rate, if the magazine wants it so."""
        if not self.policy.quiet_when_few_rate:
            return False
        whole = skeleton(self.thread)
        return few_rate(whole.rated, len(whole))


def own_comments(member: User, cursor: lists.Cursor | None, limit: int) -> dict[str, Any]:
    """A member's own comments, newest first, those that are held among them."""
    rows = Comment.objects.visible_to(member).filter(
        author=member, state__in=READABLE, thread__story__withdrawn_at=None
    )
    if cursor:
        same = Q(posted_at=cursor.published_at, pk__lt=cursor.story)
        earlier = Q(posted_at__lt=cursor.published_at) | same
        rows = rows.filter(earlier, posted_at__lte=cursor.published_at)
    rows = rows.select_related("text", "author", "thread__story").prefetch_related("additions")
    found = list(rows.order_by("-posted_at", "-pk")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    policy, quoted = DiscussionPolicy.current(), api_quotations.told(found[:limit])
    return {
        "comments": [
            Teller(comment.thread, comment.thread.story, policy).told(comment, quoted)
            for comment in found[:limit]
        ],
        "cursor": str(lists.Cursor(last.posted_at, last.pk)) if last else None,
    }


def _by_number(rows: QuerySet[Comment], here: Cursor | None) -> QuerySet[Comment]:
    if here:
        rows = rows.filter(number__gt=here.number)
    return rows.exclude(is_under_hidden=True).order_by("number")


def _by_revision(rows: QuerySet[Comment], since: int, here: Cursor | None) -> QuerySet[Comment]:
    """Several comments may have changed at one revision, so the number decides among them."""
    rows = rows.filter(revision__gt=since)
    if here:
        after = Q(revision__gt=here.revision) | Q(revision=here.revision, number__gt=here.number)
        rows = rows.filter(after, revision__gte=here.revision)
    return rows.order_by("revision", "number")


def _tombstone(row: Comment) -> dict[str, Any]:
    if row.is_under_hidden or row.state in Comment.UNSEEN:
        return {"number": row.number, "state": "hidden", "revision": row.revision}
    state = Comment.State(row.state)
    return {
        "number": row.number,
        "state": "hidden" if state in READABLE else WORDS[state],
        "revision": row.revision,
        "parent": row.parent_number or None,
        "depth": row.depth,
    }
