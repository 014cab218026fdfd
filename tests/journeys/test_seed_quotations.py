"""The seed page's quotations against copies of their sources: imported, and made at the desk."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pasquino.accounts.models import Role
from pasquino.discussion.actions import settle_quotations
from pasquino.discussion.models import Comment
from pasquino.quotations import nearest
from pasquino.quotations.records import source_text
from pasquino.sources import naming, works
from pasquino.sources.models import Party, Work
from pasquino.stories.models import PublishedStory, StorySource
from tests.fixtures import fixture
from tests.journeys.test_seed_page import bring
from tests.stories import desk

pytestmark = pytest.mark.django_db

ARTICLE, PREVIEW, REPORT = "outlook-article", "outlook-article-preview", "marines-report"
CAPABLE = "ISIS fighters are unquestionably capable"
FREE_AGENTS = "A second group of fighters"
RETURNEES = "These fighters may attempt"
HARD_CORE = "The most hard-core fighters"
LINK = "https://atlantic.example/outlook"


def seed_text(name: str) -> str:
    return fixture(f"seed/sources/{name}.txt").read_text(encoding="utf-8")


def paragraph(start: str) -> str:
    """The paragraph of the seed page that starts so, as it stands there."""
    lines = fixture("seed/page.txt").read_text(encoding="utf-8").splitlines()
    (found,) = [line.strip() for line in lines if line.strip().startswith(start)]
    return found


@pytest.fixture
def editor() -> Client:
    client = Client()
    desk.signed_in(client, Role.EDITOR, "Edda")
    return client


def upload(editor: Client, work: Work, name: str, **fields: str) -> None:
    """Bring a file as a copy through the desk's form."""
    file = SimpleUploadedFile(f"{name}.txt", seed_text(name).encode(), "text/plain")
    sent = {"file": file, "reason": "Found in our archive.", **fields}
    answer = editor.post(reverse("desk-source-upload", args=[work.pk]), sent)
    assert answer.status_code == 302


