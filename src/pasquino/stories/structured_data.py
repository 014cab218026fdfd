"""What machines are told about a story: schema.org as JSON-LD, and Open Graph. No database."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import to_locale

from pasquino.figures.stated import plain
from pasquino.magazine.models import Magazine
from pasquino.stories import markup
from pasquino.stories.atom import moment
from pasquino.stories.feeds import absolute
from pasquino.stories.figures_shown import FigureShown
from pasquino.stories.models import Edition, PublishedStory, Section, Topic, Writer
from pasquino.stories.quotations_shown import QuotationShown

SCHEMA = "https://schema.org"
DESCRIPTION = 200  # characters: what search pages and cards show of it
_BREAKS_OUT = {mark: f"\\u{ord(mark):04x}" for mark in ("<", ">", "&", "\u2028", "\u2029")}

Node = dict[str, Any]  # a JSON-LD object: its values are texts, numbers, lists and nodes
Meta = tuple[str, str, str]  # of a <meta>: which attribute names it, the name, the content


def script(node: Node) -> SafeString:
    """The node as a data block; nothing in it can end the block or the line it stands on."""
    text = json.dumps({"@context": SCHEMA, **node}, ensure_ascii=False, separators=(",", ":"))
    for mark, escape in _BREAKS_OUT.items():
        text = text.replace(mark, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - see above


def metas(found: Iterable[Meta]) -> SafeString:
    """The `<meta>` elements, those without content left out."""
    said = [meta for meta in found if meta[2]]
    return format_html_join("\n", '<meta {}="{}" content="{}">', said)


def described(text: str) -> str:
    """The beginning of a text in one line, cut between words."""
    return textwrap.shorten(text[: 10 * DESCRIPTION], DESCRIPTION, placeholder="…")


def description(edition: Edition) -> str:
    """The story in a sentence or two: its standfirst, else its beginning."""
    return described(edition.standfirst or edition.text)


def article(
    edition: Edition,
    public: PublishedStory,
    publisher: Node,
    comment_count: int | None = None,
    quotations: Sequence[QuotationShown] = (),
    figures: Sequence[FigureShown] = (),
) -> Node:
    """The story as NewsArticle, or as OpinionNewsArticle when an opinion stands in it.

    `quotations` and `figures` are the edition's as its page shows them.
    """
    address = absolute(public.get_absolute_url())
    node = {
        "@type": "OpinionNewsArticle" if _is_opinion(edition) else "NewsArticle",
        "@id": article_id(public),
        "url": address,
        "mainEntityOfPage": address,
        "headline": edition.headline,
        "description": description(edition),
        "datePublished": moment(timezone.localtime(public.published_at)),
        "dateModified": moment(timezone.localtime(public.updated_at)),
        "author": [_writer(byline) for byline in edition.bylines],
        "publisher": publisher,
        "inLanguage": edition.language,
        "image": _picture(edition.lead),
        "articleSection": public.section.name,
        "keywords": [topic["name"] for topic in edition.topics],
        "correction": [_correction(note) for note in edition.corrections],
        "citation": [said_of for one in quotations if (said_of := _quotation(one))],
        "mentions": list({one.facts.number: _figure(one) for one in figures}.values()),
    }
    return said(node) | ({} if comment_count is None else {"commentCount": comment_count})


def article_id(public: PublishedStory) -> str:
    """What other nodes call the story by."""
    return f"{absolute(public.get_absolute_url())}#story"


def organization(magazine: Magazine, logo: str) -> Node:
    """The magazine as NewsMediaOrganization; `logo` is the path of a picture."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{absolute('/')}#magazine",
        "name": magazine.name,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(logo)},
    }


def listing(
    thing: Section | Topic | Writer | None, address: str, title: str, about: str, publisher: Node
) -> Node:
    """A list: WebSite on the front page, ProfilePage of a writer, else CollectionPage."""
    node: Node = {"@id": address, "url": address, "name": title, "description": about}
    if isinstance(thing, Writer):
        person = {"@type": "Person", "name": thing.name, "url": absolute(thing.get_absolute_url())}
        return said({"@type": "ProfilePage", **node, "mainEntity": person})
    kind = "WebSite" if address == absolute("/") else "CollectionPage"
    return said({"@type": kind, **node, "publisher": publisher})


