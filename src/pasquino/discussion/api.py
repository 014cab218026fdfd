"""The discussion by the API: a story with it, its comments, and writing with a token."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.responses import Status

from pasquino.accounts.api_access import Token, holder
from pasquino.accounts.models import ApiToken
from pasquino.accounts.networks import network_of
from pasquino.delivery.problems import Problem
from pasquino.discussion import api_deeds
from pasquino.discussion.api_comments import (
    CommentPage,
    CommentTold,
    Cursor,
    OwnComments,
    Teller,
    Tombstone,
    own_comments,
)
from pasquino.discussion.api_schemas import (
    CommentAddress,
    DiscussedStory,
    Edited,
    NewComment,
    NewRating,
    OwnStretch,
    Rated,
    Stretch,
)
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.stories import api as stories
from pasquino.stories import lists
from pasquino.stories.models import PublishedStory

router = Router(tags=["discussion"])

STORY = "/stories/{int:year}/{int:month}/{slug:slug}"
COMMENT = f"{STORY}/comments/{{int:number}}"
MISSING, UNKNOWN, CREATED = 404, 422, 201


@router.get(STORY, response=DiscussedStory, summary="Read a story", url_name="story")
def read_story(request: HttpRequest, address: Path[stories.Address]) -> dict[str, Any]:
    """A published story in full, in its newest edition, and how its discussion stands."""
    story = stories.find(address)
    thread = Thread.objects.filter(story=story).first()
    discussion = {
        "state": thread.state if thread else Thread.State.NONE.value,
        "comments": thread.visible_count if thread else 0,
        "revision": thread.revision if thread else 0,
    }
    return stories.told_in_full(story) | {"discussion": discussion}


@router.get(
    f"{STORY}/comments", response=CommentPage, summary="Read comments", url_name="comments"
)
def read_comments(
    request: HttpRequest, address: Path[stories.Address], stretch: Query[Stretch]
) -> dict[str, Any]:
    """The comments under a story by pages, or what changed among them since a revision.

    What was removed or hidden comes as a tombstone: its number and state, nothing of what it said.
    """
    thread, story = _find_thread(address)
    cursor = Cursor.read(stretch.cursor) if stretch.cursor else None
    return _teller(thread, story).page(stretch.since, cursor, stretch.limit)


@router.get(
    COMMENT, response=CommentTold | Tombstone, summary="Read one comment", url_name="comment"
)
def read_comment(request: HttpRequest, address: Path[CommentAddress]) -> dict[str, Any]:
    """One comment, or its tombstone."""
    thread, story = _find_thread(address)
    told = _teller(thread, story).comment(address.number)
    if told is None:
        raise _no_comment()
    return told


@router.post(
    f"{STORY}/comments",
    auth=Token(ApiToken.Scope.COMMENT),
    response={CREATED: CommentTold},
    summary="Post a comment",
    openapi_extra={
        "parameters": [
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": True,
                "description": "Yours, new for each comment: sent again with the same key, "
                "nothing is posted twice and the first answer comes again.",
                "schema": {"type": "string", "pattern": "^[!-~]{1,64}$"},
                "example": "9f1c2d7e-4a86",
            }
        ]
    },
)
def post_comment(
    request: HttpRequest, address: Path[stories.Address], written: NewComment
) -> Status:
    """Post a comment in the name of the token's holder; the answer says whether it is held."""
    key = _key(request)
    thread, story = _find_thread(address)
    comment = api_deeds.post(
        thread,
        holder(request),
        network=network_of(request),
        key=key,
        subject=written.subject,
        source=written.source,
        parent=_answered(thread, written.parent),
    )
    return Status(CREATED, _teller(thread, story).told(comment))


@router.patch(
    COMMENT,
    auth=Token(ApiToken.Scope.COMMENT),
    response=CommentTold,
    summary="Edit a comment",
)
def edit_comment(
    request: HttpRequest, address: Path[CommentAddress], written: Edited
) -> dict[str, Any]:
    """Replace what one's own comment says, while it may be edited. What it said stays readable.

    Sent with a `version` that is no longer the newest, it is refused with 409.
    """
    thread, story = _find_thread(address)
    comment = _visible(thread, address.number, request)
    api_deeds.edit(
        comment,
        holder(request),
        version=written.version,
        subject=written.subject,
        source=written.source,
    )
    edited = _visible(thread, address.number, request)
    return _teller(thread, story).told(edited)


@router.put(
    f"{COMMENT}/rating",
    auth=Token(ApiToken.Scope.RATE),
    response=Rated,
    summary="Rate a comment",
    url_name="rating",
)
def rate_comment(
    request: HttpRequest, address: Path[CommentAddress], rating: NewRating
) -> dict[str, Any]:
    """Say what the token's holder thinks of a comment, in place of what they said before."""
    thread, _story = _find_thread(address)
    comment = _visible(thread, address.number, request)
    api_deeds.rate(comment, holder(request), rating.value)
    return {"number": address.number, "value": rating.value}


@router.get(
    "/me/comments",
    auth=Token(ApiToken.Scope.READ),
    response=OwnComments,
    summary="Read your own comments",
    url_name="own-comments",
)
def read_own_comments(request: HttpRequest, stretch: Query[OwnStretch]) -> dict[str, Any]:
    """The comments of the token's holder, newest first, also those that are held."""
    cursor = lists.Cursor.read(stretch.cursor) if stretch.cursor else None
    if stretch.cursor and cursor is None:
        raise Problem(UNKNOWN, _("This cursor is none that the API gave."))
    return own_comments(holder(request), cursor, stretch.limit)


def _find_thread(address: stories.Address) -> tuple[Thread, PublishedStory]:
    """The discussion under a story; raises Problem when there is none."""
    story = stories.find(address)
    thread = Thread.objects.filter(story=story).exclude(state=Thread.State.NONE).first()
    if thread is None:
        raise Problem(MISSING, _("This story is not discussed."))
    thread.story = story
    return thread, story


def _teller(thread: Thread, story: PublishedStory) -> Teller:
    return Teller(thread, story, DiscussionPolicy.current())


def _visible(thread: Thread, number: int, request: HttpRequest) -> Comment:
    """The comment of this number as the token's holder may know it; raises Problem."""
    rows = Comment.objects.visible_to(holder(request)).filter(thread=thread, number=number)
    comment: Comment | None = rows.select_related("text", "author", "thread__story").first()
    if comment is None:
        raise _no_comment()
    return comment


def _answered(thread: Thread, number: int | None) -> Comment | None:
    if number is None:
        return None
    comment: Comment | None = (
        Comment.objects.visible_to(None).filter(thread=thread, number=number).first()
    )
    if comment is None:
        raise Problem(UNKNOWN, _("The comment you answer is not under this story."))
    return comment


def _no_comment() -> Problem:
    return Problem(MISSING, _("There is no comment of this number under this story."))


def _key(request: HttpRequest) -> str:
    """The key that makes sending twice harmless; quotes around it are not part of it."""
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not re.fullmatch(r"[!-~]{1,64}", key):
        words = _(
            "Send the header “Idempotency-Key” with 1 to 64 characters of your own, new for each "
            "comment: so nothing is posted twice when an answer gets lost."
        )
        raise Problem(UNKNOWN, words)
    return key
