"""The seed page's own figures, imported: the comment that was overtaken says so below its text."""

from __future__ import annotations

import pytest
from django.test import Client

from pasquino.discussion.models import Comment, CommentFigure
from pasquino.figures.models import Figure
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_import import take_over
from tests.discussion.figuring_made import article, said
from tests.fixtures import fixture
from tests.journeys.test_seed_page import bring

pytestmark = pytest.mark.django_db


def test_comment_three_leads_to_the_newer_count_in_comment_four(client: Client) -> None:
    story = bring()
    third, fourth = (Comment.objects.get(thread__story=story, number=n) for n in (3, 4))
    before = third.text.source, third.text.html, str(article(client, third).select("p"))

    take_over(document_in(fixture("seed/figures.json").read_bytes(), "seed"))

    newer = Figure.objects.get(local_id="F15")
    (line,) = article(client, third).select(".comment__newer")
    assert said(line) == "“500 troops” has a newer count: up to 503 US forces, see #4."
    assert [link["href"] for link in line.select("a")] == [
        newer.get_absolute_url(),
        fourth.get_absolute_url(),
    ]
    line.extract()
    third.text.refresh_from_db()
    after = third.text.source, third.text.html
    assert after == before[:2]
    assert fourth.get_absolute_url() in client.get(newer.get_absolute_url()).content.decode()


def test_importing_the_figures_again_ties_no_comment_twice() -> None:
    bring()
    document = fixture("seed/figures.json").read_bytes()
    take_over(document_in(document, "seed"))
    once = list(CommentFigure.objects.order_by("pk").values())

    take_over(document_in(document, "seed"))

    assert once
    assert list(CommentFigure.objects.order_by("pk").values()) == once
