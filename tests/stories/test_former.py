"""Addresses that changed lead on, and only to what is there."""

from __future__ import annotations

import pytest

from pasquino.stories.models import FormerAddress, Section
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/a%00b/", "/%00", "/2026/03/a%00/comments/"])
def test_a_path_with_a_nul_is_not_found(client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/２０２６/03/weir/history/", "/archive/2026/०३/", "/２０２６/03/weir/"]
)
def test_an_address_in_digits_of_another_script_is_none(client, path: str) -> None:
    make.story("Weir", at=make.NOON)

    assert client.get(path).status_code == 404


def test_a_new_section_at_a_former_address_takes_it_over(client) -> None:
    renamed(make.section("River"), "water")

    newcomer = Section.objects.create(name="River again", slug="river")

    assert client.get("/section/river/").status_code == 200
    newcomer.delete()
    assert client.get("/section/river/").status_code == 404


@pytest.mark.parametrize("made", [make.section, make.topic, make.writer])
def test_a_former_address_of_a_list_that_was_deleted_is_not_found(client, made) -> None:
    thing = made("Old")
    before = thing.get_absolute_url()
    renamed(thing, "new")
    assert client.get(before).status_code == 301

    thing.delete()

    assert client.get(before).status_code == 404
    assert not FormerAddress.objects.exists()


def renamed(thing, slug: str) -> None:
    """The thing at another address."""
    thing.slug = slug
    thing.save()
