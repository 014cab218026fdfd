"""Copies at the desk: asked for, brought, looked at as plain text, and taken away as WARC."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.sources import sentences
from pasquino.sources.actions import keep_copy, request_capture
from pasquino.sources.desk_door import at_the_desk, shown
from pasquino.sources.desk_work import page
from pasquino.sources.forms import CopyForm
from pasquino.sources.models import Capture, CaptureRecord, CaptureRequest, Work

logger = logging.getLogger(__name__)


@at_the_desk
@require_POST
def fetch(request: HttpRequest, number: int) -> HttpResponse:
    """Have a new copy fetched."""
    work = get_object_or_404(Work, pk=number)
    try:
        request_capture(
            work,
            url=request.POST.get("url", ""),
            purpose=CaptureRequest.Purpose.EDITOR,
            by=member(request),
        )
    except sentences.REFUSALS as refused:
        messages.error(request, sentences.of_refusal(refused))
    return redirect("desk-source", number)


@at_the_desk
@require_POST
def upload(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a file as a copy; refused, the reason that was written comes back."""
    work = get_object_or_404(Work, pk=number)
    form = CopyForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, work, upload=form)
    file = form.cleaned_data["file"]
    try:
        capture = keep_copy(
            work,
            data=file.read(),
            content_type=file.content_type or "",
            filename=file.name,
            reason=form.cleaned_data["reason"],
            by=member(request),
            state=form.state,
        )
    except sentences.REFUSALS as refused:
        form.add_error("file", sentences.of_refusal(refused))
        return page(request, work, upload=form)
    _say(request, capture)
    return redirect("desk-source", number)


def _say(request: HttpRequest, capture: Capture) -> None:
    """What became of the upload, and what speaks against it."""
    why = sentences.of_reasons(capture.reasons)
    if capture.state == Capture.State.UNREADABLE:
        messages.warning(
            request,
            _("The copy is kept, but no text can be read in it: nothing is checked against it.")
            + f" {why}",
        )
    elif capture.state == Capture.State.STAFF_COPY and capture.reasons:
        messages.warning(
            request,
            _("The copy is kept as a whole one. Yet it looks like a part; if it is, say so.")
            + f" {why}",
        )
    else:
        messages.success(request, _("The copy is kept."))


@at_the_desk
def text(request: HttpRequest, copy_id: int) -> HttpResponse:
    """The text of a copy, as plain text; never the page itself."""
    capture = get_object_or_404(Capture.objects.select_related("work"), pk=copy_id)
    parts = [
        (capture.text[start:end], region, kind) for start, end, region, kind in capture.blocks
    ]
    context = {
        "capture": capture,
        "work": capture.work,
        "parts": parts or [(capture.text, "", "")],
    }
    return shown(request, "copy.html", context)


@at_the_desk
def record(request: HttpRequest, copy_id: int) -> HttpResponse:
    """The WARC file of a copy, to be saved; who took it is told in the log."""
    capture = get_object_or_404(Capture.objects.defer("text", "blocks"), pk=copy_id)
    found = get_object_or_404(CaptureRecord, capture=capture)
    logger.warning("The record of copy %d was taken by %s.", copy_id, member(request).name)
    response = HttpResponse(bytes(found.warc), content_type="application/warc")
    name = f"source-{capture.work_id}-{capture.at:%Y%m%d%H%M%S}.warc.gz"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
