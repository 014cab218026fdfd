"""At the desk doubts about quotations stop a publication until an editor answers them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import TaskState

from pasquino.accounts.models import Role
from pasquino.stories import gate, gate_records, scheduling
from pasquino.stories.models import (
    Edition,
    PassedDoubt,
    PublicationOverride,
    PublishedStory,
    Shelf,
    Story,
)
from tests import make
from tests.stories import desk

pytestmark = pytest.mark.django_db

LINK = "https://example.org/weir"
SOURCE = "The keeper said in March that the old weir will not hold another winter of floods."
TRUE = "the old weir will not hold another winter"
FALSE = "the old weir will hold another winter of floods"
ABSENT = "Seven purple lanterns sang quietly underneath forgotten marble staircases yesterday."


def quoting(words: str, **fields: Any) -> list[Any]:
    """The blocks of a story with one quotation of the page that is kept."""
    return [desk.quotation(words, **{"link": LINK, **fields})]


def publish(client: Any, blocks: list[Any], **fields: Any) -> Any:
    """The answer to publishing a new story of these blocks."""
    shelf = Shelf.objects.get()
    sent = desk.form(blocks=blocks, **desk.PUBLISH, **fields)
    return client.post(f"/desk/pages/add/stories/story/{shelf.pk}/", sent)


def publish_new(client: Any, words: str, **fields: Any) -> Any:
    """The answer to publishing a new story that quotes these words."""
    return publish(client, quoting(words), **fields)


def test_words_that_match_their_source_are_published_at_once(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)

    answer = publish_new(client, TRUE)

    assert answer.status_code == 302
    assert PublishedStory.objects.count() == 1
    assert not PublicationOverride.objects.exists()


def test_a_changed_meaning_is_refused_with_a_sentence_and_the_difference(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)

    answer = publish_new(client, FALSE, standfirst="What I typed.")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Story.objects.exists()
    assert "Quotation 1, “the old weir will hold" in page
    assert "differs from the source where that may change the meaning" in page
    assert "What I typed." in page
    assert FALSE in page
    assert "<del>" in page


def test_a_refusal_wants_a_reason_and_keeps_it_with_the_edition(client) -> None:
    desk.copy_of(LINK, SOURCE)
    editor = desk.signed_in(client, Role.EDITOR)
    stopped = publish_new(client, FALSE)
    (row,) = stopped.context["form"].passage.rows

    ticked = publish_new(client, FALSE, **{f"{row.name}-seen": "yes", f"{row.name}-reason": " "})
    reason = {f"{row.name}-reason": "She corrected it by letter.", f"{row.name}-public": "yes"}
    reasoned = publish_new(client, FALSE, **reason)

    assert ticked.status_code == 422
    assert reasoned.status_code == 302
    edition = Edition.objects.get()
    (override,) = gate.public_reasons(edition)
    assert (override.problem, override.by, override.place) == ("altered_critical", editor, 1)
    assert override.reason == "She corrected it by letter."
    assert override.said.startswith("Quotation 1")


def test_a_reason_is_for_the_editors_alone_unless_said(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)

    publish_new(client, FALSE, **desk.answers(publish_new(client, FALSE)))

    assert PublicationOverride.objects.count() == 1
    assert gate.public_reasons(Edition.objects.get()) == []


def test_what_was_typed_for_one_doubt_comes_back_while_another_waits(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    blocks = [*quoting(FALSE), *quoting(ABSENT)]
    stopped = publish(client, blocks)
    first, second = stopped.context["form"].passage.rows

    again = publish(client, blocks, **{f"{first.name}-reason": "By letter."})

    page = again.content.decode()
    assert again.status_code == 422
    assert "By letter." in page
    assert f'name="{second.name}-reason"' in page


def test_a_doubt_that_asks_wants_only_a_tick(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    stopped = publish_new(client, TRUE)
    (row,) = stopped.context["form"].passage.rows
    assert row.doubt.problem == "cannot_tell"

    answer = publish_new(client, TRUE, **{f"{row.name}-seen": "yes"})

    assert answer.status_code == 302
    assert PublicationOverride.objects.get().reason == ""


def test_a_draft_is_kept_whatever_it_quotes(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)

    story = desk.write(client, blocks=quoting(FALSE))

    assert story.has_unpublished_changes
    page = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    assert "Differs from the source" in page


def test_the_answer_counts_for_later_editions_until_the_words_change(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    publish_new(client, FALSE, **desk.answers(publish_new(client, FALSE)))
    story = Story.objects.get()

    same = desk.edit(client, story, "The old weir", blocks=quoting(FALSE), **desk.PUBLISH)
    other = desk.edit(client, story, blocks=quoting(FALSE[4:]), **desk.PUBLISH)

    assert same.status_code == 302
    assert [e.overrides.count() for e in story.editions.order_by("number")] == [1, 1]
    assert other.status_code == 422


def test_a_scheduled_story_passes_the_gate_when_it_is_scheduled(client, time_machine) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    due = timezone.now() + timedelta(hours=1)
    when = {"go_live_at": due.strftime("%Y-%m-%d %H:%M")}
    stopped = publish_new(client, FALSE, **when)
    assert stopped.status_code == 422

    publish_new(client, FALSE, **when, **desk.answers(stopped))
    time_machine.move_to(due + timedelta(minutes=5))
    scheduling.publish_due()

    assert PublicationOverride.objects.get().edition == PublishedStory.objects.get().edition


def test_what_is_found_after_scheduling_is_written_down_as_not_asked(client, time_machine) -> None:
    desk.signed_in(client, Role.EDITOR)
    due = timezone.now() + timedelta(hours=1)
    when = {"go_live_at": due.strftime("%Y-%m-%d %H:%M")}
    publish_new(client, FALSE, **when, **desk.answers(publish_new(client, FALSE, **when)))
    desk.copy_of(LINK, SOURCE)

    time_machine.move_to(due + timedelta(minutes=5))
    scheduling.publish_due()

    override = PublicationOverride.objects.get()
    assert (override.problem, override.by, override.is_public) == ("altered_critical", None, False)
    assert override.reason == gate_records.NOT_ASKED


def test_an_answer_to_what_is_no_doubt_any_more_is_not_held_against_the_edition(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    stopped = publish_new(client, TRUE)
    publish_new(client, TRUE, **desk.answers(stopped))
    desk.copy_of(LINK, SOURCE)

    desk.edit(client, Story.objects.get(), "Again", blocks=quoting(TRUE), **desk.PUBLISH)

    newest = PublishedStory.objects.get().edition
    assert newest.number == 2
    assert not newest.overrides.exists()


def submitted(client: Any, words: str) -> tuple[Story, TaskState]:
    """A writer's story that waits for approval, with the editor signed in."""
    desk.signed_in(client, Role.WRITER)
    story = desk.write(client, blocks=quoting(words), **desk.SUBMIT)
    desk.signed_in(client, Role.EDITOR)
    return story, TaskState.objects.get()


