"""What a reader finds of the figures in a story: beside the words, and at its foot."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.figures import actions
from pasquino.figures.announcements import figures_imported
from pasquino.figures.models import Figure, FigureMark
from pasquino.figures.stated import Reading, Stated
from pasquino.figures.transfer_report import Reported
from pasquino.sources import works
from pasquino.stories.actions import leave_address
from pasquino.stories.figure_ties import WordsNotFound, tie
from pasquino.stories.models import PublishedStory, StoryFigure, StorySource
from pasquino.stories.publishing import Block
from tests import make
from tests.stories.html_rules import html_faults

pytestmark = pytest.mark.django_db


def a_figure(words: str = "About 2,300", **fields: Any) -> Figure:
    return actions.record_figure(words=words, **{"population": "households", **fields})


def a_story(figure: Figure, words: str = "About 2,300", text: str = "", **fields: Any) -> Any:
    blocks = [
        make.text(text or "About 2,300 households lost power."),
        make.text("Then it rained."),
    ]
    return make.story(**{"blocks": blocks, "figures": [(figure, words)], **fields})


def page_of(client: Any, story: PublishedStory) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def test_the_words_of_a_figure_say_to_machines_what_they_state(client: Any) -> None:
    story = a_story(a_figure())

    page = page_of(client, story)

    assert (
        '<data class="figure" value="2300" data-qualifier="about" id="f1">'
        '<a href="#figure-1">About 2,300</a></data> households' in page
    )


def test_its_card_says_where_it_is_from_and_how_the_magazine_reads_it(client: Any) -> None:
    work = works.work_for(url="https://example.org/count", title="The count")
    story = a_story(a_figure(as_of="2026-03", work=work, place="Weir"))

    page = page_of(client, story)

    assert 'id="figure-1"' in page
    assert "as of March 2026" in page
    assert "The count" in page.split('id="sources"')[0]
    assert "2,250 to 2,349" in page


@pytest.mark.parametrize(
    ("words", "read_as"),
    [("About 70%", "65 to under 75 percent"), ("Almost 7,200", "7,100 to 7,199")],
)
def test_its_card_reads_it_as_the_page_of_the_figure_does(
    words: str, read_as: str, client: Any
) -> None:
    figure = a_figure(words)
    story = a_story(figure, words, f"{words} of the households lost power.")

    card = page_of(client, story)
    page = client.get(figure.get_absolute_url()).content.decode()

    assert f"<dd>{read_as}</dd>" in card
    assert f"read as {read_as}." in page


def test_its_card_has_the_reading_of_an_editor(client: Any) -> None:
    figure = a_figure("About 70%")
    actions.set_reading(
        figure=figure,
        reading=Reading(Decimal(68), Decimal(72), "the table says so"),
        by=make.person(role=Role.EDITOR),
    )
    story = a_story(figure, "About 70%", "About 70% lost power.")

    assert "<dd>68 to 72 percent</dd>" in page_of(client, story)


def test_without_a_date_its_card_says_so(client: Any) -> None:
    assert "date not given" in page_of(client, a_story(a_figure()))


def test_a_newer_count_is_said_beside_the_words_whose_story_is_not_touched(client: Any) -> None:
    old = a_figure()
    story = a_story(old)
    before = story.edition.html

    new = a_figure("2,512", as_of="2026-04")
    actions.supersede(newer=new, older=old, reason="newer_as_of", by=None)
    page = page_of(client, story)

    assert '</data> <small class="figure__state">[newer count: 2,512]</small> households' in page
    assert f'<a href="/figures/{new.pk}/"><bdi>2,512</bdi></a>, as of April 2026' in page
    story.refresh_from_db()
    assert story.edition.html == before


def test_of_newer_counts_the_last_that_was_not_withdrawn_is_named(client: Any) -> None:
    old, middle, new = a_figure(), a_figure("2,400"), a_figure("2,512")
    story = a_story(old)
    actions.supersede(newer=middle, older=old, reason="newer_as_of", by=None)
    actions.supersede(newer=new, older=middle, reason="newer_as_of", by=None)
    assert "newer count: 2,512" in page_of(client, story)

    actions.mark(figure=new, kind="withdrawn", reason="A slip.", by=None)

    assert "newer count: 2,400" in page_of(client, story)


def test_what_is_disputed_is_said_beside_the_words_until_it_is_settled(client: Any) -> None:
    figure = a_figure()
    story = a_story(figure)

    mark = actions.mark(figure=figure, kind="disputed", reason="The mill counts 40.", by=None)
    page = page_of(client, story)
    assert "[disputed]</small>" in page
    assert "The mill counts 40." in page

    FigureMark.objects.filter(pk=mark.pk).update(lifted_at=timezone.now())
    assert "disputed" not in page_of(client, story)


def test_in_somebody_elses_words_nothing_of_ours_is_put(client: Any) -> None:
    old = a_figure("hundreds", stated=Stated("vague", word="hundreds"))
    quotation = make.quotation("We saw hundreds of them.", speaker="Petra Lind")
    story = a_story(old, "hundreds", blocks=[quotation])
    actions.supersede(newer=a_figure("512"), older=old, reason="newer_as_of", by=None)

    words = page_of(client, story).partition("<blockquote")[2].partition("</blockquote>")[0]
    after = page_of(client, story).partition("</figure>")[2]

    assert ">hundreds</a></data> of them." in words
    assert "newer count" not in words
    assert "newer count: 512" in after


@pytest.mark.parametrize("kind", ["opinion", "update"])
def test_figures_stand_in_opinions_and_updates(client: Any, kind: str) -> None:
    value = {"label": "My view", "text": "<p>About 2,300 is a lot.</p>", "at": None}
    story = a_story(a_figure(), blocks=[Block(kind, value)])

    assert "About 2,300</a></data> is a lot." in page_of(client, story)


def test_the_source_of_a_figure_joins_the_list_where_the_story_comes_to_it(client: Any) -> None:
    work = works.work_for(url="https://example.org/count", title="The count")
    blocks = [
        make.text("About 2,300 households."),
        make.quotation("The weir holds.", work="On weirs", link="https://example.org/weirs"),
    ]
    story = a_story(a_figure(work=work), blocks=blocks)

    rows = StorySource.objects.filter(story=story.pk).order_by("place")

    assert [(row.work.title, row.role) for row in rows] == [
        ("The count", "figure"),
        ("On weirs", "quoted"),
    ]
    assert '<li class="sources__work" id="source-1"' in page_of(client, story)


def test_words_that_stand_no_longer_are_no_figure_of_the_next_edition(client: Any) -> None:
    story = a_story(a_figure())
    draft = story.story.get_latest_revision_as_object()
    draft.body[0].value.source = "<p>Many households lost power.</p>"

    draft.save_revision(clean=False).publish()

    assert not StoryFigure.objects.exists()
    assert (
        "<data" not in page_of(client, story).partition("e-content")[2].partition("</article")[0]
    )


def test_words_that_are_not_in_the_text_cannot_be_a_figure() -> None:
    with pytest.raises(WordsNotFound):
        a_story(a_figure(), "About 9,999")


def test_an_import_ties_a_figure_to_a_story_that_is_published_already(client: Any) -> None:
    story = make.story(blocks=[make.text("About 2,300 households lost power.")])
    figure = a_figure()

    tie(story, figure, "About 2,300")
    tie(story, figure, "About 2,300")

    story.refresh_from_db()
    assert story.edition.number == 1
    assert StoryFigure.objects.count() == 1
    assert "About 2,300</a></data>" in page_of(client, story)


def test_the_next_edition_keeps_what_was_tied() -> None:
    story = make.story(blocks=[make.text("About 2,300 households lost power.")])
    tie(story, a_figure(), "About 2,300")

    story.story.get_latest_revision_as_object().save_revision(clean=False).publish()

    story.refresh_from_db()
    assert story.edition.number == 2
    assert StoryFigure.objects.get().words == "About 2,300"


def an_import(story_url: str, words: str = "About 2,300", *, is_new: bool = True) -> None:
    figures_imported.send(
        sender=Figure, reported=[Reported(a_figure(words), story_url, None, is_new)]
    )


def test_an_imported_figure_is_tied_to_the_story_at_its_address(settings: Any) -> None:
    story = make.story(blocks=[make.text("About 2,300 households lost power.")])

    an_import(f"{settings.BASE_URL}{story.get_absolute_url()}")

    assert StoryFigure.objects.get().story_id == story.pk


def test_a_mark_that_was_let_go_does_not_come_back_with_the_same_document(settings: Any) -> None:
    story = make.story(blocks=[make.text("About 2,300 households lost power.")])

    an_import(f"{settings.BASE_URL}{story.get_absolute_url()}", is_new=False)

    assert not StoryFigure.objects.exists()


def test_an_imported_figure_finds_a_story_that_came_from_elsewhere() -> None:
    story = make.story(blocks=[make.text("About 2,300 households lost power.")])
    leave_address("/story/2017/3/7/Where-/", story.get_absolute_url())

    an_import("http://www.example.org/story/2017/3/7/Where-")

    assert StoryFigure.objects.get().story_id == story.pk


@pytest.mark.parametrize(
    "url", ["https://example.org{path}", "{base}/2020/01/nothing/", "{base}/", "{base}/\x00", "x"]
)
def test_an_imported_figure_of_no_story_of_ours_is_tied_to_none(settings: Any, url: str) -> None:
    story = make.story(blocks=[make.text("About 2,300 households lost power.")])

    an_import(url.format(path=story.get_absolute_url(), base=settings.BASE_URL))

    assert not StoryFigure.objects.exists()


def test_an_imported_figure_whose_words_the_story_does_not_have_is_left_alone(
    settings: Any,
) -> None:
    story = make.story(blocks=[make.text("Many households lost power.")])

    an_import(f"{settings.BASE_URL}{story.get_absolute_url()}")

    assert not StoryFigure.objects.exists()


def test_a_page_with_figures_is_html_by_the_rules(client: Any) -> None:
    text = "About 2,300 huts, <b>almost</b> 40 boats, <a href='https://example.org/'>12 mills</a>."
    figures = [(a_figure(), "About 2,300"), (a_figure("almost 40"), "almost 40"),
               (a_figure("12"), "12 mills")]  # fmt: skip
    story = make.story(blocks=[make.text(text)], figures=figures)

    body = page_of(client, story).partition("e-content")[2]
    assert list(html_faults(body.partition("</article")[0], has_base=True)) == []


def test_figures_cost_a_page_two_questions_more(
    client: Any, django_assert_max_num_queries: Any
) -> None:
    story = a_story(a_figure(work=works.work_for(url="https://example.org/count")))
    page_of(client, story)

    with django_assert_max_num_queries(12):
        page_of(client, story)
