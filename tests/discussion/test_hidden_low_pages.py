"""Where a site hides what readers rated low, no address shows it to those it is hidden from."""

from __future__ import annotations

import pytest
from django.test import Client

from pasquino.accounts.models import Role, User
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, DiscussionPolicy
from tests import make

pytestmark = pytest.mark.django_db
WORDS = "Rosebud"


@pytest.fixture
def low() -> Comment:
    DiscussionPolicy.objects.create(low_rating_hides=True)
    comment = make.comment(make.thread(), subject="Sled", source=WORDS)
    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.FOLDED)
    return comment


def visitor(who: User | None) -> Client:
    client = Client()
    if who:
        client.force_login(who)
    return client


@pytest.mark.parametrize("is_member", [False, True])
def test_its_history_and_ratings_are_not_shown_either(low: Comment, *, is_member: bool) -> None:
    client = visitor(make.reader() if is_member else None)

    for page in ("", "history/", "ratings/", "reply/"):
        answer = client.get(f"{low.get_absolute_url()}{page}", follow=True)
        assert WORDS not in answer.content.decode(), page
        assert "Sled" not in answer.content.decode(), page
    assert client.get(f"{low.get_absolute_url()}history/").status_code == 404


def test_it_cannot_be_quoted_nor_answered_and_no_word_is_lost(low: Comment) -> None:
    client = visitor(make.reader())
    sent = {"subject": "Well", "source": "I disagree.", "key": "k", "previewed": "on"}

    for act in ("quote", "preview", "post", "draft"):
        page = client.post(f"{low.get_absolute_url()}reply/", sent | {"act": act})
        assert WORDS not in page.content.decode(), act
        assert "I disagree." in page.content.decode(), act
    assert Comment.objects.count() == 1
    with pytest.raises(actions.ParentGone):
        actions.submit_comment(
            author=make.reader(), thread=low.thread, network="n", key="k2", subject="S",
            source="T", parent=low,
        )  # fmt: skip


def test_trusted_readers_read_answer_and_quote_it(low: Comment) -> None:
    client = visitor(make.person(role=Role.TRUSTED))

    for page in ("", "history/", "ratings/", "reply/"):
        assert "Sled" in client.get(f"{low.get_absolute_url()}{page}").content.decode(), page
    quoted = client.post(f"{low.get_absolute_url()}reply/", {"act": "quote"})
    assert f"&gt; {WORDS}" in quoted.content.decode()


def test_where_low_rated_is_only_folded_anybody_reads_its_history(low: Comment) -> None:
    policy = DiscussionPolicy.objects.get()
    policy.low_rating_hides = False
    policy.save()

    assert WORDS in visitor(None).get(f"{low.get_absolute_url()}history/").content.decode()
