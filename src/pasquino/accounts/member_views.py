"""A member's own pages: claiming an imported reader, taking one's data along."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.accounts import claims, data
from pasquino.accounts.access import only
from pasquino.accounts.member_forms import ClaimForm
from pasquino.accounts.models import Claim, Role, User


@only(Role.READER, why="members ask for what they wrote before the magazine moved here")
def claim(request: HttpRequest) -> HttpResponse:
    """A member names the imported reader they were; below, what became of earlier claims."""
    member = _member(request)
    form = ClaimForm(_sent(request), initial={"reader": _meant(request.GET.get("reader", ""))})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _asked(member, form):
            return redirect("claim")
    own = Claim.objects.filter(member=member).select_related("imported")
    return render(request, "accounts/claim.html", {"form": form, "claims": own}, status=status)


@only(Role.READER, why="members take along what the magazine keeps about them")
def own_data(request: HttpRequest) -> HttpResponseBase:
    """Says what is in the document; the button sends it."""
    member = _member(request)
    if request.method != "POST":
        return render(request, "accounts/data.html")
    answer = StreamingHttpResponse(data.stream(member), content_type="application/json")
    name = f"{member.slug}-{timezone.localdate():%Y-%m-%d}.json"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _meant(slug: str) -> str:
    """The name of the reader whose page led here; their address where two have that name."""
    person = claims.claimable().filter(slug=slug).first()
    if person is None:
        return ""
    alike = claims.claimable().filter(name_key=person.name_key)
    return person.name if alike.count() == 1 else slug


def _asked(member: User, form: ClaimForm) -> bool:
    """Whether the claim was taken; if not, the form says why."""
    said = form.cleaned_data
    try:
        claims.ask(
            member=member,
            imported=said["reader"],
            evidence=said["evidence"],
            wants_name=said["wants_name"],
        )
    except claims.AskedAlready:
        form.add_error("reader", _("You have asked for this reader already; an editor will look."))
    except claims.TooManyClaims:
        form.add_error(None, _("Five of your claims wait for an editor. Ask again after that."))
    except claims.NotClaimable:
        form.add_error("reader", _("An editor has decided just now who this reader was."))
    return form.is_valid()


def _member(request: HttpRequest) -> User:
    """Who is signed in; `only` has seen to that."""
    assert isinstance(request.user, User)  # noqa: S101 - tells mypy what `only` has checked
    return request.user


def _sent(request: HttpRequest) -> QueryDict | None:
    """The form as it was sent, an empty one too; None while it is only looked at."""
    return request.POST if request.method == "POST" else None
