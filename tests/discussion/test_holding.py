"""First comments wait for a moderator where the editors wish it; nobody else learns of them."""

from __future__ import annotations

import pytest

from pasquino.accounts.models import Role, User
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _holds() -> None:
    DiscussionPolicy.objects.create(hold_first_posts=True, first_posts=2)


def submit(author: User, thread: Thread, key: str = "k", source: str = "Buy my boat.") -> Comment:
    return actions.submit_comment(
        author=author, thread=thread, network="n", key=key, subject="Boats", source=source
    )


def test_a_new_members_comment_is_held_and_keeps_its_number() -> None:
    thread = make.thread()

    held = submit(make.reader(), thread)
    after = make.comment(thread)

    thread.refresh_from_db()
    assert (held.state, held.number, after.number) == (Comment.State.HELD, 1, 2)
    assert (thread.visible_count, thread.last_at) == (1, after.posted_at)


def test_so_many_visible_comments_make_a_member_known() -> None:
    member, thread = make.reader(), make.thread()
    make.comment(thread, by=member)
    assert submit(member, thread, "1").state == Comment.State.HELD
    make.comment(thread, by=member)

    assert submit(member, thread, "2").state == Comment.State.VISIBLE


@pytest.mark.parametrize("role", [Role.TRUSTED, Role.MODERATOR, Role.EDITOR, Role.ADMIN])
def test_nothing_of_trusted_people_is_held(role: Role) -> None:
    assert submit(make.person(role=role), make.thread()).state == Comment.State.VISIBLE


def test_nothing_is_held_where_the_editors_do_not_wish_it() -> None:
    DiscussionPolicy.objects.update(hold_first_posts=False)

    assert submit(make.reader(), make.thread()).state == Comment.State.VISIBLE


def test_no_page_tells_others_of_a_held_comment(client) -> None:
    author, thread = make.reader("Nell"), make.thread()
    submit(author, thread)
    address = thread.story.get_absolute_url()
    client.force_login(make.reader())

    for path in (
        "/", address, f"{address}?display=flat", author.get_absolute_url(), "/feeds/comments.atom",
        "/feeds/comments.json", f"/feeds{address}comments.atom", "/sitemap.xml",
    ):  # fmt: skip
        assert b"Buy my boat" not in client.get(path).content, path
    for path in ("", "reply/", "edit/", "add/", "remove/", "history/", "held/"):
        assert client.get(f"{address}comments/1/{path}").status_code == 404, path


def test_its_author_is_told_plainly_and_may_change_it(client) -> None:
    author, thread = make.reader(), make.thread()
    held = submit(author, thread)
    client.force_login(author)

    page = client.get(f"{held.get_absolute_url()}held/")

    assert "a moderator looks at it first" in page.content.decode()
    assert "Buy my boat." in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]
    answer = client.post(
        f"{held.get_absolute_url()}edit/",
        {"subject": "Boats", "source": "Mend my boat.", "version": "1", "act": "save"},
    )
    assert answer.status_code == 303
    assert Comment.objects.get().state == Comment.State.HELD
    assert Comment.objects.get().text.source == "Mend my boat."
