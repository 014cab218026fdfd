"""A moderator's way with the broom, over HTTP and without script."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pasquino.accounts.models import Role, User
from pasquino.accounts.standing import suspension
from pasquino.discussion import actions as discussion
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.moderation import actions, undoing
from pasquino.moderation.models import Action, Verb
from pasquino.moderation.records import Grounds
from pasquino.stories.models import PublishedStory
from tests import make
from tests.journeys.writing import Form, Member, acts, fields
from tests.moderation.sweeping_made import held

pytestmark = pytest.mark.django_db
State = Comment.State
SECRET = "xylophones in the millrace"


class Moderator(Member):
    """A member who finds the form of a deed, and the button that undoes it."""

    def __init__(self, user: User | None = None) -> None:
        self.user = user or make.person("Mo Sweeper", Role.MODERATOR)
        super().__init__(self.user)

    def deed(self, address: str, name: str) -> Form:
        """The form of one deed on a page."""
        self.answer = self.client.get(address)
        assert self.answer.status_code == 200, self.words()
        found = self.page().select_one(f'form:has(input[name=deed][value="{name}"])')
        assert found is not None, f"{name} is not on offer: {self.words()}"
        return Form(str(found.get("action") or address), fields(found), acts(found))

    def do(self, address: str, name: str, reason: str, **more: str) -> None:
        """Fill in the form of a deed and follow it."""
        form = self.deed(address, name)
        values = {f"{name}-{key}": value for key, value in {"reason": reason, **more}.items()}
        self.send(form, **values)
        assert self.answer.status_code == 302, self.words()
        self.follow()

    def read(self, address: str) -> str:
        """The words and texts of a page."""
        self.answer = self.client.get(address)
        return self.words()

    def press_undo(self, address: str = "/moderation/") -> None:
        """Press the first Undo button of a page."""
        self.answer = self.client.get(address)
        found = self.page().select_one("form.action__undo")
        assert found is not None, self.words()
        self.send(Form(str(found["action"]), fields(found), []))
        self.follow()


@pytest.fixture
def story() -> PublishedStory:
    return make.story("The weir")


def page_of(thing: Comment | Thread) -> str:
    kind = "comment" if isinstance(thing, Comment) else "thread"
    return f"/moderation/{kind}/{thing.pk}/"


def state(comment: Comment) -> int:
    comment.refresh_from_db()
    return comment.state


def test_a_comment_is_removed_restored_and_the_list_says_so(story) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()

    mo.do(page_of(comment), "remove", "Names a neighbour.", note="Second time.")
    assert state(comment) == State.REMOVED_BY_MODERATOR
    assert "Done" in mo.words()
    mo.do(page_of(comment), "restore", "It was the mayor, in office.")

    assert state(comment) == State.VISIBLE
    mo.open("/moderation/")
    words = mo.words()
    assert "Mo Sweeper removed a comment: #1" in words
    assert "Names a neighbour." in words
    assert "Second time." in words
    assert "undone by Mo Sweeper" in words


def test_each_deed_is_undone_by_one_click_in_the_list(story) -> None:
    thread, mo = make.thread(story), Moderator()
    comment = make.comment(thread)
    for address, deed in (
        (page_of(comment), "remove"),
        (page_of(comment), "hide-branch"),
        (page_of(comment), "suspend"),
        (page_of(thread), "close"),
    ):
        mo.do(address, deed, "A reason.")

        mo.press_undo()

        assert "Done" in mo.words()
    thread.refresh_from_db()
    assert state(comment) == State.VISIBLE
    assert suspension(comment.author) is None
    assert thread.state == Thread.State.OPEN
    assert Action.objects.filter(undo_of=None).count() == 4


def test_a_hidden_branch_is_not_read_until_it_is_restored(client, story) -> None:
    comments = make.comments(make.thread(story), [None, 1, None])
    mo = Moderator()

    mo.do(page_of(comments[0]), "hide-branch", "A quarrel about dogs.")
    numbers = [tag["data-number"] for tag in articles(client, story)]
    mo.do(page_of(comments[0]), "restore-branch", "They have calmed down.")

    assert numbers == ["1", "3"]
    assert len(articles(client, story)) == 3


def articles(client: Client, story: PublishedStory):
    member = Member()
    member.answer = client.get(story.get_absolute_url())
    return member.page().select(".thread article.comment")


def test_a_closed_discussion_takes_no_comment_until_it_is_reopened(story) -> None:
    thread, mo = make.thread(story), Moderator()

    mo.do(page_of(thread), "close", "For the night.")
    thread.refresh_from_db()
    with pytest.raises(discussion.DiscussionClosed):
        make.comment(thread)
    mo.do(page_of(thread), "reopen", "Good morning.")

    thread.refresh_from_db()
    assert make.comment(thread).number == 1


def test_first_comments_are_held_by_a_switch_and_released_one_by_one(client, story) -> None:
    thread, mo = make.thread(story), Moderator()
    form = mo.open("/moderation/holding/")
    mo.send(form, reason="A flood of new names.", switch="on")
    assert DiscussionPolicy.objects.get().hold_first_posts

    waiting = submitted(thread, SECRET)
    assert state(waiting) == State.HELD
    assert SECRET not in client.get(story.get_absolute_url()).content.decode()
    form = mo.open("/moderation/held/")
    assert SECRET in mo.words()
    mo.send(form, act=f"release:{waiting.pk}")

    assert state(waiting) == State.VISIBLE
    assert SECRET in client.get(story.get_absolute_url()).content.decode()
    assert Action.objects.filter(verb=Verb.RELEASE_COMMENT).count() == 1


def submitted(thread: Thread, source: str) -> Comment:
    """What a new member has posted through the form's own deed."""
    return discussion.submit_comment(
        author=make.reader(),
        thread=thread,
        network="192.0.2.0/24",
        key=source,
        subject="A word",
        source=source,
    )


