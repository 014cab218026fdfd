"""The desk's pages for the numbers in a draft: two clicks make one a figure."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.models import User
from pasquino.figures import refusals, sentences
from pasquino.figures.models import Figure
from pasquino.sources import parties
from pasquino.stories import desk_numbers, desk_numbers_deeds
from pasquino.stories.desk_numbers_form import NumberForm, form_for
from pasquino.stories.desk_quotations_deeds import Locked, WordsChanged
from pasquino.stories.figure_ties import Place
from pasquino.stories.models import Story

LARGEST = 2**63 - 1
REFUSED = tuple(
    found
    for found in vars(refusals).values()
    if isinstance(found, type) and issubclass(found, Exception)
)


def number(request: HttpRequest, story_id: int) -> HttpResponse:
    """The form of one number of the draft, `?at=` its place; kept, it is a figure of the draft."""
    story = _story(request, story_id)
    draft: Story = story.get_latest_revision_as_object()
    place = _place(request.GET.get("at", ""))
    found = desk_numbers.at(draft, place)
    if found is None:
        return _back(request, story, refused=_changed())
    form = form_for(draft, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refusal = _entered(request, story, place, form)
        if not refusal:
            return _back(
                request, story, done=_("“{words}” is a figure of this story now."), of=place
            )
        form.add_error(None, refusal)
    context = {"story": draft, "number": found, "form": form}
    return render(request, "stories/desk/number.html", context, status=422 if form.errors else 200)


@require_POST
def deed(request: HttpRequest, story_id: int) -> HttpResponse:
    """One button of the panel "Figures": `use-<number>`, `dismiss` or `let-go`, and a place."""
    story = _story(request, story_id)
    what, _space, value = request.POST.get("deed", "").partition(" ")
    place, by = _place(value), _editor(request)
    try:
        if what == "dismiss":
            desk_numbers_deeds.dismiss(story, place, by=by)
            done = _("“{words}” is not proposed in this story any more.")
        elif what == "let-go":
            desk_numbers_deeds.let_go(story, place, by=by)
            done = _("“{words}” is no figure of this story any more; the figure itself is kept.")
        else:
            desk_numbers_deeds.use(story, place, _figure(what), by=by)
            done = _("“{words}” is a figure of this story now.")
    except WordsChanged:
        return _back(request, story, refused=_changed())
    except Locked:
        return _back(request, story, refused=_locked())
    return _back(request, story, done=done, of=place)


def _entered(request: HttpRequest, story: Story, place: Place, form: NumberForm) -> str:
    """Keep it, or a sentence saying why not."""
    try:
        desk_numbers_deeds.enter(story, place, form.given(), by=_editor(request))
    except REFUSED as refused:
        return sentences.of_refusal(refused)
    except parties.NameTooLong:
        return _("The name of who counted may have up to 200 characters.")
    except WordsChanged:
        return _changed()
    except Locked:
        return _locked()
    return ""


def _story(request: HttpRequest, number: int) -> Story:
    story = get_object_or_404(Story, pk=number)
    if not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return story


def _place(value: str) -> Place:
    place = desk_numbers.place_from(value)
    if place is None:
        raise Http404
    return place


def _figure(what: str) -> Figure:
    wanted = what.removeprefix("use-")
    if not wanted.isdecimal() or int(wanted) > LARGEST:
        raise Http404
    return get_object_or_404(Figure, pk=int(wanted))


def _editor(request: HttpRequest) -> User | None:
    """Who presses the button; Wagtail lets nobody else come here."""
    return request.user if isinstance(request.user, User) else None


def _back(
    request: HttpRequest,
    story: Story,
    *,
    done: str = "",
    refused: str = "",
    of: Place | None = None,
) -> HttpResponse:
    """To the story's form, where the panel shows how it is now."""
    if refused:
        messages.error(request, refused)
    elif of:
        messages.success(request, done.format(words=of[1]))
    return redirect(f"{reverse('wagtailadmin_pages:edit', args=[story.pk])}#desk-figures")


def _changed() -> str:
    return _("The text has been changed since this page was made; look at the number anew.")


def _locked() -> str:
    return _("Somebody has locked this story, so nothing was changed.")


urlpatterns = [
    path("figures/of-story/<int:story_id>/number/", number, name="desk-story-number"),
    path("figures/of-story/<int:story_id>/deed/", deed, name="desk-story-number-deed"),
]
