"""How administrators keep the people at the desk, and what everybody may say about themselves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from pasquino.accounts.actions import imported_reader
from pasquino.accounts.models import Role, User
from tests import make

pytestmark = pytest.mark.django_db


def fields(name: str, *roles: Role, **others: Any) -> dict[str, Any]:
    groups = [Group.objects.get(name=role).pk for role in roles]
    return {"name": name, "email": "", "is_active": "on", "groups": groups, **others}


@pytest.fixture
def admin(client) -> User:
    person = make.person("Ada", Role.ADMIN)
    client.force_login(person)
    return person


def test_an_administrator_adds_a_writer_without_a_password(client, admin) -> None:
    client.post("/desk/users/new/", fields("Nora Note", Role.WRITER))

    nora = User.objects.get(name="Nora Note")
    assert nora.slug == "nora-note"
    assert nora.roles == {"reader", "writer"}
    assert not nora.has_usable_password()


def test_a_name_is_taken_however_it_is_capitalised(client, admin) -> None:
    make.person("Nora Note")

    answer = client.post("/desk/users/new/", fields("nora  NOTE"))

    assert "Somebody has this name already" in answer.content.decode()


def test_roles_are_changed(client, admin) -> None:
    nora = make.person("Nora", Role.WRITER)

    client.post(f"/desk/users/edit/{nora.pk}/", fields("Nora", Role.EDITOR))

    nora.refresh_from_db()
    assert nora.roles == {"reader", "editor"}


def test_a_password_is_kept_when_none_is_given(client, admin) -> None:
    nora = make.person("Nora", Role.WRITER)
    nora.set_password("a long enough one")
    nora.save(update_fields=["password"])

    client.post(f"/desk/users/edit/{nora.pk}/", fields("Nora", Role.WRITER))

    nora.refresh_from_db()
    assert nora.check_password("a long enough one")


def test_a_password_may_be_given(client, admin) -> None:
    both = {"password1": "seven wet bridges", "password2": "seven wet bridges"}

    client.post("/desk/users/new/", fields("Nora", **both))

    assert User.objects.get(name="Nora").check_password("seven wet bridges")


def test_administrators_do_not_lock_themselves_out(client, admin) -> None:
    client.post(f"/desk/users/edit/{admin.pk}/", {"name": "Ada", "email": ""})

    admin.refresh_from_db()
    assert admin.is_active
    assert admin.is_superuser


def test_an_imported_reader_gets_no_role(client, admin) -> None:
    reader = imported_reader(name="Mr Natural", origin="scoop")

    page = client.get("/desk/users/")
    client.post(
        f"/desk/users/edit/{reader.pk}/",
        fields("Mr Natural", Role.EDITOR, is_superuser="on", password1="x", password2="x"),
    )

    reader.refresh_from_db()
    assert "imported from scoop" in page.content.decode()
    assert reader.roles == {"reader"}
    assert not reader.has_usable_password()


def test_an_imported_reader_gets_no_role_in_bulk(client, admin) -> None:
    reader = imported_reader(name="Mr Natural", origin="scoop")
    role = Group.objects.get(name=Role.EDITOR)

    client.post(
        f"/desk/bulk/accounts/user/assign_role/?id={reader.pk}", {"role": role.pk}, follow=True
    )

    assert reader.roles == {"reader"}


@pytest.mark.parametrize("address", ["users/delete/{}/", "bulk/accounts/user/delete/?id={}"])
def test_nobody_is_deleted(client, admin, address: str) -> None:
    nora = make.person("Nora")

    answer = client.post("/desk/" + address.format(nora.pk), follow=True)

    assert "Nobody is deleted at the desk" in answer.content.decode()
    assert User.objects.filter(pk=nora.pk).exists()


def test_people_are_found_by_name_and_mail_address(client, admin) -> None:
    make.person("Nora")
    bo = make.person("Bo")
    bo.email = "nora@example.org"
    bo.save(update_fields=["email"])
    make.person("Cy")

    page = client.get("/desk/users/?q=nora")

    assert {person.name for person in page.context["users"]} == {"Nora", "Bo"}


def test_the_list_asks_for_all_roles_at_once(client, admin, django_assert_max_num_queries) -> None:
    for number in range(12):
        make.person(f"Writer {number}", Role.WRITER)

    with django_assert_max_num_queries(25):
        client.get("/desk/users/")


def test_a_sign_in_link_lets_a_writer_in_once(client, admin) -> None:
    nora = make.person("Nora", Role.WRITER)

    page = client.post(f"/desk/people/{nora.pk}/sign-in-link/").content.decode()

    address = re.search(r"/account/link/[^\"]+", page)[0]
    client.logout()
    answer = client.post(address, follow=True)
    assert answer.request["PATH_INFO"] == "/desk/"
    client.logout()
    assert client.post(address).status_code == 410


def test_a_link_is_not_made_by_merely_looking(client, admin) -> None:
    nora = make.person("Nora", Role.WRITER)

    client.get(f"/desk/people/{nora.pk}/sign-in-link/")

    assert not nora.links.exists()


def test_nobody_signs_in_as_an_imported_reader(client, admin) -> None:
    reader = imported_reader(name="Mr Natural", origin="scoop")

    assert client.post(f"/desk/people/{reader.pk}/sign-in-link/").status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.WRITER])
def test_only_administrators_keep_people(client, role) -> None:
    nora = make.person("Nora", Role.WRITER)
    client.force_login(make.person(role=role))

    pages = ["users/", "users/new/", f"users/edit/{nora.pk}/", "groups/"]
    assert {client.get(f"/desk/{page}").status_code for page in pages} == {302}
    client.post(f"/desk/people/{nora.pk}/sign-in-link/")
    assert not nora.links.exists()


def test_everybody_may_change_their_own_name_but_no_mail_address_without_password(client) -> None:
    nora = make.person("Nora", Role.WRITER)
    make.person("Bo")
    client.force_login(nora)
    own = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
           "name_email-email": "n@example.org"}  # fmt: skip

    taken = client.post("/desk/account/", {**own, "name_email-name": "BO"})
    client.post("/desk/account/", {**own, "name_email-name": "Nora Note"})

    assert "Somebody has this name already" in taken.content.decode()
    nora.refresh_from_db()
    assert (nora.name, nora.name_key, nora.email) == ("Nora Note", "nora note", "")


def test_a_picture_of_somebody_is_made_here(client) -> None:
    nora = make.person("<Nora Note>", Role.WRITER)
    client.force_login(nora)

    page = client.get("/desk/").content.decode()

    assert "data:image/svg+xml" in page
    assert "gravatar" not in page


def test_no_two_accounts_get_one_mail_address(client, admin) -> None:
    first = fields("Nora", email="nora@example.org")
    client.post("/desk/users/new/", first)

    answer = client.post("/desk/users/new/", fields("Bo", email="NORA@Example.org"))

    assert "Another account has this mail address" in answer.content.decode()
    assert [user.name for user in User.objects.exclude(email="")] == ["Nora"]


def test_an_address_somebody_confirmed_is_not_changed_at_the_desk(client, admin) -> None:
    nora = make.person("Nora", Role.WRITER)
    User.objects.filter(pk=nora.pk).update(email="nora@example.org")
    EmailAddress.objects.create(user=nora, email="nora@example.org", verified=True, primary=True)

    client.post(f"/desk/users/edit/{nora.pk}/", fields("Nora", email="thief@example.org"))

    nora.refresh_from_db()
    assert nora.email == "nora@example.org"
