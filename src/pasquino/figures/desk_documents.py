"""Documents of figures at the desk: looked at first, then brought in; and written out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.figures.desk_door import at_the_desk, by_editors, shown
from pasquino.figures.desk_forms import DocumentForm
from pasquino.figures.transfer_csv import as_csv
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_given import NotUnderstood
from pasquino.figures.transfer_import import take_over
from pasquino.figures.transfer_report import Report
from pasquino.figures.transfer_writing import as_json, raw_document

MOST_BYTES = 5 * 1024 * 1024
LOOK = "look"  # the button that shows what would come in


@by_editors
def bring_in(request: HttpRequest) -> HttpResponse:
    """A document is looked at, or brought in: all of it, or nothing."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    report = None
    if form.is_valid():
        dry_run = LOOK in request.POST
        try:
            report = _taken(request, form, dry_run=dry_run)
        except NotUnderstood as refused:
            form.add_error("file", _("%s Nothing was imported.") % refused)
        else:
            if not dry_run:
                _tell(request, report.figures)
                return redirect("desk-figures")
    context = {"form": form, "report": report}
    return shown(request, "import.html", context, refused=form.is_bound and not form.is_valid())


def _taken(request: HttpRequest, form: DocumentForm, *, dry_run: bool) -> Report:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise NotUnderstood("", _("The file has more than 5 MB. Import it in parts."))
    name = form.cleaned_data["name"] or file.name.rpartition(".")[0]
    return take_over(document_in(file.read(), name), by=member(request), dry_run=dry_run)


def _tell(request: HttpRequest, count: int) -> None:
    said = ngettext("%s figure is new.", "%s figures are new.", count) % count
    messages.success(request, said if count else _("Nothing new: the figures are here already."))


@at_the_desk
def write_out(_request: HttpRequest, format: str) -> HttpResponse:
    """All figures and series as a file."""
    raw = raw_document()
    is_csv = format == "csv"
    answer = HttpResponse(
        as_csv(raw) if is_csv else as_json(raw),
        content_type="text/csv; charset=utf-8" if is_csv else "application/json",
    )
    answer["Content-Disposition"] = f'attachment; filename="figures.{format}"'
    return answer
