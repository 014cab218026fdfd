"""All script-injection strings: in by every field and way, and out on every page that shows them.

All of them are posted, refused and previewed; every fourth is an edit and an addition, a
moderator's reason, and in a member's own data, every eighth is held. Single pages and forms (a
comment's own page, its history, the form that answers it, a moderator's view, the API's deeds,
words searched for) take every twentieth to fortieth: they run the code that the bulk has passed.
Subjects are the first 200 characters. Names, with mails and claims, stand in
test_hostile_names.py, imports in test_hostile_text.py; a real browser looks in tests/browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import cycle
from xml.etree import ElementTree

import pytest
from django.test import Client

from pasquino.accounts import limit
from pasquino.accounts.models import Role, User
from pasquino.discussion import actions
from pasquino.discussion.actions import editing
from pasquino.discussion.models import CommentText, Draft, Thread
from pasquino.moderation import actions as moderation
from pasquino.moderation.models import LONGEST_REASON
from pasquino.moderation.records import Grounds
from tests import make
from tests.journeys.hostile import (
    as_stored,
    body_dangers,
    dangers,
    namesakes,
    payloads,
    subject_of,
)
from tests.journeys.writing import Member

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PARTS = 2
JSON = ("application/json", "application/problem+json")
ATOM = "{http://www.w3.org/2005/Atom}"
parts = pytest.mark.parametrize("part", range(PARTS))


@pytest.fixture(autouse=True)
def _as_fast_as_can_be(settings, monkeypatch) -> None:
    settings.LIMITS = limit.TEST | {"mails": limit.FAST}
    monkeypatch.setattr(editing, "EDITS", limit.FAST)


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        '<img src="/a.png" onerror="alert(1)">',
        '<a href="java\tscript:alert(1)">x</a>',
        '<iframe srcdoc="x"></iframe>',
        '<p style="color:red">x</p>',
        '<script type="application/ld+json">{"a": "</script><p>x',
        '<div class="comment__body"><form>x</form></div>',
        '<div class="comment__body"><a href="data:text/html,x">x</a></div>',
    ],
)
def test_what_is_planted_is_found(planted: str) -> None:
    assert list(dangers(planted.encode())) != []


def these(part: int, one_in: int = 1) -> list[str]:
    return payloads()[part :: PARTS * one_in]


def a_discussion(chosen: list[str], *, is_held: bool = False) -> Thread:
    """A comment for each, by people who are called so as well."""
    thread = make.thread(make.story("A headline", address="hostile"))
    authors = cycle(namesakes(chosen[:40]) or [make.reader()])
    for payload, author in zip(chosen, authors, strict=False):
        actions.post_comment(
            thread=thread, author=author, subject=subject_of(payload), source=payload,
            is_held=is_held,
        )  # fmt: skip
    return thread


def on(client: Client, *addresses: str) -> list[str]:
    """What is wrong with these pages, each of which must be there."""
    found = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found += [f"{address}: {danger}" for danger in dangers(answer.content)]
    return found


def led_on(client: Client, address: str, rel: str = "", most: int = 1_000) -> Iterator[str]:
    """The addresses of a list and of the pages it leads on to."""
    pattern = rel or r'<a[^>]*href="([^"]+)"[^>]*rel="next"|rel="next"[^>]*href="([^"]+)"'
    here = address
    for _ in range(most):
        yield here
        next_page = re.search(pattern, client.get(here).content.decode())
        if not next_page:
            return
        path = address.partition("?")[0]
        here = unescape(next(filter(None, next_page.groups())))
        here = path + here if here.startswith("?") else here
    assert most < 1_000, "pages without an end"


def displays(thread: Thread) -> list[str]:
    """All pages of a discussion that show it in full, and its outlines."""
    address = thread.story.get_absolute_url()
    pages = range(1, thread.comments.count() // 100 + 2)
    nested = [f"{address}?page={page}" for page in pages]
    return [*nested, *(f"{address}?display={kind}" for kind in ("minimal", "threaded", "flat"))]


@parts
def test_no_comment_runs_on_the_pages_of_a_discussion(client, part: int) -> None:
    chosen = these(part)

    thread = a_discussion(chosen)

    stored = set(CommentText.objects.values_list("source", flat=True))
    assert stored == {as_stored(payload) for payload in chosen}
    assert on(client, *displays(thread)) == []
    member = Client()
    member.force_login(make.reader())
    some = list(thread.comments.order_by("number")[::40])
    singles = [comment.get_absolute_url() for comment in some]
    assert on(member, displays(thread)[0], *singles, *(f"{one}reply/" for one in singles)) == []
    told = api_comments(client, thread)
    assert {comment["source"] for comment in told} == {as_stored(payload) for payload in chosen}
    assert [danger for comment in told for danger in body_dangers(comment["html"])] == []
    assert feed_dangers(client, thread) == []
    assert search_dangers(client, chosen[::40]) == []


def feed_dangers(client: Client, thread: Thread) -> list[str]:
    """What is wrong with the bodies in both feeds of a discussion, with all their older pages."""
    feed = f"/feeds{thread.story.get_absolute_url().rstrip('/')}/comments"
    pages = led_on(client, f"{feed}.atom", r'rel="next"[^>]*href="([^"]+)"')
    roots = [ElementTree.fromstring(client.get(page).content) for page in pages]  # noqa: S314 - ours
    contents = [content for root in roots for content in root.iter(f"{ATOM}content")]
    assert {content.get("type") for content in contents} == {"html"}
    told: list[dict] = []
    here = f"{feed}.json"
    while here:
        page = client.get(here).json()
        told, here = told + page["items"], page.get("next_url")

    bodies = [content.text for content in contents] + [item["content_html"] for item in told]
    assert len(bodies) == 2 * thread.comments.count()
    return [danger for body in bodies for danger in dangers(body.encode())]


def search_dangers(client: Client, looked_for: list[str]) -> list[str]:
    """What is wrong with pages of results, of words that many have and of whole strings."""
    found: list[str] = []
    for word in ("alert", "script", "onerror", "svg", "href"):
        found += on(client, *led_on(client, f"/search/?q={word}", most=8))
    for payload in looked_for:
        answer = client.get("/search/", {"q": payload})
        assert answer.status_code == 200
        found += dangers(answer.content)
        told = client.get("/api/v1/search", {"q": payload})
        assert told.headers["Content-Type"].split(";")[0] in JSON
    return found


@parts
def test_no_edit_and_no_addition_runs(client, part: int) -> None:
    chosen, author = these(part, one_in=4), make.reader()
    thread = make.thread()
    for payload, other in zip(chosen, chosen[1:] + chosen[:1], strict=True):
        comment = make.comment(thread, by=author, subject=subject_of(payload), source=payload)
        edited = {"subject": subject_of(other), "source": other}
        actions.edit_comment(comment=comment, author=author, version=1, **edited)
        actions.add_to_comment(comment=comment, author=author, network="", source=payload)

    some = thread.comments.order_by("number")[::40]
    histories = [f"{comment.get_absolute_url()}history/" for comment in some]
    assert on(client, *displays(thread), *histories) == []
    told = api_comments(client, thread)
    assert {comment["source"] for comment in told} == {as_stored(payload) for payload in chosen}
    written = [piece["html"] for comment in told for piece in (comment, *comment["additions"])]
    assert len(written) == 2 * len(chosen)
    assert [danger for html in written for danger in body_dangers(html)] == []


def api_comments(client: Client, thread: Thread) -> list[dict]:
    """All comments as the API tells them."""
    address = f"/api/v1/stories{thread.story.get_absolute_url()}comments"
    found: list[dict] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = client.get(address, {"limit": 200} | ({"cursor": cursor} if cursor else {}))
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        page = answer.json()
        found, cursor = found + page["comments"], page["cursor"]
    return found


@parts
def test_no_reason_runs_on_a_tombstone_or_before_moderators(client, part: int) -> None:
    chosen = these(part, one_in=4)
    thread = a_discussion(chosen)
    moderator = make.person("Mo", Role.MODERATOR)
    client.force_login(moderator)
    for comment, payload in zip(thread.comments.order_by("number"), chosen, strict=True):
        grounds = Grounds(moderator, payload[:LONGEST_REASON], payload[:LONGEST_REASON])
        deed = moderation.hide_branch if comment.number < 10 else moderation.remove_comment
        deed(comment=comment, grounds=grounds)
    for account, payload in zip(User.objects.exclude(pk=moderator.pk)[:60], chosen, strict=False):
        grounds = Grounds(moderator, payload)
        moderation.suspend_account(account=account, until=None, grounds=grounds)

    assert on(Client(), *displays(thread)) == []
    assert on(client, *led_on(client, "/moderation/")) == []
    some = thread.comments.all()[::40]
    assert on(client, *(f"/moderation/comment/{comment.pk}/" for comment in some)) == []
    people = [f"/moderation/account/{comment.author.slug}/" for comment in some]
    assert on(client, f"/moderation/thread/{thread.pk}/", "/moderation/suspended/", *people) == []


@parts
def test_no_held_comment_runs_before_moderators_or_its_author(client, part: int) -> None:
    thread = a_discussion(these(part, one_in=8), is_held=True)
    client.force_login(make.person("Mo", Role.MODERATOR))
    author = Client()
    some = thread.comments.select_related("author", "thread__story")[::40]

    assert on(client, *led_on(client, "/moderation/held/")) == []
    for comment in some:
        author.force_login(comment.author)
        assert on(author, f"{comment.get_absolute_url()}held/") == []
    assert b"c1" not in client.get("/feeds/comments.atom").content


@parts
def test_nothing_runs_on_the_page_of_a_member_or_in_their_data(client, part: int) -> None:
    chosen, thread, elsewhere = these(part, one_in=4), make.thread(), make.thread()
    member = next(iter(namesakes(chosen)))
    for payload in chosen:
        make.comment(thread, by=member, subject=subject_of(payload), source=payload)
    for number, payload in enumerate(chosen[:100]):
        words = {"subject": subject_of(payload), "source": payload}
        actions.keep_draft(member=member, thread=elsewhere, parent_number=number, **words)
    assert Draft.objects.count() == 100

    address = member.get_absolute_url()
    assert on(Client(), *led_on(client, address)) == []
    client.force_login(member)
    draft = f"{elsewhere.story.get_absolute_url()}comments/new/"
    assert on(client, address, "/account/", "/account/drafts/", draft) == []
    answer = client.post("/account/data/")
    assert answer.headers["Content-Type"] == "application/json"
    assert "attachment" in answer.headers["Content-Disposition"]
    told = json.loads(answer.getvalue())
    assert {one["text"] for one in told["comments"]} == {*map(as_stored, chosen)}


@parts
def test_what_is_refused_or_shown_before_comes_back_whole_and_runs_nowhere(part: int) -> None:
    member = Member(make.reader())
    form = member.open(f"{make.thread().story.get_absolute_url()}comments/new/")
    for batch in range(0, len(these(part)), 150):
        chosen = "\n\n".join(these(part)[batch : batch + 150])
        for subject, act, status in (("s" * 201, "post", 422), ("Fine", "preview", 200)):
            answer = member.send(form, act, subject=subject, source=chosen)
            assert answer.status_code == status
            assert list(dangers(answer.content)) == []
            assert member.form().fields["source"] == as_stored(chosen)
    for payload in these(part)[::40]:
        answer = member.send(form, "post", subject=payload + "s" * 200, source="")
        assert answer.status_code == 422
        assert list(dangers(answer.content)) == []


@parts
def test_nothing_runs_that_was_written_in_forms_or_by_a_program(part: int) -> None:
    author, thread = make.reader(), make.thread()
    for _ in range(3):
        make.comment(make.thread(), by=author)
    member, address = Member(author), f"{thread.story.get_absolute_url()}comments/"
    program, key = Client(), make.bearer(author)
    for payload in these(part)[::20]:
        words = {"subject": subject_of(payload), "source": payload}
        member.send(member.open(f"{address}new/"), "post", **words)
        number = thread.comments.latest("number").number
        form = member.open(f"{address}{number}/edit/")
        for act in ("preview", "save"):
            member.send(form, act, **words)
            assert list(dangers(member.answer.content)) == []
        member.send(member.open(f"{address}{number}/add/"), "add", source=payload)
        made = program.post(
            f"/api/v1/stories{address[:-1]}", words, "application/json",
            headers=key | {"Idempotency-Key": f"k{number}"},
        )  # fmt: skip
        assert made.status_code == 201, made.content
        later = words | {"version": 1, "source": f"Once more: {payload}"}
        patched = program.patch(
            f"/api/v1/stories{address}{made.json()['number']}", later, "application/json",
            headers=key,
        )  # fmt: skip
        assert patched.status_code == 200, patched.content
        assert list(body_dangers(patched.json()["html"])) == []

    assert thread.comments.count() == 2 * len(these(part)[::20])
    assert on(member.client, *displays(thread), f"{address}1/history/") == []
