"""The seed's outlook comes in by the command and is shown by a story, as readers meet it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from pasquino.accounts.models import Role
from pasquino.cli import main
from pasquino.outlooks import documents, records
from pasquino.outlooks.models import Outlook
from pasquino.stories.models import PublishedStory
from pasquino.stories.publishing import Block
from tests import make
from tests.fixtures import fixture
from tests.stories import desk

pytestmark = pytest.mark.django_db

WORDINGS = "The source says “When the Caliphate Falls” , the story says “If the Caliphate Fails” ."
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def outlook() -> Outlook:
    """The outlook of the seed, imported."""
    assert main(["outlooks", "import", str(fixture("seed/outlook.json"))]) == 0
    return Outlook.objects.get()


@pytest.fixture
def story(outlook: Outlook) -> PublishedStory:
    """A story that shows it."""
    return make.story("Where they may go", blocks=[Block("outlook", {"outlook": outlook.pk})])


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def words(tag: Tag | None) -> str:
    assert tag is not None
    for quoted in tag.select("q"):  # browsers print the marks
        quoted.replace_with(f"“{quoted.get_text()}”")
    return " ".join(tag.get_text(" ", strip=True).split())


def seed() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(fixture("seed/outlook.json").read_text(encoding="utf-8"))
    return found


def labels(groups: list[dict[str, Any]]) -> list[str]:
    """The names of groups in the order in which they are read."""
    return [
        label
        for group in groups
        for label in (group["label"], *labels(group.get("subgroups", [])))
    ]


def test_the_page_shows_three_groups_two_kinds_of_returnees_and_both_wordings(
    client: Client, outlook: Outlook, story: PublishedStory
) -> None:
    page = soup(client, outlook.get_absolute_url())

    said, draft = words(page.main), seed()
    branches = page.select(
        "ul.branches--first :is(.branch--group, .branch--subgroup) > .branch__label"
    )
    assert [words(label) for label in branches] == labels(draft["groups"])
    assert len(page.select("ul.branches--first > .branch--group")) == 3
    assert [len(group.get("subgroups", [])) for group in draft["groups"]] == [0, 0, 2]
    assert WORDINGS in said
    assert "Colin P. Clark" in said
    assert story.headline in said


def test_all_seventeen_claims_have_a_page_and_none_of_them_reads_open(
    client: Client, outlook: Outlook, story: PublishedStory
) -> None:
    claims = list(outlook.claims.all())

    shown = [words(soup(client, claim.get_absolute_url()).main) for claim in claims]

    assert len(claims) == 17
    for claim, said in zip(claims, shown, strict=True):
        assert claim.text in said
        assert f"“{claim.modality}”" in said or not claim.modality
        assert "not assessed" in said
    assert len(records.due()) == 17


def test_a_story_shows_the_outlook_and_says_what_nobody_looked_at(
    client: Client, story: PublishedStory
) -> None:
    body = soup(client, story.get_absolute_url()).select_one(".story__body")

    assert WORDINGS in words(body)
    assert "not assessed" in words(body)
    assert body is not None
    assert {words(state) for state in body.select(".claim-state")} == {"not assessed"}
    assert body.select_one("svg") is not None


def test_the_export_equals_the_document_after_normalisation(
    outlook: Outlook, capsys: Capture
) -> None:
    capsys.readouterr()

    assert main(["outlooks", "export", str(outlook.pk)]) == 0

    assert json.loads(capsys.readouterr().out) == documents.normalised(seed())


def test_what_readers_download_is_the_same_without_what_awaits_the_editors(
    client: Client, outlook: Outlook, story: PublishedStory
) -> None:
    page = soup(client, outlook.get_absolute_url())
    (link,) = [link for link in page.select("main a") if words(link) == "JSON"]

    taken = json.loads(client.get(str(link["href"])).content)

    assert taken == without_proposals(documents.normalised(seed()))


def without_proposals(part: Any) -> Any:  # JSON
    """A document without proposed assessments and observations."""
    if isinstance(part, list):
        return [without_proposals(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: one for key, one in part.items() if key != "proposed_assessments"}
    kept.pop("observations", None)  # the seed's one is proposed
    return {key: without_proposals(one) for key, one in kept.items()}


def test_a_second_import_changes_nothing(
    client: Client, outlook: Outlook, story: PublishedStory, capsys: Capture
) -> None:
    before = client.get(outlook.get_absolute_url()).content
    capsys.readouterr()

    assert main(["outlooks", "import", str(fixture("seed/outlook.json"))]) == 0

    told = capsys.readouterr()
    assert "here already; nothing was changed" in told.out
    assert told.err == ""
    assert client.get(outlook.get_absolute_url()).content == before


def test_until_a_story_shows_it_only_editors_see_it(client: Client, outlook: Outlook) -> None:
    editor = Client()
    desk.signed_in(editor, Role.EDITOR, "Edda")

    assert client.get(outlook.get_absolute_url()).status_code == 404
    assert editor.get(outlook.get_absolute_url()).status_code == 200
    due = editor.get(reverse("outlooks-due"))
    assert due.content.decode().count("not assessed") >= 17
