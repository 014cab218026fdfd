"""What may stand in the text of a story, and the plain text of it. No database."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3

TAGS = {"p", "br", "b", "strong", "i", "em", "a", "cite", "code", "ul", "ol", "li"}
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}}
SCHEMES = {"http", "https", "mailto"}
_WEB = re.compile(r"https?://[^\s<>\"'\x00-\x20]+", re.IGNORECASE)
BLOCKS = {"p", "br", "li", "ul", "ol"}


def clean(text: str) -> str:
    """Formatted text with only what an editor can make: the same allow-list for imports."""
    return nh3.clean(
        text, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener"
    ).strip()


def paragraphs(text: str) -> list[str]:
    """Plain text cut at its blank lines; line breaks inside a paragraph become spaces."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return [" ".join(part.split()) for part in parts if part.strip()]


def as_paragraphs(text: str) -> str:
    """Plain text as escaped `<p>` elements."""
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs(text))


def web_address(text: str) -> str:
    """The text if it is an http or https address a reader can follow, else an empty one."""
    address = text.strip()
    return address if _WEB.fullmatch(address) else ""


def plain(text: str) -> str:
    """The words of formatted text, a line break after each paragraph or item."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


def links(text: str) -> list[str]:
    """The addresses that formatted text links to, in order, each once."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return list(dict.fromkeys(reader.addresses))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.words.append("\n")
        self.addresses += [
            value for name, value in attrs if tag == "a" and name == "href" and value
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
