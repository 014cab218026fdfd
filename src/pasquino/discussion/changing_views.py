"""The pages on which authors change what they wrote, and the one that shows what it said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pasquino.accounts.access import only
from pasquino.accounts.models import Role, User
from pasquino.accounts.networks import network_of
from pasquino.delivery.pages import public
from pasquino.discussion import actions, refusal_words, texts
from pasquino.discussion.forms import AdditionForm, EditForm
from pasquino.discussion.models import Comment, DiscussionPolicy
from pasquino.discussion.refusal_words import page
from pasquino.discussion.writing_places import (
    Place,
    SeeOther,
    carried,
    find,
    find_own,
    keeping_words,
)
from pasquino.stories.history import Piece, compare

GONE = (
    Comment.State.REMOVED_BY_AUTHOR,
    Comment.State.REMOVED_BY_MODERATOR,
    Comment.State.BRANCH_HIDDEN,
)
ADDING = "discussion/addition.html"
READABLE = (Comment.State.VISIBLE, Comment.State.FOLDED)


@keeping_words
@only(Role.READER, why="authors edit their own comments for a while")
def edit(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """The comment in a form, while it may be edited."""
    place, comment = _own(request, year, month, slug, number)
    text = comment.text
    if request.method != "POST":
        given = {"subject": text.subject, "source": text.source, "version": text.version}
        form = EditForm(initial=given | _before(request))
        return _edit_page(request, place, form, _hindrance(place, comment))
    form = EditForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, place, form, is_refused=True)
    said = form.cleaned_data
    if request.POST.get("act") == "preview":
        if often := refusal_words.previews_too_often(request):
            return _edit_page(request, place, form, often)
        preview = {"subject": said["subject"], "html": texts.render_commonmark(said["source"])}
        return _edit_page(request, place, form, preview=preview)
    try:
        actions.edit_comment(
            comment=comment,
            author=comment.author,
            version=said["version"] or 0,
            subject=said["subject"],
            source=said["source"],
        )
    except refusal_words.REFUSALS as refusal:
        comment.text.refresh_from_db()
        return _edit_page(request, place, form, refusal)
    return _landing(place, comment)


@keeping_words
@only(Role.READER, why="authors add to their own comments later")
def add(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """A form for what is added below the comment, with its date."""
    place, comment = _own(request, year, month, slug, number)
    context: dict[str, object] = {
        "place": place,
        "comment": comment,
        "most": actions.MOST_ADDITIONS,
    }
    if request.method != "POST":
        return page(request, ADDING, context | {"form": AdditionForm(initial=_before(request))})
    form = AdditionForm(request.POST)
    context |= {"form": form}
    if not form.is_valid():
        return page(request, ADDING, context, is_refused=True)
    if request.POST.get("act") == "preview":
        if often := refusal_words.previews_too_often(request):
            return page(request, ADDING, context, often)
        preview = {"html": texts.render_commonmark(form.cleaned_data["source"])}
        return page(request, ADDING, context | {"preview": preview})
    try:
        actions.add_to_comment(
            comment=comment,
            author=comment.author,
            network=network_of(request),
            source=form.cleaned_data["source"],
        )
    except refusal_words.REFUSALS as refusal:
        return page(request, ADDING, context, refusal)
    return _landing(place, comment)


@only(Role.READER, why="authors take their own comments back")
def remove(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """Asks once whether the comment shall go; then it does, and its replies stay."""
    place, comment = _own(request, year, month, slug, number)
    if request.method != "POST":
        context = {"place": place, "comment": comment, "replies": comment.replies.exists()}
        return render(request, "discussion/remove.html", context)
    actions.remove_own_comment(comment=comment)
    return place.landing(comment.number)


@dataclass(frozen=True)
class Step:
    """One version of a comment: when it was written, and what changed from the one before."""

    number: int
    written_at: datetime
    subject: tuple[Piece, ...]
    source: tuple[Piece, ...]


@public()
def history(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """All versions of a comment that everyone may read, newest first."""
    place = find(year, month, slug, number)
    listed = Comment.objects.visible_to(None).filter(state__in=READABLE)
    comment = get_object_or_404(listed.select_related("text", "author"), pk=_key(place))
    steps = list(_steps(comment))[::-1]
    context = {"place": place, "comment": comment, "steps": steps}
    response = render(request, "discussion/history.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _key(place: Place) -> int:
    return place.comment.pk if place.comment else 0


def _steps(comment: Comment) -> Iterator[Step]:
    """What changed from version to version; the first one as it was."""
    text = comment.text
    told = [
        (version.version, version.written_at, version.subject, version.source)
        for version in comment.versions.order_by("version")
    ]
    told.append((text.version, text.edited_at or comment.posted_at, text.subject, text.source))
    number, at, subject, source = told[0]
    yield Step(number, at, (Piece("same", subject),), (Piece("same", source),))
    for (_n, _at, old_subject, old_source), (number, at, subject, source) in pairwise(told):
        yield Step(number, at, compare(old_subject, subject), compare(old_source, source))


def _own(request: HttpRequest, *address: str) -> tuple[Place, Comment]:
    """The place and the comment of whoever is signed in; gone ones are no longer theirs."""
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker
    year, month, slug, number = address
    place, comment = find_own(request.user, year, month, slug, number)
    if comment.state in GONE or comment.is_under_hidden:
        raise Http404
    return place, comment


def _before(request: HttpRequest) -> dict[str, str]:
    kept = carried(request)
    return {name: kept[name] for name in ("subject", "source", "version") if kept.get(name)}


def _hindrance(place: Place, comment: Comment) -> Exception | None:
    try:
        actions.check_editable(comment, place.thread)
    except refusal_words.REFUSALS as refusal:
        return refusal
    return None


def _edit_page(
    request: HttpRequest,
    place: Place,
    form: EditForm,
    refusal: Exception | None = None,
    *,
    is_refused: bool = False,
    preview: dict[str, str] | None = None,
) -> HttpResponse:
    comment = place.comment
    assert comment is not None  # noqa: S101 - for the type checker
    if isinstance(refusal, actions.ChangedMeanwhile):
        values = {name: form[name].value() for name in form.fields}
        form = EditForm(initial=values | {"version": comment.text.version})
    policy = DiscussionPolicy.current()
    context = {
        "place": place,
        "comment": comment,
        "form": form,
        "until": actions.editable_until(comment.posted_at, policy),
        "was_changed": isinstance(refusal, actions.ChangedMeanwhile),
        "can_add": isinstance(refusal, actions.TooLate | actions.TooManyChanges),
        "preview": preview,
    }
    return page(request, "discussion/edit.html", context, refusal, is_refused=is_refused)


def _landing(place: Place, comment: Comment) -> HttpResponse:
    if comment.state == Comment.State.HELD:
        return SeeOther(f"{place.address}comments/{comment.number}/held/")
    return place.landing(comment.number)
