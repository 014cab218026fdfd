"""What is due is published, each by itself; what came late or not at all is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from pasquino.stories import actions, scheduling
from pasquino.stories.models import PublishedStory, Shelf, Story
from tests import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 7, 12, 0, tzinfo=timezone.get_fixed_timezone(0))


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Path) -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved, and a heartbeat of the test's own."""
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def scheduled(headline: str, *, after: timedelta = timedelta(minutes=10)) -> Story:
    """A story that an editor has scheduled."""
    story = Story(title=headline, draft_title=headline, section=make.section(), live=False)
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
