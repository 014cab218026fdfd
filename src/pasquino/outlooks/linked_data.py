"""What machines are told of outlooks: Claim and ClaimReview of schema.org as JSON-LD.

A verdict is a word (`alternateName`), never a number: the scale has no order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from pasquino.magazine.models import Magazine
from pasquino.outlooks.models import Layer
from pasquino.outlooks.outline import AssessmentShown, ClaimShown, Outline, SourceShown

SCHEMA = "https://schema.org"
OWN_WORDS = frozenset({Layer.QUOTED, Layer.AUTHOR})  # whose these are can be answered for
Node = dict[str, Any]  # a JSON-LD object: its values are texts, lists and nodes


def of_outlook(outline: Outline) -> Node:
    """The outlook's page with its claims, and a review for each assessment that counts."""
    outlook = outline.outlook
    page = _said(
        {
            "@type": "WebPage",
            "@id": settings.BASE_URL + outlook.get_absolute_url(),
            "name": outlook.title,
            "inLanguage": outlook.language,
            "isBasedOn": _work(outline.stated_in),
        }
    )
    claims = [node for shown in outline.claims for node in _claim(shown, outline.stated_in)]
    reviews = [review for shown in outline.claims for review in _reviews(shown)]
    return {"@context": SCHEMA, "@graph": [page, *claims, *reviews]}


def of_claim(shown: ClaimShown, stated_in: SourceShown | None) -> Node:
    """One claim with a review for the assessment that counts, if there is one."""
    return {"@context": SCHEMA, "@graph": [*_claim(shown, stated_in), *_reviews(shown)]}


def _claim(shown: ClaimShown, stated_in: SourceShown | None) -> Iterator[Node]:
    """A paraphrase, and what nobody said by name, is laid on nobody: only its work is told."""
    authors = shown.named if shown.claim.layer in OWN_WORDS else ()
    yield _said(
        {
            "@type": "Claim",
            "@id": _id(shown),
            "url": settings.BASE_URL + shown.address,
            "text": shown.claim.text,
            "author": [{"@type": "Person", "name": name} for name in authors],
            "datePublished": shown.claim.outlook.stated_on,
            "appearance": _work(stated_in),
            "inLanguage": shown.claim.outlook.language,
        }
    )


def _reviews(shown: ClaimShown) -> Iterator[Node]:
    """The same on every page: what was found earlier holds no more."""
    return (_review(shown, one) for one in shown.assessments if one.counts)


def _review(shown: ClaimShown, one: AssessmentShown) -> Node:
    """schema.org has no word for whose finding a magazine reports: it is in the review's text."""
    magazine = Magazine.current()
    publisher = {"@type": "NewsMediaOrganization", "name": magazine.name}
    return _said(
        {
            "@type": "ClaimReview",
            "@id": f"{settings.BASE_URL}{shown.address}#assessment-{one.record.pk}",
            "url": settings.BASE_URL + shown.address,
            "claimReviewed": shown.claim.text,
            "itemReviewed": {"@id": _id(shown)},
            "datePublished": one.record.on.isoformat(),
            "author": {**publisher, "url": f"{settings.BASE_URL}/"},
            "reviewRating": {"@type": "Rating", "alternateName": one.verdict},
            "reviewBody": one.record.reason,
            "citation": [_work(source) for source in one.sources],
        }
    )


def _id(shown: ClaimShown) -> str:
    return f"{settings.BASE_URL}{shown.address}#claim"


def _work(source: SourceShown | None) -> Node | None:
    if source is None:
        return None
    address = source.address
    url = settings.BASE_URL + address if address.startswith("/") else address
    return _said({"@type": "CreativeWork", "name": source.title, "url": url})


def _said(node: Node) -> Node:
    """The node without the fields that say nothing."""
    return {name: value for name, value in node.items() if value}