def story_metas(edition: Edition, public: PublishedStory, magazine: Magazine) -> Iterator[Meta]:
    """Open Graph (https://ogp.me) and the card of a story."""
    address = absolute(public.get_absolute_url())
    yield from page_metas(edition.headline, description(edition), address, magazine)
    yield "property", "og:type", "article"
    yield "property", "og:locale", _territorial(edition.language)
    yield "property", "article:published_time", moment(timezone.localtime(public.published_at))
    yield "property", "article:modified_time", moment(timezone.localtime(public.updated_at))
    yield "property", "article:section", public.section.name
    for byline in edition.bylines:
        yield "property", "article:author", _writer(byline)["url"]
    for topic in edition.topics:
        yield "property", "article:tag", topic["name"]
    yield from _picture_metas(edition.lead)


def page_metas(title: str, about: str, address: str, magazine: Magazine) -> Iterator[Meta]:
    """What every page says of itself; canonical address and description are the base's."""
    yield "property", "og:title", title
    yield "property", "og:description", about
    yield "property", "og:url", address
    yield "property", "og:site_name", magazine.name


def said(node: Node) -> Node:
    """The node without the fields that say nothing."""
    return {name: value for name, value in node.items() if value}


def _picture_metas(lead: dict[str, Any] | None) -> Iterator[Meta]:
    yield "name", "twitter:card", "summary_large_image" if lead else "summary"
    if lead:
        yield "property", "og:image", absolute(lead["src"])
        yield "property", "og:image:width", str(lead["width"])
        yield "property", "og:image:height", str(lead["height"])
        yield "property", "og:image:alt", lead["alt"]


def _territorial(language: str) -> str:
    """`pt_BR`; nothing for a language without a country, which Open Graph has no word for."""
    locale = to_locale(language)
    return locale if "_" in locale else ""


def _is_opinion(edition: Edition) -> bool:
    return any(block["kind"] == "opinion" for block in edition.blocks)


def _writer(byline: dict[str, str]) -> dict[str, str]:
    page = absolute(reverse("writer", args=[byline["slug"]]))
    return {"@type": "Person", "name": byline["name"], "url": page}


def _picture(lead: dict[str, Any] | None) -> Node:
    if not lead:
        return {}
    return said(
        {
            "@type": "ImageObject",
            "url": absolute(lead["src"]),
            "width": lead["width"],
            "height": lead["height"],
            "caption": lead.get("caption") or lead["alt"],
            "creditText": lead.get("credit"),
        }
    )


def _correction(note: dict[str, Any]) -> Node:
    noted_at = parse_datetime(note["at"])
    return said(
        {
            "@type": "CorrectionComment",
            "text": markup.plain(note["html"]),
            "datePublished": moment(timezone.localtime(noted_at)) if noted_at else "",
        }
    )


def _quotation(quotation: QuotationShown) -> Node:
    """The words with who said them, and the work they are from with where a copy is kept.

    Of a paraphrase only the work: its words are nobody's but ours.
    """
    work = _work(quotation)
    if quotation.is_paraphrase:
        return {"@type": "CreativeWork", **work} if work else {}
    speaker = {"@type": "Person", "name": quotation.speaker}
    return said(
        {
            "@type": "Quotation",
            "text": "\n\n".join(quotation.paragraphs),
            "creator": speaker if quotation.speaker else None,
            "isBasedOn": {"@type": "CreativeWork", **work} if work else None,
        }
    )


def _figure(figure: FigureShown) -> Node:
    """The words, and the number only where the source gave one exactly; more is on its page."""
    facts, address = figure.facts, absolute(figure.page)
    amount = facts.amount if facts.qualifier == "exactly" else None
    return said(
        {
            "@type": "Observation",
            "@id": f"{address}#figure",
            "url": address,
            "name": facts.words,
            "description": facts.population,
            "observationDate": facts.as_of,
            "value": plain(amount) if amount is not None else None,
            "unitText": facts.unit,
        }
    )


def _work(quotation: QuotationShown) -> Node:
    source, copy = quotation.source, quotation.copy
    publisher = {"@type": "Organization", "name": quotation.publisher}
    return said(
        {
            "name": quotation.title,
            "url": quotation.link,
            "publisher": publisher if quotation.publisher else None,
            "datePublished": source.published if source else "",
            "archivedAt": absolute(f"{source.page}#copy-{copy.number}")
            if source and copy and not quotation.withheld
            else "",
        }
    )