def page(story: PublishedStory) -> BeautifulSoup:
    answer = Client().get(story.get_absolute_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def figure(story: PublishedStory, start: str) -> Tag:
    """The quotation on the reader's page that starts so."""
    found = page(story).select(".story__body figure.quotation")
    own = ".quotation__own"  # a paraphrase is no quotation
    (one,) = [
        tag for tag in found if words(tag.blockquote or tag.select_one(own)).startswith(start)
    ]
    return one


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ", strip=True).split())


def outlook() -> Work:
    """The work that most of the seed's quotations are from."""
    return Work.objects.get(title__startswith="Where Do ISIS Fighters Go")


@pytest.fixture(params=["imported", "made at the desk"])
def checked(request: pytest.FixtureRequest, editor: Client) -> PublishedStory:
    """The seed story with the article kept: come by the import's marks, or by the desk's forms."""
    if request.param == "imported":
        story = bring()
        upload(editor, outlook(), ARTICLE)
        return story
    return made_at_the_desk(editor)


def made_at_the_desk(editor: Client) -> PublishedStory:
    """An editor adds the source, brings its copy, marks the quotations, publishes."""
    editor.post(reverse("desk-source-add"), {"url": LINK})
    upload(editor, works.work_for(url=LINK), ARTICLE)
    speakers = ["Amarnath Amarasingam and Colin P. Clark", *["Colin P. Clarke"] * 2]
    marked = [
        desk.quotation(paragraph(start), speaker=speaker, link=LINK)
        for start, speaker in zip([CAPABLE, FREE_AGENTS, RETURNEES], speakers, strict=True)
    ]
    said_otherwise = desk.quotation(
        paragraph(HARD_CORE), kind="paraphrase", speaker="Colin P. Clarke", link=LINK
    )
    desk.write(editor, "The outlook", blocks=[*marked, said_otherwise], **desk.PUBLISH)
    return PublishedStory.objects.get(headline="The outlook")


def test_unquestionably_capable_is_verbatim(checked: PublishedStory) -> None:
    shown = figure(checked, CAPABLE)

    assert shown["data-verdict"] == "verbatim"
    assert "data-warnings" not in shown.attrs
    assert words(shown.select_one(".verdict--good")).startswith("Matches the source, copy of ")


def test_the_free_agents_are_verbatim_with_the_typo_of_the_source(checked: PublishedStory) -> None:
    shown = figure(checked, FREE_AGENTS)

    assert shown["data-verdict"] == "verbatim"
    assert shown["data-warnings"] == "source_typo"
    assert "the the next jihadi" in words(shown.blockquote)
    assert [words(note) for note in shown.select(".verdict--note")] == ["So in the source"]


def test_dots_after_a_whole_sentence_are_verbatim(checked: PublishedStory) -> None:
    shown = figure(checked, RETURNEES)

    assert words(shown.blockquote).endswith(".....")
    assert shown["data-verdict"] == "verbatim"
    assert shown["data-warnings"] == "sentence_continues"
    assert words(shown.select_one(".verdict--note")) == "The source’s sentence goes on"


def test_the_hard_core_paragraph_is_no_quotation_and_has_a_nearest_passage(editor) -> None:
    story = bring()
    upload(editor, outlook(), ARTICLE)
    copy = outlook().captures.get()

    quoted = [words(tag) for tag in page(story).select("figure.quotation blockquote")]
    span = nearest(paragraph(HARD_CORE), source_text(copy))

    assert not any(text.startswith(HARD_CORE) for text in quoted)
    assert HARD_CORE in words(page(story).select_one(".story__body"))
    assert span is not None
    assert "clandestine terrorist organization" in copy.text[slice(*span)]


def test_marked_as_a_paraphrase_it_has_no_verdict_and_the_desk_offers_the_passage(editor) -> None:
    story = made_at_the_desk(editor)

    shown = figure(story, HARD_CORE)
    form = editor.get(f"/desk/pages/{story.story_id}/edit/").content.decode()

    assert "data-verdict" not in shown.attrs
    assert "congeal into a clandestine terrorist organization" in form


def test_with_a_preview_as_the_only_copy_nothing_can_be_told(editor) -> None:
    story = bring()

    upload(editor, outlook(), PREVIEW, is_part="on")

    for start in (CAPABLE, FREE_AGENTS, RETURNEES):
        shown = figure(story, start)
        assert shown["data-verdict"] == "cannot_tell"
        assert words(shown.select_one(".verdict")).startswith("Could not be checked")
    upload(editor, outlook(), ARTICLE)
    assert figure(story, CAPABLE)["data-verdict"] == "verbatim"


def test_a_quotation_whose_source_nobody_names_says_so(editor) -> None:
    shown = figure(bring(), "...there's nothing authentic")

    assert words(shown.select_one(".verdict")) == "Source not named"


def test_the_imported_fourth_comment_lacks_174_words_and_keeps_its_own(editor) -> None:
    story = bring()
    before = Comment.objects.get(thread__story=story, number=4)
    said, html = before.text.source, before.text.html
    report = works.work_for(url="https://report.example/marines", title="The marines")
    StorySource.objects.create(story=story.story, work=report, place=9)
    upload(editor, report, REPORT)
    settle_quotations(before.pk)

    shown = page(story).select_one("#c4 figure.quotation")

    after = Comment.objects.get(pk=before.pk)
    assert shown is not None
    assert shown["data-verdict"] == "altered"
    assert "174 words are missing without a mark" in words(shown)
    assert (after.text.source, after.text.html) == (said, html)
    assert words(shown.blockquote).startswith("The deployment is temporary")
    assert words(shown.blockquote).endswith("against the cap.")


def test_clark_and_clarke_are_proposed_as_one_person(editor) -> None:
    made_at_the_desk(editor)

    pairs = [{proposal.one.name, proposal.other.name} for proposal in naming.proposals()]
    shown = editor.get(reverse("desk-parties")).content.decode()

    assert {"Colin P. Clark", "Colin P. Clarke"} in pairs
    assert "Colin P. Clark" in shown
    assert Party.objects.filter(name="Amarnath Amarasingam").count() == 1


def test_two_authors_named_together_by_the_import_are_two_people() -> None:
    bring()

    known = set(Party.objects.filter(kind="person").values_list("name", flat=True))

    assert {"Colin P. Clarke", "Amarnath Amarasingam"} <= known
    assert not any(" and " in name for name in known)
