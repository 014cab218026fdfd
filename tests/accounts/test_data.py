"""The download of a member's data: everything of theirs, nothing of anybody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pasquino.accounts.models import Suspension, User
from pasquino.discussion import actions as discussion
from pasquino.discussion.models import Addition, Comment, CommentVersion, Draft, ReadingPreference
from tests import make

pytestmark = pytest.mark.django_db


def downloaded(client, person: User) -> dict[str, Any]:
    client.force_login(person)
    answer = client.post("/account/data/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Cache-Control"] == "private, no-store"
    return json.loads(b"".join(answer.streaming_content))


def test_every_comment_and_rating_of_a_member_is_in_it_and_nobody_elses(client) -> None:
    nora, other = make.reader("Nora"), make.reader("Bo")
    threads = [make.thread() for _ in range(3)]
    own = [make.comment(thread, by=nora, source="Mine “now” \u2028 🙂.") for thread in threads]
    foreign = [make.comment(thread, by=other, source="Foreign.") for thread in threads]
    Comment.objects.filter(pk=own[0].pk).update(state=Comment.State.HELD)
    for comment, value in zip(foreign, (1, 3, 5), strict=True):
        discussion.rate_comment(comment=comment, rater=nora, value=value)
        discussion.rate_comment(comment=comment, rater=make.reader(), value=2)

    document = downloaded(client, nora)

    assert [row["address"] for row in document["comments"]] == [
        comment.get_absolute_url() for comment in own
    ]
    assert {row["text"] for row in document["comments"]} == {"Mine “now” \u2028 🙂."}
    assert document["comments"][0]["state"] == "held"
    assert [(row["comment"], row["value"]) for row in document["ratings_given"]] == [
        (comment.get_absolute_url(), value)
        for comment, value in zip(foreign, (1, 3, 5), strict=True)
    ]
    assert "Foreign." not in json.dumps(document)
    assert "Bo" not in json.dumps(document)


def test_what_is_kept_beside_comments_is_in_it_too(client) -> None:
    nora, thread, now = make.reader("Nora"), make.thread(), timezone.now()
    comment = make.comment(thread, by=nora)
    CommentVersion.objects.create(
        comment=comment, version=1, subject="Old", source="Older words", written_at=now
    )
    Addition.objects.create(comment=comment, source="Later words", added_at=now)
    Draft.objects.create(member=nora, thread=thread, source="Half a word", saved_at=now)
    ReadingPreference.objects.create(member=nora, display="flat")
    Suspension.objects.create(user=nora, reason="Shouted.")

    document = downloaded(client, nora)

    assert document["account"][0]["name"] == "Nora"
    assert document["comments"][0]["earlier_versions"][0]["text"] == "Older words"
    assert document["comments"][0]["additions"][0]["text"] == "Later words"
    assert document["drafts"][0]["text"] == "Half a word"
    assert document["reading_preference"][0]["display"] == "flat"
    assert document["suspensions"][0]["reason"] == "Shouted."


def test_no_secret_is_in_it(client) -> None:
    nora = make.reader("Nora")
    nora.set_password("seven wet bridges")
    nora.save(update_fields=["password"])

    assert nora.password not in json.dumps(downloaded(client, nora))


def test_looking_at_the_page_sends_nothing(client) -> None:
    client.force_login(make.reader("Nora"))

    page = client.get("/account/data/")

    assert "Download your data" in page.content.decode()
    assert "Content-Disposition" not in page


def test_thirty_comments_cost_no_more_questions_than_three(client) -> None:
    asked = []
    for count in (3, 30):
        nora, thread = make.reader(), make.thread()
        made = make.comments(thread, [None] * count)
        Comment.objects.filter(pk__in=[comment.pk for comment in made]).update(author=nora)
        client.force_login(nora)
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.post("/account/data/").streaming_content)
        asked.append(len(queries))

    assert asked[1] <= asked[0]
