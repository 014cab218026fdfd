"""Every address states who may use it, and the desk's one rule holds for all of Wagtail."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.config.guests import GUESTS
from pasquino.config.routes import all_routes, guest_of, walk
from tests import make

WITH_PARAMETER = ("<", "(?P")
NOBODY_IN_PARTICULAR = {"everyone", "anybody", "holder of the link", "holder of a token"}


def without_parameters(prefix: str) -> list[str]:
    """The addresses of a guest that can be asked for as they stand."""
    found = {address for address, _ in walk() if address.startswith(prefix)}
    return sorted(
        address.replace("^", "")
        for address in found
        if not any(mark in address for mark in WITH_PARAMETER)
    )


def test_every_route_states_who_may_use_it() -> None:
    unstated = [f"{route.address} ({route.view})" for route in all_routes() if route.rule is None]

    assert unstated == []


def test_rules_name_roles_that_exist() -> None:
    named = {role for route in all_routes() if route.rule for role in route.rule.roles}

    assert named - NOBODY_IN_PARTICULAR - set(Role.values) == set()


def test_every_guest_serves_something() -> None:
    empty = [guest.prefix for guest in GUESTS if not without_parameters(guest.prefix)]

    assert empty == []


def test_each_address_has_at_most_one_guest() -> None:
    for address, _ in walk():
        assert guest_of(address) in {None, *GUESTS}
        assert sum(address.startswith(guest.prefix) for guest in GUESTS) <= 1


@pytest.mark.django_db
def test_the_desk_asks_a_stranger_to_sign_in_at_every_address(client: Client) -> None:
    (desk,) = (guest for guest in GUESTS if guest.prefix == "desk/")
    closed = [
        path for path in without_parameters("desk/") if not path.startswith(desk.open_to_all)
    ]
    answers = {path: client.get(f"/{path}") for path in closed}
    let_in = {
        path: answer.status_code
        for path, answer in answers.items()
        if answer.status_code != 302 or not answer["Location"].startswith("/desk/login/")
    }

    assert len(closed) > 50
    assert let_in == {}


@pytest.mark.django_db
def test_what_the_desk_leaves_open_shows_nothing_of_the_magazine(client: Client) -> None:
    (desk,) = (guest for guest in GUESTS if guest.prefix == "desk/")
    for path in without_parameters("desk/"):
        if path.startswith(desk.open_to_all):
            answer = client.get(f"/{path}")
            assert answer.status_code in {200, 302, 404, 405}, path
            assert "session" not in answer.cookies, path


def doors() -> tuple[list[str], list[str]]:
    """django-allauth's addresses: those for members, and those for anybody."""
    ours = [guest for guest in GUESTS if guest.what == "django-allauth"]
    members: list[str] = []
    anybody: list[str] = []
    for guest in ours:
        for path in without_parameters(guest.prefix):
            is_open = "anybody" in guest.rule.roles or path.startswith(guest.open_to_all or "-")
            (anybody if is_open else members).append(path)
    return members, anybody


@pytest.mark.django_db
def test_what_is_a_members_own_asks_a_stranger_to_sign_in(client: Client) -> None:
    members, _anybody = doors()
    let_in = []
    for path in members:
        for answer in (client.get(f"/{path}"), client.post(f"/{path}")):
            led = answer.headers.get("Location", "")
            if answer.status_code != 302 or not led.startswith("/account/login/"):
                let_in.append(f"{path}: {answer.status_code} {led}")

    assert len(members) > 12
    assert let_in == []


@pytest.mark.django_db
@pytest.mark.parametrize("is_member", [False, True])
def test_nobody_keeps_a_page_of_the_doors(client: Client, is_member: bool) -> None:
    members, anybody = doors()
    if is_member:
        client.force_login(make.person())
    for path in members + anybody:
        answer = client.get(f"/{path}")
        assert answer.status_code in {200, 302, 403, 404, 405}, path
        assert answer["Cache-Control"] == "private, no-store", path
        assert answer.status_code != 200 or "noindex" in answer["X-Robots-Tag"], path
        assert set(answer.cookies) <= {"session"}, path


@pytest.mark.django_db
def test_no_page_of_the_doors_needs_what_the_policy_forbids(client: Client) -> None:
    members, anybody = doors()
    pages = [client.get(f"/{path}") for path in anybody]
    client.force_login(make.person())
    pages += [client.get(f"/{path}", follow=True) for path in members]
    for page in pages:
        text = page.content.decode()
        assert " style=" not in text
        assert "<style" not in text
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
        assert not re.search(r"\son[a-z]+=", text)
