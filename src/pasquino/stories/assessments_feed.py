"""The feed of assessments: how claims of outlooks were found to stand, newest first.

It stands in this room since feeds do; the room of outlooks is below it.
"""

from __future__ import annotations

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.delivery.pages import public
from pasquino.magazine.models import Magazine
from pasquino.outlooks import addresses, citing, reader_words
from pasquino.outlooks.models import Assessment, AssessmentSource
from pasquino.stories import feeds, lists
from pasquino.stories.atom import Entry
from pasquino.stories.feed_content import portable
from pasquino.stories.feeds import Source, absolute, magazine_of

SHOWN = 50


@public(query=("before",))
def assessments(request: HttpRequest, form: str) -> HttpResponse:
    """The newest assessments of claims in public outlooks; withdrawn ones say that they are."""
    sources = AssessmentSource.objects.select_related("work")
    rows = Assessment.objects.filter(claim__outlook__in=citing.public())
    rows = rows.select_related("claim__outlook", "by").order_by("-at", "-pk")
    cursor = lists.Cursor.read(request.GET.get("before", ""))
    if cursor:
        same = Q(at=cursor.published_at, pk__lt=cursor.story)
        rows = rows.filter(Q(at__lt=cursor.published_at) | same)
    found = list(rows.prefetch_related(Prefetch("sources", sources))[: SHOWN + 1])
    last = found[SHOWN - 1] if len(found) > SHOWN else None
    older = f"before={lists.Cursor(last.at, last.pk)}" if last else ""
    entries = [_entry(one) for one in found[:SHOWN]]
    return feeds.answer(request, form, all_assessments(magazine_of(request)), entries, older)


def all_assessments(magazine: Magazine) -> Source:
    """What the feed is of."""
    title = _("Assessments – %(magazine)s") % {"magazine": magazine.name}
    about = _("How claims of outlooks were found to stand.")
    return Source("assessments", title, about, reverse("outlooks"), "assessments-feed")


def _entry(one: Assessment) -> Entry:
    outlook = one.claim.outlook
    address = absolute(f"{addresses.of_claim(one.claim)}#assessment-{one.pk}")
    html = render_to_string(
        "stories/_assessment_in_feed.html",
        {"one": one, "outlook": outlook, "as_of": reader_words.as_of(one)},
    )
    return Entry(
        id=f"{feeds.feed_id('assessment')}/{one.uuid}",
        address=address,
        title=_title(one),
        summary=one.reason,
        html=portable(html, address),
        published=timezone.localtime(one.at),
        updated=timezone.localtime(max(filter(None, [one.at, one.withdrawn_at]))),
    )


def _title(one: Assessment) -> str:
    words = {"state": one.get_verdict_display(), "claim": one.claim.text}
    if one.is_withdrawn:
        return _("Withdrawn: “%(claim)s” was assessed as %(state)s") % words
    return _("“%(claim)s”: %(state)s") % words