def test_several_held_comments_are_removed_at_once_with_one_reason(story) -> None:
    thread, mo = make.thread(story), Moderator()
    waiting = [held(make.comment(thread)) for _ in range(3)]
    form = mo.open("/moderation/held/")

    mo.answer = mo.client.post(
        form.action,
        form.fields
        | {
            "chosen": [waiting[0].pk, waiting[2].pk],
            "act": "remove",
            "remove_reason": "Advertising.",
        },
    )
    mo.follow()

    assert [state(comment) for comment in waiting] == [
        State.REMOVED_BY_MODERATOR,
        State.HELD,
        State.REMOVED_BY_MODERATOR,
    ]
    assert len(mo.page().select(".sweep__done .action")) == 2


def test_what_somebody_else_was_quicker_with_stops_no_other(story) -> None:
    thread, mo = make.thread(story), Moderator()
    first, second = held(make.comment(thread)), held(make.comment(thread))
    form = mo.open("/moderation/held/")
    actions.release_comment(comment=first, grounds=Grounds(make.person("", Role.EDITOR), "Fine."))

    data = {"chosen": [first.pk, second.pk], "act": "remove", "remove_reason": "Advertising."}
    mo.answer = mo.client.post(form.action, form.fields | data)

    assert mo.answer.status_code == 422
    assert "Comment #1: This comment is visible already." in mo.words()
    assert (state(first), state(second)) == (State.VISIBLE, State.REMOVED_BY_MODERATOR)


def test_held_comments_are_not_removed_without_a_reason_and_stay_chosen(story) -> None:
    waiting, mo = held(make.comment(make.thread(story))), Moderator()
    form = mo.open("/moderation/held/")

    mo.send(form, act="remove", chosen=str(waiting.pk), release_reason="Kept in the form.")

    assert mo.answer.status_code == 422
    assert "Give a reason" in mo.words()
    assert mo.form().fields["chosen"] == str(waiting.pk)
    assert mo.form().fields["release_reason"] == "Kept in the form."
    assert state(waiting) == State.HELD


def test_an_account_is_suspended_until_a_day_and_released_from_the_list(story) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    day = timezone.localdate() + timedelta(days=7)

    mo.do(page_of(comment), "suspend", "Insults.", until=day.isoformat())
    with pytest.raises(discussion.Suspended):
        discussion.submit_comment(
            author=comment.author,
            thread=comment.thread,
            network="192.0.2.0/24",
            key="k",
            subject="A word",
            source="More.",
        )
    until = suspension(comment.author).until
    assert timezone.localtime(until).date() == day + timedelta(days=1)  # it ends with that day
    mo.press_undo("/moderation/suspended/")

    assert suspension(comment.author) is None
    assert "Nobody is suspended." in mo.read("/moderation/suspended/")


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("2020-01-01", "This day is over."),
        ("9999-12-31", "within ten years"),
        ("soon", "year-month-day"),
    ],
)
def test_an_impossible_day_is_refused_with_the_text_kept(story, until: str, says: str) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    form = mo.deed(page_of(comment), "suspend")

    mo.send(form, **{"suspend-reason": "Insults.", "suspend-until": until})

    assert mo.answer.status_code == 422
    assert says in mo.words()
    assert "Insults." in mo.answer.content.decode()
    assert suspension(comment.author) is None


