"""Prepared queries and rows are those that Django would have made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pasquino.accounts.models import Suspension
from pasquino.delivery.prepared import Among, Given, GivenList, Prepared, insert, key_ahead
from pasquino.delivery.together import sent_together
from pasquino.discussion.models import Comment, CommentText, Submission, Thread
from tests import make

pytestmark = pytest.mark.django_db


def fields_of(thing: models.Model) -> dict[str, object]:
    names = [field.attname for field in thing._meta.concrete_fields]
    return {name: getattr(thing, name) for name in names}


def test_a_prepared_query_gives_what_its_query_set_gives_with_other_values_each_time() -> None:
    first, second = make.thread(make.story("The weir")), make.thread(make.story("The dam"))
    by_slug = Prepared(
        lambda: Thread.objects.select_related("story").filter(
            story__slug=Given("slug", models.CharField())
        )
    )

    found = [*by_slug(slug="the-weir"), *by_slug(slug="the-dam")]

    assert found == [first, second]
    assert by_slug.first(slug="the-lock") is None
    for one in found:
        asked = Thread.objects.get(pk=one.pk)
        assert fields_of(one) == fields_of(asked)
        with CaptureQueriesContext(connection) as queries:
            assert fields_of(one.story) == fields_of(asked.story)
        assert len(queries) == 1  # `asked` had not read its story; `one` had


def test_moments_and_missing_values_are_read_as_django_reads_them() -> None:
    ada, now = make.person("Ada"), timezone.now()
    for days in (1, 3):
        Suspension.objects.create(user=ada, reason="Spam", until=now + timedelta(days=days))
    until_after = Prepared(
        lambda: Suspension.objects.filter(until__gt=Given("moment", models.DateTimeField()))
    )

    found = until_after(moment=now + timedelta(days=2))

    assert [fields_of(one) for one in found] == [
        fields_of(one) for one in Suspension.objects.filter(until=now + timedelta(days=3))
    ]


def test_what_was_read_can_be_changed_and_saved() -> None:
    thread = make.thread()
    by_key = Prepared(lambda: Thread.objects.filter(pk=Given("pk", models.BigIntegerField())))

    found = by_key(pk=thread.pk)[0]
    found.state = Thread.State.CLOSED
    found.save(update_fields=["state"])

    thread.refresh_from_db()
    assert thread.state == Thread.State.CLOSED


def test_an_inserted_row_is_the_one_that_saving_would_have_written() -> None:
    comment = make.comment(make.thread())
    saved = fields_of(comment.text)
    CommentText.objects.all().delete()

    insert(CommentText(**saved))

    assert fields_of(CommentText.objects.get()) == saved


def test_an_inserted_object_has_its_key_and_changes_like_any_other() -> None:
    thread, ada = make.thread(), make.person("Ada")
    new = Comment(thread=thread, author=ada, number=1, revision=1, posted_at=make.NOON)

    insert(new)
    new.depth = 2
    new.save()

    assert fields_of(Comment.objects.get()) == fields_of(new)


def test_a_key_taken_ahead_is_the_row_s_own_and_nobody_else_s() -> None:
    thread, ada = make.thread(), make.person("Ada")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key_ahead(Comment)}")
        key = cursor.fetchone()[0]

    ahead = Comment(pk=key, thread=thread, author=ada, number=7, revision=1, posted_at=make.NOON)
    insert(ahead)
    after = make.comment(thread)

    assert (key is None) == (connection.vendor == "sqlite")
    assert key in (None, ahead.pk)
    assert ahead.pk != after.pk
    assert fields_of(Comment.objects.get(number=7)) == fields_of(ahead)


def test_a_row_that_may_not_be_raises_django_s_own_refusal_even_when_nobody_waits() -> None:
    comment = make.comment(make.thread())
    sent = {"author": comment.author, "key": "k", "comment": comment, "sent_at": make.NOON}
    insert(Submission(**sent))

    def write_both() -> None:
        with transaction.atomic(), sent_together():
            insert(Submission(**sent), needs_key=False)
            insert(Submission(**sent | {"key": "other"}), needs_key=False)

    with pytest.raises(IntegrityError):
        write_both()
    assert [one.key for one in Submission.objects.all()] == ["k"]


def test_what_is_sent_together_is_written_in_its_order() -> None:
    comment = make.comment(make.thread())
    sent = {"author": comment.author, "comment": comment, "sent_at": make.NOON}

    with transaction.atomic(), sent_together():
        for key in ("a", "b", "c"):
            insert(Submission(key=key, **sent), needs_key=False)
        written = Submission.objects.order_by("pk").values_list("key", flat=True)
        assert list(written) == ["a", "b", "c"]


def test_a_connection_that_the_server_ended_is_seen_before_it_is_used() -> None:
    other = connection.copy()
    other.connect()
    assert other.is_usable()
    try:
        if other.vendor == "postgresql":
            with connection.cursor() as cursor:
                ends = "SELECT pg_terminate_backend(%s, 5000)"  # waits until it has ended
                cursor.execute(ends, [other.connection.info.backend_pid])

        assert other.is_usable() == (other.vendor != "postgresql")
    finally:
        other.close()


def test_rows_are_read_of_as_many_numbers_as_are_given() -> None:
    thread = make.thread()
    make.comments(thread, [None, 1, 1, 3])
    asked = Prepared(
        lambda: (
            Comment.objects.filter(
                Among("number", GivenList("numbers")),
                thread=Given("thread", models.BigIntegerField()),
            )
            .order_by("number")
            .values_list("number", "posted_at", "author__name")
        )
    )

    for numbers in ([], [3], [2, 3, 4, 70_000], range(1, 2000)):
        rows = asked.rows(numbers=numbers, thread=thread.pk)
        expected = Comment.objects.filter(number__in=list(numbers)).order_by("number")
        wanted = expected.values_list("number", "posted_at", "author__name")
        assert [tuple(row) for row in rows] == list(wanted)
    assert asked.rows(numbers=[1], thread=thread.pk + 1) == []
