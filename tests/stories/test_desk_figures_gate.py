"""Doubts about the figures of a story stop its publication until an editor answers them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from wagtail.test.utils.form_data import rich_text

from pasquino.accounts.models import Role
from pasquino.figures import actions
from pasquino.figures.models import Figure
from pasquino.stories import figure_ties, gate_figures, gate_records
from pasquino.stories.models import PublicationOverride, PublicationPolicy, PublishedStory, Story
from tests.stories import desk

pytestmark = pytest.mark.django_db

TEXT = "<p>Almost 7,200 left: almost 5,800 by boat and more than 1,500 on foot.</p>"


def a_draft(client: Any, *figures: tuple[Figure, str], text: str = TEXT) -> Story:
    """A draft whose words are these figures."""
    story = desk.write(client, blocks=[("text", rich_text(text))])
    draft: Any = story.get_latest_revision_as_object()
    for figure, words in figures:
        figure_ties.mark(draft, figure, (str(draft.body[0].id), words, 1))
    draft.save_revision(clean=False)
    return Story.objects.get(pk=story.pk)


def a_figure(words: str, as_of: str = "2017", **fields: Any) -> Figure:
    return actions.record_figure(words=words, as_of=as_of, unit="persons", **fields)


def publish(client: Any, story: Story, text: str = TEXT, **answers: str) -> Any:
    draft: Any = story.get_latest_revision_as_object()
    sent = desk.form(blocks=[("text", rich_text(text))]) | {"body-0-id": draft.body[0].id}
    return client.post(f"/desk/pages/{story.pk}/edit/", {**sent, **desk.PUBLISH, **answers})


def doubts(answer: Any) -> list[str]:
    found = re.findall(r'desk-gate__said"[^>]*>(.*?)</h3>', answer.content.decode(), re.DOTALL)
    return [" ".join(one.split()) for one in found]


def ticks(answer: Any) -> dict[str, str]:
    return dict.fromkeys(re.findall(r'name="(gate-\w+-seen)"', answer.content.decode()), "yes")


def test_figures_without_a_date_are_one_question(client: Any) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = a_draft(client, (a_figure("Almost 7,200", ""), "Almost 7,200"),
                    (a_figure("almost 5,800", ""), "almost 5,800"))  # fmt: skip

    stopped = publish(client, story)

    assert stopped.status_code == 422
    assert len(doubts(stopped)) == 1
    assert not PublishedStory.objects.exists()


def test_an_answered_doubt_is_kept_with_the_edition(client: Any) -> None:
    editor = desk.signed_in(client, Role.EDITOR)
    story = a_draft(client, (a_figure("Almost 7,200", ""), "Almost 7,200"))

    publish(client, story, **ticks(publish(client, story)))

    assert PublishedStory.objects.exists()
    kept = PublicationOverride.objects.get()
    assert (kept.problem, kept.by, kept.place) == ("no_as_of", editor, 0)


def test_parts_that_cannot_be_separate_are_asked_about_with_the_arithmetic(client: Any) -> None:
    desk.signed_in(client, Role.EDITOR)
    total, parts = (
        a_figure("Almost 7,200"),
        [a_figure("almost 5,800"), a_figure("more than 1,500")],
    )
    for part in parts:
        actions.relate(figure=part, other=total, kind="subset", basis="stated", by=None)
    story = a_draft(client, (total, "Almost 7,200"), (parts[0], "almost 5,800"),
                    (parts[1], "more than 1,500"))  # fmt: skip

    (said,) = doubts(publish(client, story))

    assert "7,201" in said
    assert "7,199" in said


def test_of_a_part_that_is_larger_than_its_whole_the_editor_is_told(client: Any) -> None:
    desk.signed_in(client, Role.EDITOR)
    part, whole = a_figure("12,000"), a_figure("Almost 7,200")
    actions.relate(figure=part, other=whole, kind="subset", basis="stated", by=None)
    story = a_draft(client, (whole, "Almost 7,200"), (part, "12,000"),
                    text="<p>12,000 of Almost 7,200.</p>")  # fmt: skip

    told = [one for one in gate_figures.doubts(draft_of(story)) if not one.stops]
    answer = publish(client, story, "<p>12,000 of Almost 7,200.</p>")

    assert any("12,000" in one.said for one in told)
    assert answer.status_code == 302


def draft_of(story: Story) -> Any:
    return story.get_latest_revision_as_object()


def test_words_that_stand_no_longer_are_asked_about(client: Any) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = a_draft(client, (a_figure("Almost 7,200"), "Almost 7,200"))

    (said,) = doubts(publish(client, story, "<p>Many left.</p>"))

    assert "stand in the text no longer: “Almost 7,200”" in said


def test_figures_without_doubts_stop_nothing(client: Any) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = a_draft(client, (a_figure("Almost 7,200"), "Almost 7,200"))

    assert publish(client, story).status_code == 302
    assert PublishedStory.objects.exists()


def test_the_magazine_may_choose_only_to_be_told(client: Any) -> None:
    policy = PublicationPolicy.load()
    policy.no_as_of = "inform"
    policy.save()
    desk.signed_in(client, Role.EDITOR)
    story = a_draft(client, (a_figure("Almost 7,200", ""), "Almost 7,200"))

    assert publish(client, story).status_code == 302


def test_a_doubt_about_figures_stops_what_is_published_from_a_list(client: Any) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = a_draft(client, (a_figure("Almost 7,200", ""), "Almost 7,200"))

    draft: Any = story.get_latest_revision_as_object()

    assert len(gate_records.stopping(draft)) == 1
