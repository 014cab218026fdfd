"""Publishing makes editions; readers get the newest one at an address that stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import models
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
from tests.stories import pictures

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


@pytest.mark.parametrize("wish", ["---", "-", "a-" * 40])
def test_an_address_of_dashes_is_an_address_all_the_same(client, wish: str) -> None:
    story = make.story("Dashes", address=wish)

    assert client.get(story.get_absolute_url()).status_code == 200


def test_a_year_at_the_end_of_an_address_can_be_taken_off() -> None:
    story = make.story("Budget", address="budget-2023")

    again = make.story("Budget", address="budget", again=story.story)

    assert again.slug == "budget"


def test_a_story_keeps_its_number_while_another_has_the_address_it_wishes() -> None:
    make.story("Weir", address="weir")
    second = make.story("Weir", address="weir")
    make.story("Weir", address="weir-3")

    again = make.story("Weir", address="weir", again=second.story)

    assert (second.slug, again.slug) == ("weir-2", "weir-2")


def test_a_new_story_does_not_take_the_former_address_of_another(client) -> None:
    moved = make.story("One")
    old = moved.get_absolute_url()
    new = make.story("One", address="two", again=moved.story).get_absolute_url()

    newcomer = make.story("One")

    assert newcomer.slug == "one-2"
    assert client.get(old)["Location"] == new


@pytest.mark.parametrize("said", ["a" * 255, "ä" * 255])
def test_everything_said_at_its_longest_fits_an_edition(said: str) -> None:
    section = make.section("s" * 60)
    writers = [make.writer(f"{number}" + "w" * 99) for number in range(6)]
    fields: dict[str, Any] = {
        "section": section,
        "bylines": [(writer, "r" * 60) for writer in writers],
        "note": "n" * 200,
        "language": "x" * 20,
        "address": "a" * 80,
        "standfirst": "s" * 500,
    }
    make.story(said, **fields)

    story = make.story(said, **fields)

    assert story.byline.count("w") == 6 * 99
    assert too_long(story) + too_long(story.edition) == []


def too_long(row: models.Model) -> list[str]:
    """The fields that hold more than PostgreSQL would take; SQLite takes anything."""
    return [
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField)
        and len(getattr(row, field.attname)) > (field.max_length or 0)
    ]


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


def test_a_month_whose_stories_were_all_withdrawn_is_in_no_archive(client) -> None:
    first, second = make.story(at=make.NOON), make.story(at=make.NOON)

    first.story.get_latest_revision_as_object().unpublish()
    assert client.get("/archive/2026/03/").status_code == 200

    second.story.get_latest_revision_as_object().unpublish()
    assert client.get("/archive/2026/03/").status_code == 404
    assert "2026-03" not in client.get("/sitemap.xml").content.decode()

    make.story(again=Story.objects.get(pk=second.pk))
    assert client.get("/archive/2026/03/").status_code == 200


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


NOTHING = "Nothing that a reader sees."


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ({"section": "River"}, {"section": "Town"}, "Changed: section"),
        ({"topics": ["Wall"]}, {"topics": ["Wall", "Money"]}, "<ins>Money, </ins>"),
        ({"bylines": ["Ada"]}, {"bylines": ["Ada", "Ben"]}, "Changed: byline"),
        ({"bylines": ["Ada"]}, {"bylines": []}, "Removed: byline"),
        ({"lead_words": {"alt": "A weir."}}, {"lead_words": {"alt": "A mill."}}, "Changed: pict"),
        ({"lead_words": {"caption": "At dawn."}}, {"lead_words": {}}, "<del>At dawn."),
        ({"lead_words": {"credit": "Ada"}}, {"lead_words": {"credit": "Ben"}}, "<ins>Ben</ins>"),
        ({"headline": "Same"}, {"headline": "Same"}, NOTHING),
    ],
)
def test_the_history_shows_what_changed_around_the_text(
    client, before: dict, after: dict, shown: str
) -> None:
    picture = pictures.a_picture()
    story = make.story(**said({"lead_picture": picture, **before}))
    make.story(again=story.story, **said({"lead_picture": picture, **after}))

    page = client.get(story.get_absolute_url() + "history/").content.decode()

    assert shown in page
    assert (NOTHING in page) == (shown == NOTHING)


def said(fields: dict) -> dict:
    """A draft's fields from the names of sections, topics and writers."""
    return {
        "headline": "Same",
        "blocks": [Block("text", "<p>Same.</p>", id="b1")],
        **fields,
        "lead_words": {"alt": "A weir.", **fields.get("lead_words", {})},
        "section": make.section(fields.get("section", "River")),
        "topics": [make.topic(name) for name in fields.get("topics", [])],
        "bylines": [(make.writer(name), "Words") for name in fields.get("bylines", [])],
    }


def test_another_lead_picture_stands_in_the_history(client) -> None:
    words = {"alt": "A weir."}
    story = make.story(**said({"lead_picture": pictures.a_picture(), "lead_words": words}))
    new = {"lead_picture": pictures.a_picture(), "lead_words": words}
    make.story(again=story.story, **said(new))

    page = client.get(story.get_absolute_url() + "history/").content.decode()

    assert "Added: picture" in page
    assert "Removed: picture" in page


def test_an_edition_made_before_sections_were_noted_does_not_say_that_one_came(client) -> None:
    story = make.story(**said({}))
    Edition.objects.update(section="")
    make.story(again=story.story, **said({}))

    assert NOTHING in client.get(story.get_absolute_url() + "history/").content.decode()


def test_the_history_of_a_withdrawn_story_is_withdrawn_with_it(client) -> None:
    story = make.story("Gone", blocks=[make.text("A secret.")])
    make.story("Gone", blocks=[make.text("Nothing.")], again=story.story)
    story.story.get_latest_revision_as_object().unpublish()

    answer = client.get(story.get_absolute_url() + "history/")

    assert answer.status_code == 410
    assert "A secret." not in answer.content.decode()


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
