"""Hostile words, ways to bring them in in bulk, and a strict look at the pages that come out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

from django.core.exceptions import ValidationError

from pasquino.accounts import names
from pasquino.accounts.actions import make_account
from pasquino.accounts.members import NameTaken
from pasquino.accounts.models import User
from pasquino.discussion.actions.posting import LONGEST_SUBJECT
from pasquino.discussion.actions.submitting import has_word
from pasquino.discussion.texts import ATTRIBUTES, SCHEMES, TAGS, printable
from tests.fixtures import fixture

OUR_SCRIPTS = ("/static/",)
CAPTIONS = ({"class": "quoted"}, {"class": "quoted quoted--preview"})
FIGURE = ("data-verdict", "data-origin", "data-warnings")  # what we say around a quotation
FORBIDDEN = ("iframe", "object", "embed", "base", "applet", "frame", "frameset", "svg", "math")
LINKS = (
    "href",
    "src",
    "action",
    "cite",
    "formaction",
    "poster",
    "data",
    "background",
    "xlink:href",
)


def payloads() -> list[str]:
    """All script-injection strings we have."""
    lines = fixture("fixtures/xss/payloads.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["payload"] for line in lines]


def subject_of(payload: str) -> str:
    """The beginning of a payload as a subject may be: at most 200 characters, with a word."""
    line = " ".join(payload.splitlines())[:LONGEST_SUBJECT]
    return line if has_word(line) else f"{line[: LONGEST_SUBJECT - 2]} x"


def as_stored(text: str) -> str:
    """What a form's text is once it is kept."""
    return printable(text.replace("\r\n", "\n"))


def namesakes(chosen: list[str]) -> list[User]:
    """Accounts called as the payloads, as far as a name may be that; the others are refused."""
    made = []
    for payload in chosen:
        name = " ".join(payload.split())
        try:
            names.check_chosen(name)
            made.append(make_account(name=name))
        except (ValidationError, NameTaken):
            continue
    return made


def dangers(html: bytes) -> Iterator[str]:
    """What in a page would run, load or lead somewhere it must not, or is no data."""
    yield from _dangers(html.decode(), in_body=False)


def body_dangers(html: str) -> Iterator[str]:
    """The same of a piece of HTML that is nothing but what a reader wrote."""
    yield from _dangers(html, in_body=True)


def _dangers(html: str, *, in_body: bool) -> Iterator[str]:
    look = _Look(in_body)
    look.feed(html)
    look.close()
    if look.script is not None:
        look.found.append("a script without an end")
    yield from look.found


class _Look(HTMLParser):
    """Goes through a page; inside of readers' words only what they may use is right."""

    def __init__(self, in_body: bool) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_body = in_body
        self.in_caption = False  # what we say below a quotation
        self.script: str | None = None
        self.is_data = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_ours = tag == "figcaption" and values in CAPTIONS
        self.in_caption = self.in_caption or (is_ours and self.in_body)
        if self.in_body and not self.in_caption:
            self._look_at_words(tag, values)
        if tag == "script":
            self.script, self.is_data = "", values.get("type") == "application/ld+json"
            if not self.is_data and not values.get("src", "").startswith(OUR_SCRIPTS):
                self.found.append(f"script {values}")
        if tag in FORBIDDEN or tag == "style":
            self.found.append(f"element {tag}")
        if tag == "meta" and "http-equiv" in values:
            self.found.append(f"meta {values}")
        for name, value in values.items():
            self._look_at_attribute(tag, name, value)
        if tag == "div" and "comment__body" in values.get("class", "").split():
            self.in_body = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and not self.in_caption:
            self.in_body = False  # in readers' words there is none
        if tag == "figcaption":
            self.in_caption = False
        if tag == "script":
            self._look_at_script()

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script += data

    def _look_at_words(self, tag: str, values: dict[str, str]) -> None:
        if tag == "figure" and values.pop("class", "") == "quotation":
            values = {name: "" for name in values if name not in FIGURE}
        elif tag not in TAGS:
            self.found.append(f"element {tag} in a comment")
        for name in set(values) - ATTRIBUTES.get(tag, set()) - {"rel"}:
            self.found.append(f"attribute {name} in {tag} in a comment")
        scheme = values.get("href", "http:").partition(":")[0].lower()
        if scheme not in SCHEMES:
            self.found.append(f"link {values['href']} in a comment")

    def _look_at_attribute(self, tag: str, name: str, value: str) -> None:
        text = "".join(character for character in value if character > " ").lower()
        if name.startswith("on") or name in ("style", "srcdoc"):
            self.found.append(f"attribute {name} in {tag}")
        if name in LINKS and text.startswith(("javascript:", "data:", "vbscript:")):
            self.found.append(f"address {value}")

    def _look_at_script(self) -> None:
        said, self.script = (self.script or "").strip(), None
        if not self.is_data:
            if said:
                self.found.append(f"script {said}")
            return
        try:
            json.loads(said)
        except ValueError:
            self.found.append(f"data that is none: {said[:80]}")
