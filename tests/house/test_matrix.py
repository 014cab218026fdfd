"""Every route, for every role, read and written: nobody gets in by a side door.

The routes come from `pasquino routes`; a new one whose address these tests cannot fill in fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client

from pasquino.accounts.actions import make_link
from pasquino.accounts.models import Role, User
from pasquino.config.guests import GUESTS
from pasquino.config.routes import Route, all_routes
from pasquino.discussion.models import Comment, Draft, Thread
from pasquino.figures.actions import add_line, add_point, make_series
from pasquino.figures.models import Figure, Series
from pasquino.moderation.actions import remove_comment
from pasquino.moderation.records import Grounds
from pasquino.outlooks.models import Outlook
from pasquino.stories.models import PublishedStory
from pasquino.stories.publishing import Block
from tests import make
from tests.figures.citers import _rooms  # noqa: F401 - a fixture for all
from tests.figures.citers import cited as cited_figure
from tests.figures.figures_made import figure
from tests.outlooks.expected import outlook

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EVERYONE = "everyone"
TOKEN = "holder of a token"  # of the API, where no session counts
VISITOR = "visitor"  # nobody signed in
WHO = (VISITOR, *Role.values)
PLACE = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>")
FORMS = {">csv|": "csv", "|bib|": "bib"}  # by what stands in the route's pattern
GUESTS_AND_FILES = {f"/{guest.prefix}…" for guest in GUESTS} | {"/static/…"}


@dataclass
class World:
    """A small magazine with somebody in every role, each with a comment of their own."""

    story: PublishedStory
    people: dict[str, User]
    comments: dict[str, Comment]
    drafts: dict[str, Draft]
    secret: str
    values: dict[str, str] = field(default_factory=dict)

    def address(self, route: Route, who: str) -> str:
        """The route's address filled in with what is there; for their own things, `who`'s."""
        return PLACE.sub(
            lambda found: self._value(route, found[1] or found[2], who), route.address
        )

    def _value(self, route: Route, name: str, who: str) -> str:
        owner = who if who in self.comments else str(Role.READER)
        by_list = re.match(
            r"/(?:feeds/|moderation/)?(section|topic|writer|reader|account)/", route.address
        )
        values = {
            "year": str(self.story.year),
            "month": f"{self.story.month:02}",
            "slug": self._slug(by_list[1] if by_list else "", owner),
            "number": str(self._number(route, owner)),
            "form": next((FORMS[mark] for mark in FORMS if mark in route.address), "atom"),
            "secret": self.secret,
            "token": "a-token-nobody-made",
            "key": "C1",
            "draft": str(self.drafts[owner].pk),
            "name": "pictures/none.png",
            **self.values,
        }
        return values[name]

    def _number(self, route: Route, owner: str) -> int:
        """A source's, a figure's or its series', or that of a comment of theirs."""
        if route.address.startswith("/sources/"):
            return self.story.story.story_sources.get().work_id
        if route.address.startswith("/figures/series/"):
            return Series.objects.get().pk
        if route.address.startswith("/figures/"):
            return Figure.objects.get().pk
        if route.address.startswith("/outlooks/"):
            return Outlook.objects.get().pk
        return self.comments[owner].number

    def _slug(self, kind: str, owner: str) -> str:
        slugs = {"section": "river", "topic": "flood-wall", "writer": "ada-quill"}
        is_person = kind in ("reader", "account")
        return self.people[owner].slug if is_person else slugs.get(kind, self.story.slug)


@pytest.fixture
def world() -> World:
    shown = outlook()
    cited = [make.quotation(work="On Weirs", publisher="The River Post")]
    cited.append(Block("outlook", {"outlook": shown.pk}))
    story = make.story(
        "The weir", blocks=cited, bylines=[(make.writer(), "")], topics=[make.topic()]
    )
    people = {role: make.person(f"A {role}", Role(role)) for role in Role.values}
    thread = make.thread(story)
    comments = {role: make.comment(thread, by=person) for role, person in people.items()}
    drafts = {role: a_draft(thread, person) for role, person in people.items()}
    swept = comments[Role.READER]
    done = remove_comment(comment=swept, grounds=Grounds(people[Role.MODERATOR], "No."))
    ids = {"comment_id": str(swept.pk), "thread_id": str(thread.pk), "action_id": str(done.pk)}
    counted = cited_figure(figure())
    add_point(line=add_line(series=make_series(title="Floods")), figure=counted)
    ids |= {"figure": str(counted.pk), "claim": str(shown.claims.get(key="C1").pk)}
    return World(story, people, comments, drafts, make_link(people[Role.READER]), ids)


