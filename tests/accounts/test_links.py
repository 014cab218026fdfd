"""Links that let somebody in: once, whom they were made for, and one first administrator."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pasquino.accounts import actions, names
from pasquino.accounts.models import Role, SignInLink, User
from tests import make

pytestmark = pytest.mark.django_db


def test_a_link_of_a_closed_account_lets_nobody_in_and_is_not_spent(client) -> None:
    nora = make.person("Nora", Role.WRITER)
    secret = actions.make_link(nora)
    nora.is_active = False
    nora.save(update_fields=["is_active"])

    with pytest.raises(actions.LinkUnusable):
        actions.use_link(secret=secret, name="")
    page, posted = (ask(f"/account/link/{secret}/") for ask in (client.get, client.post))

    assert (page.status_code, posted.status_code) == (410, 410)
    assert SignInLink.objects.get().used_at is None
    assert "_auth_user_id" not in client.session


def test_a_link_spent_while_somebody_looks_is_said_to_be_spent(client, monkeypatch) -> None:
    secret = actions.make_link(make.person("Nora"))
    link = actions.find_link(secret)
    actions.use_link(secret=secret, name="")
    monkeypatch.setattr(actions, "find_link", lambda _: link)

    assert client.post(f"/account/link/{secret}/").status_code == 410


def test_only_one_of_two_first_links_makes_an_administrator() -> None:
    first, second = actions.make_link(None), actions.make_link(None)

    actions.use_link(secret=first, name="Ada")
    with pytest.raises(actions.AdministratorExists):
        actions.use_link(secret=second, name="Bo")

    assert [user.name for user in User.objects.filter(is_superuser=True)] == ["Ada"]


def test_first_links_used_at_once_wait_for_each_other() -> None:
    secret = actions.make_link(None)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        actions.use_link(secret=secret, name="Ada")

    asked_for_locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    if connection.features.has_select_for_update:
        assert len(asked_for_locks) == 1
    else:
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("name", ["A\x00da", "A\u200bda", "", "A" * 61, "\ufdfa" * 60])
def test_an_impossible_name_never_reaches_the_database(name: str) -> None:
    for make_somebody in (
        lambda: User.objects.create_user(name),
        lambda: actions.imported_reader(name=name, origin="scoop"),
        lambda: actions.make_account(name=name),
    ):
        with (
            CaptureQueriesContext(connection) as asked,
            pytest.raises(ValidationError) as refused,
        ):
            make_somebody()
        assert [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]] == []
        assert len(refused.value.messages) == 1


def test_a_nul_in_a_name_is_called_by_its_number() -> None:
    with pytest.raises(ValidationError, match=r"this one has U\+0000\."):
        names.check("A\x00da")


def test_the_first_administrator_is_told_of_an_impossible_name(client) -> None:
    secret = actions.make_link(None)

    answer = client.post(f"/account/link/{secret}/", {"name": "A\x00da"})

    assert answer.status_code == 422
    assert "U+0000" in answer.content.decode()
    assert SignInLink.objects.get().used_at is None
