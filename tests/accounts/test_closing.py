"""Leaving: who somebody was is forgotten, what they wrote stays or goes as they choose."""

from __future__ import annotations

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from pasquino.accounts import actions, closing, members
from pasquino.accounts.models import ApiToken, Closing, Role, User
from pasquino.discussion import actions as discussion
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.models import (
    Addition,
    Comment,
    CommentText,
    CommentVersion,
    Draft,
    Rating,
    Thread,
)
from tests import make

pytestmark = pytest.mark.django_db


def member(name: str = "Nora Note") -> User:
    person = make.reader(name)
    person.email, person.zone = "nora@example.org", "Europe/Rome"
    person.save(update_fields=["email", "zone"])
    return person


def test_nothing_of_the_person_is_left_in_the_account() -> None:
    nora = member()
    link = actions.make_link(nora)

    closed = closing.close_account(person=nora, keeps_comments=True)

    nora.refresh_from_db()
    assert nora.name == f"former member {closed.pk}"
    assert "nora" not in f"{nora.slug} {nora.name_key} {nora.email} {nora.zone}"
    assert not nora.is_active
    with pytest.raises(actions.LinkUnusable):
        actions.find_link(link)
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(nora.name)


def test_addresses_factors_sessions_and_keys_go_with_the_account() -> None:
    nora, other = member(), make.reader()
    for person in (nora, other):
        EmailAddress.objects.create(user=person, email=f"{person.slug}@example.org", verified=True)
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        ApiToken.objects.create(
            member=person, name="Reader", digest=person.slug, expires_at=timezone.now()
        )
        UserSession.objects.create(user=person, ip="192.0.2.1", session_key=person.slug)

    closing.close_account(person=nora, keeps_comments=True)

    for kind in (EmailAddress, Authenticator, UserSession):
        assert [row.user for row in kind.objects.all()] == [other]
    assert [token.member for token in ApiToken.objects.all()] == [other]


def test_closing_twice_is_closing_once() -> None:
    nora = member()

    first = closing.close_account(person=nora, keeps_comments=True)
    second = closing.close_account(person=nora, keeps_comments=False)

    assert first == second
    assert Closing.objects.count() == 1


def test_the_last_administrator_stays() -> None:
    ada = make.person("Ada", Role.ADMIN)

    with pytest.raises(closing.LastAdministrator):
        closing.close_account(person=ada, keeps_comments=True)

    make.person("Bo", Role.ADMIN)
    closing.close_account(person=ada, keeps_comments=True)
    assert User.objects.get(pk=ada.pk).roles == {"reader"}


@pytest.mark.parametrize("name", ["Nora Note", "NORA NOTE", "N0ra Note"])
def test_nobody_else_is_called_as_somebody_who_left(name: str) -> None:
    closing.close_account(person=member(), keeps_comments=True)

    with pytest.raises(members.NameReserved):
        actions.make_account(name=name)


def test_comments_that_are_kept_stand_under_another_name(client) -> None:
    nora, thread = member(), make.thread()
    comment = make.comment(thread, by=nora, subject="Sluice gates")
    before = Thread.objects.get(pk=thread.pk).revision

    closing.close_account(person=nora, keeps_comments=True)

    page = client.get(thread.story.get_absolute_url()).content.decode()
    assert "Sluice gates" in page
    assert "former member" in page
    assert "Nora" not in page
    assert Thread.objects.get(pk=thread.pk).revision > before
    comment.refresh_from_db()
    assert comment.revision == before + 1


def test_blanked_comments_leave_tombstones_and_their_replies(client) -> None:
    nora, thread = member(), make.thread()
    comment = make.comment(thread, by=nora, subject="Sluice gates", source="They leak badly.")
    make.comment(thread, answers=comment, subject="Do they")

    closing.close_account(person=nora, keeps_comments=False)

    page = client.get(thread.story.get_absolute_url()).content.decode()
    assert "Removed by its author." in page
    assert "Do they" in page
    assert "Sluice" not in page
    assert "leak" not in page


