"""A form makes one comment; limits, moderators and the law of the thread hold for all ways in."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import time_machine

from pasquino.accounts import standing
from pasquino.accounts.limit import Limit
from pasquino.accounts.limits import TooOften
from pasquino.accounts.models import LimitWindow, Suspension, User
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, Draft, Submission, Thread
from tests import make
from tests.cli.process import clean_environment

pytestmark = pytest.mark.django_db


def submit(  # noqa: PLR0913 - as the deed
    thread: Thread,
    author: User | None = None,
    key: str = "k",
    *,
    source: str = "It was the mill.",
    parent: Comment | None = None,
    subject: str = "A word",
    network: str = "192.0.2.0/24",
) -> Comment:
    return actions.submit_comment(
        author=author or make.reader(),
        thread=thread,
        network=network,
        key=key,
        subject=subject,
        source=source,
        parent=parent,
    )


def test_the_same_form_gives_the_same_comment() -> None:
    thread, author = make.thread(), make.reader()

    first, second = submit(thread, author), submit(thread, author)

    assert first == second
    assert Comment.objects.count() == 1
    assert LimitWindow.objects.get(scope="posts").count == 1


def test_the_same_form_gives_the_same_comment_after_it_was_edited() -> None:
    thread, author = make.thread(), make.reader()
    first = submit(thread, author)
    actions.edit_comment(
        comment=first, author=author, version=1, subject="A word", source="It was the weir."
    )

    assert submit(thread, author) == first


def test_the_same_key_with_other_words_is_not_swallowed() -> None:
    thread, author = make.thread(), make.reader()
    first = submit(thread, author)

    with pytest.raises(actions.SentBefore) as refused:
        submit(thread, author, source="It was the weir.")

    assert refused.value.comment == first


def test_keys_belong_to_their_author() -> None:
    thread = make.thread()

    assert submit(thread) != submit(thread)


def test_keys_are_forgotten_after_a_week() -> None:
    submit(make.thread())
    with time_machine.travel(make.NOON + timedelta(days=3000)):
        assert actions.forget_keys() == 1

    assert not Submission.objects.exists()


@pytest.mark.parametrize("scope", ["posts", "posts_network", "posts_story"])
def test_limits_hold_by_account_network_and_story(scope: str, settings) -> None:
    settings.LIMITS = settings.LIMITS | {scope: Limit(2, 600)}
    thread, author = make.thread(), make.reader()
    submit(thread, author, "1")
    submit(thread, author, "2")

    with pytest.raises(TooOften):
        submit(thread, author, "3")
    other = {
        "posts": lambda: submit(thread),
        "posts_network": lambda: submit(thread, network="198.51.100.0/24"),
        "posts_story": lambda: submit(make.thread(), author),
    }
    assert other[scope]().number
    assert Comment.objects.count() == 3


def test_the_lock_doubles_with_every_further_try_and_ends(settings) -> None:
    settings.LIMITS = settings.LIMITS | {"posts": Limit(1, 600, first_lock=120)}
    thread, author = make.thread(), make.reader()
    minutes = []
    with time_machine.travel(make.NOON, tick=False) as clock:
        submit(thread, author, "1")
        for _ in range(3):
            with pytest.raises(TooOften) as refused:
                submit(thread, author, "2")
            minutes.append(refused.value.minutes())
        clock.move_to(make.NOON + timedelta(minutes=10, seconds=1))
        submit(thread, author, "3")

    assert minutes == [2, 4, 8]


def test_a_form_sent_again_behind_a_full_limit_gives_its_comment_and_is_not_counted(
    settings,
) -> None:
    settings.LIMITS = settings.LIMITS | {"posts": Limit(1, 600, first_lock=120)}
    thread, author = make.thread(), make.reader()
    comment = submit(thread, author)
    before = list(LimitWindow.objects.order_by("pk").values())

    assert submit(thread, author) == comment
    assert list(LimitWindow.objects.order_by("pk").values()) == before
    with pytest.raises(TooOften):
        submit(thread, author, key="another")


def test_a_refused_text_counts_for_no_limit() -> None:
    with pytest.raises(actions.NothingSaid):
        submit(make.thread(), source=" ")

    assert not LimitWindow.objects.exists()


@pytest.mark.parametrize(
    "state",
    [
        Comment.State.HELD,
        Comment.State.REMOVED_BY_AUTHOR,
        Comment.State.REMOVED_BY_MODERATOR,
        Comment.State.BRANCH_HIDDEN,
    ],
)
def test_nobody_answers_what_nobody_can_read(state: Comment.State) -> None:
    parent = make.comment(make.thread())
    Comment.objects.update(state=state)
    before = Thread.objects.values("last_number", "revision").get()

    for known in (parent, Comment.objects.get()):  # removed after it was read, and before
        with pytest.raises(actions.ParentGone):
            submit(parent.thread, parent=known)

    assert Thread.objects.values("last_number", "revision").get() == before


def test_a_folded_comment_can_be_answered() -> None:
    parent = make.comment(make.thread())
    Comment.objects.update(state=Comment.State.FOLDED)

    assert submit(parent.thread, parent=parent).parent_number == 1


def test_who_is_suspended_posts_nothing_until_it_ends() -> None:
    thread, author = make.thread(), make.reader()
    Suspension.objects.create(
        user=author, reason="Shouting.", began_at=make.NOON, until=make.NOON + timedelta(days=1)
    )
    with time_machine.travel(make.NOON, tick=False), pytest.raises(actions.Suspended):
        submit(thread, author)

    with time_machine.travel(make.NOON + timedelta(days=1, seconds=1), tick=False):
        assert submit(thread, author).number == 1


def test_rooms_may_ask_for_more_before_somebody_writes(monkeypatch) -> None:
    monkeypatch.setattr(standing, "conditions", [])
    standing.require(lambda reader: "Confirm your mail address." if not reader.email else "")
    author = make.reader()

    with pytest.raises(actions.MayNotWrite, match=r"Confirm your mail address\."):
        submit(make.thread(), author)
    assert not standing.may_write(author)
    author.email = "nell@example.org"
    assert standing.may_write(author)


@pytest.mark.parametrize(("subject", "is_said"), [("?!", False), ("日本", True), ("7", True)])
def test_a_subject_has_a_letter_or_digit_of_any_script(subject: str, is_said: bool) -> None:
    if is_said:
        assert submit(make.thread(), subject=subject).number == 1
        return
    with pytest.raises(actions.NoWordInSubject):
        submit(make.thread(), subject=subject)


def test_half_a_surrogate_pair_is_stored_as_what_a_page_can_show() -> None:
    assert submit(make.thread(), source="a\ud800b\0c").text.source == "a\ufffdb\ufffdc"


def test_posting_ends_the_draft_of_that_place_alone() -> None:
    parent, author = make.comment(make.thread()), make.reader()
    for number in (0, 1):
        actions.keep_draft(
            member=author, thread=parent.thread, parent_number=number, subject="", source="Half"
        )

    submit(parent.thread, author, parent=parent)

    assert [draft.parent_number for draft in Draft.objects.all()] == [0]


def test_a_draft_replaces_the_one_before_and_is_never_cut() -> None:
    thread, author = make.thread(), make.reader()

    def keep(source: str) -> Draft | None:
        return actions.keep_draft(
            member=author, thread=thread, parent_number=0, subject="s", source=source
        )

    keep("one")
    keep("two")
    assert keep("a" * 2**20) is None
    assert keep(" ") is None
    assert Draft.objects.get().source == "two"


def test_nobody_throws_away_the_draft_of_another() -> None:
    thread, author = make.thread(), make.reader()
    draft = actions.keep_draft(
        member=author, thread=thread, parent_number=0, subject="", source="Half"
    )
    assert draft is not None

    actions.discard_draft(member=make.reader(), draft=draft.pk)
    assert Draft.objects.exists()
    actions.discard_draft(member=author, draft=draft.pk)
    assert not Draft.objects.exists()


def test_posting_costs_the_same_few_queries_in_a_small_and_a_large_thread(
    django_assert_max_num_queries, client
) -> None:
    thread, author = make.thread(), make.reader()
    comments = make.comments(thread, [None, *range(1, 30)])
    client.force_login(author)
    address = f"{comments[-1].get_absolute_url()}reply/"
    data = {"subject": "A", "source": "B", "previewed": "on", "act": "post"}
    client.post(address, data | {"key": "1"})

    with django_assert_max_num_queries(20):
        assert client.post(address, data | {"key": "2"}).status_code == 303
    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200


def test_twenty_equal_forms_at_once_make_one_comment(tmp_path: Path) -> None:
    """In a process and a database of its own: threads there commit for real."""
    from pasquino.config import template_database

    environment = clean_environment() | {"PASQUINO_DATA": str(tmp_path / "data")}
    name = f"test_pasquino_once_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    given = os.environ.get("PASQUINO_DATABASE_URL")
    if given:
        template_database.postgresql(name)
        url = urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        environment |= {"PASQUINO_DATABASE_URL": url}
    script = Path(__file__).with_name("at_once.py")

    done = subprocess.run(
        [sys.executable, str(script)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    if given:
        template_database.drop(name)
    assert done.stdout.split() == ["20", "1", "1", "1"], done.stderr
