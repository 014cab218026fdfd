"""Charts, outlooks and claims between the paragraphs of a story, drawn as they stand now."""

from __future__ import annotations

import re
from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from pasquino.figures import actions
from pasquino.figures.models import Figure, Series
from pasquino.stories import inset_refusals
from pasquino.stories.blocks import STORY_BLOCKS
from pasquino.stories.models import PublishedStory, StoryAssessment, StoryFigure
from pasquino.stories.publishing import Block
from tests import make
from tests.outlooks import expected

pytestmark = pytest.mark.django_db


def a_figure(words: str, **fields: Any) -> Figure:
    return actions.record_figure(words=words, **fields)


def a_chart(*figures: Figure, shown: str = "bars", series: Series | None = None) -> Block:
    numbers = [figure.pk for figure in figures]
    value = {"title": "Lights out", "figures": numbers, "shown": shown}
    return Block("figures", {**value, "series": series.pk if series else None})


def a_story(*blocks: Block) -> PublishedStory:
    return make.story(blocks=[make.text("It rained."), *blocks])


def page_of(client: Any, story: PublishedStory) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def a_series() -> Series:
    series = actions.make_series(title="Lights out")
    mill = actions.add_line(series=series, measure="the mill’s count")
    actions.add_point(line=mill, figure=a_figure("2,183", as_of="2016"))
    actions.add_point(line=mill, figure=a_figure("1,200", as_of="2014"))
    return series


@pytest.mark.parametrize("shown", ["bars", "dots", "table"])
def test_figures_are_drawn_with_their_table(client: Any, shown: str) -> None:
    story = a_story(a_chart(a_figure("About 2,300", as_of="2026"), a_figure("689"), shown=shown))

    page = page_of(client, story)

    assert ("<svg" in page.partition("inset--figures")[2]) == (shown != "table")
    assert "<table" in page
    assert "read as 2,250 to 2,349" in page


def test_a_share_is_drawn_as_a_part_of_the_whole(client: Any) -> None:
    page = page_of(client, a_story(a_chart(a_figure("about 70%"), shown="share")))

    assert "A strip of a hundred percent" in page


def test_a_series_is_drawn_with_what_came_after_the_story(client: Any) -> None:
    series = a_series()
    story = a_story(a_chart(series=series, shown="dots"))
    assert page_of(client, story).count('<tr><th scope="row">') == 2

    actions.add_point(line=series.lines.get(), figure=a_figure("2,300", as_of="2017"))

    page = page_of(client, story)
    table = page.partition("<table")[2].partition("</table>")[0]
    assert [table.find(words) for words in ("1,200", "2,183", "2,300")] == sorted(
        table.find(words) for words in ("1,200", "2,183", "2,300")
    )
    assert "2,300" in table


def test_a_year_stands_in_the_middle_of_it_as_on_the_page_of_the_series(client: Any) -> None:
    series = actions.make_series(title="Lights out")
    line = actions.add_line(series=series)
    for words, as_of in (("41", "2017"), ("42", "2017-03"), ("43", "2017-11")):
        actions.add_point(line=line, figure=a_figure(words, as_of=as_of))
    story = a_story(a_chart(series=series, shown="table"))

    for page in (page_of(client, story), client.get(series.get_absolute_url()).content.decode()):
        table = page.partition("<table")[2].partition("</table>")[0]
        assert re.findall(r"\b4[123]\b", re.sub(r"<[^>]*>", " ", table)) == ["42", "41", "43"]


@pytest.mark.parametrize("shown", ["bars", "dots", "table", "share"])
def test_a_withdrawn_figure_is_named_below_its_chart_and_not_drawn(
    client: Any, shown: str
) -> None:
    figure, gone = a_figure("61%", as_of="2026"), a_figure("97%", as_of="2025")
    actions.mark(figure=gone, kind="withdrawn", reason="Counted twice.", by=None)

    page = page_of(client, a_story(a_chart(figure, gone, shown=shown)))

    inset = page.partition("inset--figures")[2].partition("</div>")[0]
    assert inset.count("97%") == 1
    assert "61%" in inset
    assert "Withdrawn, and not drawn:" in inset


