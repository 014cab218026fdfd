"""One source at the desk: what is known of it, its copies, and how far the next one is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.sources import citing, copies, sentences, works
from pasquino.sources.actions import request_capture
from pasquino.sources.correcting import correct
from pasquino.sources.desk_door import at_the_desk, shown
from pasquino.sources.forms import AddressForm, CopyForm, WorkForm
from pasquino.sources.models import Capture, CaptureRequest, Work
from pasquino.sources.refusals import AddressOfAnother

COPIES_SHOWN = 50
_WITHOUT_TEXT = ("text", "blocks")


@at_the_desk
def add(request: HttpRequest) -> HttpResponse:
    """A pasted address becomes a source; its page is fetched."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        url = form.cleaned_data["url"]
        known = works.work_at(url)
        if known:
            messages.warning(request, _("This source is known already."))
            return redirect("desk-source", known.pk)
        work = works.work_for(url=url, by=member(request))
        request_capture(work, purpose=CaptureRequest.Purpose.PASTE, by=member(request))
        return redirect("desk-source", work.pk)
    return shown(request, "add.html", {"form": form}, refused=form.is_bound)


@at_the_desk
def source(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of a source, to be corrected, and its copies."""
    work = get_object_or_404(Work.objects.select_related("publisher"), pk=number)
    if request.method != "POST":
        return page(request, work)
    form = WorkForm(request.POST, instance=work)
    if form.is_valid():
        try:
            correct(work, form.corrected())
        except AddressOfAnother as refused:
            form.add_error("address", sentences.of_refusal(refused))
        else:
            messages.success(request, _("The source is saved."))
            return redirect("desk-source", number)
    return page(request, Work.objects.get(pk=number), form=form)


def page(
    request: HttpRequest,
    work: Work,
    *,
    form: WorkForm | None = None,
    upload: CopyForm | None = None,
) -> HttpResponse:
    """The page of a source; with a form that was refused, 422."""
    held = copies.held_of(work.pk)
    context: dict[str, Any] = {  # what the template shows
        "work": work,
        "held": held,
        "said": sentences.of_held(held),
        "cited": citing.counts([work.pk])[work.pk],
        "cited_by": citing.shown(work),
        "is_public": citing.public().filter(pk=work.pk).exists(),
        "addresses": list(work.addresses.order_by("-is_canonical", "pk").select_related("link")),
        "copies": kept(work),
        "same": _same_page(work),
        "form": form or WorkForm(instance=work),
        "upload": upload or CopyForm(),
    }
    return shown(request, "source.html", context, refused=bool(form or upload))


def kept(work: Work) -> list[Capture]:
    """The newest copies, each with why it is not whole, in words, as `why`."""
    found = work.captures.defer(*_WITHOUT_TEXT).select_related("record", "by")
    newest = list(found.defer(*_WITHOUT_TEXT, "record__warc").order_by("-at")[:COPIES_SHOWN])
    for capture in newest:
        capture.why = sentences.of_reasons(capture.reasons)  # type: ignore[attr-defined]  # for the template
    return newest


def _same_page(work: Work) -> Work | None:
    """Another source at whose address this one's newest copy was found: they are one page."""
    newest = work.captures.exclude(url_final="").order_by("-at").only("url_final").first()
    if newest is None:
        return None
    other = works.work_at(newest.url_final)
    return other if other and other.pk != work.pk else None
