"""Pictures: a size named by its content is kept for ever, all else is asked for again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from pasquino.stories.models.pictures import Picture
from tests.stories.pictures import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_sizes_kept() -> None:
    """Databases reuse ids from test to test; Wagtail keeps sizes by the picture's id."""
    cache.clear()


def kept(client: Client, address: str) -> str:
    """For how long browsers may keep what is at an address."""
    answer = client.get(address)
    answer.close()
    return answer["Cache-Control"]


def a_size(picture: Picture) -> str:
    """The address of one size of a picture."""
    address: str = picture.get_rendition("width-20|format-webp").url
    return address


def test_a_size_of_a_picture_is_kept_for_ever(client: Client) -> None:
    picture = Picture.objects.create(title="Weir", file=a_file())

    assert kept(client, a_size(picture)) == "public, max-age=31536000, immutable"


def test_an_original_is_asked_for_again(client: Client) -> None:
    picture = Picture.objects.create(title="Weir", file=a_file())

    assert kept(client, picture.file.url) == "no-cache"


def test_what_is_not_there_is_not_kept(client: Client) -> None:
    address = "/media/images/weir.width-20.format-webp.0123456789ab.webp"

    assert "immutable" not in kept(client, address)


def test_another_picture_of_the_same_name_has_another_address() -> None:
    first = Picture.objects.create(title="Weir", file=a_file())
    before = first.get_rendition("width-20|format-webp")
    address = before.url
    for file in (Path(first.file.path), Path(before.file.path)):
        file.unlink()
    first.delete()

    second = Picture.objects.create(title="Weir", file=a_file(size=(40, 20)))

    assert a_size(second) != address
