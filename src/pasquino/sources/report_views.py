"""Members say that a link is dead; it is looked at sooner then."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from pasquino.accounts.access import member, only
from pasquino.accounts.limits import TooOften
from pasquino.accounts.models import Role
from pasquino.sources import citing, links
from pasquino.sources.sentences import of_refusal


@only(Role.READER, why="members report dead links")
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The form, and what follows from it."""
    work = get_object_or_404(citing.public(), pk=number)
    if request.method != "POST":
        return render(request, "sources/report.html", {"work": work})
    try:
        is_looked_at = links.report_dead(work, by=member(request))
    except TooOften as refused:
        context = {"work": work, "refusal": of_refusal(refused)}
        status = HTTPStatus.TOO_MANY_REQUESTS
        return render(request, "sources/report.html", context, status=status)
    except links.NotWatched:
        said = _(
            "Thank you. Only a comment cites this source, so we keep no copy of it and do not "
            "look at its link."
        )
        return render(request, "sources/report.html", {"work": work, "said": said})
    said = (
        _("Thank you. We look at it now; what we find will stand at the source's page.")
        if is_looked_at
        else _("Thank you. We have looked at it within the last hour, or are about to.")
    )
    return render(request, "sources/report.html", {"work": work, "said": said})
