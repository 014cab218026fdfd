"""A whole way at the desk: paste quotations, bring the pages, put right what differs, publish."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from pasquino.accounts.models import Role
from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.sources.models import Work
from pasquino.stories import gate
from pasquino.stories.models import PublishedStory, Story
from tests.fixtures import fixture
from tests.stories import desk

pytestmark = pytest.mark.django_db

LINK = "https://outlet.example/what-comes-after"
CAPABLE, FREE, RETURN, HARD = (
    "ISIS fighters are unquestionably capable",
    "A second group of fighters",
    "These fighters may attempt",
    "The most hard-core fighters",
)


def seed(path: str) -> str:
    return fixture(f"seed/{path}").read_text("utf-8")


def paragraph(start: str) -> str:
    page = seed("page.txt")
    return page[page.index(start) :].splitlines()[0].strip()


def blocks() -> list[Any]:
    """The story's four passages, all given as quotations of one page."""
    return [desk.quotation(paragraph(start), link=LINK) for start in (CAPABLE, FREE, RETURN, HARD)]


def bring(client: Any, path: str, **fields: str) -> None:
    """Upload a file as a copy of the quoted page."""
    file = SimpleUploadedFile("article.txt", seed(path).encode(), content_type="text/plain")
    given = {"file": file, "reason": "The page is no longer there.", **fields}
    answer = client.post(f"/desk/sources/{Work.objects.get().pk}/upload/", given)
    assert answer.status_code == 302


def panel(client: Any, story: Story) -> list[Any]:
    """What the panel below the story's text says of each quotation."""
    page = BeautifulSoup(client.get(f"/desk/pages/{story.pk}/edit/").content, "html.parser")
    return page.select(".desk-quotations .desk-verdict")


def verdicts(client: Any, story: Story) -> list[str]:
    said = [one.select_one("[data-verdict]") for one in panel(client, story)]
    return [str(one["data-verdict"]) for one in said]


def press(client: Any, story: Story, what: str, text: str) -> None:
    sent = {"deed": f"{what} {records.hash_of(text)}"}
    client.post(f"/desk/quotations/{story.pk}/deed/", sent)


def sent_again(story: Story) -> list[Any]:
    """The blocks of the newest draft as the form would send them."""
    draft: Any = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    keys = ("words", "speaker", "link", "kind", "work", "publisher")
    return [("quotation", {key: block.value[key] or "" for key in keys}) for block in draft.body]


def test_an_editor_quotes_the_outlook_and_publishes_what_is_true(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=blocks())
    assert verdicts(client, story) == ["cannot_tell"] * 4

    bring(client, "sources/outlook-article.txt")
    assert verdicts(client, story) == ["verbatim", "verbatim", "verbatim", "not_found"]
    shown = [one.get_text(" ", strip=True) for one in panel(client, story)]
    assert "So in the source" in shown[1]
    assert "The source’s sentence goes on" in shown[2]
    assert "The nearest passage of the source" in shown[3]

    stopped = desk.edit(client, story, blocks=blocks(), **desk.PUBLISH)
    assert stopped.status_code == 422
    assert "Quotation 4, “The most hard-core fighters" in stopped.content.decode()

    press(client, story, "paraphrase", paragraph(HARD))
    assert verdicts(client, story)[3] == "paraphrase"
    published = desk.edit(client, story, blocks=sent_again(story), **desk.PUBLISH)
    assert published.status_code == 302

    edition = PublishedStory.objects.get().edition
    assert gate.public_reasons(edition) == []
    assert not edition.overrides.exists()
    kinds = Quotation.objects.filter(story_quotations__story=story).values_list("kind", flat=True)
    assert sorted(kinds) == ["paraphrase", "quotation", "quotation", "quotation"]


def test_a_preview_alone_proves_nothing_against_a_quotation(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=blocks())

    bring(client, "sources/outlook-article-preview.txt", is_part="on")

    assert set(verdicts(client, story)) <= {"cannot_tell", "verbatim"}
    assert "cannot_tell" in verdicts(client, story)


def test_a_silent_cut_is_marked_and_published(client) -> None:
    link = "https://outlet.example/ferry"
    words = "The ferry stays in the harbour. The mill pays for its rope until June."
    report = (
        "The ferry stays in the harbour. Its engine was sold in January to a brewer upstream. "
        "The mill pays for its rope until June."
    )
    desk.copy_of(link, report)
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=[desk.quotation(words, link=link)])
    assert "10 words are missing without a mark" in panel(client, story)[0].get_text()

    press(client, story, "mark", words)
    published = desk.edit(client, story, blocks=sent_again(story), **desk.PUBLISH)

    assert published.status_code == 302
    assert verdicts(client, story) == ["verbatim_marked"]
