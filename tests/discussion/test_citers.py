"""A source's public page tells which comments quote it, and no others."""

from __future__ import annotations

import pytest
from django.test import Client

from pasquino.discussion.models import Comment
from tests import make
from tests.discussion import quoting_made as quoting

pytestmark = pytest.mark.django_db


def test_comments_that_quote_a_source_stand_on_its_page(client: Client) -> None:
    work = quoting.public_work()
    quoting.copy(work)
    thread = make.thread(make.story("The weir"))
    source = f"> {quoting.WHOLE}\n> — {quoting.URL}"
    shown = make.comment(thread, subject="Read it", source=source)
    hidden = make.comment(thread, subject="Removed later", source=source)
    for comment in (shown, hidden):
        quoting.settled(comment)
    Comment.objects.filter(pk=hidden.pk).update(state=Comment.State.REMOVED_BY_MODERATOR)

    page = client.get(f"/sources/{work.pk}/").content.decode()

    assert f'href="{shown.get_absolute_url()}"' in page
    assert "Removed later" not in page


def quoted_by_comment() -> Comment:
    """A comment that names an address which the magazine did not know before."""
    author = make.reader()
    author.is_trusted = True
    author.save(update_fields=["is_trusted"])
    source = f"> {quoting.WHOLE}\n> — {quoting.URL}"
    comment = make.comment(make.thread(), by=author, source=source)
    quoting.settled(comment)
    quoting.copy(quoting.work())
    return comment


def test_what_only_comments_quote_makes_no_entry_in_the_list(client: Client) -> None:
    quoted_by_comment()

    assert client.get(f"/sources/{quoting.work().pk}/").status_code == 200
    assert quoting.work().title not in client.get("/sources/").content.decode()


def test_a_source_that_only_a_removed_comment_quotes_has_no_page(client: Client) -> None:
    comment = quoted_by_comment()
    address = f"/sources/{quoting.work().pk}/"
    assert client.get(address).status_code == 200

    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.REMOVED_BY_AUTHOR)

    assert client.get(address).status_code == 404
