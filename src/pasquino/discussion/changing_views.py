"""The pages on which authors change what they wrote, and the one that shows what it said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pasquino.accounts.access import only
from pasquino.accounts.carried_words import carried
from pasquino.accounts.models import Role, User
from pasquino.accounts.networks import network_of
from pasquino.delivery.pages import public
from pasquino.discussion import actions, quotation_preview, refusal_words
from pasquino.discussion.done import ADDED, EDITED
from pasquino.discussion.forms import AdditionForm, EditForm
from pasquino.discussion.models import Comment, DiscussionPolicy, Draft
from pasquino.discussion.origins import Where
from pasquino.discussion.quotation_preview import Worked
from pasquino.discussion.readable import is_readable
from pasquino.discussion.refusal_words import page
from pasquino.discussion.visitors import reader_of
from pasquino.discussion.writing_places import (
    Place,
    find,
    find_own,
    keeping_words,
)
from pasquino.stories.history import Piece, compare

GONE = (
    Comment.State.REMOVED_BY_AUTHOR,
    Comment.State.REMOVED_BY_MODERATOR,
    Comment.State.BRANCH_HIDDEN,
    Comment.State.TAKEN_BACK,
)
ADDING = "discussion/addition.html"


@keeping_words(Draft.Kind.EDIT)
@only(Role.READER, why="authors edit their own comments for a while")
def edit(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """The comment in a form, while it may be edited."""
    place, comment = find_own(_member(request), year, month, slug, number)
    if request.method != "POST":
        return _edit_opened(request, place, comment)
    worked = quotation_preview.work(request, _where(comment))
    form = EditForm(worked.data)
    if worked.often:
        return _edit_page(request, place, form, worked.often)
    if not form.is_valid():
        return _edit_refused(request, place, form)
    said = form.cleaned_data
    if worked.wants_preview:
        return _edit_previewed(request, place, form, worked)
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
        return _edit_refused(request, place, form, refusal)
    return place.landing(comment, EDITED)


@keeping_words(Draft.Kind.ADDITION)
@only(Role.READER, why="authors add to their own comments later")
def add(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """A form for what is added below the comment, with its date."""
    place, comment = find_own(_member(request), year, month, slug, number)
    if request.method != "POST":
        return _addition_opened(request, place, comment)
    worked = quotation_preview.work(request, _where(comment))
    form = AdditionForm(worked.data)
    if worked.often:
        return _addition_page(request, place, form, worked.often)
    if not form.is_valid():
        return _addition_refused(request, place, form)
    if worked.wants_preview:
        return _addition_previewed(request, place, form, worked)
    try:
        actions.add_to_comment(
            comment=comment,
            author=comment.author,
            network=network_of(request),
            source=form.cleaned_data["source"],
        )
    except refusal_words.REFUSALS as refusal:
        return _addition_refused(request, place, form, refusal)
    return place.landing(comment, ADDED)


@only(Role.READER, why="authors take their own comments back")
def remove(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """Asks once whether the comment shall go; then it does, and its replies stay."""
    place, comment = find_own(_member(request), year, month, slug, number)
    if _is_gone(comment):
        raise Http404
    if request.method != "POST":
        context = {"place": place, "comment": comment, "replies": comment.replies.exists()}
        return render(request, "discussion/remove.html", context)
    actions.remove_own_comment(comment=comment)
    comment.refresh_from_db(fields=["state"])
    return place.landing(comment)


@dataclass(frozen=True)
class Step:
    """One version of a comment: when it was written, and what changed from the one before."""

    number: int
    written_at: datetime
    subject: tuple[Piece, ...]
    source: tuple[Piece, ...]


@public()
def history(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """All versions of a comment that whoever asks may read, newest first."""
    place = find(year, month, slug, number)
    comment = place.comment
    if comment is None or not is_readable(comment, reader_of(request)):
        raise Http404
    steps = list(_steps(comment))[::-1]
    context = {"place": place, "comment": comment, "steps": steps}
    response = render(request, "discussion/history.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


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


def _member(request: HttpRequest) -> User:
    """Who is signed in; `only` has seen to that."""
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker
    return request.user


def _is_gone(comment: Comment) -> bool:
    """Removed or hidden: its author is not shown it any more."""
    return comment.state in GONE or comment.is_under_hidden


def _before(request: HttpRequest, draft: Draft | None) -> dict[str, str]:
    """What was written here before: just now, before signing in, or as a draft."""
    if kept := carried(request):
        return {name: kept[name] for name in ("subject", "source", "version") if kept.get(name)}
    return {"subject": draft.subject, "source": draft.source} if draft else {}


def _keep(request: HttpRequest, place: Place, kind: str) -> bool:
    """Keep what the form brought as a draft."""
    words = request.POST
    return place.keep(_member(request), words.get("subject", ""), words.get("source", ""), kind)


def _edit_opened(request: HttpRequest, place: Place, comment: Comment) -> HttpResponse:
    """The form with what the comment says, or with what was written before and not saved."""
    text, draft = comment.text, place.draft(_member(request), Draft.Kind.EDIT)
    before = _before(request, draft)
    if not before and _is_gone(comment):
        raise Http404
    given = {"subject": text.subject, "source": text.source, "version": text.version}
    form = EditForm(initial=given | before)
    return _edit_page(request, place, form, _hindrance(place, comment), draft=draft)


def _edit_refused(
    request: HttpRequest, place: Place, form: EditForm, refusal: Exception | None = None
) -> HttpResponse:
    is_kept = _keep(request, place, Draft.Kind.EDIT)
    return _edit_page(request, place, form, refusal, is_refused=True, is_kept=is_kept)


def _edit_previewed(
    request: HttpRequest, place: Place, form: EditForm, worked: Worked
) -> HttpResponse:
    comment = place.comment
    assert comment is not None  # noqa: S101 - for the type checker
    _keep(request, place, Draft.Kind.EDIT)
    if often := quotation_preview.too_often(request, worked):
        return _edit_page(request, place, form, often)
    said, refused = form.cleaned_data, bool(worked.refusals)
    preview = quotation_preview.preview(
        said["source"], _where(comment), worked, subject=said["subject"]
    )
    hindrance = _hindrance(place, comment)
    return _edit_page(request, place, form, hindrance, is_refused=refused, preview=preview)


def _addition_previewed(
    request: HttpRequest, place: Place, form: AdditionForm, worked: Worked
) -> HttpResponse:
    comment = place.comment
    assert comment is not None  # noqa: S101 - for the type checker
    _keep(request, place, Draft.Kind.ADDITION)
    if often := quotation_preview.too_often(request, worked):
        return _addition_page(request, place, form, often)
    where, refused = _where(comment), bool(worked.refusals)
    preview = quotation_preview.preview(form.cleaned_data["source"], where, worked)
    return _addition_page(request, place, form, is_refused=refused, preview=preview)


def _where(comment: Comment) -> Where:
    return Where(comment.thread, comment.parent_number, comment.number)


def _addition_opened(request: HttpRequest, place: Place, comment: Comment) -> HttpResponse:
    draft = place.draft(_member(request), Draft.Kind.ADDITION)
    before = _before(request, draft)
    if not before and _is_gone(comment):
        raise Http404
    refusal = actions.NotEditable() if _is_gone(comment) else None
    form = AdditionForm(initial=before)
    return _addition_page(request, place, form, refusal, draft=draft)


def _addition_refused(
    request: HttpRequest, place: Place, form: AdditionForm, refusal: Exception | None = None
) -> HttpResponse:
    is_kept = _keep(request, place, Draft.Kind.ADDITION)
    return _addition_page(request, place, form, refusal, is_refused=True, is_kept=is_kept)


def _addition_page(
    request: HttpRequest,
    place: Place,
    form: AdditionForm,
    refusal: Exception | None = None,
    *,
    is_refused: bool = False,
    **shown: object,  # what the template shows of the state
) -> HttpResponse:
    comment = place.comment
    assert comment is not None  # noqa: S101 - for the type checker
    context = {
        "place": place,
        "comment": comment,
        "form": form,
        "most": actions.MOST_ADDITIONS,
        "is_gone": _is_gone(comment),
        **shown,
    }
    return page(request, ADDING, context, refusal, is_refused=is_refused)


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
    **shown: object,  # what the template shows of the state
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
        "is_gone": _is_gone(comment),
        **shown,
    }
    return page(request, "discussion/edit.html", context, refusal, is_refused=is_refused)
