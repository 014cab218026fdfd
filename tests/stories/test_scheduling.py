"""What is due is published, each by itself; what came late or not at all is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.stories import actions, gate_records, scheduling
from pasquino.stories.models import PublicationOverride, PublishedStory, Shelf, Story
from tests import make
from tests.stories import desk

pytestmark = pytest.mark.django_db
LINK = "https://example.org/weir"
NOW = datetime(2026, 3, 7, 12, 0, tzinfo=timezone.get_fixed_timezone(0))


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Path) -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved, and a heartbeat of the test's own."""
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def scheduled(
    headline: str, *blocks: make.Block, after: timedelta = timedelta(minutes=10)
) -> Story:
    """A story that an editor has scheduled."""
    story = Story(title=headline, draft_title=headline, section=make.section(), live=False)
    raw = json.dumps([block.raw() for block in blocks])
    story.body = Story._meta.get_field("body").to_python(raw)
    story.go_live_at = timezone.now() + after
    Shelf.objects.get().add_child(instance=story)
    story.save_revision(approved_go_live_at=story.go_live_at)
    return story


def test_a_story_is_published_when_it_is_due(clock: time_machine.Traveller) -> None:
    story = scheduled("The weir")

    assert scheduling.publish_due().published == 0
    clock.shift(601)
    done = scheduling.publish_due()

    public = PublishedStory.objects.get(story=story)
    assert (done.published, done.failed) == (1, 0)
    assert public.edition.due_at == NOW + timedelta(minutes=10)
    assert public.edition.made_at == NOW + timedelta(seconds=601)
    assert scheduling.publish_due().published == 0
    assert not scheduling.late().exists()


def test_a_doubt_that_came_after_scheduling_is_written_down(
    clock: time_machine.Traveller, client: Any
) -> None:
    words = "The old weir will hold another winter of floods, said the keeper."
    scheduled("The weir", make.quotation(words, link=LINK, speaker="Ada Quill"))
    desk.copy_of(LINK, words.replace("will hold", "will not hold"))

    clock.shift(601)
    scheduling.publish_due()

    override = PublicationOverride.objects.get()
    assert (override.problem, override.reason) == ("altered_critical", gate_records.NOT_ASKED)
    assert override.by is None
    desk.signed_in(client, Role.EDITOR)
    assert "nobody was asked" in client.get("/desk/quotations/").content.decode()


def test_one_that_fails_does_not_stop_the_others_and_is_tried_again(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    scheduled("Broken", after=timedelta(minutes=9))
    sound = scheduled("Sound")
    real = actions.make_edition

    def fail(story: Story, **rest: Any) -> Any:
        if story.title == "Broken":
            raise ValueError("no such block")
        return real(story, **rest)

    monkeypatch.setattr(actions, "make_edition", fail)
    clock.shift(601)
    first = scheduling.publish_due()
    monkeypatch.undo()
    clock.shift(61)
    overdue = scheduling.overdue().count()
    second = scheduling.publish_due()

    assert (first.published, first.failed) == (1, 1)
    assert "no such block" in caplog.text
    assert PublishedStory.objects.filter(story=sound).exists()
    assert overdue == 1
    assert (second.published, second.failed) == (1, 0)
    assert not scheduling.overdue().exists()


def test_what_came_more_than_a_minute_late_is_listed(clock: time_machine.Traveller) -> None:
    story = scheduled("The weir")

    clock.shift(timedelta(minutes=12))
    scheduling.publish_due()

    assert [edition.story_id for edition in scheduling.late()] == [story.pk]
    clock.shift(timedelta(days=8))
    assert not scheduling.late().exists()


def test_an_expired_story_is_taken_back(clock: time_machine.Traveller) -> None:
    public = make.story()
    Story.objects.filter(pk=public.story_id).update(expire_at=NOW + timedelta(hours=1))

    assert scheduling.publish_due().withdrawn == 0
    clock.shift(3601)

    assert scheduling.publish_due().withdrawn == 1
    public.refresh_from_db()
    assert public.withdrawn_at is not None


def test_the_scheduler_is_missed_after_a_minute(settings: Any) -> None:
    assert scheduling.last_run() is None
    assert not scheduling.is_running()
