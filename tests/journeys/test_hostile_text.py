"""Script-injection strings through every imported and edited field, and back to a reader."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from pasquino.discussion.models import CommentText
from pasquino.stories.models import PublishedStory
from pasquino.stories.publishing import Block
from pasquino.transfer.scoop.load import Wishes, import_pages
from tests import make
from tests.fixtures import fixture
from tests.journeys.hostile import dangers, payloads

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def naughty() -> list[str]:
    return json.loads(fixture("fixtures/strings/blns-a.json").read_text(encoding="utf-8"))


def pages_of(client, story: PublishedStory) -> Iterator[bytes]:
    address = story.get_absolute_url()
    for path in ("/", address, address + "history/", "/section/river/", "/corrections/"):
        yield client.get(path).content
    for query in ("?display=threaded", "?display=minimal", "?display=flat&page=2"):
        answer = client.get(address + query)
        yield answer.content if answer.status_code == 200 else b""
    yield client.get(address + "comments/1/").content


@pytest.mark.parametrize("part", range(8))
def test_no_payload_runs_from_a_story_or_a_comment(client, part: int) -> None:
    chosen = payloads()[part::40]
    blocks = [block for payload in chosen for block in hostile_blocks(payload)]
    story = make.story(
        chosen[0][:200], address="hostile", standfirst=chosen[1][:400], blocks=blocks,
        corrections=[(make.NOON, f"<p>{chosen[2]}</p>", None)],
    )  # fmt: skip
    thread = make.thread(story)
    for payload in chosen:
        make.comment(thread, subject=payload[:150] or "x", source=payload[:60_000] or "x")

    found = [danger for page in pages_of(client, story) for danger in dangers(page)]

    assert found == []


def hostile_blocks(payload: str) -> list[Block]:
    """The payload in every field that a block has."""
    return [
        Block("text", f"<p>{payload}</p>"),
        Block("text", payload),
        Block("heading", payload[:140]),
        Block("list", {"items": [payload], "ordered": False}),
        make.quotation(payload, speaker=payload, work=payload, publisher=payload, link=payload),
        Block("opinion", {"label": payload[:70], "text": payload}),
        Block("update", {"at": None, "text": payload}),
        Block("link", {"url": payload, "title": payload, "text": payload, "publisher": payload}),
    ]


@pytest.mark.parametrize("part", range(4))
def test_no_payload_runs_from_an_imported_page(client, tmp_path, part: int) -> None:
    chosen = [line for payload in payloads()[part::80] if (line := one_line(payload))]
    file = tmp_path / "page.txt"
    file.write_text(scoop_page(chosen), encoding="utf-8")

    import_pages([file], Wishes(section="River", byline=chosen[0][:60] or "x"))

    found = [
        danger
        for page in pages_of(client, PublishedStory.objects.get())
        for danger in dangers(page)
    ]
    assert found == []


def one_line(payload: str) -> str:
    """The payload as a page's text can hold it: one line without control characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in payload)
    return " ".join(printable.split())[:120]


def scoop_page(lines: list[str]) -> str:
    """A page of Scoop whose every part says something hostile."""
    parts = [f"A headline {lines[0]}", "", f"A paragraph {lines[1]}", "", "< Before | After >"]
    parts += ["  • A tagline", "", "  • Contribute To Us", "", "  • Display: Sort:"]
    for number, line in enumerate(lines, start=1):
        parts += [
            f"    Subject {line} (none / 0) (#{number})",
            f"    by Name{number} on Wed Mar 08, 2017 at 11:59:08 PM EST",
            f"    Body {line}",
            "",
        ]
    return "\n".join(parts) + "\n"


def test_awkward_strings_are_stored_and_shown_unchanged(client) -> None:
    thread = make.thread(make.story("Awkward"))
    strings = [text for text in naughty() if text.strip()]
    author = make.reader()
    for text in strings:
        make.comment(
            thread, by=author, subject="A subject", source="`" + text.replace("`", "'") + "`"
        )

    for page in (1, 2, 3):
        answer = client.get(f"{thread.story.get_absolute_url()}?page={page}")
        assert answer.status_code == 200
        assert list(dangers(answer.content)) == []

    stored = set(CommentText.objects.values_list("source", flat=True))
    assert {"`" + text.replace("`", "'") + "`" for text in strings} == stored
