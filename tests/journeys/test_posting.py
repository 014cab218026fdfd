"""A reader answers, edits, adds and takes back, without script; whatever fails, words stay."""

from __future__ import annotations

import time
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from pasquino.accounts.limit import Limit
from pasquino.accounts.models import Suspension, User
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, CommentText, Draft, Thread
from tests import make
from tests.journeys.hostile import dangers
from tests.journeys.test_hostile_text import naughty
from tests.journeys.test_seed_page import bring
from tests.journeys.writing import Member

pytestmark = pytest.mark.django_db
WORDS = "Nobody counted the sandbags.\n\n> It was the mill.\n\nThat is *not* so."


def known(name: str = "") -> User:
    """A member whose first comments are behind them."""
    member, elsewhere = make.reader(name), make.thread()
    for _ in range(3):
        make.comment(elsewhere, by=member)
    return member


def test_a_reader_answers_comment_four_of_the_seed_page() -> None:
    story = bring()
    reader = Member(known("Nell"))

    form = reader.open(f"{story.get_absolute_url()}comments/4/reply/")
    assert form.fields["subject"].startswith("Re: ")
    assert "Re: Re:" not in form.fields["subject"]
    answer = reader.send(form, "post", source=WORDS)

    assert answer.status_code == 303
    assert answer["Location"] == f"{story.get_absolute_url()}?at=9&told=posted-9#c9"
    comment = reader.follow().select_one("#c9")
    assert comment is not None
    assert comment["data-parent"] == "4"
    assert comment.select_one("blockquote").get_text(strip=True) == "It was the mill."
    assert comment.select_one(".comment__body em").get_text() == "not"


def test_a_stranger_who_wants_to_answer_signs_in_and_comes_back_to_the_form() -> None:
    comment = make.comment(make.thread())
    address = f"{comment.get_absolute_url()}reply/"

    answer = Member().client.get(address)

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={address}")


def test_a_new_member_sees_the_comment_before_it_is_posted() -> None:
    thread = make.thread()
    reader = Member(make.reader())

    form = reader.open(f"{thread.story.get_absolute_url()}comments/new/")
    assert form.buttons == ["preview", "draft"]
    reader.send(form, "post", subject="First", source=WORDS)
    assert not Comment.objects.exists()
    assert reader.page().select_one(".writing__preview em").get_text() == "not"
    shown = reader.form()
    assert shown.buttons == ["preview", "post", "draft"]
    reader.send(shown, "post")

    assert reader.answer.status_code == 303
    assert Comment.objects.get().text.source == WORDS
    assert not Draft.objects.exists()


def test_the_answered_comment_can_be_quoted_without_losing_what_was_written() -> None:
    parent = make.comment(make.thread(), source="It was the mill.\nOr the weir.\n\nWho knows?")
    reader = Member(known())
    form = reader.open(f"{parent.get_absolute_url()}reply/")

    reader.send(form, "quote", source="I disagree.")

    assert reader.form().fields["source"] == (
        "I disagree.\n\n> It was the mill.\n> Or the weir.\n>\n> Who knows?\n\n"
    )


@pytest.mark.parametrize(
    ("subject", "source", "says"),
    [
        ("", WORDS, "Give your comment a subject."),
        ("?!", WORDS, "at least one letter or digit"),
        ("s" * 201, WORDS, "201 characters"),
        ("Fine", " \n", "Write something first."),
        ("Fine", "a" * 65_537, "65,537 bytes"),
    ],
)
def test_a_refused_form_comes_back_filled(subject: str, source: str, says: str) -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")

    answer = reader.send(form, "post", subject=subject, source=source)

    assert answer.status_code == 422
    assert says in reader.words()
    assert reader.form().fields["subject"] == subject
    assert reader.form().fields["source"] == source


@pytest.mark.parametrize("size", [2**20, 5 * 2**20])
def test_a_pasted_megabyte_comes_back_whole_with_a_sentence(size: int) -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")

    answer = reader.send(form, "post", subject="Much", source="a" * size)

    assert answer.status_code == 422
    assert f"{size:,} bytes" in reader.words()
    assert reader.form().fields["source"] == "a" * size