@pytest.mark.parametrize("deed", ["remove", "hide-branch", "suspend"])
def test_a_form_without_a_reason_is_refused_and_keeps_its_note(story, deed: str) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    form = mo.deed(page_of(comment), deed)

    mo.send(form, **{f"{deed}-reason": " \n ", f"{deed}-note": "A note worth keeping."})

    assert mo.answer.status_code == 422
    assert "Give a reason: nothing is done without one." in mo.words()
    assert "A note worth keeping." in mo.answer.content.decode()
    assert not Action.objects.exists()


def test_too_long_a_reason_comes_back_whole(story) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    form, long = mo.deed(page_of(comment), "remove"), "ö" * 2_001

    mo.send(form, **{"remove-reason": long})

    assert mo.answer.status_code == 422
    assert "This may have 2000 characters; yours has 2001." in mo.words()
    assert long in mo.answer.content.decode()


def test_the_second_of_two_moderators_is_told_and_gets_the_text_back(story) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    form = mo.deed(page_of(comment), "remove")
    actions.remove_comment(comment=comment, grounds=Grounds(make.person("", Role.EDITOR), "Mine."))

    mo.send(form, **{"remove-reason": "Long thought about."})

    assert mo.answer.status_code == 422
    assert "A moderator has removed this comment already." in mo.words()
    assert "Long thought about." in mo.words()
    assert Action.objects.count() == 1


def test_undoing_what_is_undone_says_by_whom(story) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    bo = make.person("Bo", Role.EDITOR)
    removal = actions.remove_comment(comment=comment, grounds=Grounds(mo.user, "No."))
    form = mo.open(f"/moderation/undo/{removal.pk}/")
    undoing.undo(action=removal, grounds=Grounds(bo, "Yes."))

    mo.send(form, reason="My own words.")

    assert mo.answer.status_code == 422
    assert "Bo has undone this already. Nothing was changed." in mo.words()
    assert "My own words." in mo.answer.content.decode()


def test_undoing_what_was_changed_since_says_what_happened(story) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    removal = actions.remove_comment(comment=comment, grounds=Grounds(mo.user, "No."))
    actions.hide_branch(
        comment=comment, grounds=Grounds(make.person("Bo", Role.EDITOR), "All of it.")
    )

    mo.client.get("/moderation/")
    mo.send(Form(f"/moderation/undo/{removal.pk}/", token(mo), []), reason="Undone.")

    assert mo.answer.status_code == 422
    assert "This has been changed since: Bo hid a branch." in mo.words()
    assert state(comment) == State.BRANCH_HIDDEN


def token(member: Member) -> dict[str, str]:
    """The fields of a form that is on every page of the room with something to undo."""
    member.answer = member.client.get("/moderation/")
    found = member.page().select_one("form.action__undo")
    assert found is not None
    return fields(found)


def test_the_list_is_narrowed_by_what_and_by_whom_and_goes_on_page_by_page(story) -> None:
    thread, mo = make.thread(story), Moderator()
    bo = make.person("Bo", Role.EDITOR)
    for index in range(45):
        actions.remove_comment(
            comment=make.comment(thread), grounds=Grounds(mo.user, f"Reason {index:02}.")
        )
    actions.close_discussion(thread=thread, grounds=Grounds(bo, "Enough."))

    by_bo = mo.read("/moderation/?by=bo")
    closed = mo.read("/moderation/?verb=close_discussion")
    newest = mo.read("/moderation/?verb=remove_comment")
    older = mo.page().select_one("a[rel=next]")["href"]
    oldest = mo.read(f"/moderation/{older}")

    assert "Enough." in by_bo
    assert "Reason 44." not in by_bo
    assert "Enough." in closed
    assert "Reason 05." in newest
    assert "Reason 04." not in newest
    assert "Enough." not in oldest
    assert "Reason 04." in oldest
    assert "Reason 05." not in oldest
    assert mo.client.get("/moderation/?verb=nonsense&by=nobody&before=x").status_code == 200


