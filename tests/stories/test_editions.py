"""Publishing makes editions; readers get the newest one at an address that stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pasquino.stories import actions
from pasquino.stories.models import (
    ArchiveMonth,
    Edition,
    FormerAddress,
    PublishedStory,
    Story,
)
from pasquino.stories.models.published import PublishedFactChanged
from pasquino.stories.publishing import Block
from tests import make

pytestmark = pytest.mark.django_db


def test_publishing_makes_the_first_edition_at_an_address_of_its_month() -> None:
    story = make.story("Who pays?", at=datetime(2026, 3, 7, 13, 34, tzinfo=UTC))

    assert story.edition.number == 1
    assert story.get_absolute_url() == "/2026/03/who-pays/"
    assert ArchiveMonth.objects.filter(year=2026, month=3).exists()


def test_the_month_of_an_address_is_that_of_the_magazines_zone() -> None:
    make.magazine(zone="Pacific/Auckland")

    story = make.story("Late", at=datetime(2026, 3, 31, 20, 0, tzinfo=UTC))

    assert story.get_absolute_url() == "/2026/04/late/"


def test_an_edition_is_never_changed() -> None:
    edition = make.story().edition
    edition.headline = "Something else"

    with pytest.raises(PublishedFactChanged):
        edition.save()


def test_publishing_again_keeps_the_first_edition_and_the_address() -> None:
    first = make.story("Who pays?", at=datetime(2026, 3, 7, tzinfo=UTC))

    again = make.story("Who pays now?", again=first.story, at=make.NOON)

    assert [edition.headline for edition in first.story.editions.order_by("number")] == [
        "Who pays?",
        "Who pays now?",
    ]
    assert again.get_absolute_url() == first.get_absolute_url()
    assert again.published_at == first.published_at


def test_two_stories_of_a_month_with_the_same_headline_have_two_addresses() -> None:
    first, second = make.story("The weir"), make.story("The weir")

    assert (first.slug, second.slug) == ("the-weir", "the-weir-2")


def test_a_story_whose_address_changes_is_still_found_at_the_old_one(client) -> None:
    story = make.story("Old name")
    old = story.get_absolute_url()

    new = make.story("New name", address="new-name", again=story.story).get_absolute_url()

    answer = client.get(old + "comments/3/?sort=newest")
    assert answer.status_code == 301
    assert answer["Location"] == new + "comments/3/?sort=newest"


def test_an_address_that_changed_twice_leads_on_in_one_step() -> None:
    story = make.story("One")
    make.story("One", address="two", again=story.story)
    make.story("One", address="three", again=story.story)

    targets = set(FormerAddress.objects.values_list("target", flat=True))

    assert targets == {PublishedStory.objects.get().get_absolute_url()}


def test_an_address_that_comes_back_leads_nowhere_else() -> None:
    story = make.story("One")
    make.story("One", address="two", again=story.story)
    make.story("One", address="one", again=story.story)

    assert not FormerAddress.objects.filter(path__endswith="/one/").exists()


def test_a_section_that_is_renamed_is_found_at_its_old_address(client) -> None:
    section = make.section("River")
    section.slug = "water"
    section.save()

    answer = client.get("/section/river/?before=x")

    assert (answer.status_code, answer["Location"]) == (301, "/section/water/?before=x")


def test_a_withdrawn_story_says_so_and_stands_in_no_list(client) -> None:
    story = make.story("Gone")

    story.story.get_latest_revision_as_object().unpublish()

    assert client.get(story.get_absolute_url()).status_code == 410
    assert not PublishedStory.objects.public().exists()
    assert Edition.objects.count() == 1


def test_a_story_published_again_after_it_was_withdrawn_is_back(client) -> None:
    story = make.story("Back")
    story.story.get_latest_revision_as_object().unpublish()

    make.story("Back", again=Story.objects.get())

    assert client.get(story.get_absolute_url()).status_code == 200


def test_a_scheduled_story_has_no_edition_before_its_time() -> None:
    story = make.story().story
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.title = "Later"

    story.save_revision().publish()

    assert story.editions.count() == 1


def test_hostile_markup_in_a_text_is_dropped_and_its_words_kept() -> None:
    hostile = (
        '<p onclick="x()">Fine <script>alert(1)</script><a href="javascript:x()">words</a></p>'
    )

    edition = make.story(blocks=[Block("text", hostile)]).edition

    assert "script" not in edition.html
    assert "onclick" not in edition.html
    assert "words" in edition.text


def test_a_quotation_keeps_its_words_and_its_source_apart_from_the_text() -> None:
    block = make.quotation("First.\n\nSecond.", speaker="Petra Lind", link="https://example.org/")

    edition = make.story(blocks=[make.text("Before."), block]).edition

    assert edition.quotations[0]["words"] == ["First.", "Second."]
    assert "<!--slot:quotation:1-->" in edition.html
    assert edition.links == ["https://example.org/"]
    assert "First." in edition.text


def test_the_history_shows_a_reader_what_changed(client) -> None:
    blocks = [Block("text", "<p>The wall cost 7 million.</p>", id="b1")]
    story = make.story("The wall", blocks=blocks)
    blocks = [Block("text", "<p>The wall cost 9 million.</p>", id="b1")]
    make.story("The wall", blocks=blocks, again=story.story, note="Corrects the cost.")

    page = client.get(story.get_absolute_url() + "history/").content.decode()

    assert "<del>7</del>" in page
    assert "<ins>9</ins>" in page
    assert "Corrects the cost." in page


def test_a_correction_stands_at_the_story_and_on_the_corrections_page(client) -> None:
    note = (make.NOON, "<p>It was 440, not 44.</p>", 4)

    story = make.story("Counting", corrections=[note])

    assert "It was 440, not 44." in client.get(story.get_absolute_url()).content.decode()
    assert "It was 440, not 44." in client.get(reverse("corrections")).content.decode()


def test_the_correction_of_a_withdrawn_story_is_not_listed(client) -> None:
    story = make.story("Counting", corrections=[(make.NOON, "<p>It was 440.</p>", None)])
    story.story.get_latest_revision_as_object().unpublish()

    assert "It was 440" not in client.get(reverse("corrections")).content.decode()


def test_when_the_edition_fails_nothing_is_published(monkeypatch) -> None:
    story = make.story("Before").story
    story.title = "After"
    revision = story.save_revision()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(actions, "_put_at_address", broken)
    with pytest.raises(RuntimeError):
        revision.publish()

    assert Story.objects.get().title == "Before"
    assert Edition.objects.count() == 1