def test_a_form_beyond_all_limits_is_told_plainly(caplog) -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")

    answer = reader.send(form, "post", source="a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))

    assert answer.status_code == 413
    assert "larger than 8.0 MB" in reader.words().replace("\xa0", " ")
    logged = [one for one in caplog.records if one.name.startswith("django.security")]
    assert [(one.levelname, one.exc_info) for one in logged] == [("ERROR", None)]


def test_beyond_the_limit_the_words_come_back_with_the_minutes(settings) -> None:
    settings.LIMITS = settings.LIMITS | {"posts": Limit(1, 600, first_lock=120)}
    reader, thread = Member(known()), make.thread()
    address = f"{thread.story.get_absolute_url()}comments/new/"
    reader.send(reader.open(address), "post", subject="One", source="One.")

    answer = reader.send(reader.open(address), "post", subject="Two", source=WORDS)

    assert answer.status_code == 429
    assert "You can go on in 2 minutes. That is at " in reader.words()
    assert "each try before then makes the wait longer." in reader.words()
    assert 100 < int(answer["Retry-After"]) <= 120
    assert reader.form().fields["source"] == WORDS
    assert Draft.objects.get().source == WORDS


@pytest.mark.parametrize("act", ["preview", "draft"])
def test_who_previews_or_keeps_drafts_too_often_gets_the_words_back(settings, act: str) -> None:
    settings.LIMITS = settings.LIMITS | {"previews": Limit(1, 60)}
    reader, thread = Member(known()), make.thread()
    form = reader.open(f"{thread.story.get_absolute_url()}comments/new/")
    reader.send(form, act, subject="One", source="One.")

    answer = reader.send(form, act, subject="Two", source=WORDS)

    assert answer.status_code == 429
    assert "You can go on in 1 minute." in reader.words()
    assert reader.form().fields["source"] == WORDS


def test_a_discussion_closed_meanwhile_gives_the_words_back() -> None:
    reader, thread = Member(known()), make.thread()
    form = reader.open(f"{thread.story.get_absolute_url()}comments/new/")
    Thread.objects.filter(pk=thread.pk).update(state=Thread.State.CLOSED)

    answer = reader.send(form, "post", subject="Late", source=WORDS)

    assert answer.status_code == 403
    assert "The editors have closed this discussion." in reader.words()
    assert reader.form().fields["source"] == WORDS


def test_when_the_answered_comment_was_removed_the_words_can_stand_alone() -> None:
    reader, parent = Member(known()), make.comment(make.thread())
    form = reader.open(f"{parent.get_absolute_url()}reply/")
    actions.remove_own_comment(comment=parent)

    answer = reader.send(form, "post", source=WORDS)

    assert answer.status_code == 422
    assert "It was the mill" not in reader.words().replace(" ".join(WORDS.split()), "")
    button = reader.page().select_one("button[formaction]")
    alone = reader.form()
    alone.action = str(button["formaction"])
    reader.send(alone, "post")
    assert Comment.objects.order_by("pk").last().text.source == WORDS


def test_a_suspended_member_is_told_and_keeps_the_words() -> None:
    member = known()
    reader = Member(member)
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")
    Suspension.objects.create(user=member, reason="Shouting.")

    answer = reader.send(form, "post", subject="Again", source=WORDS)

    assert answer.status_code == 403
    assert "lifts your suspension. The reason: Shouting." in reader.words()
    assert reader.form().fields["source"] == WORDS


def test_an_ended_session_loses_no_word() -> None:
    member = known()
    reader = Member(member)
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")
    reader.client.session.flush()

    answer = reader.send(form, "post", subject="Long thought", source=WORDS)
    assert answer.status_code == 403
    assert reader.form().fields["source"] == WORDS
    assert reader.form().buttons == ["sign-in"]

    answer = reader.send(reader.form(), "sign-in")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={form.action}")
    reader.client.force_login(member)
    again = reader.open(form.action)
    assert (again.fields["subject"], again.fields["source"]) == ("Long thought", WORDS)
    assert reader.send(again, "post").status_code == 303


def test_without_any_cookie_no_word_is_lost() -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")
    reader.client.cookies.clear()

    answer = reader.send(form, "post", subject="Thought", source=WORDS)

    assert answer.status_code == 403
    assert reader.form().fields["source"] == WORDS


def test_an_expired_key_loses_no_word_and_the_form_can_be_sent_again() -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")
    form.fields["csrfmiddlewaretoken"] = "x" * 64

    answer = reader.send(form, "post", subject="Thought", source=WORDS)

    assert answer.status_code == 403
    assert reader.form().fields["source"] == WORDS
    assert reader.send(reader.form(), reader.form().buttons[0]).status_code == 303


def test_words_from_another_site_are_shown_but_cannot_be_sent() -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")

    reader.answer = reader.client.post(
        form.action, form.fields | {"source": WORDS}, headers={"Origin": "https://evil.example"}
    )

    assert reader.answer.status_code == 403
    assert reader.page().select_one("main form") is None
    assert WORDS in reader.page().select_one("textarea").get_text()


def test_a_lost_database_loses_no_word(monkeypatch) -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")

    def locked(**_given: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "submit_comment", locked)
        answer = reader.send(form, "post", subject="Thought", source=WORDS)

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert reader.form().fields["source"] == WORDS
    assert reader.send(reader.form(), "post").status_code == 303


def test_a_form_sent_twice_makes_one_comment() -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")
    first = reader.send(form, "post", subject="Once", source=WORDS)

    second = reader.send(form, "post", subject="Once", source=WORDS)

    assert first["Location"] == second["Location"]
    assert CommentText.objects.filter(source=WORDS).count() == 1


def test_going_back_and_writing_something_else_asks_first_and_loses_nothing() -> None:
    reader = Member(known())
    form = reader.open(f"{make.thread().story.get_absolute_url()}comments/new/")
    reader.send(form, "post", subject="Once", source=WORDS)

    answer = reader.send(form, "post", subject="Once", source="Another thought.")

    assert answer.status_code == 422
    assert "You have posted this form already, as comment #1" in reader.words()
    assert reader.send(reader.form(), "post")["Location"].endswith("?at=2&told=posted-2#c2")


def test_a_draft_is_offered_again_and_can_be_thrown_away() -> None:
    reader, thread = Member(known()), make.thread()
    address = f"{thread.story.get_absolute_url()}comments/new/"

    reader.send(reader.open(address), "draft", subject="Half", source="Half a thought")

    assert reader.open(address).fields["source"] == "Half a thought"
    discard = reader.open("/account/drafts/")
    assert "Half a thought" in reader.words()
    reader.send(discard)
    reader.follow()
    assert "You have no drafts." in reader.words()


def test_an_author_edits_and_everyone_sees_what_it_said_before() -> None:
    member = known()
    comment = make.comment(make.thread(), by=member, source="The weir is low.")
    reader = Member(member)
    form = reader.open(f"{comment.get_absolute_url()}edit/")

    answer = reader.send(form, "save", source="The weir is high.")

    assert answer.status_code == 303
    shown = reader.follow().select_one("#c1")
    assert "The weir is high." in shown.get_text()
    mark = shown.select_one(".comment__edited")
    assert mark.select_one("time") is not None
    stranger = Member()
    stranger.answer = stranger.client.get(str(mark["href"]))
    assert stranger.page().select_one("del").get_text() == "low"
    assert stranger.page().select_one("ins").get_text() == "high"
    assert stranger.answer["X-Robots-Tag"] == "noindex"
    assert not stranger.answer.cookies


def test_after_the_time_for_editing_an_author_adds_below() -> None:
    member = known()
    comment = make.comment(make.thread(), by=member)
    reader = Member(member)
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        reader.client.force_login(member)
        late = reader.send(
            reader.open(f"{comment.get_absolute_url()}edit/"), "save", source="It was *the weir*."
        )
        assert late.status_code == 422
        assert "You can add what you want to say below your comment" in reader.words()
        add = reader.form()
        add.action = str(reader.page().select_one("button[formaction]")["formaction"])
        reader.send(add, "add")

        assert reader.answer.status_code == 303
        addition = reader.follow().select_one("#c1 .comment__addition")

    assert addition.select_one("em").get_text() == "the weir"
    assert "added on" in addition.get_text()
    assert addition.select_one("time")["datetime"]


def test_an_author_takes_a_comment_back_and_no_page_says_what_it_said() -> None:
    member = known()
    comment = make.comment(make.thread(), by=member, subject="Secret name", source="Rosebud")
    make.comment(comment.thread, answers=comment, subject="Well", source="I see.")
    reader = Member(member)
    actions.add_to_comment(comment=comment, author=member, network="n", source="Rosebud again")

    reader.send(reader.open(f"{comment.get_absolute_url()}remove/"))

    page = reader.follow()
    assert "Removed by its author." in page.select_one("#c1").get_text()
    assert "I see." in page.select_one("#c2").get_text()
    address = comment.thread.story.get_absolute_url()
    for path in (
        address, f"{address}comments/1/", f"{address}comments/2/", f"{address}comments/1/history/",
        f"/feeds{address}comments.json", "/feeds/comments.atom", member.get_absolute_url(), "/",
        f"{address}comments/1/reply/", f"{address}comments/1/edit/",
    ):  # fmt: skip
        answer = reader.client.get(path)
        assert b"Rosebud" not in answer.content, path
        assert b"Secret name" not in answer.content, path


def test_nobody_changes_what_others_wrote() -> None:
    comment = make.comment(make.thread())
    reader = Member(known())

    for page in ("edit", "add", "remove", "held"):
        assert reader.client.get(f"{comment.get_absolute_url()}{page}/").status_code == 404


@pytest.mark.parametrize("part", range(4))
def test_awkward_strings_are_posted_and_shown_unchanged(part: int, settings) -> None:
    settings.LIMITS = settings.LIMITS | dict.fromkeys(
        ("posts", "posts_network", "posts_story"), Limit(10**6, 60)
    )
    reader, thread = Member(known()), make.thread()
    address = f"{thread.story.get_absolute_url()}comments/new/"
    strings = [text for text in naughty() if text.strip()][part::4]
    form = reader.open(address)
    for at, text in enumerate(strings):
        code = "    " + text.replace("\n", "\n    ")
        reader.send(form, "post", key=f"k{at}", subject="Awkward", source=code)
        assert reader.answer.status_code == 303, text

    stored = CommentText.objects.filter(comment__thread=thread).order_by("comment__number")
    for said, text in zip(stored, strings, strict=True):
        assert said.source == "    " + text.replace("\x00", "\ufffd").replace("\n", "\n    ")
    shown = []
    for page in range(1, (len(strings) - 1) // 100 + 2):
        reader.answer = reader.client.get(f"{thread.story.get_absolute_url()}?page={page}")
        assert list(dangers(reader.answer.content)) == []
        shown += [code.get_text() for code in reader.page().select(".comment__body code")]
    assert [bare(words) for words in shown] == [bare(text) for text in strings]


def bare(text: str) -> str:
    """Without what is documented to change: NUL, open direction controls are closed, the ends."""
    return text.replace("\x00", "\ufffd").strip("\u202c\u2069 \n\t")


class Depth(HTMLParser):
    """How deep the elements of a page nest."""

    VOID = {"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.now = self.deepest = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.now += tag not in self.VOID
        self.deepest = max(self.deepest, self.now)

    def handle_endtag(self, tag: str) -> None:
        self.now -= tag not in self.VOID


def test_a_chain_of_three_hundred_answers_stays_quick_and_flat(settings) -> None:
    settings.LIMITS = settings.LIMITS | dict.fromkeys(
        ("posts", "posts_network", "posts_story"), Limit(10**6, 60)
    )
    reader, thread = Member(known()), make.thread()
    address = thread.story.get_absolute_url()
    form = reader.open(f"{address}comments/new/")
    slowest = 0.0
    for number in range(300):
        form.action = f"{address}comments/{number}/reply/" if number else form.action
        began = time.perf_counter()
        reader.send(form, "post", key=f"k{number}", subject="Deeper", source="> " * 600 + "deep")
        slowest = max(slowest, time.perf_counter() - began)
        assert reader.answer.status_code == 303

    began = time.perf_counter()
    for query in ("", "?page=3", "?display=flat", "?display=threaded", "?display=minimal"):
        answer = reader.client.get(f"{address}{query}")
        depth = Depth()
        depth.feed(answer.content.decode())
        assert answer.status_code == 200
        assert depth.deepest <= 400
    assert (time.perf_counter() - began) / 5 < 2
    assert slowest < 2


def test_a_story_from_the_desk_can_be_discussed_at_once() -> None:
    story, reader = make.story(), Member(known())

    reader.answer = reader.client.get(story.get_absolute_url())
    link = reader.page().select_one("#discussion a[href$='comments/new/']")
    reader.send(reader.open(str(link["href"])), "post", subject="First", source="Well said.")

    assert "Well said." in reader.follow().select_one("#c1").get_text()