def test_an_editor_cannot_approve_past_a_doubt_from_the_list(client) -> None:
    desk.copy_of(LINK, SOURCE)
    story, task = submitted(client, FALSE)

    answer = client.post(
        f"/desk/pages/workflow/action/{story.pk}/approve/{task.pk}/", {"comment": ""}, follow=True
    )

    assert not PublishedStory.objects.exists()
    assert answer.redirect_chain[-1][0].endswith(f"/desk/pages/{story.pk}/edit/")
    assert "Not approved yet" in desk.messages(answer)


def test_an_editor_approves_at_the_form_with_a_reason(client) -> None:
    desk.copy_of(LINK, SOURCE)
    story, _task = submitted(client, FALSE)
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    stopped = desk.edit(client, story, blocks=quoting(FALSE), **approve)
    assert stopped.status_code == 422

    desk.edit(client, story, blocks=quoting(FALSE), **approve, **desk.answers(stopped))

    assert PublishedStory.objects.get().edition.overrides.count() == 1


def test_a_story_without_doubts_is_approved_from_the_list(client) -> None:
    desk.copy_of(LINK, SOURCE)
    story, task = submitted(client, TRUE)

    client.post(f"/desk/pages/workflow/action/{story.pk}/approve/{task.pk}/", {"comment": ""})

    assert PublishedStory.objects.get().story_id == story.pk


def test_many_stories_at_once_are_not_published_past_a_doubt(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=quoting(FALSE))

    answer = client.post(
        f"/desk/bulk/wagtailcore/page/publish/?id={story.pk}&next=/desk/", follow=True
    )

    assert "None of these stories was published" in desk.messages(answer)
    assert not PublishedStory.objects.exists()


def test_an_earlier_draft_is_not_published_past_a_doubt(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=quoting(FALSE))
    address = f"/desk/pages/{story.pk}/revisions/{story.latest_revision_id}/revert/"

    page = client.get(address)
    answer = client.post(address, desk.form(blocks=quoting(FALSE), **desk.PUBLISH))

    assert page.status_code == 200
    assert answer.status_code == 422
    assert not PublishedStory.objects.exists()


def test_the_desks_api_publishes_nothing(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=quoting(FALSE))

    answer = client.post(f"/desk/api/main/pages/{story.pk}/action/publish/")

    assert answer.status_code == 404
    assert not PublishedStory.objects.exists()


def test_imports_pass_and_answer_nothing() -> None:
    make.story(blocks=[make.quotation("It holds.")])

    assert PublishedStory.objects.count() == 1
    assert not PassedDoubt.objects.exists()
    assert gate_records.stopping(Story.objects.get()) != []
