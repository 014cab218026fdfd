"""The pages of moderation lead to each other, and those who are suspended change nothing there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from pasquino.accounts.models import Role, Suspension
from pasquino.discussion.models import Comment, DiscussionPolicy
from tests import make
from tests.moderation.sweeping_made import held

pytestmark = pytest.mark.django_db

SWEEPERS_PAGES = [
    "/moderation/",
    "/moderation/held/",
    "/moderation/quotations/",
    "/moderation/suspended/",
    "/moderation/holding/",
]
EDITORS_PAGES = ["/moderation/claims/", "/moderation/trust/"]


def ways(client, path: str) -> list[str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [str(link["href"]) for link in page.select("nav[aria-label=Moderation] a")]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_each_page_of_moderation_leads_an_editor_to_all_others(client, role: Role) -> None:
    client.force_login(make.person(role=role))

    for path in SWEEPERS_PAGES + EDITORS_PAGES:
        assert ways(client, path) == SWEEPERS_PAGES + EDITORS_PAGES
        page = BeautifulSoup(client.get(path).content, "html.parser")
        assert page.select_one("nav[aria-label=Moderation] [aria-current]")["href"] == path


def test_a_moderator_is_led_only_where_moderators_may_go(client) -> None:
    client.force_login(make.person(role=Role.MODERATOR))

    assert ways(client, "/moderation/held/") == SWEEPERS_PAGES


def test_the_navigation_says_how_many_comments_wait(client) -> None:
    held(make.comment(make.thread()))
    client.force_login(make.person(role=Role.EDITOR))

    assert "(1)" in client.get("/moderation/claims/").content.decode()


@pytest.mark.parametrize(
    ("role", "leads"),
    [
        (Role.READER, False),
        (Role.TRUSTED, False),
        (Role.WRITER, False),
        (Role.MODERATOR, True),
        (Role.EDITOR, True),
        (Role.ADMIN, True),
    ],
)
def test_the_own_page_leads_those_who_moderate_to_moderation(client, role, leads) -> None:
    client.force_login(make.person(role=role))

    page = BeautifulSoup(client.get("/account/").content, "html.parser")

    assert (page.select_one('a[href="/moderation/"]') is not None) == leads


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_a_suspended_moderator_looks_and_changes_nothing(client, role: Role) -> None:
    comment, person = make.comment(make.thread()), make.person(role=role)
    Suspension.objects.create(
        user=person, until=timezone.now() + timedelta(days=2), reason="Swept too hard."
    )
    client.force_login(person)

    looked = client.get("/moderation/")
    removing = {"do": "remove", "remove-reason": "Mine."}
    answers = [
        client.post(f"/moderation/comment/{comment.pk}/", removing),
        client.post("/moderation/holding/", {"switch": "on", "reason": "Mine."}),
    ]

    assert looked.status_code == 200
    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Swept too hard." in answers[0].content.decode()
    assert "you cannot moderate" in answers[0].content.decode()
    comment.refresh_from_db()
    assert comment.state == Comment.State.VISIBLE
    assert not DiscussionPolicy.objects.filter(hold_first_posts=True).exists()


@pytest.mark.parametrize("path", EDITORS_PAGES)
def test_a_suspended_editor_decides_no_claim_and_trusts_nobody(client, path: str) -> None:
    editor = make.person(role=Role.EDITOR)
    Suspension.objects.create(user=editor, reason="Away.")
    client.force_login(editor)

    assert client.get(path).status_code == 200
    assert client.post(path, {}).status_code == 403


def test_a_readers_page_leads_moderators_alone_to_suspending(client) -> None:
    bo = make.comment(make.thread(), by=make.reader("Bo")).author
    mo = make.person("Mo", role=Role.MODERATOR)
    address = f"/moderation/account/{bo.slug}/"

    def leads(path: str) -> bool:
        page = BeautifulSoup(client.get(path).content, "html.parser")
        return page.select_one(f'a[href="{address}"]') is not None

    assert not leads(bo.get_absolute_url())
    for other in (make.reader("Ada"), bo):
        client.force_login(other)
        assert not leads(bo.get_absolute_url())
    client.force_login(mo)
    assert leads(bo.get_absolute_url())
    assert "Suspend the account" in client.get(address).content.decode()
