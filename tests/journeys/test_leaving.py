"""A member takes their data along and leaves, over HTTP without script."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from pasquino.accounts.models import Closing, Role, User
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "seven wet bridges"


def token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def test_a_member_with_a_password_leaves_and_their_words_stay() -> None:
    client, elsewhere = Client(enforce_csrf_checks=True), Client()
    nora, thread = make.reader("Nora"), make.thread()
    nora.set_password(PASSWORD)
    nora.save(update_fields=["password"])
    make.comment(thread, by=nora, subject="Sluice gates")
    client.force_login(nora)
    elsewhere.force_login(nora)
    own_page = nora.get_absolute_url()

    page = client.get("/account/close/").content.decode()
    form = {"csrfmiddlewaretoken": token(page), "comments": "keep", "is_certain": "on"}
    wrong = client.post("/account/close/", form | {"password": "something else"})
    left = client.post("/account/close/", form | {"password": PASSWORD}, follow=True)
    again = client.post("/account/close/", form | {"password": PASSWORD})

    assert wrong.status_code == 422
    assert "This is not your password." in wrong.content.decode()
    assert 'value="keep"' in wrong.content.decode()
    assert "Your account is closed" in left.content.decode()
    assert again.status_code in {302, 403}
    assert elsewhere.get("/account/data/").status_code == 302
    assert client.get(own_page).status_code == 410
    story = client.get(thread.story.get_absolute_url()).content.decode()
    assert "Sluice gates" in story
    former = re.search(r'href="(/reader/former-member[^"]*)"', story)[1]
    left_behind = client.get(former)
    assert left_behind.status_code == 200
    assert "noindex" in left_behind.content.decode()
    assert "Nora" not in left_behind.content.decode()


def test_a_member_without_a_password_types_their_name_and_takes_all_along(client) -> None:
    nora, thread = make.reader("Nora"), make.thread()
    make.comment(thread, by=nora, subject="Sluice gates")
    client.force_login(nora)

    form = {"comments": "blank", "is_certain": "on"}
    unsure = client.post("/account/close/", {"comments": "blank", "name": "Nora"})
    wrong = client.post("/account/close/", form | {"name": "Bo"})
    client.post("/account/close/", form | {"name": "nora"})

    assert unsure.status_code == wrong.status_code == 422
    assert not Closing.objects.get().keeps_comments
    story = client.get(thread.story.get_absolute_url()).content.decode()
    assert "Removed by its author." in story
    assert "Sluice" not in story


def test_guessing_the_password_of_an_open_session_is_limited(client, settings) -> None:
    nora = make.reader("Nora")
    nora.set_password(PASSWORD)
    nora.save(update_fields=["password"])
    settings.LIMITS = settings.LIMITS | {
        "sign_ins_account": type(settings.LIMITS["sign_ins_account"])(2, 900)
    }
    client.force_login(nora)

    form = {"comments": "keep", "is_certain": "on"}
    for guess in ("one", "two"):
        client.post("/account/close/", form | {"password": guess})
    answer = client.post("/account/close/", form | {"password": PASSWORD})

    assert answer.status_code == 422
    assert "tried too often" in answer.content.decode()
    assert User.objects.get(pk=nora.pk).is_active


def test_the_last_administrator_is_told_why_they_cannot_leave(client) -> None:
    ada = make.person("Ada", Role.ADMIN)
    client.force_login(ada)

    sent = {"comments": "keep", "is_certain": "on", "name": "Ada"}
    answer = client.post("/account/close/", sent)

    assert answer.status_code == 422
    assert "last administrator" in answer.content.decode()
