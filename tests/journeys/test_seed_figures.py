"""The seed's figures come in by import and stand beside their words in the imported story."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pasquino.figures.models import Figure
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_import import take_over
from pasquino.stories import actions
from pasquino.stories.models import StoryFigure
from tests.fixtures import fixture
from tests.journeys.test_seed_page import bring

pytestmark = pytest.mark.django_db

FORMER = (
    "/story/2017/3/7/133445/8214/wariniraq/Where-Will-ISIS-Fighters-Go-If-the-Caliphate-Fails-/"
)
OF_THE_STORY = {f"F{number}" for number in range(1, 12)}


def test_the_figures_of_the_story_are_tied_to_its_words_and_those_of_comments_are_not(
    client: Any,
) -> None:
    given = fixture("seed/figures.json").read_bytes()
    story = bring()
    actions.leave_address(FORMER, story.get_absolute_url())

    take_over(document_in(given, "seed"))

    tied = StoryFigure.objects.filter(story=story.pk).order_by("place")
    assert {row.figure.local_id for row in tied} == OF_THE_STORY
    exact = {one["id"]: one["anchor"]["exact"] for one in json.loads(given)["figures"]}
    assert all(row.words == exact[row.figure.local_id] for row in tied)
    page = client.get(story.get_absolute_url()).content.decode()
    assert page.count('<details class="fact"') == len(OF_THE_STORY)
    assert ">Almost 7,200</a></data>" in page
    story.refresh_from_db()
    assert story.edition.number == 1
    assert Figure.objects.filter(local_id__regex=r"^F\d+$").count() == 19
