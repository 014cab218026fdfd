"""A reader's page, and a member's preferences."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe

from pasquino.accounts import mail_addresses, members, standing
from pasquino.accounts.access import only
from pasquino.accounts.models import Claim, Role, User
from pasquino.delivery.pages import public
from pasquino.discussion import acts, preferences
from pasquino.discussion.models import Comment, Draft
from pasquino.discussion.preferences import PreferencesForm
from pasquino.discussion.reading import Display, Sort

READER_SHOWS = 30
EDITORS = {str(Role.EDITOR), str(Role.ADMIN)}


@public(query=("before",))
def reader(request: HttpRequest, slug: str) -> HttpResponse:
    """A reader's page: who they are here, and their newest comments; to themselves also more."""
    person = User.objects.filter(slug=slug).first()
    if person is None and members.had_slug(slug):
        return render(request, "discussion/reader_gone.html", status=410)
    if person is not None and (member := _claimed_by(person)):
        return redirect(member)
    if person is not None and person.is_closed:
        return render(request, "discussion/former_member.html", {"person": person})
    if person is None or not person.is_active:
        raise Http404
    found = _page(Comment.objects.listed().filter(author=person), request.GET.get("before", ""))
    if not found and mail_addresses.never_arrived(person):
        raise Http404  # else anybody could put any name on a page here by signing up
    context = {
        "person": person,
        "comments": found[:READER_SHOWS],
        "has_older": len(found) > READER_SHOWS,
        **_for_viewer(request, person),
    }
    response = render(request, "discussion/reader.html", context)
    if context["viewer"]:
        response.headers["Cache-Control"] = "private, no-store"
    return response


@only(Role.READER, why="members choose how they read")
def preferences_page(request: HttpRequest) -> HttpResponse:
    """Time zone, clock, display, sort, overflow."""
    member = _member(request)
    if request.method != "POST":
        context = {
            "form": PreferencesForm(initial=preferences.present(member)),
            "is_kept": "kept" in request.GET,
        }
        return render(request, "discussion/preferences.html", context)
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return render(request, "discussion/preferences.html", {"form": form}, status=422)
    preferences.keep(member=member, **form.cleaned_data)
    return redirect(f"{request.path}?kept")


@only(Role.READER, why="members keep the display and sort of the page they are on")
def remember_reading(request: HttpRequest) -> HttpResponse:
    """Keeps both and leads back to the page, whose address need not say them any more."""
    display, sort = request.POST.get("display", ""), request.POST.get("sort", "")
    if request.method != "POST" or display not in Display.values or sort not in Sort.values:
        return redirect("preferences")
    preferences.remember(member=_member(request), display=Display(display), sort=Sort(sort))
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(f"{back}#discussion" if is_ours else "preferences")


def _claimed_by(person: User) -> User | None:
    """The member who an imported reader turned out to be."""
    if not person.is_imported:
        return None
    claim = Claim.objects.filter(imported=person, state=Claim.State.ACCEPTED)
    found = claim.select_related("member").first()
    return found.member if found else None


def _page(comments: QuerySet[Comment], before: str) -> list[Comment]:
    """The newest, or those before the comment with this key; one more than is shown."""
    if before.isdecimal() and (last := comments.filter(pk=int(before[:18])).first()):
        comments = comments.filter(posted_at__lte=last.posted_at).exclude(
            posted_at=last.posted_at, pk__gte=last.pk
        )
    newest = comments.select_related("text", "thread__story").order_by("-posted_at", "-pk")
    return list(newest[: READER_SHOWS + 1])


def _for_viewer(request: HttpRequest, person: User) -> dict[str, object]:
    """What only somebody signed in sees: their own held comments; editors' ways."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, User):
        return {"viewer": None}
    viewer = request.user
    if viewer.pk != person.pk:
        occasion = acts.PersonOccasion(viewer, standing.is_sweeper(viewer), person)
        links = [mark_safe(link) for link in acts.about(occasion)]  # noqa: S308 - the rooms' own HTML
        return {"viewer": viewer, "is_editor": bool(viewer.roles & EDITORS), "acts": links}
    held = Comment.objects.filter(author=person, state=Comment.State.HELD)
    return {
        "viewer": viewer,
        "is_own": True,
        "held": held.select_related("text", "thread__story").order_by("-posted_at"),
        "drafts": Draft.objects.filter(member=person).count(),
    }


def _member(request: HttpRequest) -> User:
    """Who is signed in; `only` has seen to that."""
    assert isinstance(request.user, User)  # noqa: S101 - tells mypy what `only` has checked
    return request.user
