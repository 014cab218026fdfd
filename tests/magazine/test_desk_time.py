"""Who sits down at the desk reads and writes times in the magazine's zone."""

from __future__ import annotations

import pytest

from pasquino.accounts.actions import make_link
from pasquino.accounts.models import Role
from tests import make

pytestmark = pytest.mark.django_db


def test_a_new_editors_desk_keeps_the_magazines_time(client) -> None:
    make.magazine(zone="Europe/Copenhagen")
    secret = make_link(make.person("Ada", Role.EDITOR))

    client.post(f"/account/link/{secret}/")

    assert "Europe/Copenhagen" in client.get("/desk/").content.decode()


def test_a_reader_gets_no_profile_of_the_desk(client) -> None:
    reader = make.reader()
    secret = make_link(reader)

    client.post(f"/account/link/{secret}/")

    assert not hasattr(reader, "wagtail_userprofile")
