"""How a story is written, scheduled, published and corrected at the desk, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.stories import scheduling
from pasquino.stories.models import Edition, PublishedStory, Shelf, Story
from tests import make
from tests.stories import desk
from tests.stories.pictures import a_picture

pytestmark = pytest.mark.django_db


def test_an_editor_writes_and_publishes_a_story(client) -> None:
    desk.signed_in(client, Role.EDITOR)

    story = desk.write(client, blocks=[desk.quotation(kind="paraphrase")], **desk.PUBLISH)

    edition = story.public.edition
    assert edition.number == 1
    assert edition.quotations[0]["words"] == ["It holds."]
    assert client.get(story.public.get_absolute_url()).status_code == 200


def test_a_draft_is_seen_by_nobody_else(client) -> None:
    desk.signed_in(client, Role.EDITOR)

    story = desk.write(client)

    assert not Edition.objects.exists()
    assert story.has_unpublished_changes
    client.logout()
    assert b"The weir" not in client.get("/").content


def test_a_draft_without_section_is_refused_with_a_sentence(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    shelf = Shelf.objects.get()

    answer = client.post(f"/desk/pages/add/stories/story/{shelf.pk}/", desk.form(section=""))

    assert "Choose the section this story stands in" in answer.content.decode()
    assert not Story.objects.exists()


def test_a_form_that_came_without_the_text_saves_nothing(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)
    before = story.body.raw_data[0]["value"]
    sent = {name: value for name, value in desk.form().items() if not name.startswith("body-")}

    edited = client.post(f"/desk/pages/{story.pk}/edit/", sent)
    made = client.post(f"/desk/pages/add/stories/story/{Shelf.objects.get().pk}/", sent)

    assert [edited.status_code, made.status_code] == [422, 422]
    assert "Nothing was saved" in edited.content.decode()
    assert Story.objects.get().get_latest_revision_as_object().body.raw_data[0]["value"] == before


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("outlook", {"outlook": ""}),
        ("claim", {"claim": "", "why": "", "assessment": ""}),
    ],
)
def test_a_draft_is_kept_before_its_outlook_is_named(client, kind: str, empty: dict) -> None:
    desk.signed_in(client, Role.EDITOR)

    story = desk.write(client, blocks=[(kind, empty)])
    published = desk.edit(client, story, blocks=[(kind, empty)], **desk.PUBLISH)

    assert client.get(f"/desk/pages/{story.pk}/edit/preview/").status_code < 500
    assert not PublishedStory.objects.exists()
    assert published.status_code == 200


def test_a_picture_needs_words_for_those_who_cannot_see_it(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)

    answer = desk.edit(client, story, lead_picture=a_picture().pk, **desk.PUBLISH)

    assert "Say in words what the picture shows." in answer.content.decode()
    assert not PublishedStory.objects.exists()


def test_bylines_keep_their_order(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    writers = [make.writer("Bo Stanza"), make.writer("Ada Quill")]

    story = desk.write(client, bylines=writers, **desk.PUBLISH)

    assert story.public.byline == "Bo Stanza, Ada Quill"


def test_what_changed_is_said_once(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)

    desk.edit(client, story, edition_note="A name was added.", **desk.PUBLISH)

    story.refresh_from_db()
    assert story.public.edition.note == "A name was added."
    assert story.edition_note == ""
    assert story.get_latest_revision_as_object().edition_note == ""
    assert "A name was added." not in client.get(f"/desk/pages/{story.pk}/edit/").content.decode()


def test_what_changed_is_kept_while_it_is_a_draft(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)

    desk.edit(client, story, edition_note="A name was added.")

    story.refresh_from_db()
    assert story.get_latest_revision_as_object().edition_note == "A name was added."


def test_a_scheduled_story_is_published_when_it_is_due(client, time_machine) -> None:
    desk.signed_in(client, Role.EDITOR)
    due = timezone.now() + timedelta(hours=1)

    story = desk.write(client, go_live_at=due.strftime("%Y-%m-%d %H:%M"), **desk.PUBLISH)

    assert not PublishedStory.objects.exists()
    assert "The weir" in client.get("/desk/").content.decode()
    time_machine.move_to(due + timedelta(minutes=5))
    assert "and were not" in client.get("/desk/").content.decode()
    scheduling.publish_due()
    assert PublishedStory.objects.get().story_id == story.pk
    assert "went out late" in client.get("/desk/").content.decode()


def test_an_unpublished_story_says_that_it_was_withdrawn(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)

    client.post(f"/desk/pages/{story.pk}/unpublish/")

    assert client.get(story.public.get_absolute_url()).status_code == 410


def test_a_changed_address_leads_on(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)
    before = story.public.get_absolute_url()

    desk.edit(client, story, address="the-old-weir", **desk.PUBLISH)

    answer = client.get(before)
    assert answer.status_code == 301
    assert answer["Location"] == before.replace("the-weir", "the-old-weir")


def test_a_changed_headline_keeps_the_address_the_form_shows(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)

    page = client.get(f"/desk/pages/{story.pk}/edit/")

    assert page.context["form"]["address"].value() == "the-weir"


def test_a_published_story_is_not_deleted(client) -> None:
    desk.signed_in(client, Role.ADMIN)
    story = desk.write(client, **desk.PUBLISH)

    answer = client.post(f"/desk/pages/{story.pk}/delete/", follow=True)

    assert "Unpublish it instead" in desk.messages(answer)
    assert PublishedStory.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_published_stories_are_not_deleted_in_bulk(client, method: str) -> None:
    desk.signed_in(client, Role.ADMIN)
    kept, draft = desk.write(client, **desk.PUBLISH), desk.write(client, "A draft")
    data = {"confirm_site_name": "Pasquino"} if method == "post" else {}

    answer = getattr(client, method)(
        f"/desk/bulk/wagtailcore/page/delete/?id={kept.pk}&id={draft.pk}", data, follow=True
    )

    assert Story.objects.count() == 2
    if method == "post":
        assert "none was deleted" in desk.messages(answer)


def test_a_draft_may_be_deleted(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)

    client.post(f"/desk/pages/{story.pk}/delete/", {"confirm_site_name": "Pasquino"})

    assert not Story.objects.exists()


def test_a_copy_is_a_draft_without_address_and_corrections(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(
        client,
        address="weir",
        corrections=[desk.correction()],
        bylines=[make.writer()],
        **desk.PUBLISH,
    )
    desk.edit(client, story, "The newer weir", bylines=[])

    client.post(f"/desk/pages/{story.pk}/copy/")

    copy = Story.objects.order_by("-pk").first().get_latest_revision_as_object()
    assert copy.title == "Copy of The newer weir"
    assert (copy.address, copy.live, copy.corrections.count()) == ("", False, 0)
    assert PublishedStory.objects.count() == 1


@pytest.mark.parametrize("page", ["move", "privacy"])
def test_what_has_no_sense_is_refused_even_to_an_administrator(client, page: str) -> None:
    desk.signed_in(client, Role.ADMIN)
    story = desk.write(client)

    assert client.get(f"/desk/pages/{story.pk}/{page}/").status_code == 302


def test_the_shelf_is_neither_edited_nor_deleted(client) -> None:
    desk.signed_in(client, Role.ADMIN)
    shelf = Shelf.objects.get()

    for page in ("edit", "delete", "unpublish", "move", "copy"):
        client.post(f"/desk/pages/{shelf.pk}/{page}/", {"confirm_site_name": "Pasquino"})

    assert Shelf.objects.filter(live=True).exists()


def test_a_section_in_use_is_not_deleted(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)

    answer = client.post(f"/desk/sections/delete/{story.section_id}/", follow=True)

    assert answer.status_code == 200
    story.section.refresh_from_db()