def test_blanking_deletes_all_a_member_wrote_and_rated() -> None:
    nora, thread = member(), make.thread()
    comment = make.comment(thread, by=nora)
    other = make.comment(thread)
    now = timezone.now()
    make.rate(comment, 4)
    make.rate(other, 5)
    discussion.rate_comment(comment=other, rater=nora, value=1)
    CommentVersion.objects.create(
        comment=comment, version=1, subject="Old", source="Old", written_at=now
    )
    Addition.objects.create(comment=comment, source="Late", html="<p>Late</p>", added_at=now)
    Draft.objects.create(member=nora, thread=thread, source="Half", saved_at=now)

    closing.close_account(person=nora, keeps_comments=False)

    text = CommentText.objects.get(comment=comment)
    assert (text.source, text.html, text.fragment) == ("", "", "")
    assert not any(kind.objects.exists() for kind in (CommentVersion, Addition, Draft))
    assert list(Rating.objects.values_list("comment", "value")) == [(other.pk, 5)]
    other.refresh_from_db()
    comment.refresh_from_db()
    assert (other.rating_sum, other.rating_count) == (5, 1)
    assert (comment.rating_sum, comment.rating_count) == (0, 0)


def test_what_the_leavers_rating_had_folded_stands_as_before() -> None:
    nora, thread = member(), make.thread()
    comment = make.comment(thread)
    Rating.objects.create(comment=comment, rater=nora, value=0, rated_at=timezone.now())
    Comment.objects.filter(pk=comment.pk).update(rating_count=1, state=Comment.State.FOLDED)

    closing.close_account(person=nora, keeps_comments=False)

    comment.refresh_from_db()
    assert (comment.state, comment.rating_count) == (Comment.State.VISIBLE, 0)


def test_what_a_moderator_hid_stays_hidden_but_says_nothing_more(client) -> None:
    nora, thread = member(), make.thread()
    comment = make.comment(thread, by=nora, source="A libel.")
    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.BRANCH_HIDDEN)

    closing.close_account(person=nora, keeps_comments=False)

    comment.refresh_from_db()
    assert comment.state == Comment.State.BRANCH_HIDDEN
    assert comment.text.source == ""


def test_held_comments_leave_no_trace_and_are_not_counted() -> None:
    nora, thread = member(), make.thread()
    held = make.comment(thread, by=nora)
    make.comment(thread)
    Comment.objects.filter(pk=held.pk).update(state=Comment.State.HELD)
    Thread.objects.filter(pk=thread.pk).update(visible_count=1)

    closing.close_account(person=nora, keeps_comments=False)

    assert Thread.objects.get(pk=thread.pk).visible_count == 1


def test_rooms_above_hear_of_every_comment() -> None:
    nora = member()
    made = {make.comment(make.thread(), by=nora).pk for _ in range(3)}
    told: set[int] = set()

    def listen(comments: list[int], **_signal: object) -> None:
        told.update(comments)

    comments_changed.connect(listen)
    try:
        closing.close_account(person=nora, keeps_comments=False)
    finally:
        comments_changed.disconnect(listen)

    assert told == made


def test_ten_thousand_comments_are_blanked_in_seconds() -> None:
    nora, thread = member(), make.thread()
    first = make.comment(thread, by=nora)
    Comment.objects.bulk_create(
        Comment(thread=thread, number=number, author=nora, posted_at=make.NOON, revision=1)
        for number in range(2, 10_001)
    )
    rows = Comment.objects.exclude(pk=first.pk).values_list("pk", flat=True)
    CommentText.objects.bulk_create(
        CommentText(comment_id=key, subject="A", source="B", html="<p>B</p>", fragment_version=1)
        for key in rows
    )

    began = time.monotonic()
    closing.close_account(person=nora, keeps_comments=False)

    assert time.monotonic() - began < 10
    assert not CommentText.objects.exclude(source="").exists()
    assert set(Comment.objects.values_list("state", flat=True)) == {
        Comment.State.REMOVED_BY_AUTHOR
    }


def test_the_address_of_a_closed_account_is_nobody_elses(client) -> None:
    gone = make.reader("Zed Qux")
    address = gone.get_absolute_url()
    closing.close_account(person=gone, keeps_comments=True)

    newcomer = make.reader("Zed-Qux")

    assert newcomer.slug == "zed-qux-2"
    assert client.get(address).status_code == 410
