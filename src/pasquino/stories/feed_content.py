"""Our texts as they may stand elsewhere: plain HTML with whole addresses. No database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pasquino.stories.models import Edition
from pasquino.stories.page import StoryPage
from pasquino.stories.quotations_shown import PARAPHRASE
from pasquino.stories.slots import fill

TAGS = {
    "a", "aside", "b", "bdi", "blockquote", "br", "cite", "code", "data", "em", "figcaption",
    "figure", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p", "pre", "q", "section", "strong",
    "sub", "sup", "time", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "data": {"value"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "q": {"cite"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto"}
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))


def full_text(edition: Edition) -> str:
    """All that stands in a story, as HTML: lead picture, text, corrections.

    Quotations and charts are printed anew, since those of the page lean on its style sheet.
    """
    parts = {
        ("quotation", number): _quotation(quotation)
        for number, quotation in enumerate(edition.quotations, start=1)
    }
    parts |= dict(_insets(edition))
    corrections = _corrections(StoryPage(edition, None).corrections)
    return "\n".join([_figure(edition.lead), fill(edition.html, parts), corrections])


def _insets(edition: Edition) -> Iterator[tuple[tuple[str, int], SafeString]]:
    """Charts, outlooks and claims in the words of when the edition was made."""
    texts = {block["id"]: block["text"] for block in edition.blocks}
    for number, inset in enumerate(edition.insets, start=1):
        lines = texts.get(inset["id"], "").split("\n")
        yield ("inset", number), format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def portable(html: str, address: str, link_rel: str = "noopener") -> str:
    """HTML of ours without classes, ids, scripts and sets of sizes, links made whole.

    `address` is the absolute address of the page it stands on. Open slots vanish.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=link_rel,
        url_relative=("rewrite_with_base", address),
        attribute_filter=_whole_addresses(address),
    ).strip()


def _whole_addresses(base: str) -> Callable[[str, str, str], str | None]:
    """What nh3 leaves undone: it takes `cite` for words and keeps line ends in addresses.

    Browsers drop these (https://url.spec.whatwg.org/#url-parsing); others trip over them.
    """

    def judge(tag: str, name: str, value: str) -> str | None:
        if name not in ("href", "src", "cite"):
            return value
        address = value.translate(_DROPPED).strip()
        return _whole_web_address(base, address) if name == "cite" else address

    return judge


def _whole_web_address(base: str, address: str) -> str | None:
    try:
        whole = urljoin(base, address) if address else ""
    except ValueError:
        return None
    return whole if whole.startswith(("https://", "http://")) else None


def _figure(lead: dict[str, Any] | None) -> SafeString:
    if not lead:
        return mark_safe("")
    words = " ".join(filter(None, (lead.get("caption"), lead.get("credit"))))
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        lead["src"],
        lead["alt"],
        lead["width"],
        lead["height"],
        format_html("<figcaption>{}</figcaption>", words) if words else "",
    )


def _quotation(quotation: dict[str, Any]) -> SafeString:
    """The words, and under them who said them, in what, published by whom.

    A paraphrase is no quotation, and says so.
    """
    words = format_html_join("", "<p>{}</p>", ((part,) for part in quotation["words"]))
    source = format_html_join(", ", "{}", ((part,) for part in _source(quotation)))
    if quotation.get("kind") == PARAPHRASE:
        own = _("In our own words, after")
        after = format_html("<figcaption>{} {}</figcaption>", own, source) if source else ""
        return format_html("<figure>{}{}</figure>", words, after)
    return format_html(
        '<figure><blockquote cite="{}">{}</blockquote>{}</figure>',
        quotation["link"],
        words,
        format_html("<figcaption>— {}</figcaption>", source) if source else "",
    )


def _source(quotation: dict[str, Any]) -> Iterator[str]:
    link, work = quotation["link"], quotation["work"]
    if quotation["speaker"]:
        yield quotation["speaker"]
    if link:
        leads_to = work or quotation["publisher"] or _("Source")
        yield format_html('<cite><a href="{}">{}</a></cite>', link, leads_to)
    elif work:
        yield format_html("<cite>{}</cite>", work)
    if quotation["publisher"] and (work or not link):
        yield quotation["publisher"]


def _corrections(notes: list[dict[str, Any]]) -> SafeString:
    """The dated notes under a heading."""
    if not notes:
        return mark_safe("")
    listed = format_html_join("\n", "<li>{}</li>", ((_note(note),) for note in notes))
    return format_html("<section><h2>{}</h2><ul>{}</ul></section>", _("Corrections"), listed)


def _note(note: dict[str, Any]) -> SafeString:
    """A correction behind its day; its HTML was cleaned when the edition was made."""
    day, words = f"{note['at']:%Y-%m-%d}", mark_safe(note["html"])  # noqa: S308 - see above
    return format_html('<time datetime="{0}">{0}</time> {1}', day, words)
