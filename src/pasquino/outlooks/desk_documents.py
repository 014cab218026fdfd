"""Outlooks as files at the desk: looked at first, then brought in; and written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.outlooks import actions, documents, sentences
from pasquino.outlooks.desk_door import at_the_desk, by_editors, shown
from pasquino.outlooks.desk_forms import DocumentForm, PolicyForm
from pasquino.outlooks.documents import Imported
from pasquino.outlooks.models import Outlook, OutlookPolicy
from pasquino.outlooks.shapes import NotUnderstood

MOST_BYTES = 5 * 1024 * 1024
LOOK = "look"  # the button that shows what would come in


@dataclass(frozen=True)
class Coming:
    """An outlook of a file, as the desk says it before anything is brought in."""

    title: str
    claims: int
    proposals: int
    is_new: bool
    differs: bool


class _NotUtf8(Exception):
    """The file is no text in UTF-8."""


class _TooLarge(Exception):
    """The file has more than 5 MB."""


@by_editors
def bring_in(request: HttpRequest) -> HttpResponse:
    """A file is looked at, or brought in: all of it, or nothing."""
    is_sent = request.method == "POST"
    form = DocumentForm(request.POST, request.FILES) if is_sent else DocumentForm()
    coming: list[Coming] | None = None
    if form.is_valid():
        is_dry = LOOK in request.POST
        try:
            coming = _taken(request, form, is_dry=is_dry)
        except (NotUnderstood, _NotUtf8, _TooLarge, *sentences.REFUSALS) as refused:
            said = _("%(why)s Nothing was imported.") % {"why": _of_refusal(refused)}
            form.add_error("file", said)
        else:
            if not is_dry:
                _tell(request, sum(one.is_new for one in coming))
                return redirect("desk-outlooks")
    context = {"form": form, "coming": coming}
    return shown(request, "import.html", context, refused=bool(form.errors))


@at_the_desk
def write_out_all(_request: HttpRequest) -> HttpResponse:
    """All outlooks as a file."""
    return _file(list(Outlook.objects.order_by("pk")), "outlooks.json")


@at_the_desk
def write_out(_request: HttpRequest, number: int) -> HttpResponse:
    """One outlook as a file."""
    return _file([get_object_or_404(Outlook, pk=number)], f"outlook-{number}.json")


@by_editors
def policy(request: HttpRequest) -> HttpResponse:
    """Whether readers are asked how likely a claim is."""
    is_sent = request.method == "POST"
    form = PolicyForm(request.POST if is_sent else None, instance=OutlookPolicy.load())
    if form.is_valid():
        form.save()
        messages.success(request, _("It is saved."))
        return redirect("desk-outlooks-policy")
    return shown(request, "policy.html", {"form": form})


def _taken(request: HttpRequest, form: DocumentForm, *, is_dry: bool) -> list[Coming]:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise _TooLarge
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _NotUtf8 from problem
    found = documents.read(text)
    if not found:
        raise NotUnderstood("", _("There is no outlook in the file."))
    with transaction.atomic():
        imported = actions.import_documents(found, by=member(request))
        coming = [_coming(one) for one in imported]
        transaction.set_rollback(is_dry)
    return coming


def _coming(one: Imported) -> Coming:
    claims = list(one.outlook.claims.all())
    proposals = sum(claim.proposals.count() for claim in claims)
    return Coming(one.outlook.title, len(claims), proposals, one.is_new, one.differs)


def _of_refusal(refused: Exception) -> str:
    if isinstance(refused, NotUnderstood):
        return str(refused)
    if isinstance(refused, _NotUtf8):
        return _("The file is not written in UTF-8.")
    if isinstance(refused, _TooLarge):
        return _("The file has more than 5 MB. Import it in parts.")
    return sentences.of_refusal(refused)


def _tell(request: HttpRequest, count: int) -> None:
    said = ngettext("%s outlook is new.", "%s outlooks are new.", count) % count
    messages.success(request, said if count else _("Nothing new: they are all here already."))


def _file(outlooks: Sequence[Outlook], name: str) -> HttpResponse:
    answer = HttpResponse(documents.written(outlooks), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
