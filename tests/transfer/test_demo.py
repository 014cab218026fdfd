"""The demo magazine is what it promises, and loading it twice changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Max
from django.utils import timezone

from pasquino.discussion.models import Comment, CommentQuotation, Thread
from pasquino.magazine.models import Magazine
from pasquino.sources import links
from pasquino.sources.models import CaptureRequest
from pasquino.stories.cited import cited_by
from pasquino.stories.models import Edition, PublishedStory, Section, Writer
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


def test_a_magazine_with_a_name_keeps_it(monkeypatch) -> None:
    Magazine.objects.create(name="The Mill", zone="Europe/Rome")
    monkeypatch.setattr(files, "stories", list)

    demo.load()

    assert Magazine.objects.get().name == "The Mill"
