"""Outlooks and claims as they stand in a story: made once, and kept by all they depend on.

Three light queries say what counts now. A page to which nothing happened makes nothing anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import models
from django.db.models import Max, OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pasquino.delivery.prepared import Given, Prepared
from pasquino.delivery.recent import Recent
from pasquino.magazine.models import Magazine
from pasquino.outlooks import drawings, outline_reading
from pasquino.outlooks.models import Assessment, Outlook, OutlookChange, OutlookClaim, ReviewDate
from pasquino.outlooks.outline import Works

MOST_KEPT = 200  # outlooks and claims, at about 20 KB an outlook
_kept: Recent[SafeString] = Recent(MOST_KEPT)
NOTHING = mark_safe("")


def shown(outlook_id: int) -> SafeString:
    """An outlook in a story: condition, list, tree and ledger; empty where there is none."""
    depends_on = _depends_on(outlook_id)
    if not depends_on:
        return NOTHING
    return _once(("outlook", outlook_id, *depends_on), lambda: _outlook(outlook_id))


def claim_shown(claim_id: int, assessment_id: int | None = None) -> SafeString:
    """A claim that a story comes back to, with the assessment it carries or the newest; a query
    more than `shown`. Empty where there is no such claim.
    """
    outlook_id = _outlook_of.rows(claim=claim_id)
    if not outlook_id:
        return NOTHING
    depends_on = _depends_on(outlook_id[0][0])
    key = ("claim", claim_id, assessment_id, *depends_on)
    return _once(key, lambda: _claim(claim_id, assessment_id))


def forget() -> None:
    """Make each anew: for measuring, and for tests."""
    _kept.forget()


def _once(key: tuple[object, ...], make: Callable[[], SafeString]) -> SafeString:
    found = _kept.get(key)
    return _kept.keep(key, make()) if found is None else found


def _outlook(outlook_id: int) -> SafeString:
    outlook = Outlook.objects.select_related("work", "relayed_in").get(pk=outlook_id)
    outline = outline_reading.outline_of(outlook, Works(all_have=True))
    context = {
        "outline": outline,
        "outlook": outlook,
        "language": outlook.language,
        "is_short": True,
        "tree": drawings.tree_of(outline),
    }
    return SafeString(render_to_string("outlooks/_outlook_in_story.html", context).strip())


def _claim(claim_id: int, assessment_id: int | None) -> SafeString:
    claim = OutlookClaim.objects.select_related("outlook").get(pk=claim_id)
    (shown,) = outline_reading.claims_shown(
        OutlookClaim.objects.filter(pk=claim_id), claim.outlook, works=Works(all_have=True)
    )
    carried = [one for one in shown.assessments if one.record.pk == assessment_id]
    newest = [one for one in shown.assessments if one.counts]
    context = {
        "shown": shown,
        "outlook": claim.outlook,
        "language": claim.outlook.language,
        "one": next(iter(carried or newest), None),
    }
    return SafeString(render_to_string("outlooks/_claim_in_story.html", context).strip())


def _depends_on(outlook_id: int) -> tuple[object, ...]:
    """All that may change what is shown; empty where there is no such outlook."""
    rows = _heads.rows(outlook=outlook_id)
    if not rows:
        return ()
    assessed = _assessed.rows(outlook=outlook_id)
    reviews = _reviews.rows(outlook=outlook_id)
    return (*map(tuple, rows), *map(tuple, assessed), *map(tuple, reviews), *_manner())


def _manner() -> Iterator[object]:
    """What words and dates depend on: a claim is overdue from one day to the next."""
    magazine = Magazine.current()
    yield timezone.localdate()
    yield timezone.get_current_timezone_name()
    yield get_language()
    yield magazine.clock


def _asked_heads() -> models.QuerySet:
    """Its changes, its works, and the names of its people as they are today."""
    changes = OutlookChange.objects.filter(outlook=OuterRef("pk")).order_by()
    last = changes.values("outlook").annotate(last=Max("pk")).values("last")
    rows = Outlook.objects.filter(pk=_given("outlook")).order_by("people__order", "people__pk")
    return rows.values_list(
        Subquery(last), "work__title", "relayed_in__title", "people__name", "people__party__name",
        "people__party__same_as__name",
    )  # fmt: skip


def _asked_assessments() -> models.QuerySet:
    """All there are, with the names of who signed them as they are today."""
    rows = Assessment.objects.filter(claim__outlook=_given("outlook"))
    return rows.order_by("pk", "sources__pk").values_list(
        "pk", "withdrawn_at", "by__name", "sources__work__title"
    )


def _asked_reviews() -> models.QuerySet:
    rows = ReviewDate.objects.filter(outlook=_given("outlook"))
    return rows.order_by("on").values_list("on")


def _asked_outlook() -> models.QuerySet:
    return OutlookClaim.objects.filter(pk=_given("claim")).values_list("outlook")


def _given(name: str) -> Given:
    return Given(name, models.BigIntegerField())


_heads: Prepared[Outlook] = Prepared(_asked_heads)
_assessed: Prepared[Assessment] = Prepared(_asked_assessments)
_reviews: Prepared[ReviewDate] = Prepared(_asked_reviews)
_outlook_of: Prepared[OutlookClaim] = Prepared(_asked_outlook)