def test_a_story_with_a_chart_cites_its_figures(client: Any) -> None:
    figure = a_figure("689")
    story = a_story(a_chart(figure))

    assert StoryFigure.objects.get().role == "block"
    assert story.headline in client.get(f"/figures/{figure.pk}/").content.decode()


def test_the_plain_text_of_a_chart_has_the_words(client: Any) -> None:
    story = a_story(a_chart(a_figure("about 70%", population="of the lamps")))

    assert "Lights out\nabout 70% (of the lamps)" in story.edition.text


def test_a_withdrawn_story_cites_no_figure(client: Any) -> None:
    figure = a_figure("689")
    story = a_story(a_chart(figure))

    story.story.unpublish()

    assert client.get(f"/figures/{figure.pk}/").status_code == 404


def test_an_outlook_stands_in_a_story_and_leads_back_to_it(client: Any) -> None:
    outlook = expected.outlook()
    story = a_story(Block("outlook", {"outlook": outlook.pk}))

    page = page_of(client, story)

    assert outlook.title in page.partition("inset--outlook")[2]
    assert story.headline in client.get(outlook.get_absolute_url()).content.decode()
    assert f"Outlook: {outlook.title}" in story.edition.text


def test_a_story_comes_back_to_a_claim_with_the_assessment_it_carries(client: Any) -> None:
    claim = expected.claim()
    assessment = expected.assess(claim, "refuted")
    value = {"claim": claim.pk, "assessment": assessment.pk, "why": "The mill has closed."}
    story = a_story(Block("claim", value))

    page = page_of(client, story).partition("inset--claim")[2]

    assert "The mill has closed." in page
    assert claim.text in page
    assert "refuted" in page
    carried = StoryAssessment.objects.get()
    assert (carried.claim, carried.assessment) == (claim, assessment)
    assert story.headline in client.get(claim.outlook.get_absolute_url()).content.decode()


def test_what_becomes_of_a_claim_is_said_without_a_new_edition(client: Any) -> None:
    claim = expected.claim()
    story = a_story(Block("claim", {"claim": claim.pk, "assessment": None, "why": ""}))
    assert "confirmed" not in page_of(client, story).partition("inset--claim")[2].lower()

    expected.assess(claim, "confirmed")

    assert "confirmed" in page_of(client, story).partition("inset--claim")[2].lower()


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("figures", {"figures": [99]}, "No figure has the number 99; look it up under Figures."),
        ("figures", {"figures": []}, "Give the number of at least one figure, or of a series."),
        ("figures", {"series": 99}, "No series has this number; look it up under Figures."),
        ("figures", {"figures": [1], "series": 1}, "Give either figures or a series, not both."),
        ("figures", {"figures": [2**70]}, "No figure has the number"),
        ("outlook", {"outlook": 99}, "No outlook has this number; look it up under Outlooks."),
        (
            "claim",
            {"claim": 99},
            "No claim has this number; look it up on the page of its outlook.",
        ),
    ],
)
def test_the_desk_refuses_what_cannot_be_drawn(
    kind: str, fields: dict[str, Any], sentence: str
) -> None:
    block = dict(STORY_BLOCKS)[kind]
    value = block.to_python({"title": "Lights out", "shown": "bars", **fields})

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)

    said = [error.message for error in refused.value.block_errors.values()]
    assert any(sentence in message for message in said)


def test_the_desk_refuses_a_share_that_is_none() -> None:
    assert inset_refusals.of_figures([a_figure("689").pk], None, "share") == (
        "shown",
        "A share of a whole shows one figure that is a percentage.",
    )
    series = a_series()
    assert inset_refusals.of_figures([], series.pk, "share") is not None
    assert inset_refusals.of_figures([], series.pk, "dots") is None


def test_the_desk_refuses_an_assessment_of_another_claim() -> None:
    outlook = expected.outlook()
    one, other = outlook.claims.all()[:2]
    assessment = expected.assess(other)

    refusal = inset_refusals.of_claim(one.pk, assessment.pk)

    assert refusal is not None
    assert "of another claim" in refusal[1]
    assert inset_refusals.of_claim(other.pk, assessment.pk) is None
