"""Quotations in comments that do not hold, or whose source nobody named, newest first."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pasquino.accounts.limits import TooOften
from pasquino.discussion import actions, quotation_lines, refusal_words
from pasquino.discussion.models import Comment, CommentQuotation
from pasquino.discussion.quotation_lines import Row
from pasquino.discussion.writing_places import SeeOther
from pasquino.moderation.page import moderator, shown, sweepers
from pasquino.quotations.words import Said
from pasquino.sources.refusals import AddressOfAnother
from pasquino.sources.web_addresses import NoWebAddress

SHOWN = 20
Origin = CommentQuotation.Origin
UNKNOWN = Q(origin=Origin.NONE, quotation__work=None)
KINDS = {
    "altered": (gettext_lazy("Differs from the source"), Q(standing__status="altered")),
    "not_found": (gettext_lazy("Not found in the copy"), Q(standing__status="not_found")),
    "none": (gettext_lazy("Source not given"), UNKNOWN),
    "unchecked": (
        gettext_lazy("Not checked"),
        Q(origin=Origin.GIVEN) & (Q(quotation__work=None) | Q(standing__status="cannot_tell")),
    ),
}
READABLE = (Comment.State.VISIBLE, Comment.State.FOLDED, Comment.State.HELD)


@dataclass(frozen=True)
class Entry:
    """A quotation as the list shows it."""

    quotation: CommentQuotation
    said: Said
    differs: str  # HTML
    can_ask: bool


@sweepers
def quotations(request: HttpRequest) -> HttpResponse:
    """The list of one kind, page by page; a copy can be asked for of a source that was given."""
    refusal = ""
    if request.method == "POST":
        refusal = _asked(request)
        if not refusal:
            return SeeOther(reverse("moderation-quotations") + "?kind=unchecked")
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else "altered"
    found = _found(kind, request.GET.get("before", ""))
    context = {
        "entries": _entries(found[:SHOWN]),
        "older": found[SHOWN - 1].pk if len(found) > SHOWN else None,
        "kind": kind,
        "kinds": [(name, title) for name, (title, _rule) in KINDS.items()],
        "refusal": refusal,
    }
    return shown(request, "moderation/quotations.html", context, refused=bool(refusal))


def _found(kind: str, before: str) -> list[CommentQuotation]:
    rule = KINDS[kind][1]
    rows = quotation_lines.judged(CommentQuotation.objects.all()).filter(
        rule, comment__state__in=READABLE
    )
    if before.isascii() and before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    rows = rows.select_related(
        "quotation", "comment__author", "comment__text", "comment__thread__story"
    )
    return list(rows.order_by("-pk")[: SHOWN + 1])


def _entries(found: list[CommentQuotation]) -> list[Entry]:
    rows = _rows([one.pk for one in found])
    return [
        Entry(
            one,
            quotation_lines.said(row),
            quotation_lines.differs(row),
            row.status is None and bool(one.url),
        )
        for one in found
        if (row := rows.get((one.comment_id, one.place)))
    ]


def _rows(keys: list[int]) -> dict[tuple[int, int], Row]:
    wanted: QuerySet[CommentQuotation] = CommentQuotation.objects.filter(pk__in=keys)
    found = quotation_lines.without_withheld(quotation_lines.rows(wanted))
    return {(row.comment, row.place): row for row in found}


def _asked(request: HttpRequest) -> str:
    """Ask for a copy; gives the sentence why not, or nothing."""
    number = request.POST.get("quotation", "")
    key = int(number[:18]) if number.isascii() and number.isdecimal() else 0
    rows = CommentQuotation.objects.select_related("quotation__work")
    row = get_object_or_404(rows, pk=key, origin=Origin.GIVEN)
    with suppress(AddressOfAnother):
        try:
            actions.ask_for_source(row, moderator(request))
        except TooOften as refused:
            return str(refusal_words.sentence(refused))
        except NoWebAddress:
            return _("What the reader gave is not the address of a web page.")
    return ""
