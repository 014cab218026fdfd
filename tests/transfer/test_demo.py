"""The demo magazine is what it promises, and loading it twice changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Max
from django.utils import timezone

from pasquino.discussion.models import Comment, CommentFigure, CommentQuotation, Thread
from pasquino.figures.checking import all_checks
from pasquino.figures.models import Series
from pasquino.magazine.models import Magazine
from pasquino.outlooks import records
from pasquino.outlooks.models import AssessmentProposal, Outlook
from pasquino.sources import links
from pasquino.sources.models import CaptureRequest
from pasquino.stories.cited import cited_by
from pasquino.stories.models import (
    Edition,
    PublishedStory,
    Section,
    StoryAssessment,
    StoryFigure,
    Writer,
)
from pasquino.transfer import demo
from pasquino.transfer.demo import files

pytestmark = pytest.mark.django_db


def test_the_demo_is_a_whole_magazine_and_is_loaded_once(client) -> None:
    first = demo.load()
    again = demo.load()

    assert (first >= 16, again) == (True, 0)
    assert Magazine.objects.get().name == "The Weir"
    assert Section.objects.filter(published__isnull=False).distinct().count() == 4
    assert Writer.objects.filter(published__isnull=False).distinct().count() == 3
    assert Comment.objects.count() >= 250
    assert PublishedStory.objects.exclude(lead=None).count() >= 8
    _has_a_rich_story(client)
    _has_a_long_discussion()
    _nothing_is_of_a_day_to_come()
    _shows_each_verdict()
    _has_a_list_of_sources_that_nobody_fetches(client)
    _has_figures_that_lead_on(client)
    _has_an_outlook_that_is_come_back_to(client)


def _has_a_rich_story(client) -> None:
    rich = max(PublishedStory.objects.all(), key=lambda story: len(story.edition.quotations))
    kinds = [block["kind"] for block in rich.edition.blocks]
    assert len(rich.edition.quotations) >= 6
    assert kinds.count("update") >= 2
    assert "opinion" in kinds
    assert rich.edition.corrections
    assert Edition.objects.filter(story=rich.story).count() >= 3
    assert client.get(rich.get_absolute_url()).status_code == 200
    assert client.get(rich.get_absolute_url() + "history/").status_code == 200


def _has_a_long_discussion() -> None:
    longest = Thread.objects.order_by("-visible_count")[0]
    assert longest.visible_count >= 120
    assert longest.comments.aggregate(Max("depth"))["depth__max"] >= 10


def _nothing_is_of_a_day_to_come() -> None:
    """The demo was finished on 22 November 2026: whoever loads it then or later sees the past."""
    finished = datetime(2026, 11, 22, tzinfo=UTC)
    assert Comment.objects.aggregate(newest=Max("posted_at"))["newest"] < finished
    assert Edition.objects.aggregate(newest=Max("made_at"))["newest"] < finished
    numbers = Comment.objects.order_by("thread", "number").values_list("thread", "posted_at")
    assert list(numbers) == sorted(numbers)


def _shows_each_verdict() -> None:
    cited = [cited_by(story) for story in PublishedStory.objects.select_related("edition")]
    said = {q.said.verdict for one in cited for q in one.quotations if q.said}
    assert said == {"verbatim", "verbatim_marked", "altered", "attested", "cannot_tell"}
    sources = [source for one in cited for source in one.sources]
    assert any(source.archived for source in sources)
    assert any("reworded" in source.state for source in sources)
    lead = next(one for one in cited if len(one.quotations) >= 6)
    assert {"verbatim", "verbatim_marked", "attested", "cannot_tell"} <= {
        quotation.said.verdict for quotation in lead.quotations if quotation.said
    }
    quoted = CommentQuotation.objects.filter(quotation__checks__status="altered")
    assert quoted.exists()


def _has_a_list_of_sources_that_nobody_fetches(client) -> None:
    assert client.get("/sources/").content.decode().count("/sources/") > 20
    assert not links.due(timezone.now() + timedelta(days=365)).exists()
    assert not CaptureRequest.objects.exists()


def _has_figures_that_lead_on(client) -> None:
    """Words with qualifiers, a series in two ways of counting, a newer count, a wrong sum."""
    (series,) = Series.objects.all()
    assert [line.points.count() for line in series.lines.all()] == [4, 4]
    found = {check.result for check in all_checks()}
    assert {"ok", "derived", "cannot_be_disjoint", "open"} <= found
    shown = StoryFigure.objects.values_list("figure__qualifier", flat=True)
    assert {"about", "almost", "more_than", "between", "exactly"} <= set(shown)
    pool = PublishedStory.objects.get(slug="two-pools-of-water")
    assert "newer count: 39,640 crowns" in client.get(pool.get_absolute_url()).content.decode()
    mentioned = CommentFigure.objects.values_list("figure__local_id", flat=True)
    assert set(mentioned) == {"wall-metre", "pool-estimate"}
    assert not Comment.objects.filter(text__source__contains="{fig:").exists()


def _has_an_outlook_that_is_come_back_to(client) -> None:
    """One claim assessed for good, one open, one overdue however late it is read."""
    (outlook,) = Outlook.objects.all()
    claims = list(outlook.claims.all())
    for today in (date(2026, 11, 22), date(2027, 6, 1)):
        standings = records.standings_of(claims, today)
        states = {claim.key: standings[claim.pk] for claim in claims}
        assert states["C2"].state == "refuted"
        assert (states["C3"].reads_not_assessed, states["C5"].reads_not_assessed) == (True, False)
        assert states["C5"].state == "open"
    carrying = StoryAssessment.objects.exclude(assessment=None).get()
    assert carrying.story.public.slug == "wall-with-a-gap"
    assert client.get(outlook.get_absolute_url()).status_code == 200
    (proposal,) = AssessmentProposal.objects.all()
    where = client.get(proposal.from_address)
    assert proposal.reason in " ".join(where.content.decode().split())


def test_a_magazine_with_a_name_keeps_it(monkeypatch) -> None:
    Magazine.objects.create(name="The Mill", zone="Europe/Rome")
    monkeypatch.setattr(files, "stories", list)

    demo.load()

    assert Magazine.objects.get().name == "The Mill"