def a_draft(thread: Thread, member: User) -> Draft:
    return Draft.objects.create(member=member, thread=thread, source="…", saved_at=make.NOON)


def routes() -> list[Route]:
    return [route for route in all_routes() if route.address not in GUESTS_AND_FILES]


def let_in(route: Route, who: str, method: str) -> bool:
    """What the route's rule says of them; nobody here shows a token."""
    assert route.rule is not None, route.address
    if TOKEN in route.rule.roles:
        return method == "get" and EVERYONE in route.rule.roles
    return (
        route.rule.is_public
        or "holder of the link" in route.rule.roles
        or bool(who != VISITOR and set(route.rule.roles) & roles_of(who))
    )


def roles_of(who: str) -> set[str]:
    if who == Role.ADMIN:
        return set(Role.values)
    return {who, str(Role.READER)}


def sent(client: Client, method: str, address: str, person: User | None) -> tuple[int, str]:
    """Status and target of one request, whose traces in the database are taken back."""
    with transaction.atomic():
        if person is not None:
            client.force_login(person)
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies.clear()
    return answer.status_code, str(answer.headers.get("Location", ""))


def is_shut(status: int, target: str) -> bool:
    """Refused, or led to the page for signing in."""
    return status in (401, 403) or (status == 302 and re.search("/login/", target) is not None)


def deviations(world: World, who: str, method: str) -> Iterator[str]:
    client = Client(raise_request_exception=False)
    person = world.people.get(who)
    for route in routes():
        address = world.address(route, who)
        status, target = sent(client, method, address, person)
        shut = is_shut(status, target) or (is_for_tokens(route) and status == 405)
        if status >= 500 or shut == let_in(route, who, method):
            yield f"{method} {address} as {who}: {status} {target}"


def is_for_tokens(route: Route) -> bool:
    return route.rule is not None and TOKEN in route.rule.roles


@pytest.mark.parametrize("who", WHO)
def test_reading_is_open_to_those_the_rule_names_and_to_no_others(world: World, who: str) -> None:
    assert list(deviations(world, who, "get")) == []


@pytest.mark.parametrize("who", WHO)
def test_writing_is_open_to_those_the_rule_names_and_to_no_others(world: World, who: str) -> None:
    assert list(deviations(world, who, "post")) == []


@pytest.mark.parametrize("who", WHO)
def test_no_form_is_taken_without_its_token(world: World, who: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    taken = []
    for route in routes():
        status, _target = sent(client, "post", world.address(route, who), world.people.get(who))
        if status not in (401, 403, 405):
            taken.append(f"{route.address}: {status}")

    assert taken == []


def test_private_pages_are_kept_by_nobody(world: World) -> None:
    client = Client(raise_request_exception=False)
    kept = []
    for route in routes():
        assert route.rule is not None
        if EVERYONE in route.rule.roles:
            continue
        client.force_login(world.people[Role.ADMIN])
        answer = client.get(world.address(route, Role.ADMIN))
        if "no-store" not in answer.headers["Cache-Control"]:
            kept.append(route.address)

    assert kept == []


def test_public_pages_set_no_cookie_and_are_the_same_for_everyone(world: World) -> None:
    client = Client(raise_request_exception=False)
    for route in routes():
        assert route.rule is not None
        if EVERYONE in route.rule.roles:
            answer = client.get(world.address(route, VISITOR))
            assert not answer.cookies, route.address
            assert "Cookie" not in answer.headers.get("Vary", ""), route.address
