"""Turns a story's blocks into what an edition keeps: HTML with slots, plain text, and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage
from wagtail.rich_text import expand_db_html

from pasquino.stories import insets, markup
from pasquino.stories.gate import PARAPHRASE
from pasquino.stories.slots import slot

WIDTHS = (480, 720, 1200)  # a phone of usual sharpness draws 680


@dataclass(frozen=True)
class Part:
    """One block of an edition: an id that stays over editions, HTML to show, words to compare."""

    id: str
    kind: str
    html: str
    text: str


@dataclass
class Rendered:
    """A story's text as its edition keeps it."""

    parts: list[Part] = field(default_factory=list)
    quotations: list[dict[str, Any]] = field(default_factory=list)
    insets: list[dict[str, Any]] = field(default_factory=list)

    @property
    def html(self) -> str:
        """All parts joined, slots still open."""
        return "\n".join(part.html for part in self.parts)

    @property
    def text(self) -> str:
        """All words, a blank line between parts."""
        return "\n\n".join(part.text for part in self.parts if part.text)

    @property
    def blocks(self) -> list[dict[str, str]]:
        """The parts as plain data."""
        return [asdict(part) for part in self.parts]


def render(body: Any) -> Rendered:  # a StreamValue; Wagtail has no types
    """Render every block of a story's body; quotations and what records draw as slots."""
    rendered = Rendered()
    for block in body:
        if block.block_type == "quotation":
            part = _quotation(block, rendered.quotations)
        elif block.block_type in insets.KINDS:
            part = _inset(block, rendered.insets)
        else:
            part = RENDERERS[block.block_type](block)
        rendered.parts.append(part)
    return rendered


def quotations(body: Any) -> list[dict[str, Any]]:
    """The quotations of a story's body as an edition lists them; nothing else is rendered."""
    return [
        quotation_entry(str(block.id), block.value)
        for block in body
        if block.block_type == "quotation"
    ]


def quotation_entry(id: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """A quotation as editions list it, from its block's fields; `source` is a work's number."""
    return {
        "id": id,
        "words": markup.paragraphs(value["words"]),
        "kind": value.get("kind") or "quotation",
        "speaker": value.get("speaker") or "",
        "via": value.get("via") or "",
        "source": value.get("source"),
        "work": value.get("work") or "",
        "publisher": value.get("publisher") or "",
        "link": markup.web_address(value.get("link") or ""),
    }


def _quotation(block: Any, quotations: list[dict[str, Any]]) -> Part:
    entry = quotation_entry(str(block.id), block.value)
    quotations.append(entry)
    source = ", ".join(filter(None, (entry["speaker"], entry["work"], entry["publisher"])))
    after = _("In our own words, after {source}") if entry["kind"] == PARAPHRASE else "— {source}"
    text = "\n".join([*entry["words"], *([after.format(source=source)] if source else [])])
    return Part(entry["id"], "quotation", slot("quotation", len(quotations)), text)


def _inset(block: Any, found: list[dict[str, Any]]) -> Part:
    """A chart, an outlook or a claim: its words now in the text, itself made for each page."""
    entry = insets.entry(str(block.id), block.block_type, block.value)
    found.append(entry)
    return Part(entry["id"], block.block_type, slot("inset", len(found)), insets.words(entry))


def _text(block: Any) -> Part:
    cleaned = markup.clean(expand_db_html(block.value.source))
    return Part(str(block.id), "text", cleaned, markup.plain(cleaned))


def _heading(block: Any) -> Part:
    return _from_template(block, {"text": block.value}, block.value)


def _list(block: Any) -> Part:
    items = [_unwrapped(expand_db_html(item.source)) for item in block.value["items"]]
    text = "\n".join(markup.plain(item) for item in items)
    return _from_template(block, {"items": items, "ordered": block.value["ordered"]}, text)


def _picture(block: Any) -> Part:
    value = block.value
    picture = picture_data(value["picture"], value["alt"], value["credit"], value["caption"])
    caption = value["caption"] or ""
    if picture is None:  # it was deleted; what was said below it stays
        return _from_template(block, {"caption": caption}, caption)
    text = " ".join(filter(None, (value["alt"], caption, value["credit"])))
    return _from_template(block, {"picture": picture}, text)


def _opinion(block: Any) -> Part:
    cleaned = markup.clean(expand_db_html(block.value["text"].source))
    label = block.value["label"]
    context = {"label": label, "text": cleaned}
    return _from_template(block, context, f"{label}: {markup.plain(cleaned)}")


def _update(block: Any) -> Part:
    cleaned = markup.clean(expand_db_html(block.value["text"].source))
    at = block.value["at"]
    local = timezone.localtime(at) if at else None
    return _from_template(block, {"at": local, "text": cleaned}, markup.plain(cleaned))


def _link(block: Any) -> Part:
    value = block.value
    text = " ".join(filter(None, (value["title"], value["text"], value["publisher"])))
    link = {**value, "url": markup.web_address(value["url"])}
    return _from_template(block, {"link": link}, text)


RENDERERS = {
    "text": _text,
    "heading": _heading,
    "list": _list,
    "image": _picture,
    "opinion": _opinion,
    "update": _update,
    "link": _link,
}


def _from_template(block: Any, context: dict[str, Any], text: str) -> Part:
    html = render_to_string(f"stories/blocks/_{block.block_type}.html", context)
    return Part(str(block.id), block.block_type, html.strip(), text)


def _unwrapped(text: str) -> str:
    """An item's text without the one paragraph that the editor puts around it."""
    cleaned = markup.clean(text)
    single = cleaned.startswith("<p>") and cleaned.endswith("</p>") and cleaned.count("<p>") == 1
    return cleaned[3:-4] if single else cleaned


def picture_data(
    picture: AbstractImage | None, alt: str, credit: str, caption: str
) -> dict[str, Any] | None:
    """A picture in all widths, made now, with what is said about it; None without a picture."""
    if picture is None:
        return None
    specs = [f"width-{width}|format-webp" for width in WIDTHS if width <= picture.width]
    specs = specs or ["original|format-webp"]
    sizes = [picture.get_rendition(spec) for spec in specs]
    largest = sizes[-1]
    return {
        "src": largest.url,
        "srcset": ", ".join(f"{size.url} {size.width}w" for size in sizes),
        "width": largest.width,
        "height": largest.height,
        "alt": alt,
        "credit": credit or getattr(picture, "credit", ""),
        "caption": caption,
    }
