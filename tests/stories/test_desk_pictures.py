"""A picture that a story needs is kept with its file, and one that is gone leaves its caption."""

from __future__ import annotations

from pathlib import Path

import pytest

from pasquino.accounts.models import Role
from pasquino.stories.models import Edition, Picture, PictureRendition
from tests import make
from tests.stories import desk
from tests.stories.pictures import a_block, a_jpeg_with_notes, a_picture

pytestmark = pytest.mark.django_db


def shown_in_text() -> Picture:
    """A picture that only an earlier edition of a withdrawn story shows, in its text."""
    picture = a_picture()
    story = make.story(blocks=[a_block(picture)]).story
    make.story(again=story, blocks=[make.text("It held.")]).story.unpublish()
    return picture


def shown_as_lead() -> Picture:
    picture = a_picture()
    story = make.story(lead_picture=picture, lead_words={"alt": "A weir."}).story
    make.story(again=story, lead_picture=None)
    return picture


def leads_a_draft() -> Picture:
    picture = a_picture()
    story = make.story().story
    story.lead_picture, story.lead_alt = picture, "A weir."
    story.save(update_fields=["lead_picture", "lead_alt"])
    return picture


NEEDED = [shown_in_text, shown_as_lead, leads_a_draft]


@pytest.mark.parametrize("needed", NEEDED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_picture_that_a_story_needs_is_not_deleted(client, needed, method) -> None:
    desk.signed_in(client, Role.ADMIN)
    picture = needed()

    answer = getattr(client, method)(f"/desk/images/{picture.pk}/delete/", follow=True)

    assert "there would be a gap without it" in desk.messages(answer)
    assert Picture.objects.exists()


@pytest.mark.parametrize("needed", NEEDED)
def test_pictures_that_a_story_needs_are_not_deleted_in_bulk(client, needed) -> None:
    desk.signed_in(client, Role.ADMIN)
    kept, other = needed(), a_picture()

    answer = client.post(
        f"/desk/bulk/stories/picture/delete/?id={kept.pk}&id={other.pk}", follow=True
    )

    assert "None of the chosen pictures was deleted." in desk.messages(answer)
    assert Picture.objects.count() == 2


@pytest.mark.parametrize("needed", NEEDED)
def test_a_picture_just_uploaded_is_not_deleted_once_a_story_needs_it(client, needed) -> None:
    desk.signed_in(client, Role.ADMIN)
    picture = needed()

    answer = client.post(f"/desk/images/multiple/{picture.pk}/delete/")

    assert not answer.json()["success"]
    assert Picture.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["images/{}/delete/", "bulk/stories/picture/delete/?id={}", "images/multiple/{}/delete/"],
)
def test_a_picture_that_no_story_needs_is_deleted(client, path: str) -> None:
    desk.signed_in(client, Role.EDITOR)
    make.story(blocks=[a_block(a_picture())])
    picture = a_picture()
    picture.get_rendition("width-20|format-webp")

    client.post(f"/desk/{path.format(picture.pk)}")

    assert not Picture.objects.filter(pk=picture.pk).exists()


@pytest.mark.parametrize("path", ["images/{}/delete/", "images/multiple/{}/delete/"])
def test_a_writer_does_not_delete_the_pictures_of_others(client, path: str) -> None:
    desk.signed_in(client, Role.WRITER)
    picture = a_picture()

    client.post(f"/desk/{path.format(picture.pk)}")

    assert Picture.objects.exists()


@pytest.mark.parametrize("needed", [shown_in_text, shown_as_lead])
def test_the_file_of_a_published_picture_is_not_replaced(client, needed) -> None:
    desk.signed_in(client, Role.EDITOR)
    picture = needed()
    given = {"title": "Dam", "collection": picture.collection_id}

    answer = client.post(f"/desk/images/{picture.pk}/", {**given, "file": a_jpeg_with_notes()})

    assert "Upload the other file as a new picture" in answer.content.decode()
    assert Path(picture.file.path).exists()
    assert picture.renditions.exists()
    client.post(f"/desk/images/{picture.pk}/", given)
    assert Picture.objects.get().title == "Dam"


def test_a_size_that_another_process_deleted_is_made_again() -> None:
    picture = a_picture()
    picture.get_rendition("width-20")
    PictureRendition.objects.all()._raw_delete("default")  # no signal reaches this process

    made = Picture.objects.get().get_rendition("width-20")

    assert PictureRendition.objects.get() == made


def test_a_picture_that_is_gone_leaves_its_caption() -> None:
    picture = a_picture()
    blocks = [a_block(picture, "The weir & the mill."), a_block(picture)]
    Picture.objects.all().delete()

    make.story(blocks=blocks)

    edition = Edition.objects.get()
    assert "<img" not in edition.html
    assert "<figure" not in edition.html
    assert '<p class="picture__caption">The weir &amp; the mill.</p>' in edition.html
    assert edition.text == "The weir & the mill."
