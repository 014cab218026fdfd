"""Moderators list the quotations of comments that do not hold."""

from __future__ import annotations

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.discussion.models import Comment
from pasquino.sources.models import CaptureRequest
from tests import make
from tests.discussion import quoting_made as quoting

pytestmark = pytest.mark.django_db
LIST = "/moderation/quotations/"


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make.person("Mo", Role.MODERATOR))
    return client


def test_each_kind_is_listed_with_the_way_to_its_comment(moderator: Client) -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    thread = make.thread(story)
    cut = make.comment(thread, subject="The cut", source=f"> {quoting.CUT}")
    none = make.comment(thread, subject="From nowhere", source="> Words that nobody knows of.")
    for comment in (cut, none):
        quoting.settled(comment)

    altered = moderator.get(LIST).content.decode()
    unknown = moderator.get(f"{LIST}?kind=none").content.decode()

    assert "17 words are missing" in altered
    assert "did not open the weir" in altered
    assert '<details class="proof">' in altered
    assert f'href="{cut.get_absolute_url()}"' in altered
    assert "From nowhere" not in altered
    assert "From nowhere" in unknown
    assert f"/moderation/comment/{none.pk}/" in unknown


def test_the_list_goes_on_where_the_page_ends(moderator: Client) -> None:
    thread = make.thread()
    source = "\n\n".join(f"> Somebody said thing number {n}." for n in range(20))
    make.comment(thread, source=source)
    make.comment(thread, source="> The newest one.")

    page = moderator.get(f"{LIST}?kind=none")
    older = page.context["older"]
    rest = moderator.get(f"{LIST}?kind=none&before={older}").content.decode()

    assert len(page.context["entries"]) == 20
    assert "thing number 0." in rest
    assert "newest" not in rest


def test_what_was_removed_is_not_listed(moderator: Client) -> None:
    comment = make.comment(make.thread(), source="> Words.")
    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.REMOVED_BY_AUTHOR)

    assert moderator.get(f"{LIST}?kind=none").context["entries"] == []


def test_a_copy_is_fetched_of_what_a_reader_gave_once_a_moderator_asks(moderator: Client) -> None:
    comment = make.comment(make.thread(), source="> Words.\n> — https://far.example/a")
    (row,) = quoting.settled(comment)
    page = moderator.get(f"{LIST}?kind=unchecked").content.decode()
    assert "Have a copy fetched" in page

    answer = moderator.post(LIST, {"quotation": row.pk})

    assert answer.status_code == 303
    request = CaptureRequest.objects.get()
    assert (request.url, request.purpose) == ("https://far.example/a", "comment")
    row.quotation.refresh_from_db()
    assert row.quotation.work == request.work


def test_readers_have_no_such_list(client: Client) -> None:
    client.force_login(make.reader())

    assert client.get(LIST).status_code == 403
