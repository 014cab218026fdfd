"""Masked names at the desk: which, what is shown instead, why; and their way back."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.sources import masked_places, masking
from pasquino.sources.desk_door import by_editors, shown
from pasquino.sources.models import NameMask

LONGEST = NameMask._meta.get_field("name").max_length or 0
LIFTED_SHOWN = 50


@dataclass(frozen=True)
class Row:
    """A mask in force, and the pages whose address still holds the name."""

    mask: NameMask
    addresses: list[tuple[str, str]]


class MaskForm(forms.Form):
    """A name in its spellings, and what is shown in its place."""

    names = forms.CharField(
        label=gettext_lazy("Name"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One spelling a line: “Ada Quill”, “A. Quill”. Capitals do not matter, accents do. "
            "A single word is hidden wherever it stands."
        ),
    )
    replacement = forms.CharField(
        label=gettext_lazy("Shown instead"),
        max_length=100,
        initial="N. N.",
        help_text=gettext_lazy("At least one letter or number."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Who asked for it, when, and by what right. Only editors see it."),
    )

    def clean_names(self) -> list[str]:
        """The spellings."""
        names = [line for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > LONGEST for name in names):
            raise forms.ValidationError(
                _("A name has at most {longest} characters; one stands a line.").format(
                    longest=LONGEST
                )
            )
        return names


@by_editors
def masks(request: HttpRequest) -> HttpResponse:
    """The names that are masked, those that were, and the form that masks one."""
    form = MaskForm(request.POST or None)
    if form.is_valid():
        try:
            masking.mask_name(**form.cleaned_data, by=member(request))
        except masking.NothingToMask:
            form.add_error("names", _("A name has at least one letter."))
        except masking.NothingShownInstead:
            form.add_error("replacement", _("Write at least one letter or number."))
        except masking.WouldShowTheName:
            form.add_error("replacement", _("This has the name in it."))
        else:
            messages.success(request, _("The public is no longer shown this name."))
            return redirect("desk-masks")
    found = NameMask.objects.select_related("by", "lifted_by")
    context = {
        "rows": [Row(mask, masked_places.of(mask.name)) for mask in found.filter(lifted_at=None)],
        "lifted": found.filter(lifted_at__isnull=False).order_by("-lifted_at")[:LIFTED_SHOWN],
        "form": form,
    }
    return shown(request, "masks.html", context, refused=form.is_bound)


@by_editors
@require_POST
def lift(request: HttpRequest, mask_id: int) -> HttpResponse:
    """Show the name again, with a reason."""
    mask = get_object_or_404(NameMask, pk=mask_id)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Say why the name is shown again."))
        return redirect("desk-masks")
    try:
        masking.lift_mask(mask, reason=reason, by=member(request))
    except masking.AlreadyLifted:
        messages.warning(request, _("Somebody has lifted it already."))
    else:
        messages.success(request, _("The public is shown this name again."))
    return redirect("desk-masks")
