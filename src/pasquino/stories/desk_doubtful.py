"""The desk's list of published quotations that are in doubt, for editors to work through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from pasquino.accounts.access import only
from pasquino.accounts.models import Role
from pasquino.quotations import words
from pasquino.quotations.models import Attestation, QuoteCheck
from pasquino.stories import gate_records
from pasquino.stories.models import StoryQuotation

SHOWN = 30
COUNTED = 100  # the front of the desk says "more than" beyond it
_DIGITS = 18
Status, Drift = QuoteCheck.Status, QuoteCheck.Drift
CHANGED = (Drift.REWORDED, Drift.GONE)
KINDS = {
    "altered": Q(status=Status.ALTERED),
    "not-found": Q(status=Status.NOT_FOUND),
    "cannot-tell": Q(status=Status.CANNOT_TELL),
    "changed": Q(drift__in=CHANGED),
}
KIND_NAMES = [
    ("", _("All")),
    ("altered", _("Other words than the source’s")),
    ("not-found", _("Not found")),
    ("cannot-tell", _("Could not be checked")),
    ("changed", _("Page changed since")),
]


UNSURE = Q(status__in=(Status.NOT_FOUND, Status.CANNOT_TELL))


@dataclass(frozen=True)
class Row:
    """A doubtful quotation and the stories it stands in."""

    check: QuoteCheck
    cited: StoryQuotation
    said: words.Said
    was_asked: bool = True  # whether an editor could answer before it was published

    @property
    def drift(self) -> str:
        """What became of the words on the page, if it has changed."""
        return str(Drift(self.check.drift).label) if self.check.drift else ""


@only(Role.WRITER, Role.EDITOR, Role.ADMIN, why="writers and editors look after quotations")
def doubtful_quotations(request: HttpRequest) -> HttpResponse:
    """The list, newest check first, page by page; `?kind=` shows one kind alone."""
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")[:_DIGITS]
    found = doubtful(kind)
    if before.isascii() and before.isdecimal():
        found = found.filter(pk__lt=int(before))
    checks = list(found[: SHOWN + 1])
    older = ""
    if len(checks) > SHOWN:
        asked = {"kind": kind} if kind in KINDS else {}
        older = "?" + urlencode({**asked, "before": checks[SHOWN - 1].pk})
    context = {"rows": rows(checks[:SHOWN]), "older": older, "kind": kind, "kinds": KIND_NAMES}
    return render(request, "stories/desk/doubtful.html", context)


def doubtful(kind: str = "") -> QuerySet[QuoteCheck]:
    """The checks that count and leave a doubt about a quotation of a published story.

    What an editor vouches for is in doubt only where a copy has other words.
    """
    wanted = KINDS.get(kind) or (KINDS["altered"] | UNSURE | KINDS["changed"])
    published = StoryQuotation.objects.filter(
        quotation=OuterRef("quotation"),
        story__public__isnull=False,
        story__public__withdrawn_at=None,
    )
    vouched = Attestation.objects.filter(quotation=OuterRef("quotation"))
    found = QuoteCheck.objects.filter(wanted, Exists(published), stale_at=None)
    return found.exclude(UNSURE & Exists(vouched)).order_by("-pk")


def rows(checks: Sequence[QuoteCheck]) -> list[Row]:
    """The checks with their quotations and the first story each stands in."""
    cited = StoryQuotation.objects.filter(quotation__in=[check.quotation_id for check in checks])
    cited = cited.select_related("quotation__work", "story__public").order_by("-pk")
    stands = {row.quotation_id: row for row in cited}
    unasked = gate_records.not_asked(row.story.public.edition_id for row in cited)
    return [_row(check, stands[check.quotation_id], unasked) for check in checks]


def _row(check: QuoteCheck, cited: StoryQuotation, unasked: set[tuple[int, str]]) -> Row:
    key = (cited.story.public.edition_id, cited.block)
    return Row(check, cited, _said(check), key not in unasked)


def _said(check: QuoteCheck) -> words.Said:
    return words.verdict_words(
        check,
        evidence=check.evidence,
        reasons=check.reasons,
        for_editors=True,
        diff=check.diff,
    )


class Doubtful(Component):
    """How many published quotations are in doubt, on the front of the desk."""

    name = "doubtful_quotations"
    order = 260
    template_name = "stories/desk/home_doubtful.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Their number up to `COUNTED`."""
        count = len(doubtful().values_list("pk")[: COUNTED + 1])
        return {"count": min(count, COUNTED), "is_more": count > COUNTED}


urlpatterns: list[URLPattern] = [
    path("quotations/", doubtful_quotations, name="desk-quotations"),
]
