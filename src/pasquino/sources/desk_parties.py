"""People and organisations at the desk: their spellings, and who may be one person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.sources import naming, sentences
from pasquino.sources.desk_door import at_the_desk, shown
from pasquino.sources.models import Party

SHOWN = 60
_DIGITS = 18


@at_the_desk
def people(request: HttpRequest) -> HttpResponse:
    """Proposals first, then everybody by name, with the spellings that lead to them."""
    words = request.GET.get("q", "").strip()
    found = Party.objects.filter(same_as=None)
    if words:
        found = found.filter(names__name__icontains=words) | found.filter(
            spellings__name__icontains=words
        )
    after = request.GET.get("after", "")
    if after:
        found = found.filter(name__gt=after)
    parties = list(
        found.distinct().order_by("name", "pk").prefetch_related("spellings")[: SHOWN + 1]
    )
    context = {
        "parties": parties[:SHOWN],
        "next": parties[SHOWN - 1].name if len(parties) > SHOWN else "",
        "proposals": [] if words or after else naming.proposals()[:SHOWN],
        "words": words,
    }
    return shown(request, "people.html", context)


@at_the_desk
@require_POST
def decide(request: HttpRequest, one_id: int, other_id: int) -> HttpResponse:
    """The two are one person, under the name of `stays`; or they are not (`no`)."""
    one, other = (get_object_or_404(Party, pk=number) for number in (one_id, other_id))
    if "no" in request.POST:
        naming.tell_apart(one, other, by=member(request))
        said = _("“{one}” and “{other}” are kept apart.").format(one=one, other=other)
        messages.success(request, said)
        return redirect("desk-parties")
    stays, goes = (other, one) if request.POST.get("stays") == str(other.pk) else (one, other)
    try:
        naming.join(stays, goes, by=member(request))
    except naming.AlreadyJoined as refused:
        messages.error(request, sentences.of_refusal(refused))
    else:
        said = _("“{goes}” is a spelling of “{stays}” now.").format(goes=goes, stays=stays)
        messages.success(request, said)
    return redirect("desk-parties")


@at_the_desk
@require_POST
def part(request: HttpRequest, party_id: int) -> HttpResponse:
    """Take back that one is a spelling of another."""
    spelling = get_object_or_404(Party, pk=party_id)
    naming.part(spelling)
    messages.success(request, _("“{name}” is somebody of their own again.").format(name=spelling))
    return redirect("desk-parties")