def test_what_was_removed_is_read_by_moderators_alone(client, story) -> None:
    thread, mo = make.thread(story), Moderator()
    comment = make.comment(thread, subject=SECRET.title(), source=f"About {SECRET}.")
    make.comment(thread, answers=comment, subject="Indeed")
    actions.remove_comment(comment=comment, grounds=Grounds(mo.user, "Names a neighbour."))

    seen = [
        address for address in public_addresses(story, comment) if SECRET in told(client, address)
    ]

    assert seen == []
    assert SECRET in mo.read(page_of(comment))


def test_what_is_held_or_hidden_is_read_by_moderators_alone(client, story) -> None:
    thread, mo = make.thread(story), Moderator()
    top = make.comment(thread, subject="Top")
    under = make.comment(thread, answers=top, subject=SECRET, source=SECRET)
    waiting = held(make.comment(thread, subject=SECRET, source=SECRET))
    actions.hide_branch(comment=top, grounds=Grounds(mo.user, "A quarrel."))

    seen = [
        address
        for comment in (under, waiting)
        for address in public_addresses(story, comment)
        if SECRET in told(client, address)
    ]

    assert seen == []
    assert SECRET in mo.read(page_of(under))
    assert SECRET in mo.read("/moderation/held/")


def public_addresses(story: PublishedStory, comment: Comment) -> list[str]:
    """Everywhere a comment might be told of."""
    address = story.get_absolute_url()
    return [
        "/",
        address,
        f"{address}?display=flat_unthread&sort=newest",
        f"{address}?display=minimal",
        comment.get_absolute_url(),
        f"{comment.get_absolute_url()}history/",
        comment.author.get_absolute_url(),
        "/feeds/comments.atom",
        "/feeds/comments.json",
        f"/feeds{address}comments.atom",
        f"/feeds{address}comments.json",
        "/sitemap.xml",
    ]


def told(client: Client, address: str) -> str:
    """What an anonymous reader is told there, in small letters."""
    answer = client.get(address)
    assert answer.status_code in (200, 404, 410), address
    content: str = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    return content.lower()


@pytest.mark.parametrize("role", [Role.READER, Role.TRUSTED, Role.WRITER])
def test_the_room_is_not_open_to_others(client, story, role: Role) -> None:
    comment = make.comment(make.thread(story))
    addresses = [*ROOM, page_of(comment), page_of(comment.thread)]

    led = [client.get(address)["Location"] for address in addresses]
    client.force_login(make.person("", role))
    refused = [client.post(address, {}).status_code for address in addresses]

    assert all("/login/" in urlsplit(target).path for target in led)
    assert set(refused) == {403}


ROOM = ("/moderation/", "/moderation/held/", "/moderation/suspended/", "/moderation/holding/")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.ADMIN])
def test_the_room_is_kept_by_nobody(client, role: Role) -> None:
    client.force_login(make.person("", role))

    for address in ROOM:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert 'content="noindex"' in answer.content.decode()


def test_a_moderator_finds_the_way_in_beside_the_discussion(client, story) -> None:
    thread = make.thread(story)
    comment = make.comment(thread)
    link = f'href="{reverse("moderation-thread", args=[thread.pk])}"'
    anonymous = client.get(story.get_absolute_url())
    client.force_login(make.reader())
    reader = client.get(story.get_absolute_url())
    client.force_login(make.person("", Role.MODERATOR))
    moderator = client.get(story.get_absolute_url())

    assert link not in anonymous.content.decode()
    assert link not in reader.content.decode()
    assert link in moderator.content.decode()
    assert f'href="{page_of(comment)}"' in moderator.content.decode()
    assert f'href="{page_of(comment)}"' not in reader.content.decode()
    assert moderator.headers["Cache-Control"] == "private, no-store"


def test_a_form_leads_back_only_into_the_room(story) -> None:
    comment, mo = make.comment(make.thread(story)), Moderator()
    for back in ("https://elsewhere.example/", "//elsewhere.example/", "/moderation/\\..//x", "/"):
        actions.remove_comment(comment=comment, grounds=Grounds(mo.user, "No."))
        form = Form(f"/moderation/undo/{Action.objects.latest('pk').pk}/", token(mo), [])

        mo.send(form, back=back, reason="Undone.")

        assert mo.answer["Location"].startswith("/moderation/?done=")


def test_a_page_of_the_list_asks_few_questions(story, django_assert_max_num_queries) -> None:
    thread, mo = make.thread(story), Moderator()
    for _ in range(40):
        actions.remove_comment(comment=make.comment(thread), grounds=Grounds(mo.user, "No."))

    with django_assert_max_num_queries(16):
        mo.client.get("/moderation/")
