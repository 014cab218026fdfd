"""First comments wait for a moderator where the editors wish it; nobody else learns of them."""

from __future__ import annotations

import pytest

from pasquino.accounts.models import Role, User
from pasquino.discussion import actions
from pasquino.discussion.leaving import blank
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


def test_a_held_comment_that_its_author_takes_back_was_never_there_for_others(client) -> None:
    author, thread = make.reader("Nell"), make.thread()
    held, shown = submit(author, thread), make.comment(thread)
    address = thread.story.get_absolute_url()
    client.force_login(author)

    answer = client.post(f"{held.get_absolute_url()}remove/")

    assert answer["Location"] == f"{address}#discussion"
    thread.refresh_from_db()
    assert (thread.visible_count, thread.last_number, shown.number) == (1, 2, 2)
    for reader in (None, author, make.person(role=Role.MODERATOR)):
        client.logout()
        if reader:
            client.force_login(reader)
        for display in ("nested", "flat_unthread"):
            page = client.get(f"{address}?display={display}").content.decode()
            assert 'id="c1"' not in page
            assert 'id="c2"' in page
            assert "Removed by its author" not in page
        for path in ("", "reply/", "edit/", "add/", "remove/", "history/", "ratings/"):
            status = client.get(f"{address}comments/1/{path}").status_code
            assert status == 404 or (reader is None and status == 302), path
    told = client.get("/moderation/held/").content.decode()
    assert "Buy my boat" not in told


def test_a_leaving_member_whose_words_are_deleted_leaves_no_trace_of_what_was_held(client) -> None:
    author, thread = make.reader("Nell"), make.thread()
    submit(author, thread)

    blank(author)

    thread.refresh_from_db()
    assert Comment.objects.get().state == Comment.State.TAKEN_BACK
    assert thread.visible_count == 0
    page = client.get(thread.story.get_absolute_url()).content.decode()
    assert "removed by its author" not in page.lower()


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
