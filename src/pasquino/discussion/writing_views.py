"""The pages on which members write comments and answers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pasquino.accounts.access import only
from pasquino.accounts.carried_words import carried
from pasquino.accounts.models import Role, User
from pasquino.accounts.networks import network_of
from pasquino.discussion import actions, quotation_preview, refusal_words
from pasquino.discussion.actions.submitting import check_answerable, check_may_write
from pasquino.discussion.done import POSTED
from pasquino.discussion.forms import CommentForm, answering, new_key, quoting
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.discussion.origins import Where
from pasquino.discussion.quotation_preview import Worked
from pasquino.discussion.readable import is_readable
from pasquino.discussion.writing_places import (
    Place,
    find,
    find_own,
    keeping_words,
    telling_closed,
)
from pasquino.sources.masking import masked

FORM = "discussion/comment_form.html"
TOMBSTONES = (Comment.State.REMOVED_BY_AUTHOR, Comment.State.REMOVED_BY_MODERATOR)


@keeping_words()
@telling_closed
@only(Role.READER, why="members write comments")
def new_comment(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """A comment on the story itself."""
    return _write(request, find(year, month, slug))


@keeping_words()
@telling_closed
@only(Role.READER, why="members answer comments")
def reply(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """An answer to a comment, which is shown above the form."""
    return _write(request, find(year, month, slug, number))


@only(Role.READER, why="an author is told that their comment is held")
def held(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """What a new member is told whose comment waits; nobody else has this page."""
    place, comment = find_own(_member(request), year, month, slug, number)
    if comment.state != Comment.State.HELD:
        return place.landing(comment)
    return render(request, "discussion/held.html", {"place": place, "comment": comment})


def _write(request: HttpRequest, place: Place) -> HttpResponse:
    return _sent(request, place) if request.method == "POST" else _opened(request, place)


def _sent(request: HttpRequest, place: Place) -> HttpResponse:
    """What was sent is shown again, kept, previewed or posted, as the button says."""
    worked = quotation_preview.work(request, Where(place.thread, place.number))
    form = CommentForm(worked.data)
    if worked.often:
        return _page(request, place, form, refusal=worked.often)
    if request.POST.get("act") == "quote":
        return _page(request, place, _quoted(form, place, _member(request)))
    if request.POST.get("act") == "draft":
        return _drafted(request, place, form)
    if not form.is_valid():
        return _refused(request, place, form)
    must_preview = not form.cleaned_data["previewed"] and _is_new(request)
    if worked.wants_preview or must_preview:
        return _previewed(request, place, form, worked)
    return _submitted(request, place, form)


def _drafted(request: HttpRequest, place: Place, form: CommentForm) -> HttpResponse:
    often = refusal_words.previews_too_often(request)
    is_kept = None if often else _keep(request, place, form)
    return _page(request, place, form, refusal=often, is_kept=is_kept)


def _opened(request: HttpRequest, place: Place) -> HttpResponse:
    """The form as it is opened: with what was written before, else with the subject."""
    member = _member(request)
    draft = place.draft(member)
    before = carried(request)
    if place.comment and not before and not draft and _is_secret(place.comment, member):
        raise Http404
    given = {"subject": _subject(place, member), "key": new_key()}
    if draft:
        given |= {"subject": draft.subject, "source": draft.source}
    given |= {name: before[name] for name in ("subject", "source") if name in before}
    form = CommentForm(initial=given)
    if hindrance := _hindrance(member, place):
        return _page(request, place, form, refusal=hindrance, draft=draft)
    return _page(request, place, form, draft=None if before else draft)


def _submitted(request: HttpRequest, place: Place, form: CommentForm) -> HttpResponse:
    try:
        comment = actions.submit_comment(
            author=_member(request),
            thread=place.thread,
            network=network_of(request),
            key=form.cleaned_data["key"] or new_key(),
            subject=form.cleaned_data["subject"],
            source=form.cleaned_data["source"],
            parent=place.comment,
        )
    except refusal_words.REFUSALS as refusal:
        if isinstance(refusal, actions.SentBefore):
            form = _with(form, key=new_key())
        return _refused(request, place, form, refusal)
    return place.landing(comment, POSTED)


def _previewed(
    request: HttpRequest, place: Place, form: CommentForm, worked: Worked
) -> HttpResponse:
    """What it will look like, above the form that posts it."""
    if often := quotation_preview.too_often(request, worked):
        return _page(request, place, form, refusal=often)
    _keep(request, place, form)
    said = form.cleaned_data
    where = Where(place.thread, place.number)
    preview = quotation_preview.preview(said["source"], where, worked, subject=said["subject"])
    return _page(
        request,
        place,
        _with(form, previewed="on"),
        preview=preview,
        refusal=_hindrance(_member(request), place),
        is_refused=bool(worked.refusals),
    )


def _refused(
    request: HttpRequest, place: Place, form: CommentForm, refusal: Exception | None = None
) -> HttpResponse:
    is_kept = _keep(request, place, form) or None  # said only where it was asked for
    return _page(request, place, form, refusal=refusal, is_kept=is_kept, is_refused=True)


def _page(
    request: HttpRequest,
    place: Place,
    form: CommentForm,
    *,
    refusal: Exception | None = None,
    is_refused: bool = False,
    **shown: Any,  # what the template shows of the state
) -> HttpResponse:
    answered = place.comment
    if answered and not is_readable(answered, _member(request)):
        answered = None
    context = {
        "place": place,
        "form": form,
        "can_stand_alone": isinstance(refusal, actions.ParentGone),
        "is_open": place.thread.state == Thread.State.OPEN,
        "answered": answered,
        "must_preview": not form["previewed"].value() and _is_new(request),
        **shown,
    }
    return refusal_words.page(request, FORM, context, refusal, is_refused=is_refused)


def _hindrance(member: User, place: Place) -> Exception | None:
    """What would refuse a comment here and now, so that nobody writes one in vain."""
    try:
        check_may_write(member)
        if place.thread.state != Thread.State.OPEN:
            raise actions.DiscussionClosed
        if place.comment is not None:
            check_answerable(place.comment, member)
    except refusal_words.REFUSALS as refusal:
        return refusal
    return None


def _quoted(form: CommentForm, place: Place, member: User) -> CommentForm:
    """The form with the answered comment as a quotation below what is there."""
    source = form["source"].value() or ""
    if place.comment is not None and is_readable(place.comment, member):
        above = source.rstrip() + "\n\n" if source.strip() else ""
        source = f"{above}{quoting(masked(place.comment.text.source))}\n\n"
    return _with(form, source=source)


def _with(form: CommentForm, **values: str) -> CommentForm:
    """The same form with other values."""
    data = {name: form[name].value() for name in form.fields} | values
    return CommentForm(initial=data)


def _keep(request: HttpRequest, place: Place, form: CommentForm) -> bool:
    subject, source = form["subject"].value() or "", form["source"].value() or ""
    return place.keep(_member(request), subject, source)


def _is_new(request: HttpRequest) -> bool:
    policy = DiscussionPolicy.current()
    return actions.is_new(_member(request), policy)


def _subject(place: Place, member: User) -> str:
    if place.comment is None or not is_readable(place.comment, member):
        return ""
    return answering(masked(place.comment.text.subject))


def _is_secret(comment: Comment, member: User) -> bool:
    """Not even its place is shown: held, hidden, or below what was hidden."""
    return not is_readable(comment, member) and (
        comment.is_under_hidden or comment.state not in TOMBSTONES
    )


def _member(request: HttpRequest) -> User:
    """Who is signed in; `only` has seen to that."""
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker
    return request.user
