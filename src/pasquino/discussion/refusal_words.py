"""What readers are told when a deed of theirs is refused: the sentence, and the status."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pasquino.accounts import limits
from pasquino.accounts.limits import TooOften
from pasquino.discussion import actions, dates

REFUSALS = (
    actions.ChangedMeanwhile,
    actions.DiscussionClosed,
    actions.MayNotWrite,
    actions.NotEditable,
    actions.NothingSaid,
    actions.ParentGone,
    actions.SentBefore,
    actions.TooLate,
    actions.TooLong,
    actions.TooManyChanges,
    TooOften,
)
OK, FORBIDDEN, UNPROCESSABLE, TOO_MANY = 200, 403, 422, 429


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    refusal: Exception | None = None,
    *,
    is_refused: bool = False,
) -> HttpResponse:
    """A page with its form, and above it what was refused; without one, as the form says itself.

    `context` needs `place`; the page gets `refusal`, a sentence.
    """
    code = status(refusal) if refusal else UNPROCESSABLE if is_refused else OK
    address = getattr(context["place"], "address", "")
    clock = request.frame.magazine.clock  # type: ignore[attr-defined]  # set by MagazineFrame
    context = context | {"refusal": refusal and sentence(refusal, address, clock)}
    response = render(request, template, context, status=code)
    if isinstance(refusal, TooOften):
        response.headers["Retry-After"] = str(seconds(refusal))
    return response


def previews_too_often(request: HttpRequest) -> TooOften | None:
    """Count a preview, or a draft kept by hand; gives the refusal when they were too many."""
    try:
        limits.take("previews", request.user.pk)
    except TooOften as refusal:
        return refusal
    return None


def seconds(refusal: TooOften) -> int:
    """How long to wait, for the header Retry-After."""
    return max(1, round((refusal.until - timezone.now()).total_seconds()))


def status(refusal: Exception) -> int:
    """The status of the page that says so."""
    if isinstance(refusal, TooOften):
        return TOO_MANY
    if isinstance(refusal, actions.MayNotWrite | actions.DiscussionClosed):
        return FORBIDDEN
    return UNPROCESSABLE


def sentence(refusal: Exception, address: str = "", clock: dates.Clock = "24") -> str | SafeString:
    """What happened and what to do; `address` is the story's, `clock` the reader's."""
    if isinstance(refusal, TooOften):
        return _too_often(refusal, clock)
    if isinstance(refusal, actions.MayNotWrite):
        return refusal.why
    if isinstance(refusal, actions.SentBefore):
        return _sent_before(refusal, address)
    return _plain(refusal)


def _plain(refusal: Exception) -> str:
    sentences = {
        actions.DiscussionClosed: _("The editors have closed this discussion."),
        actions.ParentGone: _(
            "The comment you answer was removed meanwhile. You can post what you wrote as a "
            "comment of its own."
        ),
        actions.NotEditable: _("The comment was removed or hidden meanwhile."),
        actions.TooLate: _(
            "The time for editing is over, or somebody has answered. You can add what you want "
            "to say below your comment instead."
        ),
        actions.ChangedMeanwhile: _(
            "The comment was edited in another window meanwhile. Look at what it says now, "
            "beside the form; sending this replaces it."
        ),
        actions.TooManyChanges: _("A comment can be edited ten times and added to ten times."),
        actions.TooLong: _("This is longer than may be. Nothing was cut."),
        actions.NoWordInSubject: _("The subject needs at least one letter or digit."),
        actions.NothingSaid: _("Write something first."),
    }
    return sentences[type(refusal)]


def _too_often(refusal: TooOften, clock: dates.Clock) -> str:
    minutes = refusal.minutes()
    wait = ngettext(
        "That was a lot in a short time. You can go on in {minutes} minute.",
        "That was a lot in a short time. You can go on in {minutes} minutes.",
        minutes,
    ).format(minutes=minutes)
    when = dates.time_words(refusal.until, timezone.get_current_timezone(), clock)
    if not refusal.lengthens:
        return wait + " " + _("That is at {time}.").format(time=when)
    more = _("That is at {time}; each try before then makes the wait longer.").format(time=when)
    return f"{wait} {more}"


def _sent_before(refusal: actions.SentBefore, address: str) -> SafeString:
    number = refusal.comment.number
    link = format_html('<a href="{}comments/{}/">#{}</a>', address, number, number)
    words = _(
        "You have posted this form already, as comment {link}, with other words. If this is to be "
        "another comment, send it now."
    )
    return format_html(words, link=link)
