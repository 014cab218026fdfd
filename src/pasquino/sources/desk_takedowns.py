"""Takedowns at the desk: what is kept from the public's sight, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.sources import takedowns
from pasquino.sources.desk_door import by_editors, shown
from pasquino.sources.models import Capture, Takedown, Work


class CopyField(forms.ModelChoiceField):
    """One of a work's copies."""

    def label_from_instance(self, copy: Capture) -> str:
        """When it was made, and its state."""
        moment = date_format(localtime(copy.at), "DATETIME_FORMAT")
        return _("the copy of {moment}, {state}").format(
            moment=moment, state=copy.get_state_display()
        )


class TakedownForm(forms.Form):
    """What is taken down, why, and a note for the other editors."""

    what = CopyField(
        Capture.objects.none(),
        label=gettext_lazy("What"),
        required=False,
        empty_label=gettext_lazy("All that is kept of this source"),
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Takedown.Reason)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Who asked for it and when. Only editors see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, work: Work, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, CopyField)  # noqa: S101 - says so to mypy
        what.queryset = work.captures.defer("text", "blocks").order_by("-at")


@by_editors
def of_source(request: HttpRequest, number: int) -> HttpResponse:
    """What was taken down of a source, and the form that takes down more."""
    work = get_object_or_404(Work, pk=number)
    form = TakedownForm(work, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            takedowns.take_down(
                work, capture=said["what"], reason=said["reason"], note=said["note"],
                by=member(request),
            )  # fmt: skip
        except takedowns.TakenDownAlready:
            form.add_error("what", _("This is out of the public's sight already."))
        else:
            messages.success(request, _("The public is no longer shown it."))
            return redirect("desk-takedowns", work.pk)
    found = work.takedowns.select_related("capture", "by", "lifted_by").order_by("-at")
    context = {"work": work, "form": form, "takedowns": found.defer("capture__text")}
    return shown(request, "takedowns.html", context, refused=form.is_bound)


@by_editors
@require_POST
def lift(request: HttpRequest, takedown_id: int) -> HttpResponse:
    """Show it to the public again, with a reason."""
    takedown = get_object_or_404(Takedown, pk=takedown_id)
    try:
        takedowns.lift_takedown(takedown, note=request.POST.get("note", ""), by=member(request))
    except takedowns.NoNote:
        messages.error(request, _("Say why it is shown again: others have to understand it."))
    except takedowns.LiftedAlready:
        messages.warning(request, _("Somebody has lifted it already."))
    else:
        messages.success(request, _("The public is shown it again."))
    return redirect("desk-takedowns", takedown.work_id)
